import Foundation
import Testing

extension EndToEnd {
    @Suite("The contact guard at a shell", .timeLimit(.minutes(3)))
    struct GuardCommandTests {
        @Test(
            "a call to somebody who does not want any is refused, in batches and dry runs too, and logged with a reason"
        )
        func refused() throws {
            let office = try Office()
            let lead = try #require(
                try office.sandbox.leads(matching: "limit=100").first { ($0["phones"] as? [String])?.isEmpty == false }
            ).leadID
            let call = ["leads", "call", "\(lead)", "--outcome"]
            #expect(try office.run(call + ["DNCContact"]).status == 0)
            let posts = try office.sandbox.count(method: "POST", path: "/v1.0/logType")

            for extra in [[], ["--dry-run"], ["--phone", "+1 512 555 0199"]] {
                let result = try office.run(call + ["Talked"] + extra)
                #expect(result.status == 1 && result.errors.contains("do not contact"), "\(result.errors)")
                #expect(result.errors.contains("--override-guard"))
            }
            let batch = try Binary.run(
                ["leads", "call", "-", "--outcome", "NoAnswer"],
                environment: office.environment,
                input: "\(lead)\n"
            )
            #expect(batch.status == 1 && batch.output.contains("do not contact"), "\(batch.output)")
            #expect(try office.sandbox.count(method: "POST", path: "/v1.0/logType") == posts)
            #expect(try office.run(call + ["Talked", "--override-guard", " "]).status == 64)

            let over = try office.run(call + ["Talked", "--override-guard", "they rang us"])

            #expect(over.status == 0, "\(over.errors)")
            #expect(try office.sandbox.count(method: "POST", path: "/v1.0/logType") == posts + 1)
            let audit = try office.run("audit", "list", "--format", "csv").output
            #expect(audit.contains("overridden") && audit.contains("they rang us"), "\(audit)")
            #expect(try office.run("audit", "verify").status == 0)
        }

        @Test("who asks not to be contacted is not called at that number on another lead, whichever command asks")
        func otherLead() throws {
            let office = try Office()
            let ids = try ["Zoë", "Ravi"].map { name in
                let made = try office.run("leads", "create", "--first-name", name, "--phone", "(512) 555-0177")
                #expect(made.status == 0, "\(made.errors)")
                return made.output.trimmingCharacters(in: .whitespacesAndNewlines)
            }
            try #require(Set(ids).count == 2, "\(ids)")
            #expect(try office.run("leads", "call", ids[0], "--outcome", "DNCContact").status == 0)

            let dialled = try office.run("leads", "dial", ids[1])
            #expect(dialled.status == 1 && dialled.output.isEmpty, "\(dialled.output)")
            #expect(dialled.errors.contains("do-not-call list"), "\(dialled.errors)")
            let logged = try office.run("leads", "call", ids[1], "--outcome", "Talked")
            #expect(logged.status == 1 && logged.errors.contains("do-not-call list"), "\(logged.errors)")
            #expect(try office.run("sync").status == 0)
            for place in [[], ["--offline"]] {
                let listed = try office.run(["leads", "list", "may:call phone:5125550177"] + place)
                #expect(listed.status == 0 && !listed.output.contains(ids[1]), "\(listed.output)")
            }
        }

