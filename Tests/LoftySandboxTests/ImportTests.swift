import Foundation
import Testing

@testable import LoftySandbox

@Suite("Import of files", .timeLimit(.minutes(5)))
struct ImportTests {
    private static func send(_ text: String, query: String = "", _ client: Client) async throws -> Reply {
        try await client.reply("POST", "/sandbox/import\(query)", text, contentType: "text/csv; charset=utf-8")
    }

    @Test("every column lands where the API shows it, and routing sees the place")
    func columns() async throws {
        try await withSandbox { _, client in
            let rule: JSON = [
                "name": "Waco", "locationRule": ["city": "Waco"],
                "routingStrategy": ["strategyType": 1, "memberWeights": ["memberId": 10_000_000_514]],
            ]
            _ = try await client.put("/sandbox/routing/1", ["rules": [rule]])
            let file = #"""
                \#u{FEFF}First Name,last_name,Email,Phone,Source,Stage,Tags,Lead-Types,City,State,Zip Code,PriceMax,Note,Agent
                Ann,"O'Hara, Jr.",ann@example.com;a2@example.com,5125550150,Fair,Contacted,Hot;New Tag,Buyer,Waco,TX,76701,\#
                450000,"Said ""yes""",
                Bob,,bob@example.com,,,,,1;2,Waco,TX,,,,devon@bluebonnet.example.com
                """#
            let reply = try await Self.send(file.replacing("\n", with: "\r\n"), client)
            #expect(reply.status == 200, "\(reply.text)")
            #expect(try reply.json["created"] == 2)
            let ids = try #require(try reply.json["leadIds"]?.items?.compactMap(\.int64))
            let ann = try await client.lead(ids[0])
            #expect(ann["lastName"] == "O'Hara, Jr.")
            #expect(ann["emails"] == ["ann@example.com", "a2@example.com"])
            #expect(ann["stage"] == "Contacted")
            #expect(Set(ann.tagNames) == ["Hot", "New Tag"])
            #expect(ann["leadTypes"] == [2])
            #expect(ann["leadInquiry"]?["priceMax"] == 450_000)
            #expect(ann["assignedUserId"] == 10_000_000_514)
            #expect(try await client.get("/v1.0/notes?leadId=\(ids[0])").text.contains(#"Said \"yes\""#))
            let bob = try await client.lead(ids[1])
            #expect(bob["leadPropertyList"]?.items?.first?["city"] == "Waco")
            #expect(bob["assignedUser"] == "Devon Wright")
            #expect(bob["source"] == "Import")
        }
    }

    private static let mixed = """
        firstname,email,stage,agent
        Good,g1@example.com,,
        ,nameless@example.com,,
        Bad,b@example.com,No Such Stage,
        "Two
        Lines",g2@example.com,,
        Short,s@example.com
        Bad,b@example.com,,stranger@example.com
        Good,G1@example.com,,
        Wide,w@example.com,,,x
        """

    @Test("right rows go in, wrong ones are reported by line and leave nothing behind")
    func mixed() async throws {
        try await withSandbox { _, client in
            let json = try await Self.send(Self.mixed, client).json
            // A short row lacks nothing, and of an agent whom nobody knows routing decides.
            #expect(json["created"] == 4)
            // The last but one is the person of the first.
            #expect(json["matched"] == 1)
            #expect(json["failed"] == 3)
            let errors = try #require(json["errors"]?.items)
            #expect(errors.map { $0["line"] } == [3, 4, 10])
            #expect(
                errors.map { $0["message"] } == [
                    "Invalid parameter: firstName is required", "Invalid parameter: no such stage: No Such Stage",
                    "Invalid parameter: the row has 5 fields, the header 4",
                ]
            )
            let remarks = json["remarks"]?.items ?? []
            #expect(remarks.map { $0["line"] } == [8])
            #expect(remarks.first?["message"]?.string?.contains("stranger@example.com") == true, "\(remarks)")
            #expect(try await client.list("").total == 16)
            #expect(try await client.list("email=w@example.com").total == 0)
        }
    }

    @Test("all or nothing refuses the whole file for one wrong row")
    func allOrNothing() async throws {
        try await withSandbox { _, client in
            let reply = try await Self.send(Self.mixed, query: "?allOrNothing=true", client)
            #expect(reply.status == 400)
            #expect(reply.text.contains("errorCode=20012"))
            #expect(try reply.json["errors"]?.items?.map { $0["line"] } == [3, 4, 10])
            #expect(try await client.list("").total == 12)
            let good = try await Self.send("firstname\nA\nB", query: "?allOrNothing=true", client)
            #expect(try good.json["created"] == 2)
        }
    }

    @Test(
        "a file that is none is refused with its line",
        arguments: [
            ("", 1, "the file is empty"), ("\u{1F}\u{8B}x", 1, "firstname is missing"),
            ("PK\u{3}\u{4}x", 1, "save it as CSV"),
            ("email\na@example.com", 1, "firstname is missing"),
            ("shoesize,hat\n1,2", 1, "these columns are unknown: shoesize, hat"),
            ("firstname\n\"A", 2, "never closed"),
            ("firstname\n" + String(repeating: "x", count: 1_048_576), 2, "longer than"),
            ("firstname\n\"" + String(repeating: "\n", count: 1_048_576) + "\"", 2, "longer than"),
        ]
    )
    func refusals(file: String, line: Int64, problem: String) async throws {
        try await withSandbox { _, client in
            let reply = try await Self.send(file, client)
            #expect(reply.status == 400)
            let error = try #require(try reply.json["errors"]?.items?.first)
            #expect(error["line"]?.int64 == line)
            #expect(error["message"]?.string?.contains(problem) == true, "\(reply.text.prefix(300))")
            #expect(try await client.list("").total == 12)
        }
    }

    @Test("another content type is refused, and so is a file beyond the limits")
    func limits() async throws {
        try await withSandbox { _, client in
            let json = try await client.post("/sandbox/import", ["firstName": "A"])
            #expect(json.status == 400)
            #expect(try json.json == ["code": 20001, "message": "Content-type must be: text/csv"])
            let tooMany = "firstname\n" + String(repeating: "A\n", count: LeadImport.mostRows + 1)
            let reply = try await Self.send(tooMany, client)
            #expect(reply.status == 400)
            #expect(reply.text.contains("at most 10000 rows"))
            let huge = String(repeating: "x", count: 16_777_217)
            #expect(try await Self.send(huge, client).status == 413)
            #expect(try await client.list("").total == 12)
        }
    }

    @Test("ten thousand rows go in at once, each to an agent in turn")
    func large() async throws {
        let desk = try Desk()
        defer { desk.database.close() }
        let rows = (0..<LeadImport.mostRows).map { "N\($0),n\($0)@example.com" }
        let file = Array(("firstname,email\n" + rows.joined(separator: "\n")).utf8)
        let json = try await desk.send("POST", "/sandbox/import", file, as: "text/csv")
        #expect(json["created"]?.int64 == 10_000)
        #expect(json["failed"] == 0)
        var agents: Set<JSON> = []
        for id in try #require(json["leadIds"]?.items).suffix(5).compactMap(\.int64) {
            let lead = try await desk.call("GET", "/v1.0/leads/\(id)")["lead"]
            agents.insert(try #require(lead?["assignedUserId"]))
        }
        #expect(agents.count == 5)
    }
}
