import JSONText
public import Leads

extension LoftyClient {
    /// Gives people roles for a lead, in one call.
    ///
    /// `POST /v1.0/leads/{leadId}/assignment` in the form of Lofty's OpenAPI file; repeatable.
    /// ``assignLead(_:to:)`` knows a second form for the agent alone.
    ///
    /// - Throws: ``APIError/Kind/refused`` for an account that is no member of the team.
    public func assignLead(_ id: Lead.ID, _ assignments: [LeadAssignment]) async throws(APIError) {
        let checks = RequestChecks(.assignLead)
        guard !assignments.isEmpty else { throw APIError.invalid(checks.operation, "Nobody is named") }
        for assignment in assignments { try checks.isPresent(assignment.account, "The account of the assignee") }
        let body = assignments.map { RoleAssignment(role: $0.role.rawValue, assignee: $0.account) }
        try await perform(APICall(.assignLead, of: id, body: body))
    }

    /// Whom routing would choose; makes nothing, and nobody loses a turn.
    ///
    /// `POST /v1.0/leads/assignee`. Needs a first name and an email address.
    public func previewRouting(_ trial: RoutingTrial) async throws(APIError) -> [RoutingOutcome] {
        let checks = RequestChecks(.previewAssignees)
        try checks.isPresent(trial.firstName, "The first name")
        try checks.isPresent(trial.email, "The email address")
        if let phone = trial.phone { try checks.phones([phone]) }
        let body = RoutingPreviewBody(
            firstName: trial.firstName,
            lastName: trial.lastName,
            email: trial.email,
            phone: trial.phone,
            birthday: trial.birthday?.description
        )
        let outcomes = try await fetch(APICall(.previewAssignees, body: body)) { answer throws(WireError) in
            guard answer.kind == .array else { throw WireError("it is not a list") }
            return LossyList(answer.items, of: "outcome") { item throws(WireError) in try RoutingOutcome(wire: item) }
        }
        report(outcomes.unreadable, of: .previewAssignees)
        return outcomes.items
    }
}

extension RoutingOutcome {
    fileprivate init(wire: JSONValue) throws(WireError) {
        guard wire.kind == .object else { throw WireError("it is not an object") }
        self.init(
            leadID: wire["leadId"]?.reference,
            leadUserID: wire["leadUserId"]?.reference,
            firstName: wire["firstName"]?.text,
            lastName: wire["lastName"]?.text,
            roles: wire.list("customRoleAssignees").filter { $0.kind == .object }.map { Role(wire: $0) }
        )
    }
}

extension RoutingOutcome.Role {
    fileprivate init(wire: JSONValue) {
        self.init(
            id: wire["roleId"]?.identifier,
            name: wire["role"]?.text,
            assigneeID: wire.id("assigneeId"),
            account: wire["assignee"]?.text,
            fullName: wire["agentFullName"]?.text,
            permissionProfile: wire["permissionProfileName"]?.text
        )
    }
}
