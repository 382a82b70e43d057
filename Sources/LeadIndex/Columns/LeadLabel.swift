/// A stage, source, tag, owner or pond as leads carry it.
struct LeadLabel: Hashable, Sendable {
    /// Empty where leads have none.
    let name: String
    /// ``Assignee/id`` of an owner, ``Pond/id`` of a pond.
    let id: Int64?
    /// The folded name with the line feed that ends an item; empty for an empty name.
    let item: [UInt8]

    static let none = LeadLabel(name: "", id: nil, item: [])

    /// Two spellings of a name that Unicode takes for the same may still fold differently.
    static func == (left: LeadLabel, right: LeadLabel) -> Bool {
        left.id == right.id && left.name == right.name && left.item == right.item
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(id)
    }
}
