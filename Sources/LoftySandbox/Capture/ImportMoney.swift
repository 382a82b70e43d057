/// A sum of money or a span of them in whole dollars.
struct ImportMoney: Hashable {
    var low: Int64?
    var high: Int64?

    /// `$450,000`, `450k`, `1.2M`, `450.000,00`, `CHF 450'000.–`, `400k-450k`, `under 500k`, `500k+`, `~450k`.
    ///
    /// `nil` for an empty cell.
    init?(_ cell: String) throws(SandboxError) {
        let written = ImportCell.bare(cell)
        if written.isEmpty || ImportCell.isPlaceholder(written) { return nil }
        guard let sum = Self.read(written.lowercased()) else {
            throw .invalidParameter("\(written) is no amount such as 450000, $450,000 or 450k")
        }
        self = sum
    }

    private init(low: Int64?, high: Int64?) {
        self.low = low
        self.high = high
    }

    private static let guesses = ["approximately", "approx.", "approx", "around", "about", "circa", "ca.", "~"]
    private static let uppers = ["under", "below", "upto", "max", "<=", "≤", "<"]
    private static let lowers = ["over", "above", "from", "min", ">=", "≥", ">"]

    private static func read(_ written: String) -> ImportMoney? {
        var text = bare(written)[...]
        if let word = guesses.first(where: text.hasPrefix) { text = text.dropFirst(word.count) }
        if let word = uppers.first(where: text.hasPrefix) { return upTo(text.dropFirst(word.count)) }
        if let word = lowers.first(where: text.hasPrefix) { return since(text.dropFirst(word.count)) }
        if let word = ["orless", "max"].first(where: text.hasSuffix) { return upTo(text.dropLast(word.count)) }
        if let word = ["ormore", "min", "+"].first(where: text.hasSuffix) { return since(text.dropLast(word.count)) }
        if text.hasPrefix("between") { text = String(text.dropFirst(7)).replacing("and", with: "-")[...] }
        let ends = String(text).replacing("to", with: "-").split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2 else { return dollars(text).map { ImportMoney(low: $0, high: $0) } }
        // 400-450k is in thousands on both sides.
        var first = String(ends[0])
        if first.last?.isLetter != true, let unit = ends[1].last, unit.isLetter { first.append(unit) }
        guard let low = dollars(first[...]), let high = dollars(ends[1]), low <= high else { return nil }
        return ImportMoney(low: low, high: high)
    }

    private static func upTo(_ text: Substring) -> ImportMoney? {
        dollars(text).map { ImportMoney(low: nil, high: $0) }
    }

    private static func since(_ text: Substring) -> ImportMoney? {
        dollars(text).map { ImportMoney(low: $0, high: nil) }
    }

    /// Without currencies and blanks, and with `k` and `m` for their names.
    private static func bare(_ written: String) -> String {
        var text = written
        if let country = ["ca$", "au$", "nz$", "c$", "a$"].first(where: text.hasPrefix) {
            text = String(text.dropFirst(country.count))
        }
        text.unicodeScalars.removeAll {
            $0.properties.isWhitespace || $0.properties.generalCategory == .currencySymbol || $0 == "'" || $0 == "’"
        }
        // 450'000.– and 450,- have no cents.
        if let last = text.last, "-–".contains(last), let mark = text.dropLast().last, ".,".contains(mark) {
            text.removeLast(2)
        }
        let words = [
            ("–", "-"), ("—", "-"), ("thousand", "k"), ("million", "m"), ("mil", "m"), ("mio", "m"), ("mm", "m"),
            ("usd", ""), ("us", ""), ("dollars", ""), ("euros", ""), ("euro", ""), ("eur", ""), ("gbp", ""),
            ("cad", ""),
            ("mxn", ""), ("chf", ""), ("aud", ""), ("nzd", ""),
        ]
        for (word, sign) in words { text = text.replacing(word, with: sign) }
        return text
    }

    private static func dollars(_ written: Substring) -> Int64? {
        let factor: Double = written.hasSuffix("k") ? 1_000 : written.hasSuffix("m") ? 1_000_000 : 1
        guard let value = number(factor > 1 ? written.dropLast() : written, factor), value * factor <= 1e12 else {
            return nil
        }
        return Int64((value * factor).rounded())
    }

    /// A sum without its unit.
    ///
    /// The last mark parts a fraction where less than three digits follow it, or a dot before a unit; the others, of one
    /// kind, part thousands. `1,250m` may be either and is no number.
    private static func number(_ text: Substring, _ factor: Double) -> Double? {
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
}
