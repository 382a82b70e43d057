import FoundationEssentials
import Leads
import Testing

@testable import ViewModels

@Suite("A lead with two hundred tags")
struct ManyTagsTests {
    private static let tags = (1...200).map { "tag \($0)" }

    private func bench() -> AppState {
        var crowded = lead(1)
        crowded.tags = Self.tags
        return workbench([crowded, lead(2, "Bea")])
    }

    @Test("gets one more and loses one by the picker, each as one change")
    func picker() throws {
        var state = bench()
        act(&state, .open(.tags))
        type(&state, "one more")
        #expect(submit(&state).changes == [Proposal(.addTag("one more"), on: Lead.ID(1))])
        act(&state, .open(.tags))
        type(&state, "-tag 200")
        #expect(submit(&state).changes == [Proposal(.removeTag("tag 200"), on: Lead.ID(1))])
        act(&state, .open(.tags))
        type(&state, "tag 77")
        #expect(submit(&state).changes.isEmpty, "it has that one")
    }

    @Test("keeps them all in the form, where only what was changed is sent")
    func form() throws {
        var state = bench()
        act(&state, .open(.edit))
        guard case .form(let form) = state.overlay else {
            Issue.record("no form is open")
            return
        }
        let place = try #require(form.fields.firstIndex { $0.label == "Tags" })
        act(&state, .overlay(.form(.moveFocus(place))))
        type(&state, ", one more")
        #expect(submit(&state).changes == [Proposal(.addTag("one more"), on: Lead.ID(1))])
    }

    @Test("is planned among many without a word about the others")
    func plan() {
        var state = bench()
        act(&state, .mark(.toggle))
        act(&state, .mark(.toggle))
        #expect(act(&state, .work(.removeTag("TAG 3"))).writes.isEmpty, "a plan is made first")
        let leads = (0..<2).map { state.list.rows.row(at: $0).lead }
        let plan = state.planner.plan(.intent(.removeTag("TAG 3")), on: BulkGround(leads))
        #expect(plan.changingCount == 1 && plan.unchangedCount == 1)
    }
}
