import Leads

/// Email addresses as people and mail programs leave them in a cell.
enum EmailCell {
    static func read(_ cell: String) -> CellReading {
        var reading = CellReading()
        let text = CellText.compact(cell)
        if text.isEmpty { return reading }
        if CellText.isPlaceholder(text) {
            reading.problems.append(.placeholder(text))
            return reading
        }
        let tokens = bracketed(text) ?? words(text)
        for token in tokens {
            let address = bare(token)
            if standsForNone(address) {
                reading.problems.append(.placeholder(token))
                continue
            }
            if isAddress(address) { reading.add(address) } else { reading.problems.append(.notAnEmail(token)) }
        }
        return reading
    }

    /// What stands in the angle brackets of `Jane <a@example.com>; b@example.com`, and beside them; `nil` without any.
    private static func bracketed(_ text: String) -> [String]? {
        let parts = text.split(separator: "<", omittingEmptySubsequences: false)
        guard parts.count > 1 else { return nil }
        return parts.enumerated().flatMap { place, part in
            let inside = place == 0 ? "" : part.prefix { $0 != ">" }
            let beside = place == 0 ? part : part.dropFirst(inside.count + 1)
            return (place == 0 ? [] : [String(inside)]) + unbracketed(beside, isBeforeBracket: place < parts.count - 1)
        }
    }

    /// The words right before a bracket are a name, whatever signs are in it.
    private static func unbracketed(_ text: Substring, isBeforeBracket: Bool) -> [String] {
        let pieces = text.split(omittingEmptySubsequences: false) { ",;|".contains($0) || $0.isNewline }
        return pieces.enumerated().flatMap { place, piece in
            let words = words(String(piece)).filter { $0.contains("@") }
            let isName = isBeforeBracket && place == pieces.count - 1
            return isName ? words.filter { isAddress(bare($0)) } : words
        }
    }

    private static func words(_ text: String) -> [String] {
        let words = text.split { ",;|".contains($0) || $0.isWhitespace }.map(String.init)
        let addresses = words.filter { $0.contains("@") }.flatMap { word in
            // A stroke may stand in an address, but not in two at once.
            word.count { $0 == "@" } > 1 ? word.split(separator: "/").map(String.init) : [word]
        }
        // A word beside an address is a name or an "or"; words alone are no address.
        return addresses.isEmpty ? [text] : addresses
    }

    private static func bare(_ token: String) -> String {
        var text = CellText.trimmed(token)[...]
        if text.hasPrefix("'") { text = text.dropFirst() }
        if text.lowercased().hasPrefix("mailto:") { text = text.dropFirst(7) }
        text = text.prefix { $0 != "?" }
        while let first = text.first, "(\"[".contains(first) { text = text.dropFirst() }
        while let last = text.last, ")\"'].".contains(last) { text = text.dropLast() }
        return String(text)
    }

    /// True for `noemail@example.com` and `none@none.com`: whoever had to fill the field in had none, and all who did so would
    /// be taken for one person.
    private static func standsForNone(_ address: String) -> Bool {
        let halves = address.lowercased().split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2, let mailbox = halves.first else { return false }
        return placeholders.contains(mailbox.filter { $0 != "-" && $0 != "_" && $0 != "." })
    }

    private static let placeholders: Set<String> = ["noemail", "nomail", "noaddress", "none", "na", "notprovided"]

    private static func isAddress(_ text: String) -> Bool {
        ContactFormat.isEmail(text)
            && text.unicodeScalars.allSatisfy {
                !$0.properties.isWhitespace && !"<>()[]:,;\"\\".unicodeScalars.contains($0)
            } && isReachable(text)
    }

    /// A name of parts with a dot between them, the last of which is no number; at most 64 signs before the `@`.
    ///
    /// Source: RFC 5321, sections 2.3.5 and 4.5.3.1; RFC 1035, section 2.3.1.
    private static func isReachable(_ text: String) -> Bool {
        let halves = text.split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2, let mailbox = halves.first, let host = halves.last else { return false }
        let words = mailbox.split(separator: ".", omittingEmptySubsequences: false)
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        guard mailbox.utf8.count <= 64, words.allSatisfy({ !$0.isEmpty }), parts.count >= 2,
            let last = parts.last, last.unicodeScalars.count >= 2
        else { return false }
        return parts.allSatisfy { (1...63).contains($0.utf8.count) && !$0.hasPrefix("-") && !$0.hasSuffix("-") }
            && last.unicodeScalars.contains(where: \.properties.isAlphabetic)
    }
}
