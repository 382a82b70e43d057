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
