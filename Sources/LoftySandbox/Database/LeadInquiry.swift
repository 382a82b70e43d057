/// What a buyer looks for (contract §7.8).
enum LeadInquiry {
    private static let wholeNumbers = ["priceMin", "priceMax", "bedroomsMin", "bedroomsMax"]
    private static let texts = ["bathroomsMin", "bathroomsMax"]
    private static let locationTexts = ["city", "stateCode", "zipCode", "county", "streetAddress", "description"]

    /// Keeps the members that the contract knows, each of its type.
    static func checked(_ inquiry: JSON) throws(SandboxError) -> JSON {
        let fields = try BodyFields(inquiry)
        var result = JSON.object([])
        for name in wholeNumbers {
            if let value = try fields.integer(name) { result = result.setting(name, to: .integer(value)) }
        }
        for name in texts {
            if let value = try fields.string(name) { result = result.setting(name, to: .string(value)) }
        }
        if let types = try fields.strings("propertyType") {
            result = result.setting("propertyType", to: .strings(types))
        }
        if let locations = try fields.array("locations") {
            result = result.setting("locations", to: .array(try locations.map(location)))
        }
        return result
    }

    private static func location(_ item: JSON) throws(SandboxError) -> JSON {
        let fields = try BodyFields(item)
        var result = JSON.object([])
        for name in locationTexts {
            if let value = try fields.string(name) { result = result.setting(name, to: .string(value)) }
        }
        return result
    }

    /// As reads show it: -1 stands for an unset number.
    static func wire(_ stored: JSON?) -> JSON {
        var inquiry: JSON = [
            "id": 0, "priceMin": -1, "priceMax": -1, "propertyType": [], "bedroomsMin": -1, "bedroomsMax": -1,
            "bathroomsMin": nil, "bathroomsMax": nil, "locations": nil, "defaultValue": .bool(stored == nil),
        ]
        for member in stored?.members ?? [] { inquiry = inquiry.setting(member.name, to: member.value) }
        return inquiry
    }
}
