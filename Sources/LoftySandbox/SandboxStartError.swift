/// Why a sandbox did not start.
package enum SandboxStartError: Error, Hashable, Sendable {
    case portTaken(UInt16)
    case cannotListen(port: UInt16, reason: String)
    /// The file exists but is no sandbox database, or cannot be read or written.
    case unusableDatabase(path: String, reason: String)
    /// Keys travel in a header: 16 to 512 printable ASCII characters without spaces.
    case unusableKey
    case invalidLeadCount(Int)
}

extension SandboxStartError: CustomStringConvertible {
    /// One sentence that says what to do.
    package var description: String {
        switch self {
        case .portTaken(let port):
            "Port \(port) is already in use; stop what listens there or choose another one, such as --port 0."
        case .cannotListen(let port, let reason):
            "The sandbox cannot listen on 127.0.0.1:\(port): \(reason)."
        case .unusableDatabase(let path, let reason):
            "The sandbox cannot use the database \(path): \(reason)."
        case .unusableKey:
            "The API key must be 16 to 512 printable ASCII characters without spaces."
        case .invalidLeadCount(let count):
            "A book needs 1 to 2000000 leads, not \(count)."
        }
    }
}
