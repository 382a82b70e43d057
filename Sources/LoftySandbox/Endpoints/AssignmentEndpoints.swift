import GRDB

/// Who works a lead (contract §7.7).
enum AssignmentEndpoints {
    static let routes: [Route] = [
        .post("/v1.0/leads/{leadId}/assignment", assign),
        .post("/v1.0/leads/assignee", preview),
    ]

    @Sendable private static func assign(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let id = try call.id("leadId")
        let items = try assigneeItems(try call.json)
        try call.requireWritable(id, db)
        for item in items { try assignment(item, db).apply(to: id, for: call, db) }
        return .json(["leadId": .integer(id)])
    }

    /// The reference's bare array, or the guide's object with `assignees`.
    private static func assigneeItems(_ body: JSON) throws(SandboxError) -> [JSON] {
        let list = body["assignees"] ?? body
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

    /// What a create would choose; nobody loses a turn.
    @Sendable private static func preview(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let fields = try call.fields
        guard let firstName = try fields.string("firstName"), !firstName.isBlank else {
            throw SandboxError.routingFirstNameMissing
        }
        guard let email = try fields.string("email"), !email.isBlank else { throw SandboxError.routingEmailMissing }
        let agents = try Routing.next(preferringOffice: nil, db).map { [$0] } ?? []
        return .json([
            [
                "leadId": 0,
                "leadUserId": 0,
                "firstName": .string(firstName),
                "lastName": .text(try fields.string("lastName")),
                "customRoleAssignees": .array(agents.map(assignee)),
            ]
        ])
    }

    private static func assignee(_ member: Member) -> JSON {
        [
            "agentFullName": .string(member.fullName),
            "roleId": 40,
            "role": "Buyer Agent",
            "assigneeId": .integer(member.recordID),
            "assignee": .string(member.email),
            "permissionProfileName": .string(member.roleName),
        ]
    }
}
