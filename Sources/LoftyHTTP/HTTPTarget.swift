import LoftyAPI

/// Where a request goes, after making sure that it can be sent as it stands.
struct HTTPTarget {
    var isSecure: Bool
    /// Lower-case, without brackets or port.
    var host: String

    var isLoopback: Bool { Loopback.contains(host: host) }

    /// - Throws: ``TransportError/Kind/unusable`` for another scheme, a URL with anything but visible ASCII, or a
    ///   field that holds a line break.
    init(_ request: HTTPRequest) throws(TransportError) {
        guard request.url.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw TransportError(.unusable, detail: "The URL holds a space or a character that is not ASCII")
        }
        let lowercased = request.url.lowercased()
        guard let scheme = ["https://", "http://"].first(where: lowercased.hasPrefix) else {
            throw TransportError(.unusable, detail: "Only http and https URLs can be sent to")
        }
        isSecure = scheme == "https://"
        let authority = lowercased.dropFirst(scheme.count).prefix { !"/?#\\".contains($0) }
        host = Self.host(of: authority)
        guard !host.isEmpty else { throw TransportError(.unusable, detail: "The URL names no host") }
        try Self.check(request.method, request.headers)
    }

    private static func host(of authority: Substring) -> String {
        let address = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? authority
        if address.hasPrefix("[") { return String(address.dropFirst().prefix { $0 != "]" }) }
        return String(address.prefix { $0 != ":" })
    }

    private static func check(_ method: String, _ headers: [HTTPField]) throws(TransportError) {
        guard !method.isEmpty, method.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
            throw TransportError(.unusable, detail: "The method is not a word in capitals")
        }
        for field in headers {
            let isName = !field.name.isEmpty && field.name.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x3A }
            let isValue = field.value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
            guard isName, isValue else {
                // The value stays out of the sentence: it may be the credential.
                throw TransportError(.unusable, detail: "A header field holds a line break or a control character")
            }
        }
    }
}
