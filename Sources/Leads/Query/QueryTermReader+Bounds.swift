extension QueryTermReader {
    // MARK: Numbers

    func numbers(
        _ values: [QueryRawValue],
        sign: QueryOperator,
        field: QueryNumberField
    ) throws(QueryError) -> [QueryNumberPattern] {
        var patterns: [QueryNumberPattern] = []
        for value in field == .price ? try Self.joiningThousands(values, sign: sign) : values {
            if value.isBare("none"), field != .id {
                patterns.append(.absent)
                continue
            }
            let valueSign = value.isExact ? .equals : sign
            guard !value.isStarred,
                let bounds = try readBounds(value, sign: valueSign, read: { Self.number($0, field) })
            else {
                throw QueryError(problem: .invalidNumber(value.text, field: field.rawValue), range: value.range)
            }
            patterns.append(.within(bounds))
        }
        return patterns
    }

    private static func number(_ text: Substring, _ field: QueryNumberField) -> Int64? {
        field == .price ? amount(text) : Int64(text)
    }

    /// Whole dollars from `450000`, `$450,000`, `$450k`, `1.25m`; `nil` where that is not a whole number of 64 bits.
    static func amount(_ text: Substring) -> Int64? {
        var digits = text.hasPrefix("$") ? text.dropFirst() : text
        var zeros = 0
        switch digits.last {
        case "k", "K": zeros = 3
        case "m", "M": zeros = 6
        default: break
        }
        if zeros > 0 { digits = digits.dropLast() }
        digits = withoutCommas(digits)
        let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, !whole.isEmpty else { return nil }
        let fraction = parts.count > 1 ? parts[1] : ""
        guard parts.count == 1 || !fraction.isEmpty, fraction.utf8.count <= zeros,
            parts.joined().utf8.allSatisfy({ 0x30...0x39 ~= $0 })
        else { return nil }
        return Int64("\(whole)\(fraction)" + String(repeating: "0", count: zeros - fraction.utf8.count))
    }

    // MARK: Moments

    func moments(
        _ values: [QueryRawValue],
        sign: QueryOperator,
        field: QueryMomentField
    ) throws(QueryError) -> [QueryMomentPattern] {
        var patterns: [QueryMomentPattern] = []
        for value in values {
            patterns.append(try moment(value, sign: value.isExact ? .equals : sign, field: field))
        }
        return patterns
    }

    private func moment(
        _ value: QueryRawValue,
        sign: QueryOperator,
        field: QueryMomentField
    ) throws(QueryError) -> QueryMomentPattern {
        if value.isBare("none") { return .absent }
        if let pattern = comparison(with: value, sign: sign) { return pattern }
        if let bounds = try readBounds(value, sign: sign, read: { CivilDay($0) }) { return .day(bounds) }
        guard !value.isStarred, let bounds = try readBounds(value, sign: sign, read: { QueryDuration($0) }) else {
            throw QueryError(problem: .invalidMoment(value.text, field: field.rawValue), range: value.range)
        }
        if sign == .equals, case .equal = bounds {
            throw QueryError(
                problem: .operatorNotAllowed("=", field: field.rawValue),
                range: value.range,
                suggestion: "<="
            )
        }
        return .elapsed(bounds)
    }

    /// A comparison with another moment, as in `site>touch`.
    private func comparison(with value: QueryRawValue, sign: QueryOperator) -> QueryMomentPattern? {
        var text = value.text[...]
        guard let comparison = Self.comparison(at: &text, sign: sign) else { return nil }
        guard !value.isQuoted, !value.isStarred, case .moment(let other) = QueryField(name: String(text)) else {
            return nil
        }
        return .comparedTo(other, comparison)
    }

    // MARK: Bounds

    /// Takes the comparison off the front of the value, or the one before all values.
    private static func comparison(at text: inout Substring, sign: QueryOperator) -> QueryComparison? {
        if case .compares(let comparison) = sign { return comparison }
        let longestFirst: [QueryComparison] = [.atMost, .atLeast, .below, .above]
        guard sign == .has, let comparison = longestFirst.first(where: { text.hasPrefix($0.rawValue) }) else {
            return nil
        }
        text = text.dropFirst(comparison.rawValue.count)
        return comparison
    }

    /// Reads `a`, `<a`, `a..b`, `a..` or `..b`; `nil` when a part of it cannot be read.
    private func readBounds<Value: Hashable & Comparable & Sendable>(
        _ value: QueryRawValue,
        sign: QueryOperator,
        read: (Substring) -> Value?
    ) throws(QueryError) -> QueryBounds<Value>? {
        var text = value.text[...]
        if let comparison = Self.comparison(at: &text, sign: sign) {
            return read(text).map { .compared(comparison, $0) }
        }
        guard let (first, last) = Self.ends(of: text) else { return read(text).map { .equal($0) } }
        guard let low = read(first) else {
            return first.isEmpty ? read(last).map { .compared(.atMost, $0) } : nil
        }
        guard let high = read(last) else { return last.isEmpty ? .compared(.atLeast, low) : nil }
        guard low <= high else {
            let problem = QueryError.Problem.reversedRange(value.text)
            throw QueryError(problem: problem, range: value.range, suggestion: "\(last)..\(first)")
        }
        return .between(low, high)
    }

    /// The texts before and after `..`.
    private static func ends(of text: Substring) -> (first: Substring, last: Substring)? {
        var index = text.startIndex
        while let dot = text[index...].firstIndex(of: ".") {
            let second = text.index(after: dot)
            guard second < text.endIndex else { return nil }
            if text[second] == "." { return (text[..<dot], text[text.index(after: second)...]) }
            index = second
        }
        return nil
    }
}
