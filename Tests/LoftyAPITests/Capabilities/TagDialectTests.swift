import FoundationEssentials
import Leads
import TestSupport
import Testing

@testable import LoftyAPI

@Suite("Tags in two dialects", .timeLimit(.minutes(1)))
struct TagDialectTests {
    private static let put = "PUT /v1.0/leads/5"
    private static let get = "GET /v1.0/leads/5"
    private static let done = StubTransport.Step.json(#"{"leadId":5}"#, to: put)
    private static let refusal = StubTransport.Step.json(#"{"code":20012,"message":"no"}"#, status: 400, to: put)
    private static let edit = LeadEdit(addingTags: ["C"], removingTags: ["A"])
    private static let partial = #"{"tagsAdd":["C"],"tagsRemove":["A"]}"#

    private static func lead(_ tags: String...) -> StubTransport.Step {
        let list = tags.map { #"{"tagName":"\#($0)"}"# }.joined(separator: ",")
        return .json(#"{"lead":{"leadId":5,"firstName":"J","tags":[\#(list)]}}"#, to: get)
    }

    private func bodies(_ transport: StubTransport) -> [String] {
        transport.requests.filter { $0.method == "PUT" }.map(\.bodyText)
    }

    @Test("the first removal is looked at before and after, and believed from then on")
    func verifiesOnce() async throws {
        let transport = StubTransport([Self.lead("A", "B"), Self.done, Self.lead("B", "C"), Self.done])
        let store = InMemoryCapabilityStore()
        let client = makeClient(transport) { $0.capabilities = store }
        try await client.updateLead(Lead.ID(5), Self.edit)
        try await client.updateLead(Lead.ID(5), Self.edit)
        #expect(bodies(transport) == [Self.partial, Self.partial])
        #expect(transport.stepsLeft == 0)
        #expect(store.load()?.tags.value == .addAndRemove)
    }

    @Test("an older server that ignores the removal gets the whole list, read just before, then and from then on")
    func fallsBackWhenIgnored() async throws {
        let transport = StubTransport([
            Self.lead("A", "B"), Self.done, Self.lead("A", "B", "C"),  // Tried, and looked at.
            Self.lead("A", "B", "C", "New"), Self.done, Self.lead("B", "C", "New"),  // Replaced, and looked at.
            Self.lead("A", "X"), Self.done,  // Known.
        ])
        let store = InMemoryCapabilityStore()
        let client = makeClient(transport) { $0.capabilities = store }
        try await client.updateLead(Lead.ID(5), Self.edit)
        #expect(store.load()?.tags.value == .replace)
        let again = makeClient(transport) { $0.capabilities = store }
        try await again.updateLead(Lead.ID(5), Self.edit)
        #expect(bodies(transport) == [Self.partial, #"{"tags":["B","C","New"]}"#, #"{"tags":["X","C"]}"#])
        #expect(transport.stepsLeft == 0)
    }

    @Test("a 400 brings the other way once; when that is refused too, nothing is learned and the first error is told")
    func fallsBackOnRefusal() async throws {
        let transport = StubTransport([
            Self.lead("A", "B"), Self.refusal, Self.lead("A", "B"), Self.done, Self.lead("B", "C"),
        ])
        let store = InMemoryCapabilityStore()
        try await makeClient(transport) { $0.capabilities = store }.updateLead(Lead.ID(5), Self.edit)
        #expect(store.load()?.tags.value == .replace)
        let stubborn = StubTransport([Self.lead("A"), Self.refusal, Self.lead("A"), Self.refusal])
        let client = makeClient(stubborn)
        #expect(await failure { try await client.updateLead(Lead.ID(5), Self.edit) }?.code == 20_012)
        #expect(await client.capabilities().tags == .unknown)
    }

    @Test("a list that was accepted and not kept is not believed")
    func verifiesReplacement() async throws {
        let tags = Self.lead("A", "B")
        let transport = StubTransport([tags, Self.done, tags, tags, Self.done, tags])
        let client = makeClient(transport)
        try await client.updateLead(Lead.ID(5), Self.edit)
        #expect(await client.capabilities().tags == .unknown)
    }

    @Test("an accepted removal stands even if it cannot be looked at, and adding alone is never looked at")
    func toleratesBlindness() async throws {
        let gone = StubTransport.Step.json(#"{"code":20006}"#, status: 404, to: Self.get)
        let transport = StubTransport([gone, Self.done, gone, Self.done])
        let client = makeClient(transport)
        try await client.updateLead(Lead.ID(5), Self.edit)
        #expect(await client.capabilities().tags == .unknown)
        try await client.updateLead(Lead.ID(5), LeadEdit(addingTags: ["C"]))
        #expect(transport.stepsLeft == 0)
    }

    @Test("taking off a tag that the lead does not have teaches nothing")
    func learnsFromRemovalsOnly() async throws {
        let transport = StubTransport([Self.lead("B"), Self.done])
        let client = makeClient(transport)
        try await client.updateLead(Lead.ID(5), Self.edit)
        #expect(transport.stepsLeft == 0)
        #expect(await client.capabilities().tags == .unknown)
    }

    @Test("a removal that was seen only afterwards is made good, and teaches nothing when the tag is gone")
    func needsBothLooks() async throws {
        let lost = StubTransport.Step.json(#"{"code":20006}"#, status: 404, to: Self.get)
        let transport = StubTransport([lost, Self.done, Self.lead("B", "C")])
        let client = makeClient(transport)
        try await client.updateLead(Lead.ID(5), Self.edit)
        #expect(await client.capabilities().tags == .unknown)
        let older = StubTransport([
            lost, Self.done, Self.lead("A", "B", "C"), Self.lead("A", "B", "C"), Self.done, Self.lead("B", "C"),
        ])
        let second = makeClient(older)
        try await second.updateLead(Lead.ID(5), Self.edit)
        #expect(await second.capabilities().tags.value == .replace)
    }
}
