/// Where an account's API lives, checked once.
///
/// The grammar is narrower than a URL's, so that no two readers of the text can disagree about its host.
struct BaseURL: Hashable, Sendable {
    /// Scheme, host, port and path prefix, without a slash at the end.
    let text: String
    /// Lower-case, without brackets.
    let host: String

    init(_ text: String) throws(InvalidBaseURL) {
        let lowercased = text.lowercased()
        guard let scheme = ["https://", "http://"].first(where: lowercased.hasPrefix) else {
            throw InvalidBaseURL("The base URL must begin with https://")
        }
        let rest = text.dropFirst(scheme.count)
        let authority = rest.prefix { !"/?#".contains($0) }
        guard !authority.contains("@") else {
            throw InvalidBaseURL("The base URL must not hold a user name or password")
        }
        host = try Self.host(of: authority.lowercased())
        let path = rest.dropFirst(authority.count)
        guard path.utf8.allSatisfy({ PercentEncoding.isUnreserved($0) || $0 == 0x2F }) else {
            throw InvalidBaseURL("The base URL may hold a path, but no query, fragment or escaped character")
        }
        guard scheme == "https://" || Loopback.contains(host: host) else {
            throw InvalidBaseURL("Plain http is only for this machine; use https:// for \(host)")
        }
        var normalised = scheme + authority + path
        while normalised.hasSuffix("/") { normalised.removeLast() }
        self.text = normalised
    }

    private static func host(of authority: String) throws(InvalidBaseURL) -> String {
        let isBracketed = authority.hasPrefix("[")
        let host = isBracketed ? authority.dropFirst().prefix { $0 != "]" } : authority.prefix { $0 != ":" }
        let allowed = isBracketed ? "0123456789abcdef:." : "0123456789abcdefghijklmnopqrstuvwxyz-."
        guard !host.isEmpty, host.allSatisfy({ allowed.contains($0) }) else {
            throw InvalidBaseURL("The base URL holds no readable host name")
        }
        let tail = authority.dropFirst(host.count + (isBracketed ? 1 : 0))
        try check(port: isBracketed ? tail.dropFirst() : tail)
        guard !isBracketed || tail.hasPrefix("]") else {
            throw InvalidBaseURL("The base URL holds no readable host name")
        }
        return String(host)
    }

    private static func check(port tail: Substring) throws(InvalidBaseURL) {
        guard !tail.isEmpty else { return }
        let digits = tail.dropFirst()
        let isNumber = tail.hasPrefix(":") && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
        guard isNumber, let port = UInt16(digits), port > 0 else {
            throw InvalidBaseURL("The port of the base URL must be a number from 1 to 65535")
        }
    }
}

/// One sentence about what is wrong with a base URL; never quotes a password.
struct InvalidBaseURL: Error, Hashable {
    var sentence: String

    init(_ sentence: String) { self.sentence = sentence }
}