        @Test(
            "a number named by hand that another lead has on a list is refused with and without the book, and logged with a reason"
        )
        func namedByHand() throws {
            let office = try Office(leads: 3)
            let made = try office.run("leads", "create", "--first-name", "Zoë", "--phone", "(512) 555-0177")
            let listed = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
            let other = try office.run("leads", "create", "--first-name", "Ravi", "--phone", "2125550188")
            let lead = other.output.trimmingCharacters(in: .whitespacesAndNewlines)
            let outcome = ["leads", "call", listed, "--outcome", "DNCNumber"]
            #expect(try office.run(outcome).status == 0)
            let posts = try office.sandbox.count(method: "POST", path: "/v1.0/logType")
            let call = ["leads", "call", lead, "--outcome", "Talked", "--phone"]
            for spelling in ["5125550177", "+1 512-555-0177", "tel:+15125550177", "512 555 0177 x9"] {
                let result = try office.run(call + [spelling])
                #expect(
                    result.status == 1 && result.errors.contains("do-not-call list"),
                    "\(spelling): \(result.errors)"
                )
                #expect(result.errors.contains("--override-guard"))
            }
            let batch = try Binary.run(
                ["leads", "call", "-", "--outcome", "NoAnswer", "--phone", "5125550177"],
                environment: office.environment,
                input: "{\"leadId\":\(lead)}\n"
            )
            #expect(batch.status == 1 && batch.output.contains("do-not-call list"), "\(batch.output)")
            #expect(try office.sandbox.count(method: "POST", path: "/v1.0/logType") == posts)

            let over = try office.run(call + ["5125550177", "--override-guard", "they rang us from there"])
            #expect(over.status == 0, "\(over.errors)")
            #expect(try office.run("audit", "list", "--format", "csv").output.contains("they rang us from there"))
            #expect(try office.run(call + ["5125550178"]).status == 0, "a number that nobody lists")
        }

        @Test(
            "a machine that never read the book asks who has the number before it hands one over or logs a call to it"
        )
        func newMachine() throws {
            let office = try Office(leads: 60)
            // Lofty alone marks numbers; nobody can write that.
            let listed = try #require(
                try office.sandbox.leads(matching: "limit=100").first { ($0["phoneStatuses"] as? [Int])?.first == 4 }
            )
            let number = try #require((listed["phones"] as? [String])?.first).filter(\.isNumber).suffix(10)
            let ids = try ["+1 \(number)", "2125550199"].map { phone in
                let body = #"{"firstName":"Ada","lastName":"Quist","phones":["\#(phone)"]}"#
                let answer = try office.sandbox.curl("/v1.0/leads", method: "POST", body: body)
                return try #require(answer.split { !$0.isNumber }.first { $0.count > 8 }.map(String.init), "\(answer)")
            }

            let dialled = try office.run("leads", "dial", ids[0])
            #expect(dialled.status == 1 && dialled.output.isEmpty, "\(dialled.output)")
            #expect(dialled.errors.contains("do-not-call list"), "\(dialled.errors)")
            let own = try office.run("leads", "call", ids[0], "--outcome", "Talked")
            #expect(own.status == 1 && own.errors.contains("do-not-call list"), "\(own.errors)")
            let named = try office.run("leads", "call", ids[1], "--outcome", "Talked", "--phone", String(number))
            #expect(named.status == 1 && named.errors.contains("do-not-call list"), "\(named.errors)")
            #expect(try !office.run("leads", "dial", ids[1]).errors.contains("do-not-call list"))
        }

        @Test("dial prints only a number that may be called, and with a reason any, once that is written down")
        func dial() throws {
            let office = try Office()
            let made = try office.run(
                "leads",
                "create",
                "--first-name",
                "Zoë",
                "--phone",
                "+870 773 110 958",
                "--phone",
                "5125550177"
            )
            let id = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
            // Nobody knows the hour there, so it is handed over with a word about that.
            let abroad = try office.run("leads", "dial", id, "--phone", "0958")
            #expect(abroad.status == 0 && abroad.output == "+870773110958\n", "\(abroad.errors)")
            #expect(abroad.errors.contains("abroad"))
            #expect(try office.run("leads", "dial", id, "--phone", "77777").status == 1)

            #expect(try office.run("leads", "call", id, "--outcome", "DNCContact").status == 0)
            let refused = try office.run("leads", "dial", id)
            #expect(refused.status == 1 && refused.output.isEmpty && refused.errors.contains("do not contact"))
            let over = try office.run("leads", "dial", id, "--phone", "0177", "--override-guard", "asked by mail")
            #expect(over.status == 0 && over.output == "+15125550177\n", "\(over.errors)")
            #expect(try office.run("audit", "list", "--format", "csv").output.contains("asked by mail"))
        }
    }
}
