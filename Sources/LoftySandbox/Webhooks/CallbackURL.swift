import Foundation

/// Where a subscription wants to be called: any https URL, or http on this machine (contract §14.1).
struct CallbackURL: Hashable, Sendable {
    let scheme: Scheme
    /// Without the brackets of IPv6.
    let host: String
    let port: UInt16
    /// Path and query as they go into the request line.
    let target: String

    enum Scheme: String, Hashable, Sendable {
        case http
        case https

        var defaultPort: UInt16 {
            switch self {
            case .http: 80
            case .https: 443
            }
        }
    }

    private static let longest = 2_048

    /// `nil` for anything that Lofty's check would not let pass.
    ///
    /// Blanks and control characters are refused although the parser would mend them: what is listed is what is called.
    init?(_ text: String) {
        guard text.utf8.count <= Self.longest, text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }),
            let parts = URLComponents(string: text), parts.user == nil,
            let scheme = Scheme(rawValue: parts.scheme?.lowercased() ?? ""), let host = parts.percentEncodedHost,
            !host.isEmpty,
            let port = UInt16(exactly: parts.port ?? Int(scheme.defaultPort)), port > 0
        else { return nil }
        self.scheme = scheme
        self.host = host.lowercased().trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        self.port = port
        let path = parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath
        target = parts.percentEncodedQuery.map { "\(path)?\($0)" } ?? path
        guard scheme == .https || loopback != nil else { return nil }
    }

    /// An address of this machine's loopback network, the only ones that the sandbox ever connects to.
    enum Loopback: Hashable, Sendable {
        case ip4(String)
        case ip6(String)
    }

    /// `nil` for every other host; no name but `localhost` is looked at, so nothing is ever resolved.
    var loopback: Loopback? {
        if host == "localhost" { return .ip4("127.0.0.1") }
        if host == "::1" { return .ip6("::1") }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        guard parts.count == 4, parts[0] == 127, !parts.contains(nil) else { return nil }
        return .ip4(parts.compactMap { $0.map(String.init) }.joined(separator: "."))
    }

    /// What goes into the `Host` header.
    var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == scheme.defaultPort ? name : "\(name):\(port)"
    }
}
