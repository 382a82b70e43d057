/// Sums of money as people write them.
enum MoneyCell {
    /// Whole dollars; a single sum is both ends.
    struct Range: Hashable, Sendable {
        var low: Int64?
        var high: Int64?
    }

    /// Reads `$450,000`, `450k`, `1.2M`, `450.000,00`, `CHF 450'000.–`, `400k-450k`, `under 500k`, `500k+`, `~450k`.
    ///
    /// - Returns: `nil` for an empty cell.
    static func read(_ cell: String) throws(CellProblem) -> Range? {
        let shown = CellText.compact(cell)
        if shown.isEmpty || CellText.isPlaceholder(shown) { return nil }
        var text = plain(shown)
        if let word = ["approximately", "approx.", "approx", "around", "about", "circa", "ca.", "~"].first(
            where: text.hasPrefix
        ) {
            text = String(text.dropFirst(word.count))
        }
        for word in ["under", "below", "upto", "max", "<=", "≤", "<"] where text.hasPrefix(word) {
            return Range(high: try amount(text.dropFirst(word.count), shown))
        }
        for word in ["over", "above", "from", "min", ">=", "≥", ">"] where text.hasPrefix(word) {
            return Range(low: try amount(text.dropFirst(word.count), shown))
        }
        for word in ["orless", "max"] where text.hasSuffix(word) {
            return Range(high: try amount(text.dropLast(word.count), shown))
        }
        for word in ["ormore", "min", "+"] where text.hasSuffix(word) {
            return Range(low: try amount(text.dropLast(word.count), shown))
        }
        if text.hasPrefix("between") { text = String(text.dropFirst(7)).replacing("and", with: "-") }
        return try span(text, shown)
    }

    private static func span(_ text: String, _ shown: String) throws(CellProblem) -> Range {
        let parts = text.replacing("to", with: "-").split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let first = parts.first, let last = parts.last else {
            let sum = try amount(text[...], shown)
            return Range(low: sum, high: sum)
        }
        // "400-450k" means thousands on both sides.
        let unit = last.last.flatMap { $0.isLetter ? String($0) : nil } ?? ""
        let low = try amount(first.last?.isLetter == true ? first : first + unit, shown)
        let high = try amount(last, shown)
        guard low <= high else { throw .notAnAmount(shown) }
        return Range(low: low, high: high)
    }

    /// Without currency, blanks and the names that people give a thousand and a million.
    private static func plain(_ shown: String) -> String {
        let lowercase = shown.lowercased()
        // Dollars of other countries.
        let country = ["c$", "ca$", "a$", "au$", "nz$"].first(where: lowercase.hasPrefix)?.count ?? 0
        var text = String(
            lowercase.dropFirst(country).unicodeScalars.filter { scalar in
                !scalar.properties.isWhitespace && scalar.properties.generalCategory != .currencySymbol && scalar != "'"
                    && scalar != "’"
            }
        )
        // No cents, as in 450'000.– and 450,-
        if [".-", ",-", ".–", ",–"].contains(where: text.hasSuffix) { text.removeLast(2) }
        // Most sums are figures and marks; looking for words is what costs.
        if text.utf8.dropLast().allSatisfy({ (0x2C...0x39).contains($0) }) { return text }
        text = text.replacing("–", with: "-").replacing("—", with: "-")
        // Before "us", which a thousand has in it.
        text = text.replacing("thousand", with: "k")
        for word in ["usd", "us", "dollars", "euros", "euro", "eur", "gbp", "cad", "mxn", "chf", "aud", "nzd"] {
            text = text.replacing(word, with: "")
        }
        return text.replacing("million", with: "m").replacing("mil", with: "m").replacing("mio", with: "m")
            .replacing("mm", with: "m")
    }

    private static func amount(_ text: Substring, _ shown: String) throws(CellProblem) -> Int64 {
        let unit: Double = text.hasSuffix("k") ? 1_000 : text.hasSuffix("m") ? 1_000_000 : 1
        let digits = unit == 1 ? text : text.dropLast()
        guard let number = number(digits, unit) else { throw .notAnAmount(shown) }
        let sum = (number * unit).rounded()
        guard sum <= 1e12 else { throw .notAnAmount(shown) }
        return Int64(sum)
    }

    /// The last of two kinds of marks parts the cents; a mark before three digits parts thousands.
    ///
    /// Before a `k` only a comma does, since `1.125k` is as usual; `1,250m` may be either, and nobody may guess.
    private static func number(_ text: Substring, _ unit: Double) -> Double? {
        let hasUnit = unit != 1
        guard let first = text.first, first.isASCII, first.isNumber else { return nil }
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2C || $0 == 0x2E }) else { return nil }
        let lastMark = text.lastIndex { $0 == "," || $0 == "." }
        guard let lastMark else { return Double(text) }
        let mark = text[lastMark]
        let tail = text[text.index(after: lastMark)...]
        let head = text[..<lastMark]
        let groups = text.split(separator: mark, omittingEmptySubsequences: false)
        let otherMark = mark == "," ? "." : ","
        let hasGroups = groups.dropFirst().allSatisfy { $0.count == 3 } && !head.contains(otherMark)
        if hasUnit, hasGroups, mark == ",", unit != 1_000 || first == "0" { return nil }
        if hasGroups, !hasUnit || mark == "," { return Double(text.filter { $0 != mark }) }
        guard !head.contains(mark), (1...(hasUnit ? 3 : 2)).contains(tail.count) else { return nil }
        let whole = head.split(separator: otherMark, omittingEmptySubsequences: false)
        guard whole.dropFirst().allSatisfy({ $0.count == 3 }) else { return nil }
        return Double("\(head.filter { $0 != "," && $0 != "." }).\(tail)")
    }
}
