/// Which leads a rule is for; all parts hold.
struct RoutingCondition: Hashable, Sendable {
    var area = AreaCondition.any
    var source = TextCondition.any
    var tags = TextCondition.any
    var segments = TextCondition.any
    var leadTypes = LeadTypeCondition.any
    /// `nil` where a phone number is not asked about.
    var wantsPhone: Bool?
    var priceMin: Int64?
    var priceMax: Int64?

    /// The first part that does not hold.
    func mismatch(of facts: RoutingFacts) -> RoutingStep.Obstacle? {
        if !area.holds(for: facts.places) { return .area }
        if !source.holds(for: [facts.source]) { return .source }
        if !leadTypes.holds(for: facts.leadTypes) { return .leadType }
        if !isPriceInside(facts) { return .price }
        if !tags.holds(for: facts.tags) { return .tag }
        if !segments.holds(for: facts.segments) { return .segment }
        if let wantsPhone, wantsPhone != facts.hasPhone { return .phone }
        return nil
    }

    /// The two ranges meet; a lead without a price meets none.
    private func isPriceInside(_ facts: RoutingFacts) -> Bool {
        guard priceMin != nil || priceMax != nil else { return true }
        guard facts.priceMin != nil || facts.priceMax != nil else { return false }
        return (facts.priceMin ?? 0) <= (priceMax ?? .max) && (priceMin ?? 0) <= (facts.priceMax ?? .max)
    }
}

extension RoutingCondition {
    init(_ fields: BodyFields) throws(SandboxError) {
        if let location = try fields.object("locationRule") { area = try AreaCondition(location) }
        source = try TextCondition(
            matchNumber: try fields.integer("sourceMatchType"),
            values: (try fields.string("sourceName") ?? "").commaSeparated
        )
        tags = try Self.list("tagNames", "tagMatchType", fields)
        segments = try Self.list("groupNames", "groupMatchType", fields)
        leadTypes = try LeadTypeCondition(
            leadType: try fields.string("leadType"),
            filters: try fields.string("leadTypeFilters")
        )
        switch try fields.string("phone") ?? "" {
        case "": wantsPhone = nil
        case "With": wantsPhone = true
        case "Without": wantsPhone = false
        default: throw .invalidParameter("phone must be With, Without or empty")
        }
        priceMin = try Self.price("priceMin", fields)
        priceMax = try Self.price("priceMax", fields)
        guard (priceMin ?? 0) <= (priceMax ?? .max) else { throw .invalidParameter("priceMin is above priceMax") }
    }

    private static func list(_ name: String, _ match: String, _ fields: BodyFields) throws(SandboxError)
        -> TextCondition
    {
        try TextCondition(matchNumber: try fields.integer(match), values: try fields.strings(name) ?? [])
    }

    /// -1 is how the wire says that there is none.
    private static func price(_ name: String, _ fields: BodyFields) throws(SandboxError) -> Int64? {
        guard let price = try fields.integer(name), price != -1 else { return nil }
        guard price >= 0 else { throw .invalidParameter("\(name) must not be negative") }
        return price
    }

    var json: JSON {
        let texts: JSON = [
            "locationRule": area.json,
            "sourceName": .string(source.values.joined(separator: ",")),
            "sourceMatchType": .integer(source.match.rawValue),
            "tagNames": .strings(tags.values),
            "tagMatchType": .integer(tags.match.rawValue),
            "groupNames": .strings(segments.values),
            "groupMatchType": .integer(segments.match.rawValue),
            "phone": .string(wantsPhone.map { $0 ? "With" : "Without" } ?? ""),
            "priceMin": .integer(priceMin ?? -1),
            "priceMax": .integer(priceMax ?? -1),
        ]
        return texts.merging(leadTypes.json)
    }
}
