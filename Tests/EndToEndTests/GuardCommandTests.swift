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
    }
}
