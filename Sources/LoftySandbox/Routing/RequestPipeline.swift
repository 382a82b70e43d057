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
    let oddities: OddityBoard
    let live: LiveGenerator
    let environment: SandboxEnvironment

    /// `seed` is that of the events that happen by themselves.
    init(
        database: SandboxDatabase,
        router: Router,
        rateLimiter: RateLimiter,
        requests: RequestLog,
        faults: FaultQueue,
        oddities: SandboxOddities,
        environment: SandboxEnvironment,
        seed: UInt64 = 1
    ) {
        self.database = database
        self.router = router
        self.rateLimiter = rateLimiter
        self.requests = requests
        self.faults = faults
        self.oddities = OddityBoard(oddities)
        self.environment = environment
        self.live = LiveGenerator(database, router, self.oddities, environment, seed: seed)
    }

    func respond(to request: SandboxRequest) async -> SandboxResponse {
        var response = await answered(request)
        // A server that has a clock says it with every answer. Source: RFC 9110, section 6.6.1.
        if !response.headers.keys.contains(where: { $0.lowercased() == "date" }) {
            response.headers["Date"] = WireDate.header(environment.nowMillis)
        }
        return response
    }

    private func answered(_ request: SandboxRequest) async -> SandboxResponse {
        if let panel = AdminPanel(path: request.path) { return await answer(request, at: panel) }
        let entry = requests.begin(request, at: environment.now())
        let oddities = oddities.current
        var response = await answer(request, oddities)
        response = WireRewriting(oddities: oddities).rewrite(response, to: request)
        if request.method == "HEAD" { response.body = [] }
        requests.finish(entry, response)
        return response
    }

    private func answer(_ request: SandboxRequest, _ oddities: SandboxOddities) async -> SandboxResponse {
        if let response = await OAuthEndpoints.respond(to: request, database, environment) { return response }
        do {
            let caller = try await authenticate(request)
            let now = environment.now()
            let budget = rateLimiter.spend(by: caller.credential, at: now)
            if budget.isExceeded {
                var response = SandboxResponse.failure(.tooManyRequests)
                response.headers = budget.headers(oddities, at: now)
                return response
            }
            let effect = faults.take(for: request)
            var response = await answer(request, from: caller.member, Circumstances(oddities), struckBy: effect)
            if effect?.hidesRateLimit != true {
                response.headers.merge(budget.headers(oddities, at: now)) { scripted, _ in scripted }
            }
            return response
        } catch {
            return .failure(error)
        }
    }

    /// What an operation takes for given, which a fault can bend for one request.
    private struct Circumstances: Sendable {
        var oddities: SandboxOddities
        var clockSkew = Duration.zero

        init(_ oddities: SandboxOddities) { self.oddities = oddities }
    }

    private func answer(
        _ request: SandboxRequest,
        from caller: Member,
        _ circumstances: Circumstances,
        struckBy effect: Fault.Effect?
    ) async -> SandboxResponse {
        var circumstances = circumstances
        var delivery = SandboxResponse.Delivery.whole
        switch effect {
        case nil: break
        case .answer(let scripted): return SandboxResponse(scripted)
        case .expireToken: return .failure(.badCredentials)
        case .dropBefore: return SandboxResponse(status: 0, delivery: .dropped)
        case .stall:
            // Ends with the sandbox or with the patience of the server; then there is nobody to answer.
            try? await Task.sleep(for: .seconds(3_600))
            return SandboxResponse(status: 0, delivery: .dropped)
        case .delay(let duration):
            // A cancelled wait means that the sandbox is stopping; the answer reaches nobody then.
            try? await Task.sleep(for: duration)
        case .dropAfter: delivery = .dropped
        case .truncate(let count): delivery = .truncated(after: count)
        case .drip(let rate): delivery = .dripping(bytesPerSecond: rate)
        case .hideNewLeads(let age): circumstances.oddities.creationDelay = age
        case .skewClock(let skew): circumstances.clockSkew = skew
        case .expireScroll: circumstances.oddities.scrollLifetime = .milliseconds(-1)
        }
        var response = await execute(request, from: caller, circumstances)
        response.delivery = delivery
        return response
    }

    private func execute(
        _ request: SandboxRequest,
        from caller: Member,
        _ circumstances: Circumstances
    ) async -> SandboxResponse {
        do {
            let match = try router.match(method: request.method, path: request.path)
            let mediaType = request.headers["content-type"]?.split(separator: ";").first?.trimmingSpaces.lowercased()
            try check(mediaType, for: match.route, circumstances.oddities)
            guard case .bytes(let bytes) = request.body else { throw SandboxError.bodyTooLarge }
            let nowMillis = environment.nowMillis + circumstances.clockSkew.millis
            let call = Call(
                caller: caller,
                query: try QueryItems(request.query),
                parameters: match.parameters,
                mediaType: mediaType ?? "",
                bytes: bytes,
                nowMillis: nowMillis,
                oddities: circumstances.oddities,
                randomBytes: environment.randomBytes
            )
            var response = try await database.perform(match.route.action, for: call)
            response.isExecuted = true
            if circumstances.clockSkew != .zero { response.headers["Date"] = WireDate.header(nowMillis) }
            return response
        } catch let error as SandboxError {
            return .failure(error)
        } catch {
            return .internalFailure(error)
        }
    }
}

