public import Leads

extension LoftyClient {
    /// Sends the form of Lofty's OpenAPI file, and on a 400 once the form of its guide; what worked is sent first from
    /// then on.
    public func assignLead(_ id: Lead.ID, to member: Member) async throws(APIError) {
        let known = await capabilityRecord.assignment
        // Without an email the form that names people by it cannot be sent.
        let first = member.email.isEmpty ? .users : known
        do {
            try await assign(id, to: member, first)
        } catch {
            let second = first.other
            guard error.kind == .refused, error.status == 400, second == .users || !member.email.isEmpty else {
                throw error
            }
            do {
                try await assign(id, to: member, second)
            } catch let secondError where secondError.kind == .refused {
                // Both were refused; the first answer is about the form that is published.
                throw error
            }
            await remember(second, of: id, to: member)
        }
    }

    /// Believes an answer to the second form only when the lead shows what was asked for.
    private func remember(
        _ dialect: AccountCapabilities.AssignmentDialect,
        of id: Lead.ID,
        to member: Member
    ) async {
        // The lead was given away; a failed look at it only leaves the form unlearned.
        guard let assignee = try? await lead(id, includingTrashed: false).assignee,
            assignee.id == member.id.rawValue || assignee.name == "\(member.firstName) \(member.lastName)"
        else { return }
        let evidence = Evidence(
            asked: Endpoint.assignLead.operation,
            seen: "the other form drew a 400, and the lead shows the member",
            at: configuration.time.date()
        )
        await capabilityRecord.learn { $0.assignment = .observed(dialect, evidence) }
    }

    private func assign(
        _ id: Lead.ID,
        to member: Member,
        _ dialect: AccountCapabilities.AssignmentDialect
    ) async throws(APIError) {
        switch dialect {
        case .roles:
            try await perform(APICall(.assignLead, of: id, body: [RoleAssignment(assignee: member.email)]))
        case .users:
            let user = UserAssignment.User(userId: member.id.rawValue)
            try await perform(APICall(.assignLead, of: id, body: UserAssignment(assignees: [user])))
        }
    }

    /// Needs an email address: routing cannot be previewed without one.
    public func previewAssignees(_ new: NewLead) async throws(APIError) -> [Assignee] {
        let checks = RequestChecks(.previewAssignees)
        try checks.isPresent(new.firstName, "The first name")
        try checks.isPresent(new.emails.first ?? "", "The email address")
        let body = RoutingPreviewBody(
            firstName: new.firstName,
            lastName: new.lastName.isEmpty ? nil : new.lastName,
            email: new.emails.first ?? "",
            phone: new.phones.first
        )
        return try await fetch(APICall(.previewAssignees, body: body)) { answer throws(WireError) in
            try [Assignee](wire: answer)
        }
    }
}

extension AccountCapabilities.AssignmentDialect {
    fileprivate var other: Self {
        switch self {
        case .roles: .users
        case .users: .roles
        }
    }
}
