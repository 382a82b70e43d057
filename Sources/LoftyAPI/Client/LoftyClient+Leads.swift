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

    public func lead(_ id: Lead.ID, includingTrashed: Bool = false) async throws(APIError) -> Lead {
        let query = includingTrashed ? [QueryItem("withTrash", "true")] : []
        return try await fetch(APICall(.lead, of: id, query: query)) { answer throws(WireError) in
            try Lead(wireAnswer: answer)
        }
    }

    public func createLead(_ new: NewLead) async throws(APIError) -> Lead.ID {
        try await createLead(LeadCreation(new))
    }

    /// Returns without a call when the edit names nothing.
    ///
    /// - Throws: ``APIError/Kind/invalidRequest`` for what Lofty would cut or refuse, and for an edit that clears all tags
    ///   and names some.
    public func updateLead(_ id: Lead.ID, _ edit: LeadEdit) async throws(APIError) {
        guard edit != LeadEdit() else { return }
        let checks = RequestChecks(.updateLead)
        try checks.names(edit.firstName, edit.lastName)
        try checks.phones(edit.phones ?? [])
        try checks.tags((edit.tags ?? []) + edit.addingTags)
        try checks.profile(edit.profile)
        guard !edit.clearsAllTags || edit.tags == nil && edit.addingTags.isEmpty && edit.removingTags.isEmpty else {
            throw APIError.invalid(checks.operation, "An edit cannot clear all tags and name some")
        }
        try await write(edit, to: id)
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
        // Lists are separated by commas, as other clients send them; Lofty does not say.
        guard !(allTags + anyTags).contains(where: { $0.contains(",") }) else {
            throw APIError.invalid(operation, "Lofty cannot filter by a tag whose name holds a comma")
        }
        guard !(segments + languages).contains(where: { $0.contains(",") }) else {
            throw APIError.invalid(operation, "Lofty cannot filter by a segment or language that holds a comma")
        }
        return filters + [
            QueryItem("roleAssigneeFilters", try RoleFilter.text(of: roles)),
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
            QueryItem("segments", segments.isEmpty ? nil : segments.joined(separator: ",")),
            QueryItem("allTags", allTags.isEmpty ? nil : allTags.joined(separator: ",")),
            QueryItem("anyTags", anyTags.isEmpty ? nil : anyTags.joined(separator: ",")),
            QueryItem("groupIds", officeID),
            QueryItem("querySubGroup", includesSuboffices),
            QueryItem("languages", languages.isEmpty ? nil : languages.joined(separator: ",")),
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

extension LeadListRequest.RoleFilter {
    /// The JSON text that stands in the query; `nil` without a filter.
    fileprivate static func text(of filters: [Self]) throws(APIError) -> String? {
        guard !filters.isEmpty else { return nil }
        let items = filters.map { Wire(roleName: $0.role, assigneeToIds: $0.assigneeIDs.map(\.rawValue)) }
        return String(decoding: try APICall.json(items, for: .leads), as: UTF8.self)
    }

    private struct Wire: Encodable {
        var roleName: String
        var assigneeToIds: [Int64]
    }
}
