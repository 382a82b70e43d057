import Foundation
import Testing

@testable import LoftySandbox

@Suite("Listing leads", .timeLimit(.minutes(5)))
struct LeadListTests {
    private static let book = SandboxConfiguration(leads: 230)

    @Test("offset paging meets every lead once", arguments: [1, 7, 25, 100])
    func offsetPaging(limit: Int) async throws {
        try await withSandbox(SandboxConfiguration(leads: 60)) { sandbox, client in
            var ids: [Int64] = []
            var offset = 0
            while true {
                let page = try await client.list("limit=\(limit)&offset=\(offset)")
                #expect(page.total == 60)
                ids += page.ids
                offset += limit
                if offset >= 60 { break }
            }
            #expect(ids.count == sandbox.endpoint.leads)
            #expect(Set(ids).count == ids.count)
        }
    }

    @Test(
        "scrolling meets every lead once in every order, both ways",
        arguments: LeadOrder.allCases.map(\.rawValue),
        [true, false]
    )
    func scrolling(order: String, isDescending: Bool) async throws {
        try await withSandbox(SandboxConfiguration(leads: 55)) { _, client in
            let ids = try await scroll("limit=20&sort=\(order)&desc=\(isDescending)", client)
            #expect(ids.count == 55)
            #expect(Set(ids).count == 55)
            let paged = try await client.list("limit=100&sort=\(order)&desc=\(isDescending)").ids
            #expect(ids == paged)
        }
    }

    /// Follows the cursor until a page is empty.
    private func scroll(_ query: String, _ client: Client) async throws -> [Int64] {
        var ids: [Int64] = []
        var next = query
        while true {
            let reply = try await client.get("/v1.0/leads?\(next)")
            try #require(reply.status == 200, "\(reply.text)")
            let json = try reply.json
            let page = try #require(json["leads"]?.items).compactMap { $0["leadId"]?.int64 }
            #expect(json["_metadata"]?["offset"]?.int64 == Int64(ids.count))
            guard let cursor = json["_metadata"]?["scrollId"]?.string else {
                #expect(page.isEmpty)
                return ids
            }
            ids += page
            next = "limit=20&scrollId=\(cursor)"
        }
    }

    @Test("a lead that comes while scrolling moves no page")
    func scrollingDuringCreates() async throws {
        try await withSandbox(SandboxConfiguration(leads: 30)) { _, client in
            let before = try await client.list("limit=100").ids
            let first = try await client.get("/v1.0/leads?limit=10")
            let cursor = try #require(try first.json["_metadata"]?["scrollId"]?.string)
            _ = try await client.makeLead()
            let second = try await client.list("limit=100&scrollId=\(cursor)")
            #expect(second.ids == Array(before.dropFirst(10)))
            #expect(second.total == 31)
        }
    }

    @Test("a cursor keeps its filters, whatever the next request says")
    func cursorKeepsFilters() async throws {
        try await withSandbox(Self.book) { _, client in
            let first = try await client.get("/v1.0/leads?limit=5&stage=Nurture&sort=Score&desc=true")
            let cursor = try #require(try first.json["_metadata"]?["scrollId"]?.string)
            let second = try await client.list("limit=5&scrollId=\(cursor)&stage=Closed&offset=90")
            #expect(!second.leads.isEmpty)
            #expect(second.leads.allSatisfy { $0["stage"] == "Nurture" })
        }
    }

    @Test("an invented cursor is refused", arguments: ["x", "AAAA", "WzFd", "bnVsbA", "%F0%9F%8C%BB"])
    func inventedCursor(cursor: String) async throws {
        try await withSandbox { _, client async throws in
            #expect(try await client.get("/v1.0/leads?scrollId=\(cursor)").status == 400)
        }
    }

    @Test("a cursor expires when the oddity says so")
    func cursorExpires() async throws {
        let clock = ManualClock()
        let oddities = SandboxOddities(scrollLifetime: .seconds(60))
        let configuration = SandboxConfiguration(leads: 9, oddities: oddities)
        try await withSandbox(configuration, environment: clock.environment) { _, client in
            let first = try await client.get("/v1.0/leads?limit=2")
            let cursor = try #require(try first.json["_metadata"]?["scrollId"]?.string)
            clock.advance(by: 60)
            #expect(try await client.get("/v1.0/leads?scrollId=\(cursor)").status == 200)
            clock.advance(by: 0.01)
            #expect(try await client.get("/v1.0/leads?scrollId=\(cursor)").status == 400)
        }
    }

