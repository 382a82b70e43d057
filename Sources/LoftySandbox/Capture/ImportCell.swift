/// What stands in a cell once spreadsheets, forms and people are taken out of it.
enum ImportCell {
    /// Without invisible characters, blanks at its ends, and what Excel puts around text; joiners of scripts and emoji stay.
    static func plain(_ cell: String) -> String { trimmed(seen(unwrapped(cell), keepsJoiners: true)) }

    /// Like ``plain(_:)`` for what has no joiners in it, with digits and signs of every script as those of ASCII.
    static func bare(_ cell: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in seen(unwrapped(cell), keepsJoiners: false).unicodeScalars {
            if (0xFF01...0xFF5E).contains(scalar.value), let narrow = Unicode.Scalar(scalar.value - 0xFEE0) {
                scalars.append(narrow)
            } else if let digit = Character(scalar).wholeNumberValue, scalar.properties.numericType == .decimal {
                scalars.append(contentsOf: String(digit).unicodeScalars)
            } else {
                scalars.append(scalar)
            }
        }
        return trimmed(String(scalars))
    }

    static func isBlank(_ cell: String) -> Bool { trimmed(seen(cell, keepsJoiners: false)).isEmpty }

    /// What people and spreadsheets write for nothing.
    static func isPlaceholder(_ text: String) -> Bool {
        guard !text.isEmpty else { return false }
        return nothings.contains(text.lowercased()) || text.allSatisfy { "-–—?".contains($0) }
    }

    private static let nothings: Set<String> = [
        "n/a", "na", "none", "null", "nil", "nan", "undefined", "unknown", "not provided", "no phone", "no email",
        "(blank)", "#n/a", "#ref!", "#value!", "#name?", "#div/0!", "#null!", "#num!", "#error!", "#calc!", "#spill!",
    ]

    // MARK: Lists, yes and no

    /// Parted by semicolons, bars and line ends, and by commas where there is none of them.
    static func list(_ cell: String) -> [String] {
        let text = plain(cell)
        var parts = text.split { $0 == ";" || $0 == "|" || $0.isNewline }
        if parts.count == 1, !text.contains(where: { ";|\n\r".contains($0) }) { parts = text.split(separator: ",") }
        return parts.map { trimmed(String($0)) }.filter { !$0.isEmpty }
    }

    /// `nil` for an empty cell; whether somebody may be reached is nothing to guess at.
    static func yesOrNo(_ cell: String) throws(SandboxError) -> Bool? {
        let text = bare(cell)
        if text.isEmpty || isPlaceholder(text) { return nil }
        let word = text.lowercased().replacing("-", with: " ")
        if agreements.contains(word) { return true }
        if denials.contains(word) { return false }
        throw .invalidParameter("\(text) is neither yes nor no")
    }

    private static let agreements: Set<String> = [
        "yes", "y", "true", "t", "1", "1.0", "x", "✓", "✔", "on", "checked", "opted out", "optout", "opt out",
        "unsubscribed", "dnc", "do not call", "do not contact", "do not text", "do not email", "listed", "blocked",
        "registered", "stop",
    ]

    private static let denials: Set<String> = [
        "no", "n", "false", "f", "0", "0.0", "off", "unchecked", "ok", "okay", "subscribed", "opted in", "opt in",
        "clean", "not listed", "allowed", "callable",
    ]

    // MARK: Steps

    /// `="00512"` is text by a program's word, an apostrophe before a formula text by a person's.
    private static func unwrapped(_ cell: String) -> String {
        let text = trimmed(cell)
        let inside = text.hasPrefix("=\"") && text.hasSuffix("\"") && text.utf8.count > 2
        return freed(inside ? String(text.dropFirst(2).dropLast()).replacing("\"\"", with: "\"") : cell)
    }

    /// Without the apostrophe of ``guarded(_:)``.
    private static func freed(_ cell: String) -> String {
        guard cell.unicodeScalars.first == "'" else { return cell }
        let rest = String(cell.unicodeScalars.dropFirst())
        return isFormula(rest) ? rest : cell
    }

    /// A spreadsheet would run a cell that begins like a formula; an apostrophe makes it text, and an import takes it off.
    static func guarded(_ cell: String) -> String { isFormula(cell) ? "'" + cell : cell }

    /// Blanks and apostrophes before a formula count with it, or taking off one guard would not give back what there was.
    private static func isFormula(_ cell: String) -> Bool {
        let isNegative =
            cell.hasPrefix("-") && Double(cell) != nil && cell.dropFirst().allSatisfy { "0123456789.".contains($0) }
        let text = cell.unicodeScalars.drop { $0 == "'" }.drop { $0.properties.generalCategory == .spaceSeparator }
        guard let first = text.first, !isNegative else { return false }
        return "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first)
    }

    private static func seen(_ text: String, keepsJoiners: Bool) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .spaceSeparator, .lineSeparator, .paragraphSeparator: scalars.append(" ")
            case .control: if "\n\r\t".unicodeScalars.contains(scalar) { scalars.append(scalar) }
            case .format: if keepsJoiners, (0x200C...0x200D).contains(scalar.value) { scalars.append(scalar) }
            default: if !fillers.contains(scalar.value) { scalars.append(scalar) }
            }
        }
        return String(scalars)
    }

    /// Letters of Hangul that are drawn as nothing.
    private static let fillers: Set<UInt32> = [0x115F, 0x1160, 0x3164, 0xFFA0]

    static func trimmed(_ text: String) -> String {
        var scalars = text.unicodeScalars[...]
        while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        return String(scalars)
    }
}
