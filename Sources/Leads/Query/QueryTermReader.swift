/// Reads one term: free words, or a field with an operator and its values.
struct QueryTermReader {
    var scanner: QueryScanner
    /// True for the last term of a live query, whose last label may be only the beginning of one.
    let isBeingTyped: Bool
    let isLive: Bool
    /// Where each label and word stands, for hints.
    private(set) var notes: [QueryNote] = []

    init(scanner: QueryScanner, isBeingTyped: Bool, isLive: Bool) {
        self.scanner = scanner
        self.isBeingTyped = isBeingTyped
        self.isLive = isLive
    }

    mutating func term() throws(QueryError) -> QueryTerm {
        guard let nameRange = scanner.fieldName() else { return try words() }
        let name = scanner.text(nameRange)
        guard let field = QueryField(name: name) else {
            let nearest = NearestSpelling.of(name, among: QueryField.all.map(\.name))
            throw QueryError(problem: .unknownField(name), range: nameRange, suggestion: nearest)
        }
        let sign = scanner.fieldOperator()
        let values = try values(ofTerm: nameRange.lowerBound, field: field, sign: sign)
        switch field {
        case .text(let field): return .text(field, try texts(values, sign: sign, field: field))
        case .number(let field): return .number(field, try numbers(values, sign: sign, field: field))
        case .moment(let field): return .moment(field, try moments(values, sign: sign, field: field))
        case .choice(let field): return try choices(values, sign: sign, field: field)
        }
    }

    // MARK: Values

    /// Free words take `,` as OR too, but forgive one at an end, as in "Smith, Jane".
    private mutating func words() throws(QueryError) -> QueryTerm {
        let start = scanner.position
        var words: [String] = []
        repeat {
            guard let value = try value(mayBePhone: true) else { continue }
            words.append(value.isExact ? "=" + value.text : value.text)
            notes.append(QueryNote(.word(value.text, isQuoted: value.isQuoted), value.range))
        } while scanner.skip(",")
        try requireGap()
        words.removeAll(where: \.isEmpty)
        guard !words.isEmpty else { throw QueryError(problem: .nothingHere, range: start..<scanner.position) }
        return .words(words)
    }

    private mutating func value(mayBePhone: Bool) throws(QueryError) -> QueryRawValue? {
        if mayBePhone, let number = phone() { return number }
        return try scanner.value()
    }

    /// A number that is written with spaces or brackets.
    private mutating func phone() -> QueryRawValue? {
        guard let range = scanner.phoneRun(isLive: isLive) else { return nil }
        scanner.position = range.upperBound
        return QueryRawValue(
            text: scanner.text(range),
            range: range,
            isExact: false,
            isQuoted: true,
            isStarred: false
        )
    }

    private mutating func values(
        ofTerm start: Int,
        field: QueryField,
        sign: QueryOperator
    ) throws(QueryError) -> [QueryRawValue] {
        var values: [QueryRawValue] = []
        repeat {
            guard let value = try value(mayBePhone: field == .text(.phone)), !value.text.isEmpty || value.isStarred
            else {
                throw QueryError(problem: .missingValue(field: field.name), range: start..<scanner.position)
            }
            if value.isExact, case .compares = sign {
                throw QueryError(
                    problem: .operatorNotAllowed(sign.sign + "=", field: field.name),
                    range: value.range.lowerBound..<value.range.lowerBound + 1
                )
            }
            values.append(value)
        } while scanner.skip(",")
        try requireGap()
        return values
    }

    private func requireGap() throws(QueryError) {
        guard let scalar = scanner.next, !scalar.properties.isWhitespace, scalar != "(", scalar != ")" else { return }
        throw QueryError(problem: .textAfterValue, range: scanner.position..<scanner.position + 1)
    }

    // MARK: Text

    private mutating func texts(
        _ values: [QueryRawValue],
        sign: QueryOperator,
        field: QueryTextField
    ) throws(QueryError) -> [QueryTextPattern] {
        if case .compares = sign {
            let range = values[0].range.lowerBound - sign.sign.utf8.count..<values[0].range.lowerBound
            throw QueryError(problem: .operatorNotAllowed(sign.sign, field: field.rawValue), range: range)
        }
        var patterns: [QueryTextPattern] = []
        for value in values {
            let pattern = pattern(value, sign: sign, field: field)
            if field == .phone { try requireDigits(in: pattern, at: value.range) }
            patterns.append(pattern)
            notes.append(QueryNote(.label(field, pattern, isBare: !value.isQuoted), value.range))
        }
        return patterns
    }

    private func pattern(_ value: QueryRawValue, sign: QueryOperator, field: QueryTextField) -> QueryTextPattern {
        if value.isBare("none") { return .absent }
        if value.isBare("me"), field == .owner { return .me }
        if value.isStarred { return .startingWith(value.text) }
        if sign == .equals || value.isExact { return .exactly(value.text) }
        let isUnfinished = isBeingTyped && !value.isQuoted && value.range.upperBound == scanner.scalars.count
        return isUnfinished && field.isLabel ? .startingWith(value.text) : .like(value.text)
    }

    private func requireDigits(in pattern: QueryTextPattern, at range: Range<Int>) throws(QueryError) {
        switch pattern {
        case .absent, .me: return
        case .startingWith(let text) where text.isEmpty: return
        case .exactly(let text), .like(let text), .startingWith(let text):
            guard WrittenNumber(text).digits.isEmpty else { return }
            throw QueryError(problem: .noDigits(text), range: range)
        }
    }

    // MARK: Choices

    private func choices(
        _ values: [QueryRawValue],
        sign: QueryOperator,
        field: QueryChoiceField
    ) throws(QueryError) -> QueryTerm {
        if case .compares = sign {
            let range = values[0].range.lowerBound - sign.sign.utf8.count..<values[0].range.lowerBound
            throw QueryError(problem: .operatorNotAllowed(sign.sign, field: field.rawValue), range: range)
        }
        switch field {
        case .type: return .type(try choices(values, field: field))
        case .hidden: return .hidden(try choices(values, field: field))
        case .may: return .may(try choices(values, field: field))
        case .sync: return .sync(try choices(values, field: field))
        case .next: return .next(try choices(values, field: field))
        case .snoozed: return .snoozed(try choices(values, field: field))
        }
    }

    private func choices<Choice: QueryChoice>(
        _ values: [QueryRawValue],
        field: QueryChoiceField
    ) throws(QueryError) -> [Choice] {
        var choices: [Choice] = []
        for value in values {
            guard let choice = Choice(rawValue: value.text.lowercased()), !value.isStarred else {
                let nearest = NearestSpelling.of(value.text, among: Choice.allCases.map(\.rawValue))
                throw QueryError(
                    problem: .unknownValue(value.text, field: field.rawValue),
                    range: value.range,
                    suggestion: nearest
                )
            }
            choices.append(choice)
        }
        return choices
    }
}
