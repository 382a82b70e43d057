/// A property that a write names (contract §7.8).
struct LeadProperty: Sendable {
    /// The stored property that it changes; `nil` merges by address.
    let id: Int64?
    private let members: JSON

    private static let addressNames = ["streetAddress", "city", "state", "zipCode"]
    private static let otherTexts = [
        "county", "propertyType", "listingId", "label", "labelList", "labelType", "note", "listingStatus",
        "pictureUrl", "siteListingUrl",
    ]
    private static let wholeNumbers = ["price", "bedrooms", "squareFeet", "parkingSpace", "floors", "autoListingId"]
    private static let decimals = ["bathrooms", "lotSize"]

    /// Throws ``SandboxError/propertyAddressEmpty`` when all four parts of the address are blank.
    init(_ property: JSON) throws(SandboxError) {
        let fields = try BodyFields(property)
        var members = JSON.object([])
        var hasAddress = false
        for name in Self.addressNames + Self.otherTexts {
            guard let value = try fields.string(name) else { continue }
            hasAddress = hasAddress || (Self.addressNames.contains(name) && !value.isBlank)
            members = members.setting(name, to: .string(value))
        }
        guard hasAddress else { throw .propertyAddressEmpty }
        for name in Self.wholeNumbers {
            if let value = try fields.integer(name) { members = members.setting(name, to: .integer(value)) }
        }
        for name in Self.decimals {
            switch fields[name] {
            case nil: continue
            case .integer, .decimal: members = members.setting(name, to: fields[name] ?? .null)
            default: throw .invalidParameter("\(name) must be a number")
            }
        }
        if let isMail = try fields.bool("mailAddress") { members = members.setting("mailAddress", to: .bool(isMail)) }
        let id = try fields.integer("id") ?? 0
        self.id = id > 0 ? id : nil
        self.members = members
    }

    /// The properties of a lead after the write.
    ///
    /// `newID` is only asked for when one is added. Throws ``SandboxError/propertyNotExist`` for an id of another lead.
    func merged(into stored: JSON?, newID: () throws -> Int64) throws -> JSON {
        var properties: [JSON] = []
        if case .array(let items) = stored { properties = items }
        let index: Int?
        if let id {
            index = properties.firstIndex { $0["id"] == .integer(id) }
            if index == nil { throw SandboxError.propertyNotExist }
        } else {
            index = properties.firstIndex { hasSameAddress(as: $0) }
        }
        if let index {
            for member in members.members {
                properties[index] = properties[index].setting(member.name, to: member.value)
            }
        } else {
            properties.append(JSON.object([.init(name: "id", value: .integer(try newID()))]).merging(members))
        }
        return .array(properties)
    }

    private func hasSameAddress(as other: JSON) -> Bool {
        Self.addressNames.allSatisfy { name in folded(members[name]) == folded(other[name]) }
    }

    private func folded(_ value: JSON?) -> String {
        guard case .string(let text) = value else { return "" }
        return text.lowercased()
    }

    /// As reads show it: -1 stands for an unset number.
    static func wire(_ stored: JSON) -> JSON {
        var property: JSON = [
            "id": 0, "price": -1, "lotSize": -1, "floors": -1, "parkingSpace": -1, "streetAddress": "", "city": "",
            "state": "", "zipCode": "", "propertyType": nil, "label": "Home",
        ]
        for member in stored.members { property = property.setting(member.name, to: member.value) }
        return property
    }
}
