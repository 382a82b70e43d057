import Testing

@testable import LoftySandbox

@Suite("What the sandbox does not answer", .timeLimit(.minutes(1)))
struct UnansweredTests {
    @Test(
        "an operation that is not there is 404 with the gateway's words, whatever the method",
        arguments: [
            ("POST", "/v2.0/ai/prepare-insight"), ("GET", "/v2.0/ai/lead-analysis"), ("POST", "/v2.0/ai/lead-analysis"),
            ("POST", "/v2.0/ai/call-summary/generate"), ("POST", "/v2.0/ai/call-script"),
            ("GET", "/v2.0/ai/call-summary"), ("POST", "/v2.0/listings/search"), ("GET", "/v1.0/listing"),
            ("GET", "/v1.0/getPublishedListings"), ("PUT", "/v1.0/brokermint/lead"),
            ("PUT", "/v1.0/brokermint/transaction"), ("PUT", "/v1.0/org/office"), ("POST", "/v1.0/org/office"),
            ("POST", "/v1.0/org/company"), ("POST", "/v1.0/agent/profile/add"), ("POST", "/v2.0/agents/1/reactivate"),
            ("POST", "/v2.0/agents/1/deactivate"), ("POST", "/v2.0/sales-agent/ai-number/send-sms-to-agent"),
        ]
    )
    func unanswered(method: String, path: String) async throws {
        try await withSandbox { _, client async throws in
            let reply = try await client.reply(method, path, method == "GET" ? nil : "{}")
            #expect(reply.status == 404)
            #expect(reply.text == #"{"message":"The requested API endpoint does not exist"}"#)
        }
    }
}