    @Test("without parameters there are 25, newest first, under _metadata and leads")
    func defaults() async throws {
        try await withSandbox(SandboxConfiguration(leads: 40)) { _, client in
            let json = try await client.get("/v1.0/leads").json
            #expect(json.members.map(\.name) == ["_metadata", "leads"])
            #expect(json["_metadata"]?["collection"] == "leads")
            #expect(json["_metadata"]?["limit"] == 25)
            #expect(json["_metadata"]?["total"] == 40)
            let times = try #require(json["leads"]?.items).compactMap { $0["createTime"]?.string }
            #expect(times.count == 25)
            #expect(times == times.sorted(by: >))
        }
    }

    @Test("a limit outside 1 to 100 is refused byte for byte as by Lofty", arguments: ["0", "101", "-1", "1000"])
    func limitOutOfRange(limit: String) async throws {
        try await withSandbox { _, client in
            let reply = try await client.get("/v1.0/leads?limit=\(limit)")
            #expect(reply.status == 400)
            #expect(
                reply.text
                    == #"{"message":"BaseApplicationException:errorCode=20042,errorMsg=Limit must be between 1 and 100"}"#
            )
        }
    }

    @Test(
        "a parameter of the wrong type is refused with 20012",
        arguments: [
            "limit=ten", "offset=x", "desc=maybe", "assignedUserId=abc", "contacted=2", "groupIds=a",
            "preciseSearchFlag=?",
            "querySubGroup=perhaps", "roleAssigneeFilters=nonsense", "roleAssigneeFilters=%5B1%5D",
            "roleAssigneeFilters=%5B%7B%22roleName%22%3A%22Wizard%22%2C%22assigneeToIds%22%3A%5B1%5D%7D%5D",
            "assignedUserId=99999999999999999999", "stage=%zz",
        ]
    )
    func wrongTypes(query: String) async throws {
        try await withSandbox { _, client in
            let reply = try await client.get("/v1.0/leads?\(query)")
            #expect(reply.status == 400)
            #expect(reply.text.contains("errorCode=20012"))
        }
    }

    @Test(
        "unknown parameters are ignored",
        arguments: ["page=2", "pageSize=1", "keyword=zzz", "stageId=1", "otherFilters="]
    )
    func unknownParameters(query: String) async throws {
        try await withSandbox { _, client async throws in
            #expect(try await client.list(query).total == 12)
        }
    }

    @Test("an unknown order is the default order")
    func unknownOrder() async throws {
        try await withSandbox(SandboxConfiguration(leads: 20)) { _, client async throws in
            #expect(try await client.list("sort=Nonsense").ids == (try await client.list("")).ids)
        }
    }

    @Test("an unknown stage is 404, and the name is case-sensitive", arguments: ["Nowhere", "new+lead", "New+Lead+"])
    func unknownStage(stage: String) async throws {
        try await withSandbox { _, client async throws in
            #expect(try await client.get("/v1.0/leads?stage=\(stage)").status == 404)
        }
    }

    @Test(
        "orders sort by what they name",
        arguments: [
            ("CreateTime", "createTime"), ("LastContact", "lastTouch"), ("LastActivity", "lastVisit"),
            ("AssignTime", "assignTime"),
        ]
    )
    func dateOrders(order: String, field: String) async throws {
        try await withSandbox(Self.book) { _, client in
            let leads = try await client.list("limit=100&sort=\(order)&desc=true").leads
            let times = leads.map { $0[field]?.string ?? "" }
            #expect(times == times.sorted(by: >))
            #expect(Set(times).count > 10)
            let ascending = try await client.list("limit=100&sort=\(order)&desc=false").leads
            let ascendingTimes = ascending.map { $0[field]?.string ?? "" }
            #expect(ascendingTimes == ascendingTimes.sorted())
        }
    }

    @Test("the score order sorts by score")
    func scoreOrder() async throws {
        try await withSandbox(Self.book) { _, client in
            let scores = try await client.list("limit=100&sort=Score&desc=true").leads.compactMap { $0["score"]?.int64 }
            #expect(scores == scores.sorted(by: >))
            #expect(Set(scores).count > 10)
        }
    }
}