// MARK: - Content type

extension RequestPipeline {
    /// The two reads that refuse a request without a type, with the gateway's own words.
    private static let typedReads: [PathPattern] = [
        "/v1.0/team-features/lead-ponds", "/v1.0/teamFeatures/listCustomField",
    ]

    /// A body without a type is refused; DELETE has none in the guide's own example, so it is checked only on request.
    private func check(
        _ mediaType: String?,
        for route: Route,
        _ oddities: SandboxOddities
    ) throws(SandboxError) {
        let hasType = mediaType.map { route.mediaTypes.contains($0) } ?? false
        switch route.method {
        case .get:
            guard !oddities.getDemandsContentType || !Self.typedReads.contains(route.pattern) else {
                guard hasType else { throw .mediaTypeNotSupported(mediaType) }
                return
            }
        case .delete:
            guard hasType || !oddities.deleteDemandsContentType else {
                throw .contentTypeMissing(expected: route.mediaTypes)
            }
        case .post, .put: guard hasType else { throw .contentTypeMissing(expected: route.mediaTypes) }
        }
    }
}

extension Fault.Effect {
    fileprivate var hidesRateLimit: Bool {
        switch self {
        case .answer(let answer): answer.hidesRateLimit
        case .dropBefore, .dropAfter, .truncate, .drip, .delay, .stall, .hideNewLeads, .skewClock, .expireToken,
            .expireScroll:
            false
        }
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
            known = try await database.credential(parts[1], nowMillis: environment.nowMillis)
        } catch {
            throw .internalError
        }
        guard let (credential, member) = known else { throw .badCredentials }
        switch (parts[0], credential.kind) {
        case ("token", .apiKey), ("Bearer", .accessToken): break
        case ("Bearer", .apiKey): throw .keySentAsBearer
        default: throw .badCredentials
        }
        guard !credential.grants(request) else { return Caller(credential: credential, member: member) }
        // What does not exist is missing for everybody, granted or not.
        _ = try router.match(method: request.method, path: request.path)
        throw .endpointNotGranted
    }

    /// The panels are guarded by the same credentials, cost no budget, know no faults and do not record themselves.
    private func answer(_ request: SandboxRequest, at panel: AdminPanel) async -> SandboxResponse {
        do {
            _ = try await authenticate(request)
            return .json(try await panel.answer(request, on: self))
        } catch let error as SandboxError {
            return .failure(error)
        } catch let error as FaultScriptError {
            return .failure(.invalidParameter(error.description))
        } catch let error as OddityError {
            return .failure(.invalidParameter(error.description))
        } catch {
            return .internalFailure(error)
        }
    }
}
