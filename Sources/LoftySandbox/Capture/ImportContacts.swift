/// Numbers or addresses of a cell, and what stood there for want of one.
struct ImportContacts {
    var values: [String] = []
    var leftOut: [String] = []

    mutating func add(_ value: String) {
        if !values.contains(where: { $0.lowercased() == value.lowercased() }) { values.append(value) }
    }

    static func + (one: ImportContacts, other: ImportContacts) -> ImportContacts {
        var all = one
        for value in other.values { all.add(value) }
        all.leftOut += other.leftOut
        return all
    }
}

// MARK: - Numbers to call

extension ImportContacts {
    /// As digits, with the `+` they had and ` x12` for an extension.
    static func phones(_ cell: String) throws(SandboxError) -> ImportContacts {
        let text = ImportCell.bare(cell).lowercased()
        var contacts = ImportContacts()
        if ImportCell.isPlaceholder(text) {
            contacts.leftOut.append(text)
            return contacts
        }
        for piece in pieces(isSum(text) ? text.replacing(",", with: "") : text) {
            if ImportCell.isPlaceholder(piece) {
                contacts.leftOut.append(piece)
            } else {
                contacts.add(try phone(piece))
            }
        }
        return contacts
    }

    /// `5,125,550,101` after a spreadsheet took it for money.
    private static func isSum(_ text: String) -> Bool {
        let groups = text.split(separator: ",", omittingEmptySubsequences: false)
        return (3...5).contains(groups.count) && groups.allSatisfy { isDigits($0) && $0.utf8.count <= 3 }
            && groups.dropFirst().allSatisfy { $0.utf8.count == 3 }
    }

    /// A sign that parts numbers may also stand before an extension.
    private static func pieces(_ text: String) -> [String] {
        var parted = text
        for word in [" or ", " and ", " & "] { parted = parted.replacing(word, with: ";") }
        var pieces: [String] = []
        for part in parted.split(whereSeparator: { ";,|/".contains($0) || $0.isNewline }) {
            let piece = ImportCell.trimmed(String(part))
            if piece.isEmpty { continue }
            if let before = pieces.last, line(piece[...]) != nil {
                pieces[pieces.count - 1] = before + " " + piece
            } else {
                pieces.append(piece)
            }
        }
        return pieces
    }

    private static func phone(_ written: String) throws(SandboxError) -> String {
        var text = unlabelled(written)
        if isShortened(text) {
            throw .invalidParameter("the phone \(written) was shortened by a spreadsheet; its digits are lost")
        }
        // 5125550101.0 of a table that keeps numbers.
        let halves = text.split(separator: ".", omittingEmptySubsequences: false)
        if halves.count == 2, halves[0].utf8.count >= 7, halves[0].allSatisfy({ "+0123456789".contains($0) }),
            !halves[1].isEmpty, halves[1].allSatisfy({ $0 == "0" })
        {
            text = String(halves[0])
        }
        var behind: String?
        if let place = text.indices.first(where: { "ex#".contains(text[$0]) && line(text[$0...]) != nil }) {
            behind = line(text[place...])
            text = ImportCell.trimmed(String(text[..<place]))
        }
        let digits = text.filter { $0.isASCII && $0.isNumber }
        let isClean = text.unicodeScalars.allSatisfy { ("0"..."9").contains($0) || marks.contains($0) }
        guard isClean, !digits.isEmpty, !isMadeUp(digits), !isDate(text) else {
            throw .invalidParameter("\(written) is no phone number")
        }
        let isWhole = text.hasPrefix("+") || text.hasPrefix("(+")
        let number = (isWhole ? "+" : "") + digits + (behind.map { " x" + $0 } ?? "")
        guard (7...15).contains(digits.utf8.count), number.utf8.count <= LeadWrite.longestPhone else {
            throw .invalidParameter("\(written) is no phone number of 7 to 15 digits")
        }
        return number
    }

    private static let marks = Set(" +().-*\t‐‑‒–—―−ー".unicodeScalars)

    /// The digits of `ext. 12`, `x12`, `#12`; `nil` for anything else.
    private static func line(_ text: Substring) -> String? {
        for word in ["extension", "ext", "x", "#"] where text.hasPrefix(word) {
            let digits = text.dropFirst(word.count).drop { " .:=#".contains($0) }
            return isDigits(digits) ? String(digits) : nil
        }
        return nil
    }

    /// Without "cell:", "(mobile)", Facebook's "p:", "tel:", and the marks of a spreadsheet.
    private static func unlabelled(_ written: String) -> String {
        var text = written[...]
        for mark in ["'", "="] where text.hasPrefix(mark) { text = text.dropFirst() }
        let words = String(text).replacing(":", with: ": ").split(separator: " ")
        let others = words.filter { word in
            let isWord = word.allSatisfy { $0.isLetter || "().:[]-".contains($0) }
            return !(isWord && labels.contains(word.filter(\.isLetter)))
        }
        return (others.isEmpty ? words : others).joined(separator: " ")
    }

