extension Planner {
    /// What a form says of a field, checked before it is sent; blanks at the ends and empty values do not count.
    func set(_ field: EditableField, of lead: Lead, to values: [String]) -> Verdict {
        let before = lead.values(of: field)
        switch field.reading(values, besides: before) {
        case .failure(let obstacle): return .blocked(obstacle)
        case .success(let wanted):
            return field.agree(before, wanted)
                ? .nothingToDo(.holds(field)) : .change(.setField(field, from: before, to: wanted))
        }
    }
}

extension EditableField {
    /// Values as they are sent, or what is wrong with one; blanks at the ends, empty and repeated ones do not count.
    ///
    /// What is `known`, as it stands in the field already, is taken as it is.
    package func reading(_ values: [String], besides known: [String] = []) -> Result<[String], PlanObstacle> {
        var wanted: [String] = []
        for value in values.map(\.trimmed) where !value.isEmpty && !wanted.contains(value) { wanted.append(value) }
        if agree(known, wanted) { return .success(wanted) }
        if self == .firstName, wanted.isEmpty { return .failure(.missing(.firstName)) }
        var read: [String] = []
        for value in wanted {
            guard let one = known.contains(value) && self != .types ? value : reading(value) else {
                return .failure(.unreadable(self, value))
            }
            if !read.contains(one) { read.append(one) }
        }
        let length = read.map { LeadLimits.length(of: $0) }.max() ?? 0
        if let limit = longest, length > limit {
            return .failure(.fieldTooLong(self, length: length, limit: limit))
        }
        return .success(read)
    }

    /// One value as it is sent; `nil` for one that cannot be.
    private func reading(_ value: String) -> String? {
        switch self {
        case .firstName, .lastName, .source, .locations, .street, .city, .state, .postalCode: value
        case .emails: ContactFormat.isEmail(value) ? value : nil
        case .phones: ContactFormat.isPhone(value) ? value : nil
        case .types: LeadType(name: value)?.name
        case .priceMin, .priceMax:
            QueryTermReader.amount(value.filter { !$0.isWhitespace }[...]).map { String($0) }
        case .bedroomsMin, .bedroomsMax: Int(value).flatMap { (0...99).contains($0) ? String($0) : nil }
        case .bathroomsMin, .bathroomsMax: Self.rooms(value)
        case .propertyTypes: Self.knownPropertyTypes.first { $0.lowercased() == value.lowercased() }
        }
    }

    /// Whole rooms and halves: `2`, `2.5`.
    private static func rooms(_ value: String) -> String? {
        guard let rooms = Double(value), (0...99).contains(rooms), (rooms * 4).rounded() == rooms * 4 else {
            return nil
        }
        return rooms == rooms.rounded() ? String(Int(rooms)) : String(rooms)
    }

    /// Source: Lofty API, the property types that it publishes.
    package static let knownPropertyTypes = [
        "Single Family Home", "Multi-Family", "Condo", "Townhouse", "Mobile Home", "Manufactured Home", "Vacant Land",
        "Commercial",
    ]

    /// The longest text that Lofty keeps; `nil` where none is known.
    package var longest: Int? {
        switch self {
        case .firstName, .lastName: LeadLimits.name
        case .emails, .phones, .types, .source, .priceMin, .priceMax, .bedroomsMin, .bedroomsMax, .bathroomsMin,
            .bathroomsMax, .propertyTypes, .locations, .street, .city, .state, .postalCode:
            nil
        }
    }
}
