import FoundationEssentials
public import Leads

extension LoftyClient {
    public func leads(_ request: LeadListRequest) async throws(APIError) -> LeadPage {
        let query = try request.query()
        let page = try await fetch(APICall(.leads, query: query)) { answer throws(WireError) in
            try LeadPage(wire: answer)
        }
        report(page.unreadable, of: .leads)
        return page
    }

    public func lead(_ id: Lead.ID, includingTrashed: Bool) async throws(APIError) -> Lead {
        let query = includingTrashed ? [QueryItem("withTrash", "true")] : []
        return try await fetch(APICall(.lead, of: id, query: query)) { answer throws(WireError) in
            try Lead(wireAnswer: answer)
        }
    }

    public func createLead(_ new: NewLead) async throws(APIError) -> Lead.ID {
        let checks = RequestChecks(.createLead)
        try checks.isPresent(new.firstName, "The first name")
        try checks.names(new.firstName, new.lastName)
        try checks.phones(new.phones)
        try checks.tags(new.tags)
        return try await fetch(APICall(.createLead, body: LeadBody(new))) { answer throws(WireError) in
            // Some answers have been seen wrapped in `data`.
            guard let id = (answer["leadId"] ?? answer["data"]?["leadId"])?.identifier, id > 0 else {
                throw WireError("it does not name the new lead")
            }
            return Lead.ID(id)
        }
    }

    /// Returns without a call when the edit names nothing.
    public func updateLead(_ id: Lead.ID, _ edit: LeadEdit) async throws(APIError) {
        guard edit != LeadEdit() else { return }
        let checks = RequestChecks(.updateLead)
        try checks.names(edit.firstName, edit.lastName)
        try checks.phones(edit.phones ?? [])
        try checks.tags((edit.tags ?? []) + edit.addingTags)
        try await perform(APICall(.updateLead, of: id, body: LeadBody(edit)))
    }

    /// The reason is required, and lands in Lofty's audit trail.
    public func trashLead(_ id: Lead.ID, reason: String) async throws(APIError) {
        try RequestChecks(.trashLead).isPresent(reason, "The reason for the trash")
        try await perform(APICall(.trashLead, of: id, query: [QueryItem("reason", reason)]))
    }
}

extension LeadListRequest {
    /// - Throws: ``APIError/Kind/invalidRequest`` for what the server would refuse or misread.
    fileprivate func query() throws(APIError) -> [QueryItem?] {
        let operation = Endpoint.leads.operation
        guard (1...100).contains(limit) else {
            throw APIError.invalid(operation, "A page holds 1 to 100 leads, not \(limit)")
        }
        guard !(allTags + anyTags).contains(where: { $0.contains(",") }) else {
            throw APIError.invalid(operation, "Lofty cannot filter by a tag whose name holds a comma")
        }
        return filters + [
            QueryItem("sort", sort?.rawValue),
            QueryItem("desc", isDescending),
            page.queryItem,
            QueryItem("limit", limit),
        ]
    }

    private var filters: [QueryItem?] {
        [
            QueryItem("stage", stage),
            QueryItem("source", source),
            QueryItem("phone", phone),
            QueryItem("email", email),
            QueryItem("preciseSearchFlag", isPrecise),
            QueryItem("key", key),
            QueryItem("assignedUserId", assigneeID),
            QueryItem("contacted", isContacted),
            QueryItem("allTags", allTags.isEmpty ? nil : allTags.joined(separator: ",")),
            QueryItem("anyTags", anyTags.isEmpty ? nil : anyTags.joined(separator: ",")),
        ]
    }
}

extension LeadListRequest.Page {
    fileprivate var queryItem: QueryItem {
        switch self {
        case .offset(let offset): QueryItem("offset", String(offset))
        case .scroll(let id): QueryItem("scrollId", id)
        }
    }
}
