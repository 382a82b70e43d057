import FoundationEssentials
import Leads
import Testing

@testable import ViewModels

@Suite("Doubles and households")
struct KinTests {
    @Test(
        "the form of a new lead looks for the person once an address or a number is whole, and shows only that answer"
    )
    func form() throws {
        var state = workbench([lead(1)])

        act(&state, .open(.newLead))
        var effects: [Effect] = []
        for text in ["Jane", "Smith", "jane@example.com"] {
            effects += type(&state, text)
            effects += act(&state, .overlay(.form(.moveFocus(1))))
        }

        let subject = NewLead(firstName: "Jane", lastName: "Smith", emails: ["jane@example.com"])
        let namesake = NewLead(firstName: "Jane", lastName: "Smith")
        #expect(effects == [.findKin(namesake), .findKin(subject)])
        let kin = Kin(lead(7, "Jane"), .duplicate([.email("jane@example.com"), .name]))
        happen(&state, .formKinKnown(subject, [kin]))
        guard case .form(let form) = state.overlay else { return }
        #expect(state.kin(of: form) == [kin])
        // More is typed: the answer is for another person.
        let more = type(&state, "5125550142")
        #expect(more.count == 1)
        guard case .form(let other) = state.overlay else { return }
        #expect(state.kin(of: other).isEmpty)
    }

    @Test("a note looks for nobody")
    func note() {
        var state = workbench([lead(1)])
        act(&state, .open(.note))
        #expect(type(&state, "jane@example.com").isEmpty)
    }

    @Test("what is known of another lead's kin is not shown")
    func other() {
        var state = workbench([lead(1), lead(2)])
        let kin = Kin(lead(7), .household([.phone("5125550142")]))
        happen(&state, .kinKnown(Lead.ID(1), [kin]))
        #expect(state.kin(of: Lead.ID(1)) == [kin] && state.kin(of: Lead.ID(2)).isEmpty)
    }

    @Test("Z shows what changed since the morning by a filter that can be read, and everything again")
    func today() throws {
        var state = workbench([lead(1)])
        act(&state, .navigate(.toggleToday))
        let text = state.list.filter
        #expect(text.contains("updated>=2026-09-2"))
        _ = try LeadQuery.parse(text)
        act(&state, .navigate(.toggleToday))
        #expect(state.list.filter.isEmpty)
    }
}
