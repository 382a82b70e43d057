import GRDB

/// Offices, profiles, people by id and vendors (contract §10).
enum OrganizationEndpoints {
    static let routes: [Route] = [
        .get("/v1.0/org", organization),
        .get("/v1.0/org/permission/profiles", profiles),
        .get("/v1.0/users/{userId}", user),
        .get("/v1.0/vendor/list", vendors),
    ]

    /// One company with offices; the contract publishes no table of the numbers.
    private static let enterprise: Int64 = 1

    @Sendable private static func organization(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let offices = try Row.fetchAll(db, sql: "SELECT id, name, parentId FROM office ORDER BY id")
        let own = offices.first { $0["id"] as Int64 == call.caller.officeID }
        return .json([
            "orgType": .integer(enterprise),
            "enterpriseInfo": [
                "groupId": .integer(call.caller.officeID),
                "groupName": .text(own?["name"]),
                "profileId": .integer(profileID(call.caller.role)),
                "profileName": .string(call.caller.roleName),
                // Whoever does not manage the organisation sees none of it.
                "visibleOrgInfoList": .array(call.caller.isAdmin ? offices.map(office) : []),
            ],
            // Of a group of teams alone, which has no enterpriseInfo instead.
            "multiTeamInfo": nil,
        ])
    }

    private static func office(_ row: Row) -> JSON {
        ["groupId": .integer(row["id"]), "groupName": .string(row["name"]), "parentId": .integer(row["parentId"])]
    }

    private static func profileID(_ role: Int64) -> Int64 { 9_001 + role }

    /// A bare array; one profile a role.
    @Sendable private static func profiles(_ call: Call, _ db: Database) throws -> SandboxResponse {
        guard call.caller.isAdmin else { throw SandboxError.work(.profilesDenied) }
        let rows = try Row.fetchAll(db, sql: "SELECT DISTINCT role, roleName FROM member ORDER BY role, roleName")
        return .json(
            .array(rows.map { ["id": .integer(profileID($0["role"])), "name": .string($0["roleName"])] })
        )
    }

    @Sendable private static func user(_ call: Call, _ db: Database) throws -> SandboxResponse {
        guard let member = try Member.find(userID: try call.id("userId"), db) else { throw SandboxError.userNotExist }
        return .json(try MemberEndpoints.wire(member, for: call, db))
    }

    /// A bare array without pages.
    @Sendable private static func vendors(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let rows = try Row.fetchAll(db, sql: "SELECT * FROM vendor ORDER BY id")
        return .json(.array(rows.map(vendor)))
    }

    private static func vendor(_ row: Row) -> JSON {
        [
            "id": .integer(row["id"]),
            // None of them has an account of the team.
            "agentUserId": 0,
            "firstName": .string(row["firstName"]),
            "lastName": .string(row["lastName"]),
            "phoneNumber": .string(row["phoneNumber"]),
            "phoneCode": "1",
            "phoneCountry": "US",
            "email": .string(row["email"]),
            "roleName": .string(row["roleName"]),
            "companyName": .string(row["companyName"]),
            "companyAddress": .string(row["companyAddress"]),
        ]
    }
}
