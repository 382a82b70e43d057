import GRDB

/// The people of the team (contract §10).
enum MemberEndpoints {
    static let routes: [Route] = [
        .get("/v1.0/me", me),
        .get("/v1.0/members", list),
        .get("/v1.0/members/{account}", get),
    ]

    /// The real maximum is not published.
    private static let longestPage: Int64 = 100

    @Sendable private static func me(_ call: Call, _ db: Database) throws -> SandboxResponse {
        .json(try wire(call.caller, for: call, db))
    }

    @Sendable private static func list(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let limit = try call.query.integer("limit") ?? 25
        guard limit <= longestPage else { throw SandboxError.limitOversize }
        guard limit >= 1 else { throw SandboxError.invalidParameter("limit must be positive") }
        let offset = max(0, try call.query.integer("offset") ?? 0)
        let offices = Set(try call.query.integers("groupIds"))
        let members = try Member.fetchAll(db).filter { offices.isEmpty || offices.contains($0.officeID) }
        guard !members.isEmpty else { throw SandboxError.userNotExist }
        let page = members.dropFirst(Int(clamping: offset)).prefix(Int(limit))
        return .json([
            "_metadata": Metadata.json("members", limit: limit, offset: offset, total: members.count),
            "members": .array(try page.map { try wire($0, for: call, db) }),
        ])
    }

    @Sendable private static func get(_ call: Call, _ db: Database) throws -> SandboxResponse {
        guard let member = try Member.find(email: call.parameter("account"), db) else {
            throw SandboxError.userNotExist
        }
        return .json(try wire(member, for: call, db))
    }

    /// Both ids are the short one; the record id that stands on leads appears nowhere here (contract §10.3).
    static func wire(_ member: Member, for call: Call, _ db: Database) throws -> JSON {
        let assigned = try LeadListQuery(filters: [.assignee(member.recordID)])
            .count(visibleTo: call.caller.recordID, db)
        let office = try Office.find(member.officeID, db)
        let teamID = try Int64.fetchOne(db, sql: "SELECT id FROM team")
        return [
            "id": .integer(member.memberUserID),
            "teamId": .integer(teamID ?? 0),
            "invitorUserId": .integer(member.inviterID),
            "memberUserId": .integer(member.memberUserID),
            "role": .integer(member.role),
            "roleName": .string(member.roleName),
            "firstLetter": .string(String(member.firstName.prefix(1)).uppercased()),
            "email": .string(member.email),
            "firstName": .string(member.firstName),
            "lastName": .string(member.lastName),
            "phoneNumber": .string(member.phone),
            "status": .integer(member.isAccepted ? 1 : 0),
            "virtualNumber": .string(member.virtualNumber),
            "newLeadCount": 0,
            "assignedLeadCount": .integer(Int64(assigned)),
            "isAdmin": .bool(member.isAdmin),
            "agentInfo": [
                "licenseId": "", "position": "", "companyName": "", "companyAddress": "", "mlsAgentId": "",
                "agentPid": "",
            ],
            "timeZoneId": .string(member.timeZone),
            "groupId": .integer(member.officeID),
            "groupName": .text(office?.name),
            "group": office?.json(teamID: teamID ?? 0) ?? .null,
            "accountStatus": .string(member.isAccepted ? "ACTIVE" : "PENDING"),
        ]
    }
}
