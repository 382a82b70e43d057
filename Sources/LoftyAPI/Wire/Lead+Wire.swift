import FoundationEssentials
import JSONText
import Leads

extension Lead {
    /// Reads the object of `GET /v1.0/leads` and `GET /v1.0/leads/{leadId}`.
    ///
    /// Only the id is needed; any other field may be missing, null or odd.
    init(wire: JSONValue) throws(WireError) {
        guard wire.kind == .object else { throw WireError("it is not an object") }
        // Below zero are the ids that Foyer itself gives to leads which the server has not made yet.
        guard let id = wire["leadId"]?.identifier, id > 0 else { throw WireError("it has no readable leadId") }
        self.init(
            id: ID(id),
            firstName: wire["firstName"]?.text ?? "",
            lastName: wire["lastName"]?.text ?? "",
            emails: wire.texts("emails"),
            phones: [Phone](wire: wire),
            stage: wire["stage"]?.text,
            stageID: wire["stageId"]?.identifier.map { Stage.ID(rawValue: $0) },
            source: wire["source"]?.text,
            score: wire["score"]?.integer.flatMap { Int(exactly: $0) },
            tags: [String](wireTags: wire.list("tags")),
            types: wire.list("leadTypes").compactMap { $0.integer.flatMap { Int(exactly: $0) }.map(LeadType.init) },
            assignee: Assignee(lead: wire),
            pond: Pond(lead: wire),
            teamID: wire["teamId"]?.identifier,
            isHidden: wire.prohibits("hiddenFlag"),
            permissions: ContactPermissions(wire: wire),
            inquiry: Inquiry(lead: wire),
            language: wire["language"]?.text,
            referredBy: wire["referredBy"]?.text,
            opportunity: wire["opportunity"]?.text,
            createdAt: wire["createTime"]?.date,
            assignedAt: wire["assignTime"]?.date,
            updatedAt: wire["lastUpdateTime"]?.date,
            lastTouchAt: wire["lastTouch"]?.date,
            lastVisitAt: wire["lastVisit"]?.date,
            address: PostalAddress(lead: wire),
            birthday: wire["birthday"]?.text,
            teamFields: wire.list("customAttributes").compactMap(TeamField.init(wire:))
        )
    }

    /// Reads a single lead, which stands wrapped in `lead` on the wire and bare in the published schema.
    init(wireAnswer: JSONValue) throws(WireError) {
        try self.init(wire: wireAnswer["lead"] ?? wireAnswer)
    }
}

extension [Phone] {
    /// Pairs `phones` with `phoneStatuses`; the lists may differ in length, and a number without a status has none.
    init(wire: JSONValue) {
        let statuses = wire.list("phoneStatuses").map { $0.integer.flatMap { Int(exactly: $0) } }
        self = wire.list("phones").enumerated().compactMap { index, value in
            guard let number = value.text else { return nil }
            let status = index < statuses.count ? statuses[index] : nil
            return Phone(number, status: status.map { Phone.Status(code: $0) })
        }
    }
}

extension TeamField {
    /// `nil` for a field without a name, or with nothing in it.
    init?(wire: JSONValue) {
        guard let name = wire["attributeName"]?.text, let text = wire["value"]?.qualification else { return nil }
        let value = Self.choices(text)?.joined(separator: ", ") ?? text
        guard !value.isEmpty else { return nil }
        self.init(name: name, value: value)
    }

    /// A field of several choices holds the JSON text of a list; `nil` for anything else.
    private static func choices(_ text: String) -> [String]? {
        // What only looks like a list is shown as it stands.
        guard text.hasPrefix("["), let list = try? JSONDocument(Data(text.utf8)).root, list.kind == .array else {
            return nil
        }
        return list.items.compactMap(\.text)
    }
}

extension [String] {
    /// Names of tags, each once: objects with a `tagName`, or plain strings.
    init(wireTags: JSONValue.Items) {
        var seen: Set<String> = []
        self = wireTags.compactMap { $0["tagName"]?.text ?? $0.text }.filter { seen.insert($0).inserted }
    }
}

extension Assignee {
    /// The agent of a lead; `nil` when there is neither an id nor a name.
    init?(lead: JSONValue) {
        let id = lead["assignedUserId"]?.reference
        let name = lead["assignedUser"]?.text
        guard id != nil || name != nil else { return nil }
        self.init(id: id, name: name ?? "")
    }
}

extension Pond {
    init?(lead: JSONValue) {
        guard let id = lead["pondId"]?.reference else { return nil }
        self.init(id: id, name: lead["pondName"]?.text ?? "")
    }
}

extension ContactPermissions {
    init(wire: JSONValue) {
        self.init(
            cannotCall: wire.prohibits("cannotCall"),
            cannotText: wire.prohibits("cannotText"),
            cannotEmail: wire.prohibits("cannotEmail"),
            isUnsubscribed: wire.prohibits("unsubscription")
        )
    }
}

extension Inquiry {
    init(lead: JSONValue) {
        let wire = lead["leadInquiry"]
        let places = wire?.list("locations").compactMap { LeadInquiry.Location(wire: $0) } ?? []
        let areas = places.map { Area($0) }
        self.init(
            priceMin: wire?["priceMin"]?.bound,
            priceMax: wire?["priceMax"]?.bound,
            bedroomsMin: wire?["bedroomsMin"]?.bound.flatMap { Int(exactly: $0) },
            bedroomsMax: wire?["bedroomsMax"]?.bound.flatMap { Int(exactly: $0) },
            propertyTypes: wire?.texts("propertyType") ?? [],
            locations: Self.names(of: areas),
            buyingTimeFrame: lead["buyingTimeFrame"]?.qualification,
            sellingTimeFrame: lead["sellingTimeFrame"]?.qualification,
            isPrequalified: lead["preQual"]?.qualification,
            bathroomsMin: wire?["bathroomsMin"]?.text.flatMap { $0 == "-1" ? nil : $0 },
            bathroomsMax: wire?["bathroomsMax"]?.text.flatMap { $0 == "-1" ? nil : $0 },
            areas: areas.isEmpty ? nil : areas
        )
    }
}

extension Inquiry.Area {
    fileprivate init(_ place: LeadInquiry.Location) {
        self.init(
            city: place.city,
            stateCode: place.stateCode,
            zipCode: place.zipCode,
            county: place.county,
            streetAddress: place.streetAddress,
            description: place.description
        )
    }
}
