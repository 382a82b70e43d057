/// A name that can stand before `:` in a query.
package enum QueryField: Hashable, Sendable {
    case text(QueryTextField)
    case number(QueryNumberField)
    case moment(QueryMomentField)
    case choice(QueryChoiceField)

    /// Every field, in the order in which completion offers them.
    package static let all: [QueryField] =
        QueryTextField.allCases.map(Self.text) + QueryMomentField.allCases.map(Self.moment)
        + QueryNumberField.allCases.map(Self.number) + QueryChoiceField.allCases.map(Self.choice)

    /// The name as a query spells it.
    package var name: String {
        switch self {
        case .text(let field): field.rawValue
        case .number(let field): field.rawValue
        case .moment(let field): field.rawValue
        case .choice(let field): field.rawValue
        }
    }

    private static let aliases = [
        "created": "age", "beds": "bedrooms", "tags": "tag", "tel": "phone", "types": "type", "visit": "site",
    ]
    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    /// Finds a field by its name or alias, whatever the case.
    package init?(name: String) {
        let lower = name.lowercased()
        guard let field = Self.byName[Self.aliases[lower] ?? lower] else { return nil }
        self = field
    }
}

/// Fields that hold text.
package enum QueryTextField: String, Hashable, Sendable, CaseIterable {
    case stage, source, tag, owner, name, phone, email, pond

    /// True where `:` compares whole leading words, as fits a label; elsewhere `:` finds any part.
    package var isLabel: Bool {
        switch self {
        case .stage, .source, .tag, .pond: true
        case .owner, .name, .phone, .email: false
        }
    }
}

/// Fields that hold a number, or for an inquiry a range of numbers.
package enum QueryNumberField: String, Hashable, Sendable, CaseIterable {
    case score, price, bedrooms, id
}

/// Fields that hold a moment, named for what a person asks of it.
package enum QueryMomentField: String, Hashable, Sendable, CaseIterable {
    /// ``Lead/createdAt``.
    case age
    /// ``Lead/lastTouchAt``.
    case touch
    /// ``Lead/lastVisitAt``.
    case site
    /// ``Lead/updatedAt``.
    case updated
}

/// Fields with a closed set of values.
package enum QueryChoiceField: String, Hashable, Sendable, CaseIterable {
    case type, hidden, may, sync, next, snoozed
}
