/// A request to a token endpoint or to the authorize page; it carries no credential of the gateway.
struct OAuthCall: Sendable {
    let request: SandboxRequest
    let nowMillis: Int64
    let randomBytes: @Sendable (Int) -> [UInt8]
}
