/// What routing looks at in a lead.
///
/// A seller is routed by the property, anybody else by the inquiry (contract §7.4). Kept with an offer, so that the
/// next member is found by what the lead said when it came.
struct RoutingFacts: Hashable, Codable, Sendable {
    var leadTypes: [Int64] = []
    var source = ""
    var tags: [String] = []
    var segments: [String] = []
    var hasPhone = false
    var places: [Place] = []
    var priceMin: Int64?
    var priceMax: Int64?
    /// Whose rules are asked first: ``RoutingScope/company`` or an office.
    var groupID = RoutingScope.company

    struct Place: Hashable, Codable, Sendable {
        var state = ""
        var county = ""
        var city = ""
        var zipCode = ""
        var streetAddress = ""

        subscript(name: AreaCondition.Name) -> String {
            switch name {
            case .state: state
            case .county: county
            case .city: city
            case .zipCode: zipCode
            case .streetAddress: streetAddress
            }
        }
    }
}

extension RoutingFacts {
    private static let seller: Int64 = 1

    /// From the body of a create, or of a preview, which has one `phone` only.
    init(_ fields: BodyFields) throws(SandboxError) {
        leadTypes = try fields.integers("leadTypes") ?? []
        source = try fields.string("source") ?? ""
        let edit = try TagEdit(fields, isUpdate: false)
        tags = (edit.replacement ?? []) + edit.additions
        let groups = try fields.strings("groups")
        segments = try fields.strings("segments") ?? groups ?? []
        hasPhone = try Self.hasPhone(fields)
        if leadTypes.contains(Self.seller) {
            try lookAtProperty(fields)
        } else {
            try lookAtInquiry(fields)
        }
        groupID = try Self.group(fields)
    }

    private static func hasPhone(_ fields: BodyFields) throws(SandboxError) -> Bool {
        let phone = try fields.string("phone") ?? ""
        return try fields.strings("phones")?.contains { !$0.isBlank } ?? !phone.isBlank
    }

    /// Where the request names no group, the scope of the ownership does.
    private static func group(_ fields: BodyFields) throws(SandboxError) -> Int64 {
        if let group = try fields.integer("assignGroupId") { return group }
        guard try fields.string("ownershipScope") == "OFFICE" else { return RoutingScope.company }
        return try fields.requiredInteger("ownershipId")
    }

    private mutating func lookAtProperty(_ fields: BodyFields) throws(SandboxError) {
        guard let property = try fields.object("property") else { return }
        let fields = try BodyFields(property)
        places = [
            Place(
                state: try fields.string("state") ?? "",
                county: try fields.string("county") ?? "",
                city: try fields.string("city") ?? "",
                zipCode: try fields.string("zipCode") ?? "",
                streetAddress: try fields.string("streetAddress") ?? ""
            )
        ]
        priceMin = try Self.price("price", fields)
        priceMax = priceMin
    }

    private mutating func lookAtInquiry(_ fields: BodyFields) throws(SandboxError) {
        guard let inquiry = try fields.object("inquiry") else { return }
        let fields = try BodyFields(inquiry)
        for location in try fields.array("locations") ?? [] {
            let fields = try BodyFields(location)
            places.append(
                Place(
                    state: try fields.string("stateCode") ?? "",
                    county: try fields.string("county") ?? "",
                    city: try fields.string("city") ?? "",
                    zipCode: try fields.string("zipCode") ?? "",
                    streetAddress: try fields.string("streetAddress") ?? ""
                )
            )
        }
        priceMin = try Self.price("priceMin", fields)
        priceMax = try Self.price("priceMax", fields)
    }

    /// Zero and below stand for "not said".
    private static func price(_ name: String, _ fields: BodyFields) throws(SandboxError) -> Int64? {
        guard let price = try fields.integer(name), price > 0 else { return nil }
        return price
    }
}
