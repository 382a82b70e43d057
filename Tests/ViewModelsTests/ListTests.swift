import Leads
import Testing

@testable import ViewModels

@Suite("The list")
struct ListTests {
    @Test("the selected lead keeps its line on the screen when leads arrive above it")
    func arrivalsDoNotMoveTheSelection() {
        var state = workbench((1...20).map { lead($0) })
        act(&state, .move(.lines(7)))
        let line = state.list.position.map { $0 - state.list.top }

        happen(&state, .queryAnswered(answer(state, (101...103).map { lead($0) } + (1...20).map { lead($0) })))

        #expect(state.list.selected == Lead.ID(8))
        #expect(state.list.position.map { $0 - state.list.top } == line)
    }

    @Test(
        "a motion never leaves the list",
        arguments: [Motion.lines(-3), .lines(100), .pages(9), .halfPages(-9), .end]
    )
    func motionsAreBounded(motion: Motion) {
        var state = workbench((1...7).map { lead($0) })

        act(&state, .move(motion))

        #expect(state.list.position.map { (0..<7).contains($0) } == true)
        #expect(state.list.top >= 0 && state.list.top <= 2)
    }

    @Test("moving loads the timeline of the lead under the cursor, once")
    func movingLoadsTimeline() {
        var state = workbench([lead(1), lead(2)])

        #expect(act(&state, .move(.lines(1))) == [.loadTimeline(Lead.ID(2))])
        #expect(act(&state, .move(.lines(1))) == [])
        #expect(state.timeline.content == .loading)
    }

    @Test("a handled lead that no longer matches stays where it was until the view is opened anew")
    func handledLeadStays() {
        var state = workbench([lead(1), lead(2), lead(3)])
        act(&state, .move(.lines(1)), .setStage("Contacted"))

        let request = happen(&state, .leadsChanged)
        let changed = lead(2, stage: "Contacted")
        happen(&state, .queryAnswered(answer(state, [lead(1), lead(3)], kept: [changed])))

        #expect(request == [.query(state.question(isNewView: false))])
        #expect((0..<3).map { state.list.rows.row(at: $0).lead.id.rawValue } == [1, 2, 3])
        #expect(state.list.selectedRow?.lead.stage == "Contacted")

        act(&state, .selectQueue(0))
        happen(&state, .queryAnswered(answer(state, [lead(1), lead(3)], isNewView: true)))
        #expect(state.list.rows.count == 2)
    }

    @Test("an answer for a view that was left is not shown")
    func staleAnswerIsDropped() {
        var state = workbench([lead(1)])
        let late = answer(state, [lead(7)])

        act(&state, .selectQueue(1))
        happen(&state, .queryAnswered(late))

        #expect(state.list.rows.position(of: Lead.ID(7)) == nil)
    }

    @Test("a filter is asked as unfinished while it is typed, and once more as a whole when it is kept")
    func filterIsFinished() {
        var state = workbench([lead(1)])

        let typing = act(&state, .beginFilter, .edit(.insert("stage:")))
        let kept = act(&state, .submit)

        let asked = (typing + kept).compactMap { effect -> IndexQuestion? in
            guard case .query(let question) = effect else { return nil }
            return question
        }
        #expect(asked.map(\.filter) == ["stage:", "stage:"])
        #expect(asked.map(\.isTyping) == [true, false])
    }

    @Test("an empty answer leaves nothing selected, and a later one selects its first row")
    func emptyAnswer() {
        var state = workbench([lead(1)])
        happen(&state, .queryAnswered(answer(state, [])))
        #expect(state.list.selected == nil)
        #expect(state.timeline.content == .nothing)

        happen(&state, .queryAnswered(answer(state, [lead(5)])))
        #expect(state.list.selected == Lead.ID(5))
    }

    @Test("pinned rows give every row once and agree with their positions")
    func pinnedRowsAreConsistent() {
        for base in 0...6 {
            for first in 0...8 {
                for second in 0...8 {
                    let pinned = [first, second].enumerated().map { index, position in
                        (position: position, row: LeadRow(lead: lead(Int64(100 + index)), syncState: .clean))
                    }
                    let merged = PinnedLeadRows(rows((0..<base).map { lead(Int64($0 + 1)) }), keeping: pinned)
                    let ids = (0..<merged.count).map { merged.row(at: $0).lead.id }

                    #expect(merged.count == base + 2)
                    #expect(Set(ids).count == base + 2)
                    #expect(ids.enumerated().allSatisfy { merged.position(of: $0.element) == $0.offset })
                }
            }
        }
    }
}
