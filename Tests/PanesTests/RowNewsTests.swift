import FoundationEssentials
import Leads
import Terminal
import Testing
import ViewModels

@testable import Panes

@Suite("What a row tells beside the lead")
struct RowNewsTests {
    private func row(_ state: AppState, width: Int = 160) throws -> String {
        let lines = Scenes.frame(state, width: width, height: 50).lines
        return try #require(lines.first { $0.contains("Ana de la Cruz") })
    }

    private func happen(_ state: inout AppState, _ event: Event) { _ = AppReducer.reduce(&state, .happened(event)) }

    /// The book with a lead that somebody has answered.
    private var book: AppState {
        var rows = Scenes.leads
        rows[2].lead.lastTouchAt = Scenes.now - 100
        return Scenes.book(of: rows)
    }

    @Test("a lead that is not as it was when the person looked is marked, until they look again")
    func news() throws {
        var state = book
        let ana = try #require(state.list.row(of: Lead.ID(3))?.lead)
        #expect(try !row(state).contains("new "))
        var before = LeadLook(at: ana, on: Scenes.now)
        happen(&state, .looksKnown([ana.id: before]))
        #expect(try !row(state).contains("new "))
        before.stage = "Contacted"
        before.score = 1
        happen(&state, .looksKnown([ana.id: before]))
        #expect(try row(state).contains("new "))
    }

    @Test("a score that has risen or fallen since the person looked says so beside its number")
    func trend() throws {
        var state = book
        let ana = try #require(state.list.row(of: Lead.ID(3))?.lead)
        let score = try #require(ana.score)
        for (before, sign) in [(score, " "), (score - 1, "▲"), (score + 1, "▼"), (nil, " ")] as [(Int?, String)] {
            var look = LeadLook(at: ana, on: Scenes.now)
            look.score = before
            happen(&state, .looksKnown([ana.id: look]))
            #expect(try row(state).contains("\(score)\(sign)"), "\(sign)")
            #expect(try row(state).contains("▲") == (sign == "▲") && row(state).contains("▼") == (sign == "▼"))
        }
    }

    @Test(
        "the next step is told by its day, its hour today, or how late it is",
        arguments: [
            (-2.0 * 86_400, "late −2d"), (60.0, "call 14:14"), (3 * 86_400.0, "call 24 Sep"),
        ]
    )
    func nextStep(_ seconds: Double, _ words: String) throws {
        var state = book
        let due = Scenes.now.addingTimeInterval(seconds)
        let followUp = FollowUp(
            id: FollowUp.ID(rawValue: 1),
            leadID: Lead.ID(3),
            kind: .call,
            text: "Call",
            dueAt: due
        )
        #expect(try row(state).contains("—"))
        happen(&state, .followUps([followUp], readAt: Scenes.now, isWhole: true))
        if ZoneRules.home.offset(at: Int64(Scenes.now.timeIntervalSince1970)) == 0 {
            #expect(try row(state).contains(words))
        } else {
            #expect(try row(state).contains(words.prefix(4)))
        }
    }

    @Test("a lead that was put aside and has come back says so")
    func back() throws {
        var state = book
        let snooze = Snooze(since: Scenes.now - 7_200, until: Scenes.now - 60)
        happen(&state, .snoozes([Lead.ID(3): snooze], names: [:]))
        #expect(try row(state).contains("back"))
    }

    @Test("doubles and household stand in the detail with why, and who merges them")
    func kin() throws {
        var state = Scenes.book
        let jane = Scenes.leads[0].lead
        var other = Scenes.leads[1].lead
        other.firstName = "Janet"
        let kin = [
            Kin(other, .duplicate([.email("jane@example.org")])),
            Kin(Scenes.leads[2].lead, .household([.phone("5125550142")])),
        ]
        happen(&state, .kinKnown(jane.id, kin))
        let row = try #require(state.list.selectedRow)
        let lines = DetailText(row, state, PaneContext(), width: 70).lines(isRoomy: true)
        let text = lines.map { $0.map(\.text).joined() }.joined(separator: "\n")
        #expect(text.contains("doubles  Janet") && text.contains("same email jane@example.org"))
        #expect(text.contains("Foyer merges nobody"))
        #expect(text.contains("home     Ana de la Cruz") && text.contains("same phone 5125550142"))
    }
}
