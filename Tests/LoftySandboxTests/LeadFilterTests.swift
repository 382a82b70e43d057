import Foundation
import Testing

@testable import LoftySandbox

@Suite("Filtering leads", .timeLimit(.minutes(1)))
struct LeadFilterTests {
    /// All leads of the account, read page by page.
    private func everyone(_ client: Client) async throws -> [JSON] {
        var leads: [JSON] = []
        while true {
            let page = try await client.list("limit=100&offset=\(leads.count)")
            leads += page.leads
            if leads.count >= page.total { return leads }
        }
    }

    /// A filter, and what it must mean.
    private struct Example: Sendable {
        let query: String
        let keeps: @Sendable (JSON) -> Bool

        init(_ query: String, _ keeps: @escaping @Sendable (JSON) -> Bool) {
            self.query = query
            self.keeps = keeps
        }
    }

    private static let examples = [
        Example("stage=Under+Contract") { $0["stage"] == "Under Contract" },
        Example("source=Open+House") { $0["source"] == "Open House" },
        Example("contacted=true") { $0["lastTouch"] != .null },
        Example("contacted=false") { $0["lastTouch"] == .null },
        Example("segments=VIP+Clients,Lake+Travis") { lead in
            ["VIP Clients", "Lake Travis"].contains { lead["segments"]?.items?.contains($0) == true }
        },
        Example("groups=VIP+Clients") { $0["segments"]?.items?.contains("VIP Clients") == true },
        Example("languages=es,zh-CN") { ["es", "zh-CN"].contains($0["language"]) },
        Example("anyTags=Hot,VIP") { !Set($0.tagNames).isDisjoint(with: ["Hot", "VIP"]) },
    ]

    /// Examples that name somebody of the book.
    private func examples(in book: [JSON]) throws -> [Example] {
        let someone = try #require(book.first { $0["phones"] != [] && $0["emails"] != [] })
        let phone = try #require(someone["phones"]?.items?[0].string)
        let email = try #require(someone["emails"]?.items?[0].string)
        let agent = try #require(book.compactMap { $0["assignedUserId"]?.int64 }.first { $0 != 0 })
        return [
            Example("phone=\(phone)") { $0["phones"]?.items?.contains(.string(phone)) == true },
            Example("phone=%2B1\(phone)&preciseSearchFlag=true") {
                $0["phones"]?.items?.contains(.string(phone)) == true
            },
            Example("email=\(email.uppercased())&preciseSearchFlag=true") {
                $0["emails"]?.items?.contains(.string(email)) == true
            },
            Example("assignedUserId=\(agent)") { $0["assignedUserId"]?.int64 == agent },
        ]
    }

    @Test("each filter keeps exactly the leads that fit")
    func singleFilters() async throws {
        try await withSandbox(SandboxConfiguration(leads: 260)) { _, client in
            let book = try await everyone(client)
            for example in try Self.examples + examples(in: book) {
                let expected = Set(book.filter(example.keeps).compactMap { $0["leadId"]?.int64 })
                #expect(!expected.isEmpty, "\(example.query) would pass with an empty answer")
                #expect(expected.count < book.count, "\(example.query) would pass without a filter")
                let found = try await ids(example.query, client)
                #expect(found.count == expected.count, "\(example.query)")
                #expect(Set(found) == expected, "\(example.query)")
            }
        }
    }

    /// Ids of all matches, read page by page.
    private func ids(_ query: String, _ client: Client) async throws -> [Int64] {
        var ids: [Int64] = []
        while true {
            let page = try await client.list("limit=100&offset=\(ids.count)&\(query)")
            ids += page.ids
            if ids.count >= page.total { return ids }
        }
    }

