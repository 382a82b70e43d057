/// The sandbox's own controls, which Lofty has not.
enum AdminPanel: String, Sendable {
    case requests = "/sandbox/requests"
    case faults = "/sandbox/faults"
    case oddities = "/sandbox/oddities"
    case live = "/sandbox/live"

    init?(path: String) { self.init(rawValue: path) }

    /// What stands after the request; a refused one has changed nothing.
    func answer(_ request: SandboxRequest, on pipeline: RequestPipeline) async throws -> JSON {
        guard case .bytes(let bytes) = request.body else { throw SandboxError.bodyTooLarge }
        switch (self, HTTPVerb(rawValue: request.method)) {
        case (.requests, .get): return pipeline.requests.json
        case (.faults, .get): break
        case (.faults, .post):
            pipeline.faults.add(try FaultScript.parse(String(decoding: bytes, as: UTF8.self)))
        case (.faults, .delete): pipeline.faults.removeAll()
        case (.oddities, .get): return pipeline.oddities.json
        case (.oddities, .put):
            try pipeline.oddities.set(try Self.json(bytes))
            return pipeline.oddities.json
        case (.live, .get): return try await Self.live(pipeline.live, happened: [])
        case (.live, .post): return try await Self.run(pipeline.live, try Self.json(bytes))
        case (.requests, _), (.faults, _), (.oddities, _), (.live, _): throw SandboxError.methodNotAllowed
        }
        return ["faults": .array(pipeline.faults.pending.map(\.json))]
    }

    /// `{"rate": 30}` sets the pace in events a minute, `{"step": 5}` lets five happen before it answers.
    private static func run(_ live: LiveGenerator, _ body: JSON) async throws -> JSON {
        let fields = try BodyFields(body)
        let rate = try fields.integer("rate").map(Int.init)
        let step = try fields.integer("step").map(Int.init)
        guard rate != nil || step != nil, LiveGenerator.rates.contains(rate ?? 0),
            LiveGenerator.steps.contains(step ?? 1)
        else { throw SandboxError.invalidParameter("rate must be 0 to 6000 a minute, or step 1 to 10000") }
        if let rate { await live.run(perMinute: rate) }
        return try await Self.live(live, happened: try await live.step(step ?? 0))
    }

    private static func live(_ live: LiveGenerator, happened: [LiveEvent]) async throws -> JSON {
        [
            "rate": .integer(Int64(live.rate)), "events": .integer(try await live.total()),
            "happened": .strings(happened.map(\.rawValue)),
        ]
    }

    private static func json(_ bytes: [UInt8]) throws(SandboxError) -> JSON {
        do {
            return try JSONParser.parse(bytes)
        } catch {
            throw SandboxError(error)
        }
    }
}
