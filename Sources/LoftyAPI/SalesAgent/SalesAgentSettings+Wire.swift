import JSONText

extension SalesAgentSettings {
    init(wire: JSONValue) throws(WireError) {
        let id: SalesAgent.ID = try wire.ownID()
        self.init(
            id: id,
            values: SalesAgentValues(wire: wire),
            avatarURL: wire["headUrl"]?.text,
            hostedStatus: wire["hostedStatus"]?.text
        )
    }
}

extension SalesAgentValues {
    init(wire: JSONValue) {
        assistantName = wire["assistantName"]?.text
        virtualNumber = wire["virtualNumber"]?.text
        virtualNumberCountry = wire["virtualNumberCountry"]?.text
        callTransfer = Reported(wire["callTransferType"])
        fixedNumber = wire["fixedNumber"]?.text
        agentExperience = wire["agentExperience"]?.text
        worksRentals = wire["rentalBusiness"]?.flag
        usesWebsite = wire["websiteChannel"]?.flag
        usesTexts = wire["textChannel"]?.flag
        usesEmails = wire["emailChannel"]?.flag
        startActiveHour = wire["startActiveHour"]?.count
        endActiveHour = wire["endActiveHour"]?.count
        activeDays = wire.numbers("activeDays")?.compactMap { Int(exactly: $0) }
        leadTypes = wire.numbers("leadTypes")?.compactMap { Int(exactly: $0) }
        leadSources = wire.numbers("leadSources")
        leadPipelines = wire.numbers("leadPipelines")
        agentIDs = wire.numbers("agentIds")
        officeIDs = wire.numbers("officeIds")
        leadPondIDs = wire.numbers("leadPondIds")
        followsNewLeads = wire["newLeadEnable"]?.flag
        followsVisitors = wire["visitorsEnable"]?.flag
        followUpRole = wire["followUpRole"]?.text
    }
}

extension JSONValue {
    /// The whole numbers of a list; `nil` when there is no list, or when one of them cannot be read.
    ///
    /// A list that is written back must not lose an item on the way.
    fileprivate func numbers(_ key: StaticString) -> [Int64]? {
        guard let list = self[key], list.kind == .array else { return nil }
        let numbers = list.items.map(\.integer)
        return numbers.contains(nil) ? nil : numbers.compactMap(\.self)
    }
}

/// Body of `PUT /v2.0/sales-agent/settings`; only what is set is written.
struct SalesAgentSettingsBody: Encodable, Hashable {
    var id: SalesAgent.ID
    var values: SalesAgentValues

    private enum Key: String, CodingKey {
        case id, assistantName, virtualNumber, virtualNumberCountry, callTransferType, fixedNumber, agentExperience
        case rentalBusiness, websiteChannel, textChannel, emailChannel, startActiveHour, endActiveHour, activeDays
        case leadTypes, leadSources, leadPipelines, agentIds, officeIds, leadPondIds, newLeadEnable, visitorsEnable
        case followUpRole
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(id.rawValue, forKey: .id)
        try encodeProfile(into: &container)
        try encodeHours(into: &container)
        try encodeReach(into: &container)
    }

    private func encodeProfile(into container: inout KeyedEncodingContainer<Key>) throws {
        try container.encodeIfPresent(values.assistantName, forKey: .assistantName)
        try container.encodeIfPresent(values.virtualNumber, forKey: .virtualNumber)
        try container.encodeIfPresent(values.virtualNumberCountry, forKey: .virtualNumberCountry)
        try container.encodeIfPresent(values.callTransfer?.word, forKey: .callTransferType)
        try container.encodeIfPresent(values.fixedNumber, forKey: .fixedNumber)
        try container.encodeIfPresent(values.agentExperience, forKey: .agentExperience)
        try container.encodeIfPresent(values.followUpRole, forKey: .followUpRole)
    }

    private func encodeHours(into container: inout KeyedEncodingContainer<Key>) throws {
        try container.encodeIfPresent(values.startActiveHour, forKey: .startActiveHour)
        try container.encodeIfPresent(values.endActiveHour, forKey: .endActiveHour)
        try container.encodeIfPresent(values.activeDays, forKey: .activeDays)
        try container.encodeIfPresent(values.usesWebsite, forKey: .websiteChannel)
        try container.encodeIfPresent(values.usesTexts, forKey: .textChannel)
        try container.encodeIfPresent(values.usesEmails, forKey: .emailChannel)
    }

    private func encodeReach(into container: inout KeyedEncodingContainer<Key>) throws {
        try container.encodeIfPresent(values.worksRentals, forKey: .rentalBusiness)
        try container.encodeIfPresent(values.leadTypes, forKey: .leadTypes)
        try container.encodeIfPresent(values.leadSources, forKey: .leadSources)
        try container.encodeIfPresent(values.leadPipelines, forKey: .leadPipelines)
        try container.encodeIfPresent(values.agentIDs, forKey: .agentIds)
        try container.encodeIfPresent(values.officeIDs, forKey: .officeIds)
        try container.encodeIfPresent(values.leadPondIDs, forKey: .leadPondIds)
        try container.encodeIfPresent(values.followsNewLeads, forKey: .newLeadEnable)
        try container.encodeIfPresent(values.followsVisitors, forKey: .visitorsEnable)
    }
}
