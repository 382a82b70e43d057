import JSONText
import Leads

extension LeadDetails {
    /// Reads a single lead, wrapped in `lead` or bare.
    init(wireAnswer: JSONValue) throws(WireError) {
        try self.init(wire: wireAnswer["lead"] ?? wireAnswer)
    }

    /// Reads the object of `GET /v1.0/leads/{leadId}`; only the id is needed.
    init(wire: JSONValue) throws(WireError) {
        let lead = try Lead(wire: wire)
        let tags = LossyList(wire.list("tags"), of: "tag") { item throws(WireError) in try LeadTag(wire: item) }
        let properties = LossyList(wire.list("leadPropertyList"), of: "property") { item throws(WireError) in
            try LeadProperty(wire: item)
        }
        let attributes = LossyList(wire.list("customAttributes"), of: "custom attribute") { item throws(WireError) in
            try CustomAttribute(wire: item)
        }
        let family = LossyList(wire.list("leadFamilyMemberList"), of: "family member") { item throws(WireError) in
            try FamilyMember(wire: item)
        }
        let roles = LossyList(wire.list("customRoleList"), of: "role") { item throws(WireError) in
            try LeadRole(wire: item)
        }
        self.init(
            lead: lead,
            leadUserID: wire["leadUserId"]?.reference,
            sourceID: wire["leadSource"]?.bound,
            lenderID: wire.id("lenderUserId"),
            birthday: wire["birthday"]?.text,
            facebook: wire["facebook"]?.text,
            twitter: wire["twitter"]?.text,
            segments: wire.texts(wire["segments"] == nil ? "groups" : "segments"),
            tags: tags.items,
            qualification: LeadQualification(lead: wire),
            inquiry: wire["leadInquiry"].flatMap { LeadInquiry(wire: $0) },
            properties: properties.items,
            customAttributes: attributes.items,
            family: family.items,
            roles: roles.items,
            ownership: LeadOwnership(lead: wire),
            isAssignmentComplete: wire["assignCompletionStatus"]?.flag,
            unreadable: tags.unreadable + properties.unreadable + attributes.unreadable + family.unreadable
                + roles.unreadable
        )
    }
}

extension LeadQualification {
    init(lead wire: JSONValue) {
        self.init()
        buyingTimeFrame = wire["buyingTimeFrame"]?.qualification
        sellingTimeFrame = wire["sellingTimeFrame"]?.qualification
        isPrequalified = wire.answer("preQual")
        hasHouseToSell = wire.answer("houseToSell")
        isFirstTimeBuyer = wire.answer("fthb")
        hasBuyerAgent = wire.answer("withBuyerAgent")
        hasMortgage = wire.answer("mortgage")
        wantsToBuy = wire.answer("buyHouse")
        hasListingAgent = wire.answer("withListingAgent")
    }
}

extension LeadOwnership {
    init?(lead wire: JSONValue) {
        guard let scope = wire["ownershipScope"]?.text else { return nil }
        let id = wire["ownershipId"]?.reference
        switch (scope, id) {
        case ("TEAM", _): self = .team
        case ("OFFICE", .some(let id)): self = .office(id)
        case ("PERSONAL", .some(let id)): self = .personal(id)
        default: self = .other(scope: scope, id: id)
        }
    }
}

extension LeadTag {
    /// An object, or a plain string as some accounts have it.
    init(wire: JSONValue) throws(WireError) {
        guard let name = wire["tagName"]?.text ?? wire.text else { throw WireError("it has no readable name") }
        self.init(
            name: name,
            id: wire["tagId"]?.identifier,
            creatorID: wire.id("creatorUserId"),
            visibility: wire["visibleType"]?.count,
            createdAt: wire["createTime"]?.date,
            updatedAt: wire["updateTime"]?.date
        )
    }
}

extension LeadRole {
    init(wire: JSONValue) throws(WireError) {
        guard let id = wire["roleId"]?.identifier else { throw WireError("it has no readable roleId") }
        self.init(
            id: id,
            name: wire["role"]?.text ?? wire["roleName"]?.text ?? "",
            assigneeID: wire.id("assigneeId"),
            assignee: wire["assignee"]?.text
        )
    }
}

extension CustomAttribute {
    init(wire: JSONValue) throws(WireError) {
        guard let name = wire["attributeName"]?.text else { throw WireError("it has no readable name") }
        self.init(
            name: name,
            kind: Reported(wire["attributeType"]) ?? .known(.text),
            value: wire["value"]?.text ?? "",
            parameters: wire["params"]?.text
        )
    }
}

extension FamilyMember {
    init(wire: JSONValue) throws(WireError) {
        guard wire.kind == .object else { throw WireError("it is not an object") }
        self.init(
            firstName: wire["firstName"]?.text ?? "",
            lastName: wire["lastName"]?.text,
            relationship: wire["relationship"]?.text
        )
        phones = wire.texts("phones")
        emails = wire.texts("emails")
        birthday = wire["birthday"]?.text
    }
}
