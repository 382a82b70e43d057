import FoundationEssentials
import Leads
import TestSupport
import Testing

@Suite("Changes of a lead")
struct LeadChangeTests {
    private let alice = SampleLeads.members[0]

    @Test("a stage takes the place of the old one, whose id no longer holds")
    func stage() {
        var lead = Lead(id: Lead.ID(1), firstName: "Jane", stage: "New Lead", stageID: Stage.ID(rawValue: 5))
        lead.apply(.setStage(from: "New Lead", to: "Contacted"))
        #expect(lead.stage == "Contacted")
        #expect(lead.stageID == nil)
    }

    @Test("a tag is added at the end and only once")
    func addTag() {
        var lead = Lead(id: Lead.ID(1), firstName: "Jane", tags: ["hot"])
        lead.apply(.addTag("vip"))
        lead.apply(.addTag("hot"))
        #expect(lead.tags == ["hot", "vip"])
    }

    @Test("a removed tag is gone in every spelling, as case makes no other tag")
    func removeTag() {
        var lead = Lead(id: Lead.ID(1), firstName: "Jane", tags: ["hot", "Hot", "vip"])
        lead.apply(.removeTag("hot"))
        lead.apply(.removeTag("absent"))
        #expect(lead.tags == ["vip"])
    }

    @Test("an assigned lead shows the member's name and no id before the server has said it")
    func assign() {
        var lead = Lead(id: Lead.ID(1), firstName: "Jane", assignee: Assignee(id: 3, name: "Bruno García"))
        lead.apply(.assign(from: lead.assignee, to: alice))
        #expect(lead.assignee == Assignee(id: nil, name: "Alice Johnson"))
    }

    @Test(
        "what stands on the timeline or in the store leaves the lead as it is",
        arguments: [
            LeadChange.addNote("hello"), .trash(reason: "duplicate"), .create(NewLead(firstName: "Other")),
            .logCall(.init(outcome: .talked, phone: "5125550100", text: "nice")),
        ]
    )
    func elsewhere(change: LeadChange) {
        let before = SampleLeads.lead(4)
        var after = before
        after.apply(change)
        #expect(after == before)
    }

    @Test(
        "an inverse takes the change back, and has the change as its own inverse",
        arguments: [
            LeadChange.setStage(from: "New Lead", to: "Contacted"), .addTag("fresh"), .removeTag("hot"),
        ]
    )
    func inverse(change: LeadChange) throws {
        let before = Lead(id: Lead.ID(1), firstName: "Jane", stage: "New Lead", tags: ["vip", "hot"])
        let inverse = try #require(change.inverse)
        var lead = before
        lead.apply(change)
        #expect(lead != before)
        lead.apply(inverse)
        #expect(lead == before)
        #expect(inverse.inverse == change)
    }

    @Test(
        "where Lofty offers no way back there is no inverse",
        arguments: [
            LeadChange.setStage(from: nil, to: "Contacted"), .create(NewLead(firstName: "A")),
            .assign(from: nil, to: SampleLeads.members[0]), .addNote("a"), .trash(reason: "b"),
            .logCall(.init(outcome: .noAnswer, phone: "5125550100", text: "c")),
        ]
    )
    func noInverse(change: LeadChange) {
        #expect(change.inverse == nil)
    }

    @Test("a new lead stands in the list with all that was typed")
    func provisional() {
        let decided = Date(timeIntervalSince1970: 1_790_000_000)
        let new = NewLead(
            firstName: "Jane",
            lastName: "Smith",
            emails: ["jane@example.com"],
            phones: ["5125550100"],
            types: [.buyer],
            source: "Website",
            stage: "New Lead",
            tags: ["hot"]
        )
        let lead = Lead(provisional: Lead.ID(-3), from: new, at: decided)
        #expect(lead.createdAt == decided)
        #expect(lead.id.isProvisional)
        #expect(lead.displayName == "Jane Smith")
        #expect(lead.emails == new.emails)
        #expect(lead.phones == [Phone("5125550100")])
        #expect(lead.types == new.types)
        #expect(lead.source == new.source)
        #expect(lead.stage == new.stage)
        #expect(lead.tags == new.tags)
    }
}
