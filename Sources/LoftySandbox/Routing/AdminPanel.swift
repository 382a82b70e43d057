/// The sandbox's own controls, which Lofty has not.
enum AdminPanel: String, Sendable {
    case requests = "/sandbox/requests"
    case faults = "/sandbox/faults"
    case oddities = "/sandbox/oddities"

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
        case (.requests, _), (.faults, _), (.oddities, _): throw SandboxError.methodNotAllowed
        }
        return ["faults": .array(pipeline.faults.pending.map(\.json))]
    }

    private static func json(_ bytes: [UInt8]) throws(SandboxError) -> JSON {
        do {
            return try JSONParser.parse(bytes)
        } catch {
            throw .malformedBody
        }
    }
}
