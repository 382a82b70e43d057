extension Planner {
    /// What a form says of a field, checked before it is sent; blanks at the ends and empty values do not count.
    func set(_ field: EditableField, of lead: Lead, to values: [String]) -> Verdict {
        var wanted: [String] = []
        for value in values.map(\.trimmed) where !value.isEmpty && !wanted.contains(value) { wanted.append(value) }
        if field == .types { wanted = wanted.map { LeadType(name: $0)?.name ?? $0 } }
        let before = lead.values(of: field)
        if field.agree(before, wanted) { return .nothingToDo(.holds(field)) }
        if let obstacle = obstacle(to: wanted, in: field) { return .blocked(obstacle) }
        return .change(.setField(field, from: before, to: wanted))
    }

    private func obstacle(to values: [String], in field: EditableField) -> PlanObstacle? {
        switch field {
        case .firstName where values.isEmpty: return .missing(.firstName)
        case .firstName, .lastName:
            let length = values.map { LeadLimits.length(of: $0) }.max() ?? 0
            return length > LeadLimits.name ? .fieldTooLong(field, length: length, limit: LeadLimits.name) : nil
        case .emails: return values.first { !ContactFormat.isEmail($0) }.map { .unreadable(.emails, $0) }
        case .phones: return values.first { !ContactFormat.isPhone($0) }.map { .unreadable(.phones, $0) }
        case .types: return values.first { LeadType(name: $0) == nil }.map { .unreadable(.types, $0) }
        case .source: return nil
        }
    }
}
