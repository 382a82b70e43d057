import FoundationEssentials

extension LoftyClient: TurnKeeping {
    /// Sends a call whose answer holds JSON, and reads it.
    func fetch<Value>(
        _ call: APICall,
        _ read: (JSONValue) throws(WireError) -> Value
    ) async throws(APIError) -> Value {
        try await exchange(call) { answer throws(WireError) in
            guard let answer else { throw WireError("it is empty") }
            return try read(answer)
        }
    }

    /// Sends a call whose answer may be empty, and reads it.
    func fetchOptional<Value>(
        _ call: APICall,
        _ read: (JSONValue?) throws(WireError) -> Value
    ) async throws(APIError) -> Value { try await exchange(call, read) }

    /// Sends a call whose answer says no more than that it was executed.
    func perform(_ call: APICall) async throws(APIError) {
        try await exchange(call) { _ throws(WireError) in }
    }

    /// Tells the observer about items that were left out.
    func report(_ unreadable: [String], of endpoint: Endpoint) {
        for reason in unreadable {
            recorder.unreadableItem(endpoint.operation, reason)
        }
    }

    private func exchange<Value>(
        _ call: APICall,
        _ read: (JSONValue?) throws(WireError) -> Value
    ) async throws(APIError) -> Value {
        do {
            let value = try await attempt(call, read)
            recorder.ended(call.endpoint.operation, nil)
            return value
        } catch {
            recorder.ended(call.endpoint.operation, error)
            throw error
        }
    }

    private func attempt<Value>(
        _ call: APICall,
        _ read: (JSONValue?) throws(WireError) -> Value
    ) async throws(APIError) -> Value {
        var id = recorder.nextCall()
        var mayReplace = true
        var replacement: Credential?
        while true {
            let credential = try await credential(for: call.endpoint, replacement)
            do {
                return try await sendOnce(call, credential, id, read)
            } catch {
                replacement = mayReplace ? try await self.replacement(for: credential, after: error) : nil
                if replacement != nil {
                    // The replacement may be another person's.
                    if CredentialBinding.isBound, call.endpoint != .me { throw error.replaced }
                    // A rejected call was not executed, so a write may be sent again too; but never a third time.
                    mayReplace = false
                    recorder.renewedCredential(call.endpoint.operation, id)
                } else {
                    guard let pause = pause(after: error, of: call.endpoint, attempt: id.attempt) else { throw error }
                    recorder.retrying(call.endpoint.operation, id, after: pause)
                    try await wait(pause, call.endpoint)
                }
                id.attempt += 1
            }
        }
    }

    private func sendOnce<Value>(
        _ call: APICall,
        _ credential: Credential,
        _ id: CallID,
        _ read: (JSONValue?) throws(WireError) -> Value
    ) async throws(APIError) -> Value {
        let endpoint = call.endpoint
        var request = try composer.request(for: call, with: credential)
        request.id = id
        let turn = try await waitForTurn(endpoint)
        let start = configuration.time.uptime()
        let response: HTTPResponse
        do {
            response = try await transport.send(request)
        } catch {
            await governor.finish(turn, .lost)
            recorder.attempted(request, endpoint, nil, since: start)
            throw APIError(error, endpoint, hiding: credential).naming(id)
        }
        recorder.attempted(request, endpoint, response, since: start)
        do {
            return try await evaluate(response, endpoint, AnswerReader(credential: credential), turn, read)
        } catch {
            throw error.naming(id)
        }
    }

    private func evaluate<Value>(
        _ response: HTTPResponse,
        _ endpoint: Endpoint,
        _ reader: AnswerReader,
        _ turn: CallTurn,
        _ read: (JSONValue?) throws(WireError) -> Value
    ) async throws(APIError) -> Value {
        let now = configuration.time.date()
        let headers = RateHeaders(response, at: now)
        let answer: JSONValue?
        do {
            answer = try reader.read(response, to: endpoint, at: now)
        } catch {
            await governor.finish(turn, error.kind == .rateLimited ? .refused(headers) : .answered(headers))
            throw error
        }
        await governor.finish(turn, .answered(headers))
        do {
            return try read(answer)
        } catch {
            throw reader.unreadable(response, endpoint, error.reason)
        }
    }

    // MARK: Waiting

    private func waitForTurn(_ endpoint: Endpoint) async throws(APIError) -> CallTurn {
        do {
            let lane = CallLane.current ?? endpoint.effect.lane
            guard let reserve = TurnReserve.current else { return try await governor.admit(lane) }
            return try await reserve.turn(for: endpoint.effect, lane: lane, from: governor)
        } catch {
            throw APIError.cancelledUnsent(endpoint)
        }
    }

    package func keepWriteTurn() async throws(APIError) {
        guard let reserve = TurnReserve.current else { return }
        do {
            try await reserve.keepWriteTurn(lane: CallLane.current ?? Endpoint.Effect.adds.lane, from: governor)
        } catch {
            throw APIError(
                .cancelled,
                operation: "none",
                serverText: "The request was cancelled before it was sent",
                disposition: .retry(after: nil)
            )
        }
    }

    private func wait(_ pause: Duration, _ endpoint: Endpoint) async throws(APIError) {
        do {
            try await configuration.time.sleep(pause)
        } catch {
            throw APIError.cancelledUnsent(endpoint)
        }
    }

    /// How long to wait before another attempt; `nil` when there is none.
    private func pause(after error: APIError, of endpoint: Endpoint, attempt: Int) -> Duration? {
        guard endpoint.effect == .reads, attempt < configuration.readAttempts, error.kind != .cancelled,
            case .retry(let asked) = error.disposition
        else { return nil }
        let backOff = configuration.readBackOff * (1 << (attempt - 1)) * (0.75 + configuration.random() / 2)
        return asked ?? backOff
    }
}

extension APIError {
    fileprivate func naming(_ id: CallID) -> APIError {
        var error = self
        error.id = id
        return error
    }

    /// The same rejection, now that the source has another credential to try.
    fileprivate var replaced: APIError {
        var error = self
        error.disposition = .retry(after: nil)
        return error
    }

    /// A call whose caller gave up before it was sent.
    fileprivate static func cancelledUnsent(_ endpoint: Endpoint) -> APIError {
        APIError(
            .cancelled,
            operation: endpoint.operation,
            serverText: "The request was cancelled before it was sent",
            disposition: .retry(after: nil)
        )
    }
}
