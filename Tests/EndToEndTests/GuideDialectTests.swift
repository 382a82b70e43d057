import Foundation
import Testing

extension EndToEnd {
    /// The forms of request that Lofty's lead management guide uses, which differ in places from its OpenAPI file.
    @Suite("The guide's dialect", .timeLimit(.minutes(2)))
    struct GuideDialectTests {
        private static let lead = "/v1.0/leads/563172647619608"

        @Test("create, get, list, update, assign and delete work as the guide sends them")
        func dialect() throws {
            let sandbox = try SandboxProcess()

            let body = #"{"firstName":"Nora","lastName":"Hale","emails":["nora@example.org"],"leadTypes":[2]}"#
            #expect(try ask(sandbox, "POST", "/v1.0/leads", body: body)["leadId"] is Int)
            #expect((try ask(sandbox, "GET", Self.lead)["lead"] as? [String: Any])?.leadID == 563_172_647_619_608)

            // Spaces as plus signs, as a form sends them.
            let query = "limit=20&offset=0&stage=New+Lead&sort=LastActivity&desc=true"
            let list = try ask(sandbox, "GET", "/v1.0/leads?\(query)")["leads"] as? [[String: Any]] ?? []
            #expect(!list.isEmpty && list.allSatisfy { $0["stage"] as? String == "New Lead" })

            // Tags as objects.
            let edit = #"{"stage":"Qualified","tags":[{"tagName":"callback"}]}"#
            #expect(try ask(sandbox, "PUT", Self.lead, body: edit).leadID == 563_172_647_619_608)
            #expect(try sandbox.lead(563_172_647_619_608).tagNames == ["callback"])
            #expect(try sandbox.lead(563_172_647_619_608)["stage"] as? String == "Qualified")

            // Assignees by user id, in an object.
            let assignees = #"{"assignees":[{"userId":10000000514}]}"#
            #expect(try ask(sandbox, "POST", Self.lead + "/assignment", body: assignees).leadID == 563_172_647_619_608)

            // Deleting without a Content-Type.
            #expect(try ask(sandbox, "DELETE", Self.lead + "?reason=Moved+away")["deleted"] as? Bool == true)
            #expect(try sandbox.curl(Self.lead).contains("20006"))
        }

        private func ask(
            _ sandbox: SandboxProcess,
            _ method: String,
            _ path: String,
            body: String? = nil
        ) throws -> [String: Any] {
            var arguments = [
                "-sS", "-X", method, sandbox.url + path, "-H", "Authorization: Bearer \(sandbox.accessToken)",
            ]
            if let body { arguments += ["-H", "Content-Type: application/json", "-d", body] }
            let result = try Binary.system("curl", arguments)
            #expect(result.status == 0, "\(result.errors)")
            return try #require(
                JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any],
                "\(result.output)"
            )
        }
    }
}
