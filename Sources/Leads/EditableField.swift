/// A thing of a lead that a person changes as a whole.
///
/// Source: Lofty API, `PUT /v1.0/leads/{leadId}`, where a list takes the place of the whole list that was there.
public enum EditableField: String, Hashable, Sendable, Codable, CaseIterable {
    case firstName, lastName, emails, phones, types, source

    /// What a person calls it.
    public var name: String {
        switch self {
        case .firstName: "First name"
        case .lastName: "Last name"
        case .emails: "Emails"
        case .phones: "Phones"
        case .types: "Types"
        case .source: "Source"
        }
    }

    /// Whether several values may stand in it.
    public var isList: Bool {
        switch self {
        case .emails, .phones, .types: true
        case .firstName, .lastName, .source: false
        }
    }

    /// Values in words for a person.
    package static func words(_ values: [String]) -> String {
        values.isEmpty ? "nothing" : values.joined(separator: ", ")
    }

    /// True when both say the same: how a number is written, and the case of an address, do not count.
    package func agree(_ one: [String], _ other: [String]) -> Bool {
        switch self {
        case .firstName, .lastName, .source: one == other
        case .emails: one.map { $0.lowercased() } == other.map { $0.lowercased() }
        case .phones: one.map { Phone($0).key } == other.map { Phone($0).key }
        case .types: Set(one.map { $0.lowercased() }) == Set(other.map { $0.lowercased() })
        }
    }
}

extension Lead {
    /// The values of a field as a person reads them; none where it is empty.
    public func values(of field: EditableField) -> [String] {
        let values: [String] =
            switch field {
            case .firstName: [firstName]
            case .lastName: [lastName]
            case .emails: emails
            case .phones: phones.map(\.number)
            case .types: types.map(\.name)
            case .source: [source].compactMap(\.self)
            }
        return values.filter { !$0.isEmpty }
    }

    /// Puts values in the place of those that are there; what is known of a number or a type that stays, stays.
    public mutating func set(_ field: EditableField, to values: [String]) {
        switch field {
        case .firstName: firstName = values.first ?? ""
        case .lastName: lastName = values.first ?? ""
        case .emails: emails = values
        case .phones: phones = values.map { phone($0) }
        case .types:
            types = values.map { name in
                types.first { $0.name.lowercased() == name.lowercased() } ?? LeadType(name: name) ?? .other(-1)
            }
        case .source: source = values.first
        }
    }

    /// A number as it is to stand; one that is listed stays so in another spelling.
    private func phone(_ number: String) -> Phone {
        let new = Phone(number)
        if let old = phones.first(where: { $0.key == new.key }) { return old }
        return Phone(number, status: phones.first { $0.isListed && $0.rings(atOneOf: [new.key]) }?.status)
    }
}
