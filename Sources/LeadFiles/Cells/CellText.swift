/// What a cell says once the traces of the programs that it went through are off.
package enum CellText {
    /// Excel's `="…"` and guards against formulas off, characters that nobody sees out, blanks trimmed.
    ///
    /// Joiners stay: Persian and some emoji need them.
    package static func clean(_ cell: String) -> String {
        if isPlain(cell), !needsCare(cell) { return cell }
        return trimmed(visible(FormulaGuard.unguarded(unwrapped(cell)), keepingJoiners: true))
    }

    /// Like ``clean(_:)``, for addresses and numbers: no joiners, and digits of every script as `0` to `9`.
    static func compact(_ cell: String) -> String {
        if isPlain(cell), !needsCare(cell) { return cell }
        let text = visible(FormulaGuard.unguarded(unwrapped(cell)), keepingJoiners: false)
        var plain = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { plain.append(narrow(scalar)) }
        return trimmed(String(plain))
    }

    /// Whether there is nothing in it that anybody could see.
    package static func isBlank(_ cell: String) -> Bool {
        if let first = cell.utf8.first, (0x21...0x7E).contains(first) { return false }
        return cell.unicodeScalars.allSatisfy { $0.properties.isWhitespace || isInvisible($0) }
    }

    /// What spreadsheets and people write for "nothing".
    static func isPlaceholder(_ text: String) -> Bool {
        let word = text.lowercased()
        guard !word.isEmpty else { return false }
        return placeholders.contains(word) || text.allSatisfy { $0 == "-" || $0 == "–" || $0 == "—" || $0 == "?" }
    }

    private static let placeholders: Set<String> = [
        "#n/a", "#ref!", "#value!", "#name?", "#div/0!", "#null!", "#num!", "#error!", "#calc!", "#spill!", "n/a", "na",
        "none", "null", "nil", "nan", "undefined", "unknown", "not provided", "no phone", "no email", "(blank)",
    ]

    // MARK: Steps

    /// Whether it is printable ASCII, as most cells are: there is nothing in it that a table of Unicode knows more of.
    private static func isPlain(_ text: String) -> Bool { text.utf8.allSatisfy { (0x20...0x7E).contains($0) } }

    private static func needsCare(_ cell: String) -> Bool {
        guard let first = cell.utf8.first, let last = cell.utf8.last else { return false }
        return first == 0x20 || last == 0x20 || first == UInt8(ascii: "'") || first == UInt8(ascii: "=")
    }

    /// `="00512"` is how a program tells Excel that digits are text.
    private static func unwrapped(_ cell: String) -> String {
        let text = trimmed(cell)
        guard text.hasPrefix("=\""), text.hasSuffix("\""), text.utf8.count > 2 else { return cell }
        return String(text.dropFirst(2).dropLast()).replacing("\"\"", with: "\"")
    }

    /// The text without characters that nobody sees or that steer a terminal, for writing.
    package static func visible(_ text: String) -> String {
        isPlain(text) ? text : visible(text, keepingJoiners: true)
    }

    private static func visible(_ text: String, keepingJoiners: Bool) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if keepingJoiners, scalar == "\u{200C}" || scalar == "\u{200D}" {
                scalars.append(scalar)
            } else if scalar == "\n" || scalar == "\r" || scalar == "\t" {
                scalars.append(scalar)
            } else if [.spaceSeparator, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
            {
                scalars.append(" ")
            } else if !isInvisible(scalar) {
                scalars.append(scalar)
            }
        }
        return String(scalars)
    }

    /// Format characters such as U+202A, U+2060 and the byte order mark; control characters; the fillers of Hangul.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .format, .control: scalar != "\n" && scalar != "\r" && scalar != "\t"
        default: scalar == "\u{3164}" || scalar == "\u{115F}" || scalar == "\u{1160}" || scalar == "\u{FFA0}"
        }
    }

    static func trimmed(_ text: String) -> String {
        if let first = text.utf8.first, let last = text.utf8.last, (0x21...0x7E).contains(first),
            (0x21...0x7E).contains(last)
        {
            return text
        }
        var rest = text.unicodeScalars[...]
        while let first = rest.first, first.properties.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.properties.isWhitespace { rest.removeLast() }
        return rest.count == text.unicodeScalars.count ? text : String(rest)
    }

    /// Digits of every script, and the wide forms of ASCII that East Asian keyboards make.
    private static func narrow(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        if (0xFF01...0xFF5E).contains(scalar.value) { return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar }
        guard !scalar.isASCII, scalar.properties.numericType == .decimal,
            let value = scalar.properties.numericValue, (0...9).contains(value)
        else { return scalar }
        return Unicode.Scalar(UInt8(ascii: "0") + UInt8(value))
    }
}