    @Test("all tags must be there, any tag suffices, and a name given twice counts once")
    func tagFilters() async throws {
        try await withSandbox { _, client in
            let both = try await client.makeLead(["firstName": "Both", "tags": ["t-one", "t-two"]])
            let one = try await client.makeLead(["firstName": "One", "tags": ["t-one"]])
            #expect(Set(try await client.list("anyTags=t-one,t-two").ids) == [both, one])
            #expect(try await client.list("allTags=t-one,t-two").ids == [both])
            #expect(Set(try await client.list("allTags=t-one,t-one").ids) == [both, one])
            #expect(try await client.list("allTags=t-one,missing").ids == [])
            #expect(try await client.list("anyTags=T-ONE").ids == [])
        }
    }

    @Test(
        "key finds a part of a name, an address or a number",
        arguments: ["Zebedee", "zebedee+quill", "bedee", "zeb%40exam", "5125550177", "(512)+555-0177", "555-0177"]
    )
    func key(key: String) async throws {
        try await withSandbox { _, client in
            let id = try await client.makeLead([
                "firstName": "Zebedee", "lastName": "Quill", "emails": ["zeb@example.com"],
                "phones": ["+1 512-555-0177"],
            ])
            #expect(try await client.list("key=\(key)").ids == [id])
        }
    }

    @Test("a wildcard in key is a letter like any other", arguments: ["%25", "_", "*", "z%25e"])
    func keyWildcards(key: String) async throws {
        try await withSandbox { _, client in
            _ = try await client.makeLead(["firstName": "Zebedee"])
            #expect(try await client.list("key=\(key)").total == 0)
        }
    }

    @Test("an updated lead is found by what it is now")
    func keyAfterUpdate() async throws {
        try await withSandbox { _, client in
            let id = try await client.makeLead(["firstName": "Before", "phones": ["5125550188"]])
            _ = try await client.put("/v1.0/leads/\(id)", ["firstName": "Afterwards", "phones": ["5125550189"]])
            #expect(try await client.list("key=Before").total == 0)
            #expect(try await client.list("key=afterw").ids == [id])
            #expect(try await client.list("phone=5125550188").total == 0)
            #expect(try await client.list("phone=5125550189").ids == [id])
        }
    }

    @Test("offices count their agents' leads, with or without the offices below")
    func offices() async throws {
        try await withSandbox(SandboxConfiguration(leads: 120)) { _, client in
            let all = try await everyone(client)
            let assigned = all.count { $0["assignedUserId"] != 0 }
            let north = try await client.list("groupIds=2").total
            let south = try await client.list("groupIds=3").total
            let company = try await client.list("groupIds=1").total
            #expect(north > 0 && south > 0 && company > 0)
            #expect(try await client.list("groupIds=1&querySubGroup=true").total == Int64(assigned))
            #expect(north + south + company == Int64(assigned))
            #expect(try await client.list("groupIds=77").total == 0)
        }
    }

    @Test("roles are found by their assignees")
    func roles() async throws {
        try await withSandbox { _, client in
            let id = try await client.makeLead()
            let body: JSON = [
                ["role": "Assistant", "userId": 10_000_000_514], ["role": "Lender", "userId": 10_000_000_514],
            ]
            _ = try await client.post("/v1.0/leads/\(id)/assignment", body)
            for role in ["Assistant", "Lender"] {
                let filter: JSON = [["roleName": .string(role), "assigneeToIds": [10_000_000_514, 5]]]
                let encoded = try #require(filter.text.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
                #expect(try await client.list("roleAssigneeFilters=\(encoded)").ids == [id])
            }
        }
    }

    @Test("filters combine with AND")
    func combination() async throws {
        try await withSandbox { _, client in
            let id = try await client.makeLead([
                "firstName": "Ada", "source": "Radio", "tags": ["t"], "stage": "Closed",
            ])
            _ = try await client.makeLead(["firstName": "Ada", "source": "Radio", "tags": ["u"], "stage": "Closed"])
            _ = try await client.makeLead(["firstName": "Bob", "source": "Radio", "tags": ["t"], "stage": "Closed"])
            #expect(try await client.list("source=Radio&stage=Closed&anyTags=t&key=ada").ids == [id])
        }
    }
}
