import GRDB

/// The way of every request: record, credential, rate limit, faults, route, content type, operation.
///
/// It needs no socket, so tests can call it directly.
struct RequestPipeline: Sendable {
    let database: SandboxDatabase
    let router: Router
    let rateLimiter: RateLimiter
    let requests: RequestLog
    let faults: FaultQueue
    let oddities: SandboxOddities
    let environment: SandboxEnvironment

    func respond(to request: SandboxRequest) async -> SandboxResponse {
        if request.path == RequestLog.path { return await answerWithLog(request) }
        let entry = requests.begin(request, at: environment.now())
        var response = await answer(request)
        if request.method == "HEAD" { response.body = [] }
        requests.finish(entry, response)
        return response
    }

    private func answer(_ request: SandboxRequest) async -> SandboxResponse {
        do {
            let caller = try await authenticate(request)
            let budget = rateLimiter.spend(by: caller.credential, at: environment.now())
            var response: SandboxResponse
            if budget.isExceeded {
                response = .failure(.tooManyRequests)
            } else {
                response = await answer(request, from: caller.member)
            }
            response.headers.merge(budget.headers) { scripted, _ in scripted }
            return response
        } catch {
            return .failure(error)
        }
    }

    /// Applies the fault that waits for such a request, if any.
    private func answer(_ request: SandboxRequest, from caller: Member) async -> SandboxResponse {
        switch faults.take(for: request) {
        case nil:
            return await execute(request, from: caller)
        case .answer(let scripted):
            return SandboxResponse(scripted)
        case .dropBefore:
            return SandboxResponse(status: 0, delivery: .dropped)
        case .dropAfter:
            var response = await execute(request, from: caller)
            response.delivery = .dropped
            return response
        case .truncate(let count):
            var response = await execute(request, from: caller)
            response.delivery = .truncated(after: count)
            return response
        case .delay(let duration):
            // A cancelled wait means that the sandbox is stopping; the answer reaches nobody then.
            try? await Task.sleep(for: duration)
            return await execute(request, from: caller)
        }
    }

    private func execute(_ request: SandboxRequest, from caller: Member) async -> SandboxResponse {
        do {
            let match = try router.match(method: request.method, path: request.path)
            try checkContentType(of: request, for: match.route)
            guard case .bytes(let bytes) = request.body else { throw SandboxError.bodyTooLarge }
            let call = Call(
                caller: caller,
                query: try QueryItems(request.query),
                parameters: match.parameters,
                bytes: bytes,
                nowMillis: environment.nowMillis,
                oddities: oddities
            )
            return try await database.perform(match.route.action, for: call)
        } catch let error as SandboxError {
            return .failure(error)
        } catch {
            return .internalFailure(error)
        }
    }

    /// A body without a type is refused; DELETE has none in the guide's own example, so it is checked only on request.
    private func checkContentType(of request: SandboxRequest, for route: Route) throws(SandboxError) {
        switch route.method {
        case .get: return
        case .delete:
            guard oddities.deleteDemandsContentType else { return }
        case .post, .put: break
        }
        let mediaType = request.headers["content-type"]?.split(separator: ";").first?.trimmingSpaces.lowercased()
        guard mediaType == "application/json" else { throw .contentTypeMissing }
    }
}

// MARK: - Credentials

extension RequestPipeline {
    private struct Caller: Sendable {
        let credential: Credential
        let member: Member
    }

    private func authenticate(_ request: SandboxRequest) async throws(SandboxError) -> Caller {
        guard let header = request.headers["authorization"] else { throw .badCredentials }
        let parts = header.split(separator: " ", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { throw .badCredentials }
        let known: (Credential, Member)?
        do {
            known = try await database.credential(parts[1])
        } catch {
            throw .internalError
        }
        guard let (credential, member) = known else { throw .badCredentials }
        switch (parts[0], credential.kind) {
        case ("token", .apiKey), ("Bearer", .accessToken): return Caller(credential: credential, member: member)
        case ("Bearer", .apiKey): throw .keySentAsBearer
        default: throw .badCredentials
        }
    }

    /// The log of requests is guarded by the same credentials, costs no budget and does not record itself.
    private func answerWithLog(_ request: SandboxRequest) async -> SandboxResponse {
        do {
            _ = try await authenticate(request)
            guard request.method == HTTPVerb.get.rawValue else { throw SandboxError.methodNotAllowed }
            return .json(requests.json)
        } catch let error as SandboxError {
            return .failure(error)
        } catch {
            return .failure(.internalError)
        }
    }
}
