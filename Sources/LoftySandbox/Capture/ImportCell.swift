/// What stands in a cell once spreadsheets, forms and people are taken out of it.
enum ImportCell {
    /// Without invisible characters, blanks at its ends, and what Excel puts around text.
    static func plain(_ cell: String) -> String {
        var text = trimmed(cell)
        if text.hasPrefix("=\""), text.hasSuffix("\""), text.count >= 3 { text = String(text.dropFirst(2).dropLast()) }
        // The apostrophe that keeps a spreadsheet from reading a formula, see `ExportEndpoints`.
        if text.hasPrefix("'"), let next = text.dropFirst().first, "=+-@'\t＝＋－＠0123456789".contains(next) {
            text.removeFirst()
        }
        return trimmed(text)
    }

    private static func trimmed(_ text: String) -> String {
        var scalars = text.unicodeScalars.filter { !isInvisible($0) }[...]
        while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        return String(String.UnicodeScalarView(scalars))
    }

    /// Marks of direction, joiners of words and byte order marks; not the joiners of scripts and emoji.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00AD, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }

    static func isPlaceholder(_ text: String) -> Bool {
        ["#n/a", "n/a", "na", "none", "null", "nil", "unknown", "-", "--", "#ref!", "#value!", "tbd"]
            .contains(text.lowercased())
    }

    // MARK: Numbers to call

    static func phones(_ cell: String) throws(SandboxError) -> [String] {
        // Before the cell is parted: “#N/A” and “n/a” have the sign in them that parts numbers.
        if isPlaceholder(plain(cell)) { return [] }
        // A semicolon before "ext" does not part two numbers.
        let joined = cell.lowercased().replacing(";ext", with: " ext")
        var numbers: [String] = []
        for piece in joined.split(whereSeparator: { ";,|/\n".contains($0) }) {
            let text = plain(String(piece))
            if text.isEmpty || isPlaceholder(text) { continue }
            numbers.append(try phone(text))
        }
        return numbers
    }

    private static func phone(_ written: String) throws(SandboxError) -> String {
        var text = written
        for label in ["p:", "tel:", "callto:"] where text.hasPrefix(label) {
            text = plain(String(text.dropFirst(label.count)))
        }
        if text.contains("e+"), text.split(separator: "e+").allSatisfy({ Double($0) != nil }) {
            throw .invalidParameter("the phone \(written) was shortened by a spreadsheet; its digits are lost")
        }
        if text.hasSuffix(".0") { text = String(text.dropLast(2)) }
        var line: String?
        for sign in ["extension", "ext.", "ext", "x", "#"] {
            guard let place = text.firstRange(of: sign) else { continue }
            let digits = text[place.upperBound...].filter(\.isNumber)
            line = digits.isEmpty ? nil : digits
            text = String(text[..<place.lowerBound])
            break
        }
        let digits = text.compactMap(\.wholeNumberValue).map(String.init).joined()
        let isClean = text.allSatisfy { $0.isNumber || $0.isWhitespace || "+()-.*‐‑‒–—".contains($0) }
        guard isClean, (7...15).contains(digits.count) else {
            throw .invalidParameter("\(written) is no phone number of 7 to 15 digits")
        }
        return (text.hasPrefix("+") ? "+" : "") + digits + (line.map { " x\($0)" } ?? "")
    }

    // MARK: Addresses to write to

    static func emails(_ cell: String) throws(SandboxError) -> [String] {
        var addresses: [String] = []
        for piece in cell.split(whereSeparator: { ";,|\n".contains($0) }) {
            var text = plain(String(piece))
            if let open = text.lastIndex(of: "<"), text.hasSuffix(">") {
                text = String(text[text.index(after: open)...].dropLast())
            }
            if text.lowercased().hasPrefix("mailto:") { text = String(text.dropFirst(7)) }
            if text.isEmpty || isPlaceholder(text) { continue }
            // "Moss, Ann <ann@example.com>": a name of which one half stands alone.
            if !text.contains("@"), cell.contains("@") { continue }
            let halves = text.split(separator: "@", omittingEmptySubsequences: false)
            guard halves.count == 2, halves.allSatisfy({ !$0.isEmpty && !$0.contains(where: \.isWhitespace) }) else {
                throw .invalidParameter("\(text) is no email address")
            }
            // Whoever had none and had to write something is not one person with all who did so.
            let mailbox = halves[0].lowercased().filter { !"-_.".contains($0) }
            if ["noemail", "nomail", "noaddress", "none", "na", "notprovided"].contains(mailbox) { continue }
            addresses.append(text)
        }
        return addresses
    }

    // MARK: Money

    /// Whole dollars: `450000`, `$450,000`, `450,000.00`, `450.000,00`, `450k`, `$1,500k`, `1.2M`.
    static func dollars(_ cell: String) -> Int64? {
        var text = plain(cell).lowercased().filter { !"$€£_'".contains($0) && !$0.isWhitespace }
        for code in ["usd", "eur", "gbp"] {
            if text.hasPrefix(code) { text = String(text.dropFirst(3)) }
            if text.hasSuffix(code) { text = String(text.dropLast(3)) }
        }
        var factor = 1.0
        if text.hasSuffix("k") { factor = 1_000 } else if text.hasSuffix("m") { factor = 1_000_000 }
        if factor > 1 { text = String(text.dropLast()) }
        guard let value = number(text, factor), value * factor < 1e15 else { return nil }
        return Int64((value * factor).rounded())
    }

    /// A sum without its unit.
    ///
    /// The last mark parts a fraction where less than three digits follow it, or a dot before a unit; the others, of one
    /// kind, part thousands. `1,250m` may be either and is no number.
    private static func number(_ text: String, _ factor: Double) -> Double? {
        let marks = text.filter { $0 == "," || $0 == "." }
        let groups = text.split(omittingEmptySubsequences: false) { $0 == "," || $0 == "." }
        guard groups.allSatisfy({ !$0.isEmpty && $0.allSatisfy { ("0"..."9").contains($0) } }), let tail = groups.last
        else {
            return nil
        }
        guard let mark = marks.last else { return Double(text) }
        let isDotted = factor > 1 && mark == "." && groups.count == 2
        let hasFraction = tail.count < 3 || tail.count == 3 && isDotted
        if !hasFraction, factor > 1_000 || factor > 1 && groups[0] == "0" { return nil }
        let thousands = hasFraction ? marks.dropLast() : Substring(marks)
        guard Set(thousands).count < 2, !hasFraction || !thousands.contains(mark),
            groups.dropFirst().dropLast(hasFraction ? 1 : 0).allSatisfy({ $0.count == 3 })
        else { return nil }
        let whole = groups.dropLast(hasFraction ? 1 : 0).joined()
        return Double(hasFraction ? "\(whole).\(tail)" : whole)
    }

    // MARK: Names

    /// `Smith, Jane` and `Jane Smith`; one word alone is the first name.
    static func names(_ full: String) -> (first: String, last: String) {
        let text = plain(full)
        let halves = text.split(separator: ",", maxSplits: 1).map { plain(String($0)) }
        if halves.count == 2, !halves[0].isEmpty, !halves[1].isEmpty { return (halves[1], halves[0]) }
        guard let gap = text.lastIndex(where: \.isWhitespace) else { return (text, "") }
        return (plain(String(text[..<gap])), plain(String(text[gap...])))
    }
}
