import Leads

/// Several values on one line, with commas between them; a value with a comma of its own stands in quotes.
package enum ListText {
    /// The line for a person to read and change: `hot, "Austin, TX"`.
    package static func line(_ values: [String]) -> String { values.map(written).joined(separator: ", ") }

    /// The values of a line; blanks around them and empty ones do not count.
    package static func values(_ line: String) -> [String] {
        parts(line).map(value).filter { !$0.trimmed.isEmpty }
    }

    /// What stands between the commas, as it is written there.
    ///
    /// A quote in the middle of a value is a character like any other; two of them within quotes are one.
    static func parts(_ line: String) -> [Substring] {
        var parts: [Substring] = []
        var start = line.startIndex
        var place = Place.beginning
        for index in line.indices {
            switch (place, line[index]) {
            case (.beginning, ","), (.bare, ","), (.behindQuote, ","):
                parts.append(line[start..<index])
                start = line.index(after: index)
                place = .beginning
            case (.beginning, "\""), (.behindQuote, "\""): place = .quoted
            case (.quoted, "\""): place = .behindQuote
            case (.beginning, let character) where character.isWhitespace: break
            case (.beginning, _), (.behindQuote, _): place = .bare
            case (.bare, _), (.quoted, _): break
            }
        }
        return parts + [line[start...]]
    }

    /// Where a reader stands in a part.
    private enum Place {
        case beginning, bare, quoted
        /// Behind a quote that ends the value, or is the first of two.
        case behindQuote
    }

    /// The value that a part stands for.
    static func value(_ part: Substring) -> String {
        let text = String(part).trimmed
        guard text.hasPrefix("\"") else { return text }
        var value = ""
        var rest = text.dropFirst()
        while let character = rest.popFirst() {
            if character == "\"" {
                guard rest.first == "\"" else { return value + rest }
                rest.removeFirst()
            }
            value.append(character)
        }
        return value
    }

    private static func written(_ value: String) -> String {
        guard value.contains(",") || value.hasPrefix("\"") || value != value.trimmed else { return value }
        return "\"" + value.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
    }
}
