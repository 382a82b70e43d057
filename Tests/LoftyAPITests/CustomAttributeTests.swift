import FoundationEssentials
import Leads
import TestSupport
import Testing

@testable import LoftyAPI

@Suite("Setting custom fields", .timeLimit(.minutes(1)))
struct CustomAttributeTests {
    private static let path = "/v1.0/leads/5"
    private static let before =
        #"{"lead":{"leadId":5,"customAttributes":[{"attributeName":"Pets","#
        + #""attributeType":"text","value":"cat"},{"attributeName":"Anniversary","attributeType":"anniversary_date","#
        + #""value":"Jun 5, 2001","params":""}]}}"#

    @Test("the whole set is sent with the one entry changed, and read back")
    func sendsWholeSet() async throws {
        let transport = StubTransport([
            .json(Self.before, to: "GET \(Self.path)"), .json("", to: "PUT \(Self.path)"),
            .json(#"{"leadId":5,"customAttributes":[]}"#, to: "GET \(Self.path)"),
        ])
        let after = try await makeClient(transport).setCustomAttributes(
            [
                CustomAttribute(name: "Pets", kind: .known(.text), value: "dog"),
                CustomAttribute(name: "Shoe", kind: .known(.number), value: "9"),
            ],
            of: Lead.ID(5)
        )
        #expect(after.isEmpty, "what the server made of it counts")
        #expect(
            transport.requests[1].bodyText
                == #"{"customAttributeList":[{"attributeName":"Pets","attributeType":"text","value":"dog"},"#
                + #"{"attributeName":"Anniversary","attributeType":"anniversary_date","value":"Jun 5, 2001"},"#
                + #"{"attributeName":"Shoe","attributeType":"number","value":"9"}]}"#
        )
        #expect(transport.stepsLeft == 0)
    }

    @Test("a field that cannot be read keeps the set from being written without it")
    func keepsUnreadable() async throws {
        let transport = StubTransport([
            .json(#"{"lead":{"leadId":5,"customAttributes":[{"value":"lost"}]}}"#, to: "GET \(Self.path)")
        ])
        let client = makeClient(transport)
        let error = await failure {
            try await client.setCustomAttributes(
                [CustomAttribute(name: "Pets", kind: .known(.text), value: "dog")],
                of: Lead.ID(5)
            )
        }
        #expect(error?.kind == .unreadableAnswer)
        #expect(error?.disposition == .permanent)
    }
}
