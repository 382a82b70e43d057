import Foundation
import GRDB
import Testing

@testable import LoftySandbox

/// Walks every operation of the router with the numbers of leads that the caller must not know of, and compares each answer with that for numbers that nothing has.
///
/// Operations that come later are walked too.
@Suite("Isolation", .timeLimit(.minutes(5)))
struct IsolationTests {
    /// Far from every id that is ever given out, and of the same length.
    private static let nowhere: [Int64] = [9_990_000_000_000_001, 9_990_000_000_000_002, 9_990_000_000_000_003]

    @Test(
        "no request tells a hidden lead from one that does not exist",
        arguments: [MemberRole.owner, .admin, .teamLead]
    )
    func hidden(role: MemberRole) async throws {
        let environment = ManualClock().environment
        try await withSandbox(SandboxConfiguration(leads: 4), environment: environment) {
            sandbox,
            client async throws in
            let agent = client.holding(try sandbox.key(of: .agent))
            let secret = try await Secret.make(client, readBy: agent, isHidden: true)
            try await walk(client.holding(try sandbox.key(of: role)), secret)
            // Nothing of the walk has reached the lead.
            #expect(try await agent.lead(secret.ids[0]) == secret.lead)
        }
    }

    @Test(
        "no request tells another team's lead from one that does not exist, in either direction",
        arguments: [true, false]
    )
    func otherTeam(fromNeighbour: Bool) async throws {
        let environment = ManualClock().environment
        let configuration = SandboxConfiguration(leads: 4, hasNeighbourTeam: true)
        try await withSandbox(configuration, environment: environment) { sandbox, client async throws in
            let neighbour = client.holding(try #require(sandbox.endpoint.neighbourKey))
            #expect(try await neighbour.list("").total == Int64(NeighbourBook.leads.count))
            #expect(try await neighbour.get("/v1.0/me").json["email"] == "ingrid@cedarcreek.example.com")
            let (owner, stranger) = fromNeighbour ? (client, neighbour) : (neighbour, client)
            let secret = try await Secret.make(owner, readBy: owner, isHidden: false)
            try await walk(stranger, secret)
            #expect(try await owner.lead(secret.ids[0]) == secret.lead)
        }
    }

    @Test("the neighbours' book lasts as long as the other, and only for who asks for it")
    func neighbourFile() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appending(path: "book.sqlite").path
            let alone = SandboxConfiguration(leads: 2, database: path)
            try await withSandbox(alone) { sandbox, _ async throws in
                #expect(sandbox.endpoint.neighbourKey == nil)
                #expect(!FileManager.default.fileExists(atPath: path + ".neighbour"))
            }
            let both = SandboxConfiguration(leads: 2, database: path, hasNeighbourTeam: true)
            let (key, lead) = try await withSandbox(both) { sandbox, client async throws in
                let key = try #require(sandbox.endpoint.neighbourKey)
                return (key, try await client.holding(key).makeLead(["firstName": "Kept"]))
            }
            try await withSandbox(both) { sandbox, client async throws in
                #expect(sandbox.endpoint.neighbourKey == key)
                #expect(try await client.holding(key).lead(lead)["firstName"] == "Kept")
            }
        }
    }
}

// MARK: - The walk

extension IsolationTests {
    private func walk(_ caller: Client, _ secret: Secret) async throws {
        var walked = 0
        for route in Router.contract.routes {
            for (id, other) in zip(secret.ids, Self.nowhere) {
                for body in bodies(for: route.method) {
                    let real = try await ask(caller, route, id, body)
                    let nothing = try await ask(caller, route, other, body)
                    #expect(real == nothing, "\(route.method) \(route.pattern.text) \(body ?? "")")
                    for marker in secret.markers { #expect(!real.contains(marker), "\(route.pattern.text)") }
                    walked += 1
                }
            }
        }
        #expect(walked >= 60)
    }

    private func bodies(for method: HTTPVerb) -> [String?] {
        switch method {
        case .get, .delete: [nil]
        case .post, .put: ["{}", Self.richBody, #"[{"role":"Agent","assignee":"nobody@example.com"}]"#]
        }
    }

    /// What makes most writes of a lead valid; nothing in it makes a lead of its own.
    private static let richBody = """
        {"leadId":ID,"leadIds":[ID],"noteId":ID,"content":"c","isPin":false,"logType":"logText","type":"Browse","text":"t",\
        "link":"l","picture":"p","created":1,"taskId":ID,"source":"s","tagsAdd":["t"]}
        """

    /// Status and body, with the number that was asked for made the same.
    private func ask(_ caller: Client, _ route: Route, _ id: Int64, _ body: String?) async throws -> String {
        let path = route.pattern.text.replacing(/\{[^}]*\}/, with: String(id))
        let query = "leadId=\(id)&logType=logText&reason=x&limit=50&includeSystemNote=true&withTrash=true"
        let reply = try await caller.reply(
            route.method.rawValue,
            "\(path)?\(query)",
            body?.replacing("ID", with: String(id))
        )
        // A cursor carries the query on, and with it the number that was asked for.
        let text = reply.text.replacing(/"scrollId":"[^"]*"/, with: "")
        return "\(reply.status) \(text.replacing(String(id), with: "ID"))"
    }
}

// MARK: - What must not be seen

/// A lead with everything on it, and the words that would give it away.
private struct Secret: Sendable {
    /// The lead, a note of it, and a log of it.
    let ids: [Int64]
    let markers = ["Zyzzyva", "quagga"]
    /// As its own agent reads it.
    let lead: JSON

    static func make(_ owner: Client, readBy reader: Client, isHidden: Bool) async throws -> Secret {
        let lead = try await owner.makeLead(["firstName": "Zyzzyva", "emails": ["zyzzyva@example.com"]])
        let note = try await owner.post("/v1.0/notes", ["leadId": .integer(lead), "content": "a quagga"]).json
        let log: JSON = ["leadId": .integer(lead), "logType": "logText", "content": "a quagga"]
        let logged = try await owner.post("/v1.0/logType", log).json
        if isHidden {
            let item: JSON = ["assignee": "marisol@bluebonnet.example.com"]
            #expect(try await owner.post("/v1.0/leads/\(lead)/assignment", [item]).status == 200)
        }
        // A tag's name belongs to the team; only that it is on this lead is secret.
        let edit = try await owner.put("/v1.0/leads/\(lead)", ["tags": ["Buyer"], "isHidden": .bool(isHidden)])
        #expect(edit.status == 200)
        return Secret(
            ids: [lead, try #require(note["noteId"]?.int64), try #require(logged["logType"]?["id"]?.int64)],
            lead: try await reader.lead(lead)
        )
    }
}
