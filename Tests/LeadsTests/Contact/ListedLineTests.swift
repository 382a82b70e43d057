import Foundation
import Leads
import TestSupport
import Testing

@Suite("A list names a line, not a spelling of it")
struct ListedLineTests {
    private static let noon = SampleLeads.now

    private func lead(_ phones: [Phone]) -> Lead { Lead(id: Lead.ID(7), firstName: "Jane", phones: phones) }

    @Test(
        "a lead that has a listed number twice is not called by its other spelling",
        arguments: [
            ("5125550142", "+1 512-555-0142"), ("5125550142", "512-555-0142 x12"), ("5125553569", "512-555-FLOW"),
            ("+442079460018", "020 7946 0018"), ("020 7946 0018", "+442079460018"), ("+442079460018", "442079460018"),
            ("+525512345678", "+5215512345678"), ("5125550142", "555-0142"), ("555-0142", "5125550142"),
            ("5125550142", "５１２５５５０１４２"), ("5125550142", "tel:+15125550142"),
        ]
    )
    func twice(listed: String, other: String) {
        let lead = lead([Phone(listed, status: .dncNumber), Phone(other, status: .valid)])

        let standing = ContactGuard.standing(of: lead, at: Self.noon)

        #expect(standing.bestNumber(for: .call) == nil && standing.bestNumber(for: .text) == nil)
        #expect(lead.reach(over: .call).isEmpty && lead.reach(over: .text).isEmpty)
        #expect(lead.forbiddenNumbers == [listed, other])
    }

    @Test(
        "a number beside a listed one is called",
        arguments: [
            ("5125550142", "5125550143"), ("+442079460018", "020 7946 0019"), ("555-0142", "5125550143"),
            ("+15125550142", "+525125550142"), ("12", "5125550142"),
        ]
    )
    func others(listed: String, other: String) {
        let lead = lead([Phone(listed, status: .dncNumber), Phone(other, status: .valid)])
        #expect(lead.reach(over: .call) == [other])
        #expect(lead.forbiddenNumbers == [listed])
    }

    @Test(
        "a call that ended with a wish not to be called forbids the line in whatever spelling it was logged",
        arguments: [
            ("+44 20 7946 0021", "020 7946 0021"), ("020 7946 0021", "+44 (0)20 7946 0021"),
            ("5125550142", "+1 (512) 555-0142"), ("5125550142", "555-0142"), ("+52 55 1234 5678", "+5215512345678"),
        ]
    )
    func logged(stored: String, called: String) {
        var lead = lead([Phone(stored, status: .valid), Phone("5125550199")])
        lead.apply(.logCall(.init(outcome: .dncNumber, phone: called, text: "no more")))
        #expect(lead.phones.map(\.status) == [.dncNumber, nil])
        #expect(lead.reach(over: .call) == ["5125550199"])
    }

    @Test("a call to another spelling of a listed number is not logged as if it were nothing")
    func barred() {
        let lead = lead([Phone("+442079460018", status: .dncNumber), Phone("5125550142")])
        let planner = Planner(team: Team(), now: Self.noon)
        for spelling in ["020 7946 0018", "00442079460018"] {
            let verdict = planner.plan(.logCall(.noAnswer, text: "", phone: spelling), for: lead)
            guard case .blocked(.forbidden(let bar)) = verdict else {
                Issue.record("\(spelling): \(verdict)")
                continue
            }
            #expect(bar.rule == "number on a do-not-call list")
        }
    }

    @Test("what a colleague's call came to is kept for the lead's own number, however it was written there")
    func colleague() {
        let lead = lead([Phone("+442079460018")])
        let entry = TimelineEntry(
            id: "1",
            at: Self.noon,
            kind: .call(.outbound, outcome: "DNCNumber"),
            text: "",
            phone: "020 7946 0018"
        )
        var marked = lead
        marked.mark(ContactEvidence([entry], of: lead))
        #expect(marked.reach(over: .call).isEmpty)
    }

    @Test("a listed number that is written anew stays listed")
    func rewritten() {
        var lead = lead([Phone("020 7946 0018", status: .dncNumber), Phone("5125550142")])
        lead.set(.phones, to: ["+44 20 7946 0018", "5125550142", "5125550143"])
        #expect(lead.phones.map(\.number) == ["+44 20 7946 0018", "5125550142", "5125550143"])
        #expect(lead.phones.map(\.status) == [.dncNumber, nil, nil])
    }

    @Test("a number without a country is dialled with the zero it was written with")
    func dialled() {
        #expect(Phone("020 7946 0018").dialled == "02079460018")
        #expect(Phone("+44 (0)20 7946 0018").dialled == "+442079460018")
        #expect(Phone("(512) 555-0142 x12").dialled == "+15125550142")
    }

    @Test("what is handed to programs leaves out what must not be used")
    func reach() {
        var lead = lead([Phone("12"), Phone("5125550141", status: .invalid), Phone("5125550142")])
        lead.emails = ["jane@example.com"]
        #expect(lead.reach(over: .call) == ["5125550142"] && lead.reach(over: .email) == ["jane@example.com"])
        lead.permissions = ContactPermissions(cannotCall: true, isUnsubscribed: true)
        #expect(lead.reach(over: .call).isEmpty && lead.reach(over: .email).isEmpty)
        #expect(lead.reach(over: .text) == ["5125550142"])
        #expect(lead.forbiddenNumbers == ["12", "5125550141", "5125550142"])
    }
}
