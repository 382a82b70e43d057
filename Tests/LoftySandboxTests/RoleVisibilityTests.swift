import GRDB
import Testing

@testable import LoftySandbox

@Suite("What each role sees", .timeLimit(.minutes(5)))
struct RoleVisibilityTests {
    /// Marisol, the agent of the announced key, in office 2.
    private static let agent = 10_000_000_514
    private static let roles = [MemberRole.owner, .admin, .teamLead, .agent]

    /// A lead, and the roles that see it.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let lead: JSON
        var change: JSON?
        let viewers: [MemberRole]
    }

    /// Members by office: 1 Alice (admin), Sam (owner), Priscilla (lender); 2 Marisol (agent), Devon (team lead);
    /// 3 Minh and Yael (agents).
    static let cases = [
        Case(
            testDescription: "an agent's own lead",
            lead: ["assignedUserId": .integer(Int64(agent))],
            viewers: [.owner, .admin, .teamLead, .agent]
        ),
        Case(
            testDescription: "another office's lead",
            lead: ["assignedUserId": "minh@bluebonnet.example.com"],
            viewers: [.owner, .admin]
        ),
        Case(
            testDescription: "a lead of the team lead",
            lead: ["assignedUserId": "devon@bluebonnet.example.com"],
            viewers: [.owner, .admin, .teamLead]
        ),
        Case(
            testDescription: "a lead opened to the whole team",
            lead: ["assignedUserId": "minh@bluebonnet.example.com"],
            change: ["ownershipScope": "TEAM"],
            viewers: [.owner, .admin, .teamLead, .agent]
        ),
        Case(
            testDescription: "a lead opened to office 2",
            lead: ["assignedUserId": "minh@bluebonnet.example.com"],
            change: ["ownershipScope": "OFFICE", "ownershipId": 2],
            viewers: [.owner, .admin, .teamLead, .agent]
        ),
        Case(
            testDescription: "a lead opened to office 3",
            lead: ["assignedUserId": "minh@bluebonnet.example.com"],
            change: ["ownershipScope": "OFFICE", "ownershipId": 3],
            viewers: [.owner, .admin]
        ),
        Case(
            testDescription: "an agent's hidden lead",
            lead: ["assignedUserId": .integer(Int64(agent))],
            change: ["isHidden": true],
            viewers: [.agent]
        ),
        Case(
            testDescription: "the team lead's hidden lead",
            lead: ["assignedUserId": "devon@bluebonnet.example.com"],
            change: ["isHidden": true],
            viewers: [.teamLead]
        ),
        Case(
            testDescription: "another office's hidden lead, opened to the team",
            lead: ["assignedUserId": "minh@bluebonnet.example.com"],
            change: ["ownershipScope": "TEAM", "isHidden": true],
            viewers: []
        ),
    ]

    @Test("a lead is read, listed, counted, searched, tagged and exported by those who see it alone", arguments: cases)
    func visibility(of item: Case) async throws {
        try await withSandbox(SandboxConfiguration(leads: 3)) { sandbox, client async throws in
            var body = item.lead.merging(["firstName": "Zyx", "tags": ["zyx tag"]])
            if let email = item.lead["assignedUserId"]?.string {
                let member = try await client.get("/v1.0/members/\(email)").json
                body = body.setting("assignedUserId", to: member["memberUserId"] ?? .null)
            }
            let id = try await client.makeLead(body)
            if let change = item.change { #expect(try await client.put("/v1.0/leads/\(id)", change).status == 200) }
            for role in Self.roles {
                let caller = client.holding(try sandbox.key(of: role))
                let sees = item.viewers.contains(role)
                #expect(try await caller.get("/v1.0/leads/\(id)").status == (sees ? 200 : 404), "\(role)")
                let found = try await caller.list("key=Zyx")
                #expect(found.ids == (sees ? [id] : []), "\(role)")
                #expect(found.total == (sees ? 1 : 0), "\(role)")
                #expect(try await caller.list("limit=100").ids.contains(id) == sees, "\(role)")
                let tags = try await caller.get("/v1.0/teamFeatures/listTag").json.items ?? []
                #expect(tags.contains { $0["leadId"]?.int64 == id } == sees, "\(role)")
                #expect(try await caller.get("/v1.0/systemLogs?leadId=\(id)").status == (sees ? 200 : 403), "\(role)")
                #expect(try await caller.get("/v1.0/notes?leadId=\(id)").status == (sees ? 200 : 404), "\(role)")
                #expect(try await caller.put("/v1.0/leads/\(id)", [:]).status == (sees ? 200 : 404), "\(role)")
            }
        }
    }

    @Test("a lender sees the leads given to the lender, an assistant those given to the assistant")
    func shares() async throws {
        try await withSandbox(SandboxConfiguration(leads: 3)) { sandbox, client async throws in
            let minh = try await client.get("/v1.0/members/minh@bluebonnet.example.com").json["memberUserId"] ?? .null
            let id = try await client.makeLead(["firstName": "Shared", "assignedUserId": minh])
            for (role, email) in [("Lender", "priscilla"), ("Assistant", "yael")] {
                let body: JSON = ["email": .string("\(email)@bluebonnet.example.com")]
                let key = try #require(try await client.post("/sandbox/keys", body).json["apiKey"]?.string)
                let caller = client.holding(key)
                #expect(try await caller.get("/v1.0/leads/\(id)").status == 404)
                let item: JSON = ["role": .string(role), "assignee": .string("\(email)@bluebonnet.example.com")]
                #expect(try await client.post("/v1.0/leads/\(id)/assignment", [item]).status == 200)
                #expect(try await caller.get("/v1.0/leads/\(id)").status == 200)
                _ = try await client.holding(try sandbox.key(of: .owner)).put("/v1.0/leads/\(id)", ["isHidden": false])
            }
        }
    }

    @Test("a team lead sees the offices below the own one, however deep, and none beside or above it")
    func officesBelow() async throws {
        let database = try SandboxDatabase.open(SandboxConfiguration(leads: 1), environment: .live)
        defer { database.close() }
        let counts = try await database.write { db in
            try db.execute(
                sql: """
                    INSERT INTO office (id, parentId, name) VALUES (8, 2, 'below'), (9, 8, 'deep'), (10, 3, 'beside');
                    UPDATE lead SET isHidden = 0, ownershipScope = 'PERSONAL', lenderId = 0, trashMillis = 0;
                    DELETE FROM leadRole;
                    """
            )
            let yael = try Int64.fetchOne(db, sql: "SELECT recordId FROM member WHERE firstName = 'Yael'")
            let devon = try Int64.fetchOne(db, sql: "SELECT recordId FROM member WHERE firstName = 'Devon'")
            let all = try Int.fetchOne(db, sql: "SELECT count(*) FROM lead") ?? 0
            try db.execute(sql: "UPDATE lead SET assigneeId = :yael", arguments: ["yael": yael])
            var counts: [Int64: Int] = [:]
            for office in [1, 2, 3, 8, 9, 10] as [Int64] {
                try db.execute(
                    sql: "UPDATE member SET officeId = :office WHERE recordId = :yael",
                    arguments: ["office": office, "yael": yael]
                )
                counts[office] = try LeadListQuery().count(visibleTo: devon ?? 0, db)
            }
            return (counts, all)
        }
        #expect(counts.1 > 0)
        #expect(counts.0 == [1: 0, 2: counts.1, 3: 0, 8: counts.1, 9: counts.1, 10: 0])
    }

    @Test("both conditions of visibility agree for every member and every lead")
    func conditionsAgree() async throws {
        let database = try SandboxDatabase.open(SandboxConfiguration(leads: 300), environment: .live)
        defer { database.close() }
        try await database.read { db in
            for member in try Member.fetchAll(db) {
                let special = try LeadVisibility.condition(for: member.recordID, db)
                let sets = try [special, LeadVisibility.condition].map { condition in
                    try Int64.fetchSet(
                        db,
                        sql: "SELECT id FROM lead WHERE \(condition)",
                        arguments: ["caller": member.recordID]
                    )
                }
                #expect(sets[0] == sets[1], "\(member.fullName)")
                #expect(!sets[0].isEmpty, "\(member.fullName)")
            }
        }
    }

    @Test("what a caller sees is counted from the tally, and leads are read only for the sake of roles")
    func countPlan() async throws {
        let database = try SandboxDatabase.open(SandboxConfiguration(leads: 300), environment: .live)
        defer { database.close() }
        try await database.write { db in
            let members = try Member.fetchAll(db).filter(\.isAccepted)
            let counts = try members.map { try LeadListQuery().count(visibleTo: $0.recordID, db) }
            #expect(counts.allSatisfy { $0 > 0 })
            try db.execute(sql: "DROP TRIGGER leadMovesCell; UPDATE lead SET assigneeId = -1, isHidden = 1")
            for (member, count) in zip(members, counts) {
                #expect(try LeadListQuery().count(visibleTo: member.recordID, db) == count, "\(member.fullName)")
            }
        }
    }
}
