import Foundation
import Leads
import Testing

@Suite("Fields of a lead")
struct FieldTests {
    private let planner = Planner(team: Team(), now: Date(timeIntervalSince1970: 1_790_000_000))
    private let lead = Lead(
        id: Lead.ID(1),
        firstName: "Ana",
        lastName: "Cruz",
        emails: ["ana@example.com"],
        phones: [Phone("5125550142", status: .valid)],
        source: "Zillow",
        types: [.buyer, .other(12)]
    )

    @Test("are changed as a whole, with what was there before")
    func change() {
        let verdict = planner.plan(.setField(.emails, to: [" ana@example.com ", "", "ana@example.org"]), for: lead)

        #expect(
            verdict
                == .change(.setField(.emails, from: ["ana@example.com"], to: ["ana@example.com", "ana@example.org"]))
        )
    }

    @Test(
        "that say the same in another spelling need no change",
        arguments: [
            (.emails, ["ANA@example.com"]), (.phones, ["(512) 555-0142"]), (.types, ["other", "buyer"]),
            (.firstName, ["Ana "]), (.source, ["Zillow"]),
        ] as [(EditableField, [String])]
    )
    func same(field: EditableField, values: [String]) {
        #expect(planner.plan(.setField(field, to: values), for: lead) == .nothingToDo(.holds(field)))
    }

    @Test(
        "that cannot be taken are refused with the reason",
        arguments: [
            (.firstName, [""], .missing(.firstName)), (.emails, ["ana"], .unreadable(.emails, "ana")),
            (.phones, ["12"], .unreadable(.phones, "12")), (.types, ["byer"], .unreadable(.types, "byer")),
            (.lastName, [String(repeating: "x", count: 31)], .fieldTooLong(.lastName, length: 31, limit: 30)),
        ] as [(EditableField, [String], PlanObstacle)]
    )
    func refused(field: EditableField, values: [String], obstacle: PlanObstacle) {
        #expect(planner.plan(.setField(field, to: values), for: lead) == .blocked(obstacle))
    }

    @Test("keep what is known of a number and of a type that stay, and are taken back by the opposite")
    func apply() throws {
        var changed = lead
        let phones = LeadChange.setField(.phones, from: ["5125550142"], to: ["5125550142", "5125550143"])
        let types = LeadChange.setField(.types, from: ["Buyer", "Other"], to: ["Other", "Seller"])
        changed.apply(phones)
        changed.apply(types)
        #expect(changed.phones == [Phone("5125550142", status: .valid), Phone("5125550143")])
        #expect(changed.types == [.other(12), .seller])

        changed.apply(try #require(phones.inverse))
        #expect(changed.phones == lead.phones)
    }
}
