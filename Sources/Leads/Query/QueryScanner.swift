/// Walks over the scalars of a query.
///
/// Works on scalars, not characters, so that an accent typed after a quote or colon cannot hide it.
struct QueryScanner {
    let scalars: [Unicode.Scalar]
    var position = 0

    init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

    var isAtEnd: Bool { position == scalars.count }
    var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    func text(_ range: Range<Int>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[range])
        return String(text)
    }

    /// Moves past `scalar` when it comes next.
    mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        position += 1
        return true
    }

    mutating func skipSpaces() {
        while let scalar = next, scalar.properties.isWhitespace { position += 1 }
    }

    /// True for what ends a value: space, comma, bracket, quote, or the end.
    static func endsValue(_ scalar: Unicode.Scalar?) -> Bool {
        guard let scalar else { return true }
        return scalar.properties.isWhitespace || ["(", ")", ",", "\""].contains(scalar)
    }

    /// Where the term that begins at `start` ends: at a space or bracket outside quotes.
    func endOfTerm(from start: Int) -> Int {
        var isQuoted = false
        var isCurly = false
        var index = start
        while index < scalars.count {
            switch scalars[index] {
            case "\\" where isQuoted: index += 1
            case "\"": (isQuoted, isCurly) = (!isQuoted, false)
            case let scalar where Self.isCurly(scalar) && (isCurly || !isQuoted && opensValue(index, start)):
                (isQuoted, isCurly) = (!isQuoted, !isQuoted)
            case let scalar where !isQuoted && (scalar.properties.isWhitespace || scalar == "(" || scalar == ")"):
                return index
            default: break
            }
            index += 1
        }
        return scalars.count
    }

    /// True where a value begins: at the start of the term, or behind a sign.
    private func opensValue(_ index: Int, _ start: Int) -> Bool {
        index == start || [":", "=", "<", ">", ",", "-", "("].contains(scalars[index - 1])
    }

    /// The word at the position that is exactly `keyword`, whatever the case; it has to end at a space, bracket or
    /// the end.
    func isAtKeyword(_ keyword: String) -> Bool {
        let end = endOfTerm(from: position)
        return text(position..<end).lowercased() == keyword
    }

    /// Moves past a field name and returns it when letters and then an operator come next.
    mutating func fieldName() -> Range<Int>? {
        var end = position
        while end < scalars.count, scalars[end].properties.isAlphabetic { end += 1 }
        guard end > position, end < scalars.count, [":", "=", "<", ">"].contains(scalars[end]) else { return nil }
        defer { position = end }
        return position..<end
    }

    /// Moves past `:`, `=` or a comparison, which has to come next.
    mutating func fieldOperator() -> QueryOperator {
        if skip(":") { return .has }
        if skip("=") { return .equals }
        let isBelow = skip("<")
        if !isBelow { position += 1 }
        let includesValue = skip("=")
        return .compares(isBelow ? (includesValue ? .atMost : .below) : (includesValue ? .atLeast : .above))
    }

    /// Moves past one value; `nil` when none stands here.
    mutating func value() throws(QueryError) -> QueryRawValue? {
        let start = position
        let isExact = skip("=")
        let textStart = position
        var text: String
        let isQuoted = next.map(Self.isQuote) ?? false
        if isQuoted {
            text = try quoted()
        } else {
            while !Self.endsValue(next) { position += 1 }
            text = self.text(textStart..<position)
        }
        var isStarred = false
        if isQuoted {
            isStarred = skip("*")
        } else if text.hasSuffix("*") {
            isStarred = true
            text.removeLast()
        }
        guard position > start else { return nil }
        return QueryRawValue(
            text: text,
            range: start..<position,
            isExact: isExact,
            isQuoted: isQuoted,
            isStarred: isStarred
        )
    }

    /// Phones and word processors make “ of a straight one.
    private static func isQuote(_ scalar: Unicode.Scalar) -> Bool { scalar == "\"" || isCurly(scalar) }

    private static func isCurly(_ scalar: Unicode.Scalar) -> Bool { ("\u{201C}"..."\u{201F}").contains(scalar) }

    /// A straight quote is closed by a straight one, a curly one by either.
    private mutating func quoted() throws(QueryError) -> String {
        let start = position
        let closesCurly = next.map(Self.isCurly) ?? false
        position += 1
        var text = String.UnicodeScalarView()
        while let scalar = next {
            position += 1
            if scalar == "\"" || closesCurly && Self.isCurly(scalar) { return String(text) }
            if scalar == "\\", let escaped = next {
                position += 1
                text.append(escaped)
            } else {
                text.append(scalar)
            }
        }
        throw QueryError(problem: .unclosedQuote, range: start..<position)
    }
}
