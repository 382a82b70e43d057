/// The lead object of the contract (§7.1), with the oddities that reads have on the wire.
struct LeadWire {
    let team: Team

    func json(_ lead: LeadRecord) -> JSON {
        person(lead).merging(work(lead)).merging(permissions(lead)).merging(interests(lead)).merging(organisation(lead))
    }

    private func person(_ lead: LeadRecord) -> JSON {
        [
            "leadId": .integer(lead.id),
            "leadUserId": .integer(lead.leadUserID),
            "firstName": .string(lead.firstName),
            "lastName": .string(lead.lastName),
            "birthday": lead.details["birthday"] ?? .null,
            "emails": .strings(lead.emails),
            "phones": .strings(lead.phones.map(\.number)),
            "phoneStatuses": .integers(lead.phones.map(\.status)),
            "facebook": lead.details["facebook"] ?? .null,
            "twitter": lead.details["twitter"] ?? .null,
            "language": .string(lead.language),
            "leadFamilyMemberList": lead.details["leadFamilyMemberList"] ?? .null,
            // Deprecated, and empty on the wire: the address stands in leadPropertyList.
            "streetAddress": "", "city": "", "state": "", "zipCode": "",
        ]
    }

    private func work(_ lead: LeadRecord) -> JSON {
        [
            "source": .string(lead.source),
            "leadSource": .integer(lead.sourceID),
            "stage": .string(team.stage(lead.stageID)?.name ?? ""),
            "stageId": .integer(lead.stageID),
            "assignedUserId": .integer(lead.assigneeID),
            "assignedUser": .text(team.members[lead.assigneeID]?.fullName),
            "lenderUserId": .integer(lead.lenderID),
            "score": .integer(lead.score),
            "tags": .array(lead.tags.map { tag($0, leadID: lead.id) }),
            "createTime": WireDate.lead(lead.createMillis),
            "assignTime": WireDate.lead(lead.assignMillis),
            "lastUpdateTime": WireDate.lead(lead.updateMillis),
            "lastTouch": WireDate.lead(lead.touchMillis),
            "lastVisit": WireDate.lead(lead.visitMillis),
            "assignCompletionStatus": .bool(lead.assigneeID != 0),
            "referredBy": lead.details["referredBy"] ?? .null,
            "opportunity": lead.details["opportunity"] ?? .null,
        ]
    }

    private func permissions(_ lead: LeadRecord) -> JSON {
        [
            "hiddenFlag": .bool(lead.isHidden),
            "unsubscription": .bool(lead.isUnsubscribed),
            "cannotText": .bool(lead.cannotText),
            "cannotCall": .bool(lead.cannotCall),
            "cannotEmail": .bool(lead.cannotEmail),
            // Not in the published schema, but on the wire: clients must ignore what they do not know.
            "privateFlag": false,
        ]
    }

    private func interests(_ lead: LeadRecord) -> JSON {
        let details = lead.details
        var properties: [JSON] = []
        if case .array(let items) = details["leadPropertyList"] { properties = items.map(LeadProperty.wire) }
        return [
            "leadTypes": lead.leadTypes,
            "leadInquiry": LeadInquiry.wire(details["leadInquiry"]),
            "leadPropertyList": .array(properties),
            "customAttributes": details["customAttributes"] ?? [],
            "buyingTimeFrame": details["buyingTimeFrame"] ?? .null,
            "sellingTimeFrame": details["sellingTimeFrame"] ?? .null,
            "preQual": details["preQual"] ?? .null,
            "houseToSell": details["houseToSell"] ?? .null,
            "fthb": details["fthb"] ?? .null,
            "withBuyerAgent": details["withBuyerAgent"] ?? .null,
            "mortgage": details["mortgage"] ?? "N/A",
            "buyHouse": details["buyHouse"] ?? "N/A",
            "withListingAgent": details["withListingAgent"] ?? "N/A",
        ]
    }

    private func organisation(_ lead: LeadRecord) -> JSON {
        let segments: JSON = lead.segments.isEmpty ? .null : .strings(lead.segments)
        return [
            "teamId": .integer(team.id),
            "groups": segments,
            "segments": segments,
            "pondId": .integer(lead.pondID),
            "pondName": .text(team.ponds[lead.pondID]),
            "customRoleList": .array(team.roles.map { role($0, of: lead) }),
            "ownershipScope": .string(lead.ownershipScope),
            "ownershipId": .integer(lead.ownershipID),
        ]
    }

    /// The whole catalogue stands on every lead; 0 marks an empty role.
    private func role(_ role: Team.Role, of lead: LeadRecord) -> JSON {
        let assignee = lead.roles[role.id] ?? 0
        return [
            "roleId": .integer(role.id),
            "role": .string(role.name),
            "assigneeId": .integer(assignee),
            "assignee": .text(team.members[assignee]?.email),
        ]
    }

    func tag(_ tag: LeadRecord.Tag, leadID: Int64) -> JSON {
        [
            "tagId": .integer(tag.id),
            "tagName": .string(tag.name),
            "leadId": .integer(leadID),
            "creatorUserId": .integer(tag.creatorID),
            "visibleType": 1,
            "createTime": WireDate.lead(tag.createMillis),
            "updateTime": WireDate.lead(tag.createMillis),
        ]
    }
}