    private static let labels: Set<String> = [
        "phone", "cell", "mobile", "home", "work", "office", "main", "direct", "tel", "callto", "sms", "p", "c", "m",
        "h", "w", "o", "t",
    ]

    /// `5.12555E+09`.
    private static func isShortened(_ text: String) -> Bool {
        let halves = text.split(separator: "e", omittingEmptySubsequences: false)
        guard halves.count == 2, !halves[0].isEmpty, halves[0].allSatisfy({ "0123456789.,".contains($0) }) else {
            return false
        }
        return isDigits(halves[1].hasPrefix("+") ? halves[1].dropFirst() : halves[1])
    }

    /// One figure over and over, or a run of them.
    private static func isMadeUp(_ digits: String) -> Bool {
        guard (7...15).contains(digits.utf8.count) else { return false }
        return Set(digits).count == 1
            || ["12345678901234567890", "0123456789", "9876543210"].contains { $0.hasPrefix(digits) }
    }

    /// `2026-11-30`, `30.11.2026`.
    private static func isDate(_ text: String) -> Bool {
        let parts = text.split { $0 == "-" || $0 == "." }.map { Int($0) ?? 0 }
        guard parts.count == 3, text.utf8.count <= 10 else { return false }
        let years = parts.indices.filter { (1_900...2_100).contains(parts[$0]) }
        return (years == [0] || years == [2]) && parts.count { (1...31).contains($0) } == 2
    }

    private static func isDigits(_ text: some StringProtocol) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}

// MARK: - Addresses to write to

extension ImportContacts {
    static func emails(_ cell: String) throws(SandboxError) -> ImportContacts {
        let text = ImportCell.bare(cell)
        var contacts = ImportContacts()
        if text.isEmpty { return contacts }
        if ImportCell.isPlaceholder(text) {
            contacts.leftOut.append(text)
            return contacts
        }
        for written in candidates(text) {
            let address = unwrapped(written)
            if standsForNone(address) {
                contacts.leftOut.append(written)
            } else if isAddress(address) {
                contacts.add(address)
            } else {
                throw .invalidParameter("\(written) is no email address")
            }
        }
        return contacts
    }

    /// What may be an address: all in angle brackets, and of the rest the words with an `@`; words right before a bracket
    /// are somebody's name.
    private static func candidates(_ text: String) -> [String] {
        var found: [String] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "<") {
            let pieces = rest[..<open].split(omittingEmptySubsequences: false) { ",;|".contains($0) || $0.isNewline }
            found += pieces.dropLast().flatMap { words($0) }
            found += words(pieces.last ?? "").filter { isAddress(unwrapped($0)) }
            let inside = rest[open...].dropFirst().prefix { $0 != ">" && $0 != "<" }
            found.append(String(inside))
            rest = rest[inside.endIndex...]
            if rest.first == ">" { rest = rest.dropFirst() }
        }
        found += words(rest)
        return found.isEmpty ? [text] : found
    }

    private static func words(_ text: Substring) -> [String] {
        text.split { ",;|".contains($0) || $0.isWhitespace }.filter { $0.contains("@") }.flatMap { word in
            // A stroke may stand in an address, but not in two at once.
            word.count { $0 == "@" } > 1 ? word.split(separator: "/").map(String.init) : [String(word)]
        }
    }

    private static func unwrapped(_ written: String) -> String {
        var text = ImportCell.trimmed(written)[...]
        if text.hasPrefix("'") { text = text.dropFirst() }
        if text.lowercased().hasPrefix("mailto:") { text = text.dropFirst(7) }
        text = text.prefix { $0 != "?" }
        while let first = text.first, "(\"[".contains(first) { text = text.dropFirst() }
        while let last = text.last, ")\"'].".contains(last) { text = text.dropLast() }
        return String(text)
    }

    /// Whoever had none and had to write something is not one person with all who did so.
    private static func standsForNone(_ address: String) -> Bool {
        let halves = address.lowercased().split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2 else { return false }
        return ["noemail", "nomail", "noaddress", "none", "na", "notprovided"]
            .contains(halves[0].filter { !"-_.".contains($0) })
    }

    /// Source: RFC 5321, sections 2.3.5 and 4.5.3.1; RFC 1035, section 2.3.1.
    private static func isAddress(_ text: String) -> Bool {
        let halves = text.split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2, (1...64).contains(halves[0].utf8.count),
            !text.contains(where: { $0.isWhitespace || "<>()[]:,;\"\\".contains($0) })
        else { return false }
        let parts = halves[1].split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count > 1, let last = parts.last, last.count > 1, last.contains(where: \.isLetter) else {
            return false
        }
        return !halves[0].split(separator: ".", omittingEmptySubsequences: false).contains("")
            && parts.allSatisfy { (1...63).contains($0.utf8.count) && $0.first != "-" && $0.last != "-" }
    }
}
