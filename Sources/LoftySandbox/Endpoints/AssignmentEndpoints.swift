import GRDB

/// Who works a lead (contract §7.7).
enum AssignmentEndpoints {
    static let routes: [Route] = [
        .post("/v1.0/leads/{leadId}/assignment", assign),
        .post("/v1.0/leads/assignee", preview),
    ]

    @Sendable private static func assign(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let id = try call.id("leadId")
        let items = try assigneeItems(try call.json, call.oddities)
        try call.requireWritable(id, db)
        for item in items { try assignment(item, db).apply(to: id, for: call, db) }
        return .json(["leadId": .integer(id)])
    }

    /// The reference's bare array, or the guide's object with `assignees`.
    private static func assigneeItems(_ body: JSON, _ oddities: SandboxOddities) throws(SandboxError) -> [JSON] {
        let list = oddities.acceptsAssigneesObject ? body["assignees"] ?? body : body
        guard case .array(let items) = list, !items.isEmpty else {
            throw .invalidParameter("the body must be a list of assignees")
        }
        return items
    }

    /// An account in `assignee`, or a number in `userId`; without a role the agent is meant.
    private static func assignment(_ item: JSON, _ db: Database) throws -> LeadAssignment {
        let fields = try BodyFields(item)
        let roleName = try fields.string("role") ?? AssignmentRole.agent.rawValue
        guard let role = AssignmentRole(rawValue: roleName) else {
            throw SandboxError.invalidParameter("role must be Agent, Assistant or Lender")
        }
        let member: Member?
        if let userID = try fields.integer("userId") {
            member = try Member.find(userID: userID, db)
        } else {
            member = try Member.find(email: try fields.requiredString("assignee"), db)
        }
        guard let member else { throw SandboxError.invalidParameter("the assignee is no member of the team") }
        return LeadAssignment(role: role, member: member)
    }

    /// What a create with this body would choose; nobody loses a turn.
    ///
    /// Every field that routing looks at in a create counts, beyond the few of the reference. Whom a lead would be
    /// offered to stands here too; a pond leaves the list empty.
    @Sendable private static func preview(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let fields = try call.fields
        guard let firstName = try fields.string("firstName"), !firstName.isBlank else {
            throw SandboxError.named("PARAM_FIRST_NAME_FILL")
        }
        guard let email = try fields.string("email"), !email.isBlank else {
            throw SandboxError.named("PARAM_EMAIL_MUST_FILL")
        }
        try LeadCreation.requireGroup(fields, db)
        let routing = try Routing.fetch(nowMillis: call.nowMillis, db)
        let placements = routing.place(try RoutingFacts(fields))
        return .json([
            [
                "leadId": 0,
                "leadUserId": 0,
                "firstName": .string(firstName),
                "lastName": .text(try fields.string("lastName")),
                "customRoleAssignees": .array(placements.flatMap { assignees($0, routing.team) }),
            ]
        ])
    }

    private static func assignees(_ placement: Routing.Placement, _ team: Team) -> [JSON] {
        let members: [Int64] =
            switch placement.decision.outcome {
            case .member(let id): [id]
            case .offer(let ids, _): ids
            case .pond, .nobody: []
            }
        return members.compactMap { team.members[$0] }.map { assignee($0, placement, team) }
    }

    /// Agents and lenders stand under the roles of the catalogue that name their trade.
    private static func assignee(_ member: Member, _ placement: Routing.Placement, _ team: Team) -> JSON {
        let roleID: Int64 =
            switch placement.type {
            case .agent: 40
            case .lender: 90
            case .assistant: placement.roleID
            }
        return [
            "agentFullName": .string(member.fullName),
            "roleId": .integer(roleID),
            "role": .text(team.roles.first { $0.id == roleID }?.name),
            "assigneeId": .integer(member.recordID),
            "assignee": .string(member.email),
            "permissionProfileName": .string(member.roleName),
        ]
    }
}
