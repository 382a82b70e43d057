/// Names and addresses of this very machine.
package enum Loopback {
    /// True for `localhost`, `::1` and 127.0.0.0/8 in plain dotted form; `host` is lower-case and without brackets.
    ///
    /// Short, octal and hexadecimal spellings are left out on purpose: resolvers disagree about them.
    package static func contains(host: String) -> Bool {
        if host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        let octets = parts.compactMap { part in
            part.utf8.allSatisfy { (0x30...0x39).contains($0) } && (part == "0" || part.first != "0")
                ? UInt8(part) : nil
        }
        return parts.count == 4 && octets.count == 4 && octets[0] == 127
    }
}
