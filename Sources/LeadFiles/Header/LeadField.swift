/// What a column of a file of leads may hold.
package enum LeadField: String, Hashable, Sendable, CaseIterable {
    case leadID = "leadId"
    case firstName
    case lastName
    case fullName = "name"
    case emails = "email"
    case phones = "phone"
    case types = "leadTypes"
    case source
    case stage
    case tags
    /// Name or address of the agent.
    case agent
    case note
    /// A single sum, or a span.
    case price
    case priceMin
    case priceMax
    case streetAddress
    case city
    case state
    case zipCode
    /// Whether the person must not be reached in any way, called, texted or mailed: `yes`, `no` and their like.
    case doNotContact
    case cannotCall
    case cannotText
    case cannotEmail
    case unsubscribed
    /// Numbers that must not be called.
    case doNotCallPhones

    /// Several columns of such a kind are read as one list: `Email 1`, `Email 2`, `Mobile Phone`.
    var takesSeveralColumns: Bool {
        switch self {
        case .emails, .phones, .tags, .types, .note, .doNotContact, .cannotCall, .cannotText, .cannotEmail,
            .unsubscribed, .doNotCallPhones:
            true
        case .leadID, .firstName, .lastName, .fullName, .source, .stage, .agent, .price, .priceMin, .priceMax,
            .streetAddress, .city, .state, .zipCode:
            false
        }
    }

    /// The field of a name that a person types after `--map`.
    package init?(name: String) {
        guard let match = Self.allCases.first(where: { $0.rawValue.lowercased() == name.lowercased() }) else {
            return nil
        }
        self = match
    }
}
