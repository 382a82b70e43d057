/// A request that has found its operation and passed every check before it.
struct Call: Sendable {
    let caller: Member
    let query: QueryItems
    /// Milliseconds since 1970, the same for everything the call writes.
    let nowMillis: Int64
    let oddities: SandboxOddities
    /// Bytes nobody can guess, for keys.
    let randomBytes: @Sendable (Int) -> [UInt8]
    /// Of the body, in lower case and without parameters; empty where the request says none.
    let mediaType: String
    let bytes: [UInt8]
    private let parameters: [String: String]

    init(
        caller: Member,
        query: QueryItems,
        parameters: [String: String],
        mediaType: String,
        bytes: [UInt8],
        nowMillis: Int64,
        oddities: SandboxOddities,
        randomBytes: @escaping @Sendable (Int) -> [UInt8] = SandboxEnvironment.live.randomBytes
    ) {
        self.caller = caller
        self.query = query
        self.parameters = parameters
        self.mediaType = mediaType
        self.bytes = bytes
        self.nowMillis = nowMillis
        self.oddities = oddities
        self.randomBytes = randomBytes
    }

    func parameter(_ name: String) -> String { parameters[name] ?? "" }

    /// A path parameter that must be an id.
    func id(_ name: String) throws(SandboxError) -> Int64 {
        guard let id = Int64(parameter(name)) else { throw .invalidParameter("\(name) must be a whole number") }
        return id
    }

    var json: JSON {
        get throws(SandboxError) {
            do {
                return try JSONParser.parse(bytes)
            } catch {
                throw SandboxError(error)
            }
        }
    }

    var fields: BodyFields {
        get throws(SandboxError) { try BodyFields(try json, oddities: oddities) }
    }
}
