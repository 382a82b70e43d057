import FoundationEssentials
import Leads
import Testing

@testable import LoftyAPI

@Suite("Calls of the API by which Lofty writes to leads")
struct RawCallReachTests {
    private static func call(_ path: String, _ body: String = "", method: RawCall.Method = .post) throws -> RawCall {
        var call = try #require(RawCall(method, path))
        call.body = body.isEmpty ? nil : Data(body.utf8)
        return call
    }

    @Test(
        "are known however their path is written",
        arguments: [
            ("/v1.0/message/sms/send", ContactGuard.Channel.text), ("v1.0/message/email/send", .email),
            ("/v2.0/working-leads/add", .text), ("/v1.0/Message/SMS/send/", .text),
            ("/v1.0/message/sms/%73end?x=1", .text), ("/v1.0/notes/../message/./sms/send", .text),
        ]
    )
    func reaching(path: String, channel: ContactGuard.Channel) throws {
        #expect(try Self.call(path).reach == channel)
        #expect(try Self.call(path, method: .get).reach == nil)
    }

    @Test("others go through", arguments: ["/v1.0/notes", "/v1.0/leads", "/v1.0/message/sms", "/v2.0/working-leads"])
    func harmless(path: String) throws { #expect(try Self.call(path, #"{"leadId":7}"#).reach == nil) }

    @Test("a new lead with a mail of welcome is one, and the leads of a body are named")
    func bodies() throws {
        #expect(try Self.call("/v1.0/leads", #"{"firstName":"Ana","welcomeEmail":true}"#).reach == .email)
        #expect(try Self.call("/v1.0/leads", #"{"firstName":"Ana","welcomeEmail":false}"#).reach == nil)
        let text = try Self.call("/v1.0/message/sms/send", #"{"leadId":7,"content":"x"}"#)
        #expect(text.reachedLeads == [Lead.ID(7)])
        #expect(
            try Self.call("/v2.0/working-leads/add", #"{"leadIds":[7,8]}"#).reachedLeads == [Lead.ID(7), Lead.ID(8)]
        )
        #expect(try Self.call("/v1.0/message/sms/send", "[]").reachedLeads.isEmpty)
    }
}
