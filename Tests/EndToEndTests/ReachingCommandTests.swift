import Foundation
import Testing

extension EndToEnd {
    @Suite("Commands by which Lofty writes to leads", .timeLimit(.minutes(3)))
    struct ReachingCommandTests {
        private func make(_ office: Office, _ extra: String...) throws -> String {
            let made = try office.run(["leads", "create", "--first-name", "Zoë"] + extra)
            return made.output.trimmingCharacters(in: .whitespacesAndNewlines)
        }

        @Test("foyer api sends nothing to a lead without a reason, which then stands in the audit log")
        func api() throws {
            let office = try Office()
            let id = try make(office, "--phone", "5125550177")
            let call = ["api", "POST", "/v2.0/working-leads/add", "--input"]
            let body = try office.home.write("{\"leadIds\":[\(id)],\"createPlanTask\":false}", to: "body.json")
            let refused = try office.run(call + [body])
            #expect(refused.status == 1 && refused.errors.contains("--override-guard"), "\(refused.errors)")
            #expect(try office.sandbox.count(method: "POST", path: "/v2.0/working-leads/add") == 0)
            #expect(try office.run(call + [body, "--override-guard", " "]).status == 64)

            let over = try office.run(call + [body, "--override-guard", "they wrote first"])

            #expect(over.status == 0, "\(over.errors)")
            #expect(try office.sandbox.count(method: "POST", path: "/v2.0/working-leads/add") == 1)
            #expect(try office.run("audit", "list", "--format", "csv").output.contains("they wrote first"))
        }

        @Test(
            "who does not want to be contacted is not given to the assistant, by own calls, colleagues' and others' numbers"
        )
        func assistant() throws {
            let office = try Office()
            let ada = try make(office, "--phone", "5125550701")
            let bea = try make(office, "--phone", "(512) 555-0701", "--phone", "5125550702")
            #expect(try office.run("leads", "call", ada, "--outcome", "DNCNumber", "--phone", "5125550701").status == 0)
            for lead in [ada, bea] {
                let result = try office.run("assistant", "add", lead, "--yes")
                #expect(result.status == 1 && result.errors.contains("do-not-call list"), "\(result.errors)")
            }
            let elsewhere = try TemporaryDirectory()
            var environment = office.environment
            environment["FOYER_HOME"] = elsewhere.path
            let result = try Binary.run(["assistant", "add", ada, "--yes"], environment: environment)
            #expect(result.status == 1 && result.errors.contains("do-not-call list"), "\(result.errors)")
            #expect(try office.sandbox.count(method: "POST", path: "/v2.0/working-leads/add") == 0)

            let free = try make(office, "--phone", "5125550799")
            #expect(try office.run("assistant", "add", free, "--yes").status == 0)
        }
    }
}
