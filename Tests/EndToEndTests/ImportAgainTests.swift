import Foundation
import Testing

extension EndToEnd {
    @Suite("An import that is run again", .timeLimit(.minutes(5)))
    struct ImportAgainTests {
        @Test("leaves every lead with whom others have given it to since, also one that routing gave to its owner")
        func owners() throws {
            let office = try Office(leads: 5, extra: ["--rate-limit", "60000"])
            let usual = try Self.ownerByRouting(in: office)
            let team = ["Minh Trần", "Yael Cohen", "Marisol Vega"].filter { $0 != usual }
            let rows = (1...6).map { "Ada Row\($0),row\($0)@example.com,\($0 == 6 ? team[0] : usual)" }
            let file = try office.home.write("Name,Email,Agent\n" + rows.joined(separator: "\n"), to: "leads.csv")
            let first = try office.run("leads", "import", file, "--apply")
            #expect(first.status == 0, "\(first)")
            // Of a row that routing has dealt with already, no call says that it was done.
            #expect(try Self.assignments(office) < rows.count)

            let colleague = try TemporaryDirectory()
            let elsewhere = office.environment.merging(["FOYER_HOME": colleague.path]) { $1 }
            let leads = try office.records("leads", "list", "--format", "json", "ada")
            #expect(leads.count == rows.count)
            for lead in leads {
                let words = ["leads", "assign", "\(lead.leadID)", "--to", team[1]]
                #expect(try Binary.run(words, environment: elsewhere).status == 0)
            }
            let calls = try Self.assignments(office)

            let second = try office.run("leads", "import", file, "--apply")
            #expect(second.status == 0, "\(second)")
            let owners = try office.records("leads", "list", "--format", "json", "ada")
                .map { $0["assignedUser"] as? String }
            #expect(owners.allSatisfy { $0 == team[1] }, "\(owners)")
            #expect(try Self.assignments(office) == calls)
        }

        @Test("does not give a lead once more whose change of owner was given up in the outbox")
        func givenUp() throws {
            let office = try Office(leads: 5, extra: ["--rate-limit", "60000"])
            let usual = try Self.ownerByRouting(in: office)
            let wanted = try #require(["Minh Trần", "Yael Cohen"].first { $0 != usual })
            let fault: [String: Any] = [
                "do": "answer", "status": 403, "method": "POST", "path": "/v1.0/leads/{leadId}/assignment", "times": 1,
                "body": #"{"code":20003,"message":"errorCode=20003, errorMsg=no permission"}"#,
            ]
            let script = String(decoding: try JSONSerialization.data(withJSONObject: [fault]), as: UTF8.self)
            _ = try office.sandbox.curl("/sandbox/faults", method: "POST", body: script)
            // Where routing gave the one lead to the one that is wanted, there would be nothing to refuse.
            let rows = (1...6).map { "Ada Row\($0),row\($0)@example.com,\(wanted)" }
            let file = try office.home.write("Name,Email,Agent\n" + rows.joined(separator: "\n"), to: "leads.csv")
            let first = try office.run("leads", "import", file, "--apply")
            #expect(first.status == 1 && first.output.contains("not given to \(wanted)"), "\(first)")
            let entry = try #require(try office.records("outbox", "list", "--format", "json").first?["id"] as? Int)
            #expect(try office.run("outbox", "drop", "\(entry)").status == 0)
            let calls = try Self.assignments(office)

            let second = try office.run("leads", "import", file, "--apply")
            #expect(second.status == 0, "\(second)")
            #expect(try Self.assignments(office) == calls)
        }

        /// Whom a new lead goes to when nobody says.
        private static func ownerByRouting(in office: Office) throws -> String {
            #expect(try office.run("leads", "create", "--first-name", "Probe").status == 0)
            let probe = try office.records("leads", "list", "--format", "json", "probe")
            return try #require(probe.first?["assignedUser"] as? String, "\(probe)")
        }

        /// How many calls gave a lead to somebody.
        private static func assignments(_ office: Office) throws -> Int {
            try office.sandbox.requests().count {
                $0["method"] as? String == "POST" && ($0["path"] as? String)?.hasSuffix("/assignment") == true
            }
        }
    }
}
