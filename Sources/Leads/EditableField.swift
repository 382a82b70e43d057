/// A thing of a lead that a person changes as a whole.
///
/// Source: Lofty API, `PUT /v1.0/leads/{leadId}`, where a list takes the place of the whole list that was there.
public enum EditableField: String, Hashable, Sendable, Codable, CaseIterable {
    case firstName, lastName, emails, phones, types, source
    case priceMin, priceMax, bedroomsMin, bedroomsMax, bathroomsMin, bathroomsMax, propertyTypes, locations
    case street, city, state, postalCode

    /// What the lead wants and where the lead lives: what a form of a new lead offers beside names and contact.
    public static let further: [EditableField] = [
        .priceMin, .priceMax, .bedroomsMin, .bedroomsMax, .bathroomsMin, .bathroomsMax, .propertyTypes, .locations,
        .street, .city, .state, .postalCode,
    ]

    /// What a person calls it.
    public var name: String {
        switch self {
        case .firstName: "First name"
        case .lastName: "Last name"
        case .emails: "Emails"
        case .phones: "Phones"
        case .types: "Types"
        case .source: "Source"
        case .priceMin: "Price from"
        case .priceMax: "Price to"
        case .bedroomsMin: "Beds from"
        case .bedroomsMax: "Beds to"
        case .bathroomsMin: "Baths from"
        case .bathroomsMax: "Baths to"
        case .propertyTypes: "Property types"
        case .locations: "Places"
        case .street: "Street"
        case .city: "City"
        case .state: "State"
        case .postalCode: "ZIP"
        }
    }

    /// Whether several values may stand in it.
    public var isList: Bool {
        switch self {
        case .emails, .phones, .types, .propertyTypes, .locations: true
        case .firstName, .lastName, .source, .priceMin, .priceMax, .bedroomsMin, .bedroomsMax, .bathroomsMin,
            .bathroomsMax, .street, .city, .state, .postalCode:
            false
        }
    }

    /// True for a part of the address, which Lofty refuses to empty as a whole.
    public var isPartOfAddress: Bool {
        switch self {
        case .street, .city, .state, .postalCode: true
        case .firstName, .lastName, .emails, .phones, .types, .source, .priceMin, .priceMax, .bedroomsMin, .bedroomsMax,
            .bathroomsMin, .bathroomsMax, .propertyTypes, .locations:
            false
        }
    }

    /// Values in words for a person.
    package static func words(_ values: [String]) -> String {
        values.isEmpty ? "nothing" : values.joined(separator: ", ")
    }

    /// True when both say the same: how a number is written, and the case of an address, do not count.
    package func agree(_ one: [String], _ other: [String]) -> Bool {
        switch self {
        case .firstName, .lastName, .source, .street, .city, .state, .postalCode: one == other
        case .priceMin, .priceMax, .bedroomsMin, .bedroomsMax, .bathroomsMin, .bathroomsMax:
            one.map(Self.number) == other.map(Self.number)
        case .emails: one.map { $0.lowercased() } == other.map { $0.lowercased() }
        case .phones: one.map { Phone($0).key } == other.map { Phone($0).key }
        case .types, .propertyTypes, .locations:
            Set(one.map { $0.lowercased() }) == Set(other.map { $0.lowercased() })
        }
    }

    /// `1.0` and `1` are one number; what is none stays as it is.
    private static func number(_ text: String) -> String { Double(text).map { String($0) } ?? text }
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
            case .priceMin: [inquiry.priceMin.map { String($0) }].compactMap(\.self)
            case .priceMax: [inquiry.priceMax.map { String($0) }].compactMap(\.self)
            case .bedroomsMin: [inquiry.bedroomsMin.map { String($0) }].compactMap(\.self)
            case .bedroomsMax: [inquiry.bedroomsMax.map { String($0) }].compactMap(\.self)
            case .bathroomsMin: [inquiry.bathroomsMin].compactMap(\.self)
            case .bathroomsMax: [inquiry.bathroomsMax].compactMap(\.self)
            case .propertyTypes: inquiry.propertyTypes
            case .locations: inquiry.locations
            case .street: [address?.street].compactMap(\.self)
            case .city: [address?.city].compactMap(\.self)
            case .state: [address?.state].compactMap(\.self)
            case .postalCode: [address?.postalCode].compactMap(\.self)
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
        case .priceMin: inquiry.priceMin = values.first.flatMap { Int64($0) }
        case .priceMax: inquiry.priceMax = values.first.flatMap { Int64($0) }
        case .bedroomsMin: inquiry.bedroomsMin = values.first.flatMap { Int($0) }
        case .bedroomsMax: inquiry.bedroomsMax = values.first.flatMap { Int($0) }
        case .bathroomsMin: inquiry.bathroomsMin = values.first
        case .bathroomsMax: inquiry.bathroomsMax = values.first
        case .propertyTypes: inquiry.propertyTypes = values
        case .locations: inquiry.setLocations(values)
        case .street: setAddress(\.street, values.first)
        case .city: setAddress(\.city, values.first)
        case .state: setAddress(\.state, values.first)
        case .postalCode: setAddress(\.postalCode, values.first)
        }
    }

    private mutating func setAddress(_ part: WritableKeyPath<PostalAddress, String?>, _ value: String?) {
        var changed = address ?? PostalAddress()
        changed[keyPath: part] = value
        address = changed == PostalAddress(mailingID: changed.mailingID) ? nil : changed
    }

    /// A number as it is to stand; one that is listed stays so in another spelling.
    private func phone(_ number: String) -> Phone {
        let new = Phone(number)
        if let old = phones.first(where: { $0.key == new.key }) { return old }
        return Phone(number, status: phones.first { $0.isListed && $0.rings(atOneOf: [new.key]) }?.status)
    }
}
