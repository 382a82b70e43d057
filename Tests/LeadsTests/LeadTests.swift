import Foundation
import Leads
import TestSupport
import Testing

@Suite("Leads and their parts")
struct LeadTests {
    @Test(
        "a lead is shown by its name, else its address, else its number",
        arguments: [
            (Lead(id: Lead.ID(1), firstName: "Jane", lastName: "Smith"), "Jane Smith"),
            (Lead(id: Lead.ID(1), firstName: "Jane"), "Jane"),
            (Lead(id: Lead.ID(1), firstName: "", lastName: "Smith"), "Smith"),
            (Lead(id: Lead.ID(1), firstName: "", emails: ["a@example.com"], phones: [Phone("512")]), "a@example.com"),
            (Lead(id: Lead.ID(1), firstName: "", phones: [Phone("5125550100")]), "5125550100"),
            (Lead(id: Lead.ID(1), firstName: ""), "(no name)"),
        ]
    )
    func displayName(lead: Lead, name: String) {
        #expect(lead.displayName == name)
    }

    @Test("an id is provisional below zero, and is written and ordered as its number")
    func ids() {
        #expect(Lead.ID(-1).isProvisional)
        #expect(!Lead.ID(0).isProvisional)
        #expect(Lead.ID(9_007_199_254_740_993).description == "9007199254740993")
        #expect(Lead.ID(-5) < Lead.ID(3))
    }

    @Test("a value comes back from JSON as it went in, ids beyond 2^53 included", arguments: 0..<40)
    func leadRoundTrip(number: Int) throws {
        try expectRoundTrip(SampleLeads.lead(number))
    }

    @Test(
        "ids are written as bare numbers, not as objects or fractions",
        arguments: [1, 9_007_199_254_740_993, -7, .max, .min] as [Int64]
    )
    func idRoundTrip(value: Int64) throws {
        let data = try JSONEncoder().encode([Lead.ID(value)])
        #expect(String(decoding: data, as: UTF8.self) == "[\(value)]")
        try expectRoundTrip([Lead.ID(value)])
    }

    @Test("every change and every status of the journal comes back from JSON")
    func journalRoundTrip() throws {
        let moment = SampleLeads.now
        let changes: [LeadChange] = [
            .create(NewLead(firstName: "Jane", types: [.buyer, .other(12)], assigneeID: .max)),
            .setStage(from: nil, to: "Closed"), .setStage(from: "New Lead", to: "Closed"), .addTag("hot"),
            .removeTag("hot"), .assign(from: Assignee(id: nil, name: "A"), to: SampleLeads.members[1]),
            .addNote("a\u{0}b\n🌵"), .trash(reason: "duplicate"),
            .logCall(.init(outcome: .dncContact, phone: "5125550100", text: "")),
        ]
        let statuses: [OutboxEntry.Status] = [
            .held(until: moment), .queued, .sending(attempt: 3), .waiting(until: moment, attempt: 2),
            .ambiguous(since: moment), .conflicted(theirs: "x"), .settled(at: moment), .cancelled,
            .wedged(.init(reason: "no", code: 20_042, isLeadGone: true)),
        ]
        for change in changes {
            for status in statuses {
                let entry = OutboxEntry(
                    id: OutboxEntry.ID(rawValue: .max),
                    leadID: Lead.ID(-4),
                    leadName: "Jane",
                    change: change,
                    status: status,
                    createdAt: moment,
                    attempts: 2
                )
                try expectRoundTrip(entry)
            }
        }
    }

    @Test("a timeline comes back from JSON")
    func timelineRoundTrip() throws {
        let kinds: [TimelineEntry.Kind] = [
            .site("View"), .call(.inbound, outcome: nil), .call(.outbound, outcome: "Talked"), .text(.inbound),
            .email(.outbound, event: "open"), .note(isPinned: true), .system, .pending(OutboxEntry.ID(rawValue: 3)),
        ]
        let entries = kinds.enumerated().map { number, kind in
            TimelineEntry(id: "\(number)", at: SampleLeads.now, kind: kind, text: "t", actor: "a")
        }
        try expectRoundTrip(Timeline(merging: entries, gaps: [.init(source: .site, reason: "offline")]))
    }

    @Test("a lead type keeps its number through its name and back", arguments: -1...12)
    func leadTypes(code: Int) {
        let type = LeadType(code: code)
        #expect(type.code == code)
        #expect(LeadType(name: type.name.uppercased())?.name == type.name)
    }

    @Test("an unknown name is no lead type")
    func unknownType() {
        #expect(LeadType(name: "byer") == nil)
        #expect(LeadType(name: "other") == .other(-1))
    }

    @Test("a phone status keeps its number", arguments: 0...9)
    func phoneStatus(code: Int) {
        #expect(Phone.Status(code: code).code == code)
    }

    @Test(
        "only the ASCII digits of a number are compared",
        arguments: [("+1 (512) 555-0100", "15125550100"), ("٣", ""), ("", "")]
    )
    func digits(number: String, digits: String) {
        #expect(Phone(number).digits == digits)
    }

    private func expectRoundTrip<Value: Codable & Equatable>(_ value: Value) throws {
        let data = try JSONEncoder().encode(value)
        #expect(try JSONDecoder().decode(Value.self, from: data) == value)
    }
}
