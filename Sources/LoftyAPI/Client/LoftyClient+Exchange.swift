import FoundationEssentials

extension LoftyClient {
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

    /// Sends a call whose answer says no more than that it was executed.
    func perform(_ call: APICall) async throws(APIError) {
        try await exchange(call) { _ throws(WireError) in }
    }

    /// Tells the observer about items that were left out.
    func report(_ unreadable: [String], of endpoint: Endpoint) {
        for reason in unreadable {
            configuration.observe(.unreadableItem(operation: endpoint.operation, reason: reason))
        }
    }

    private func exchange<Value>(
        _ call: APICall,
        _ read: (JSONValue?) throws(WireError) -> Value
    ) async throws(APIError) -> Value {
        let request = try composer.request(for: call)
        var attempt = 1
        while true {
            do {
                return try await sendOnce(request, call.endpoint, read)
            } catch {
                guard let pause = pause(after: error, of: call.endpoint, attempt: attempt) else { throw error }
                configuration.observe(.retrying(operation: call.endpoint.operation, after: pause))
                try await wait(pause, call.endpoint)
                attempt += 1
            }
        }
    }

    private func sendOnce<Value>(
        _ request: HTTPRequest,
        _ endpoint: Endpoint,
        _ read: (JSONValue?) throws(WireError) -> Value
    ) async throws(APIError) -> Value {
        try await waitForTurn(endpoint)
        let start = configuration.time.uptime()
        let response: HTTPResponse
        do {
            response = try await transport.send(request)
        } catch {
            await governor.finish(.lost)
            observe(endpoint, nil, since: start)
            throw APIError(error, endpoint, hiding: configuration.credential)
        }
        observe(endpoint, response, since: start)
        return try await evaluate(response, endpoint, read)
    }

    private func evaluate<Value>(
        _ response: HTTPResponse,
        _ endpoint: Endpoint,
        _ read: (JSONValue?) throws(WireError) -> Value
    ) async throws(APIError) -> Value {
        let now = configuration.time.date()
        let headers = RateHeaders(response, at: now)
        let reader = AnswerReader(credential: configuration.credential)
        let answer: JSONValue?
        do {
            answer = try reader.read(response, to: endpoint, at: now)
        } catch {
            await governor.finish(error.kind == .rateLimited ? .refused(headers) : .answered(headers))
            throw error
        }
        await governor.finish(.answered(headers))
        do {
            return try read(answer)
        } catch {
            throw reader.unreadable(response, endpoint, error.reason)
        }
    }

    // MARK: Waiting

    private func waitForTurn(_ endpoint: Endpoint) async throws(APIError) {
        do {
            try await governor.admit(CallLane.current ?? endpoint.effect.lane)
        } catch {
            throw APIError.cancelledUnsent(endpoint)
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

    private func observe(_ endpoint: Endpoint, _ response: HTTPResponse?, since start: Duration) {
        configuration.observe(
            .attempted(
                operation: endpoint.operation,
                status: response?.status,
                bytes: response?.body.count ?? 0,
                took: configuration.time.uptime() - start
            )
        )
    }
}

extension APIError {
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
