/// One request as the router sees it, whatever carried it.
struct SandboxRequest: Sendable {
    var method: String
    /// Still percent-encoded.
    var path: String
    /// Still encoded, without the `?`.
    var query: String
    /// Names in lower case.
    var headers: [String: String]
    var body: SandboxRequestBody

    init(
        method: String,
        path: String,
        query: String = "",
        headers: [String: String] = [:],
        body: SandboxRequestBody = .bytes([])
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }
}

enum SandboxRequestBody: Hashable, Sendable {
    case bytes([UInt8])
    /// Longer than ``longest``; it was read off the connection and thrown away.
    case tooLong

    /// 1 MiB: the contract names no limit, and the longest legitimate body is some kilobytes; 16 MiB for a file.
    static func longest(for path: String) -> Int { path == CaptureEndpoints.importPath ? 16_777_216 : 1_048_576 }
}
