extension LeadQuery {
    /// The query as a person would type it; reading it gives this query again.
    ///
    /// Holds for canonical expressions without empty value lists, which are all that parsing makes.
    package var queryText: String {
        switch root {
        case .all(let parts): QueryExpression.sequence(parts)
        case .any(let parts): parts.map(\.textAsAlternative).joined(separator: " or ")
        case .term, .not: root.text
        }
    }
}

extension QueryExpression {
    fileprivate var text: String {
        switch self {
        case .term(let term): term.text
        case .not(let inner): "-" + inner.text
        case .all(let parts): "(" + Self.sequence(parts) + ")"
        case .any(let parts): "(" + parts.map(\.textAsAlternative).joined(separator: " or ") + ")"
        }
    }

    /// AND binds more tightly than `or`, so a sequence needs no brackets there.
    fileprivate var textAsAlternative: String {
        if case .all(let parts) = self { Self.sequence(parts) } else { text }
    }

    /// The parts side by side; a word is quoted where it would be read as going on with a phone number before it.
    fileprivate static func sequence(_ parts: [QueryExpression]) -> String {
        var texts: [String] = []
        for part in parts {
            if case .term(.words(let words)) = part, let last = texts.last, last.mayEndNumber,
                part.text.mayGoOnWithNumber
            {
                texts.append(words.map(QueryTerm.quoted).joined(separator: ","))
            } else {
                texts.append(part.text)
            }
        }
        return texts.joined(separator: " ")
    }
}

extension QueryTerm {
    /// The term as a person would type it.
    package var text: String {
        switch self {
        case .words(let words): words.map(Self.literal).joined(separator: ",")
        case .text(let field, let patterns): Self.text(of: patterns, field: field.rawValue)
        case .number(.price, let patterns): "price" + Self.joined(patterns.priceTexts)
        case .number(let field, let patterns): field.rawValue + Self.joined(patterns.map(\.text))
        case .moment(let field, let patterns): field.rawValue + Self.joined(patterns.map(\.text))
        case .type(let choices): "type" + Self.joined(choices.map(\.rawValue))
        case .hidden(let choices): "hidden" + Self.joined(choices.map(\.rawValue))
        case .may(let choices): "may" + Self.joined(choices.map(\.rawValue))
        case .sync(let choices): "sync" + Self.joined(choices.map(\.rawValue))
        case .next(let choices): "next" + Self.joined(choices.map(\.rawValue))
        case .snoozed(let choices): "snoozed" + Self.joined(choices.map(\.rawValue))
        }
    }

    /// `:a,b`, or `>=a` where a single value brings its own sign.
    private static func joined(_ values: [String]) -> String {
        if values.count == 1, let first = values[0].unicodeScalars.first, first == "<" || first == ">" {
            return values[0]
        }
        return ":" + values.joined(separator: ",")
    }

    private static func text(of patterns: [QueryTextPattern], field: String) -> String {
        let exact = patterns.compactMap { pattern in
            if case .exactly(let text) = pattern { literal(text) } else { nil }
        }
        if exact.count == patterns.count { return field + "=" + exact.joined(separator: ",") }
        return field + ":" + patterns.map(text).joined(separator: ",")
    }

    private static func text(of pattern: QueryTextPattern) -> String {
        switch pattern {
        case .absent: "none"
        case .me: "me"
        case .exactly(let text): "=" + literal(text)
        case .like(let text): literal(text)
        case .startingWith(let text): text.isEmpty ? "*" : literal(text) + "*"
        }
    }

    /// The text in quotes unless a bare word can only mean itself.
    static func literal(_ text: String) -> String {
        let isPlain = text.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                || ["-", "@", ".", "_", "+", "/", "#", "&", "'"].contains(scalar)
        }
        let isReserved = ["none", "me", "or", "and"].contains(text.lowercased())
        if isPlain, !isReserved, !text.isEmpty, !text.hasPrefix("-") { return text }
        return quoted(text)
    }

    fileprivate static func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }
        return "\"" + escaped.joined() + "\""
    }
}

extension QueryNumberPattern {
    fileprivate var text: String {
        switch self {
        case .absent: "none"
        case .within(let bounds): bounds.text { String($0) }
        }
    }
}

extension [QueryNumberPattern] {
    /// The patterns of a price: a small sum must not be read as thousands of the one before.
    fileprivate var priceTexts: [String] {
        enumerated().map { place, pattern in
            let text = pattern.text
            let digits = text.prefix { $0.isASCII && $0.isNumber }
            return place > 0 && (1...3).contains(digits.count) && !digits.hasPrefix("0") ? "=" + text : text
        }
    }
}

extension QueryMomentPattern {
    fileprivate var text: String {
        switch self {
        case .absent: "none"
        case .elapsed(let bounds): bounds.text(\.text)
        case .day(let bounds): bounds.text(\.text)
        case .comparedTo(let field, let comparison): comparison.rawValue + field.rawValue
        }
    }
}

extension QueryBounds {
    fileprivate func text(_ spell: (Value) -> String) -> String {
        switch self {
        case .equal(let value): spell(value)
        case .compared(let comparison, let value): comparison.rawValue + spell(value)
        case .between(let low, let high): spell(low) + ".." + spell(high)
        }
    }
}

extension String {
    fileprivate var mayEndNumber: Bool { unicodeScalars.last.map { $0.isPhonePart && $0 != ")" } ?? false }

    /// True for digits and for the marks of an extension.
    fileprivate var mayGoOnWithNumber: Bool {
        guard let first = unicodeScalars.first else { return false }
        return first.isPhonePart || first == "#" || lowercased().hasPrefix("x") || lowercased().hasPrefix("ext")
    }
}
