import FoundationEssentials
import Leads
import TestSupport
import Testing

@testable import ViewModels

@Suite("The list")
struct ListTests {
    @Test("the selected lead keeps its line on the screen when leads arrive above it")
    func arrivalsDoNotMoveTheSelection() {
        var state = workbench((1...20).map { lead($0) })
        act(&state, .navigate(.move(.lines(7))))
        let line = state.list.position.map { $0 - state.list.cursor.top }

        happen(&state, .queryAnswered(answer(state, (101...103).map { lead($0) } + (1...20).map { lead($0) })))

        #expect(state.list.selected == Lead.ID(8))
        #expect(state.list.position.map { $0 - state.list.cursor.top } == line)
    }

    @Test(
        "a motion never leaves the list",
        arguments: [Motion.lines(-3), .lines(100), .pages(9), .halfPages(-9), .end]
    )
    func motionsAreBounded(motion: Motion) {
        var state = workbench((1...7).map { lead($0) })

        act(&state, .navigate(.move(motion)))

        #expect(state.list.position.map { (0..<7).contains($0) } == true)
        #expect((0...2).contains(state.list.cursor.top))
    }

    @Test(
        "half a page is half of what is seen, and a page keeps one line in sight",
        arguments: [(Motion.halfPages(1), 2), (.halfPages(2), 4), (.pages(1), 4), (.pages(2), 8), (.lines(3), 3)]
    )
    func pages(motion: Motion, position: Int) {
        var state = workbench((1...20).map { lead($0) })

        act(&state, .navigate(.move(motion)))

        #expect(state.list.position == position)
    }

    @Test("moving loads the timeline of the lead under the cursor, once")
    func movingLoadsTimeline() {
        var state = workbench([lead(1), lead(2)])

        #expect(act(&state, .navigate(.move(.lines(1)))).contains(.loadTimeline(Lead.ID(2))))
        #expect(act(&state, .navigate(.move(.lines(1)))) == [])
        #expect(state.timeline.content == .loading)
    }

    @Test("a timeline that the mirror has is there with the cursor, without a word about reading")
    func knownTimeline() {
        var state = workbench([lead(1), lead(2)])
        let known = Timeline(merging: [])
        happen(&state, .timelinesKnown([Lead.ID(2): known]))

        act(&state, .navigate(.move(.lines(1))))

        #expect(state.timeline.content == .loaded(known, isFresh: false))
    }

    @Test("a timeline that cannot be read anew stays as it was known, with the reason beside it")
    func failedTimeline() {
        var state = workbench([lead(1)])
        let known = Timeline(merging: [])
        happen(&state, .timelineLoaded(Lead.ID(1), known, isFresh: false))

        happen(&state, .timelineFailed(Lead.ID(1), reason: "The server cannot be reached."))

        #expect(state.timeline.content == .loaded(known, isFresh: false))
        #expect(state.timeline.failure == "The server cannot be reached.")
        happen(&state, .timelineLoaded(Lead.ID(1), known, isFresh: true))
        #expect(state.timeline.failure == nil)
    }

    @Test(
        "rows stand where they stood when the cursor moves on, whether or not the change before it is answered",
        arguments: [true, false]
    )
    func placeOfUnansweredChange(isAnswered: Bool) {
        var state = workbench([lead(3), lead(4)])
        act(&state, .work(.setStage("Contacted")))
        let group = state.undo.done[0].id
        act(&state, .undo)
        happen(
            &state,
            .undone(group, [.cancelled(entry(1, on: 3, .setStage(from: "New Lead", to: "Contacted"), .cancelled))])
        )
        act(&state, .navigate(.selectQueue(1)))
        happen(&state, .queryAnswered(answer(state, [lead(4), lead(5)])))
        happen(&state, .queryAnswered(answer(state, [lead(3), lead(4), lead(5)])))
        #expect(ids(state) == [4, 3, 5])

        act(&state, .redo)
        if isAnswered { happen(&state, .queryAnswered(answer(state, [lead(3), lead(4), lead(5)]))) }
        act(&state, .navigate(.move(.lines(1))))

        #expect(ids(state) == [4, 3, 5])
        #expect(state.list.selected == Lead.ID(3) && state.list.departure(of: Lead.ID(3)) == nil)
    }

    @Test("a handled lead that no longer matches stays where it was until the view is opened anew")
    func handledLeadStays() {
        var state = workbench([lead(1), lead(2), lead(3)])
        act(&state, .navigate(.move(.lines(1))), .work(.setStage("Contacted")))
        #expect(happen(&state, .leadsChanged).questions.map(\.keeping) == [[Lead.ID(2)]])
        let changed = lead(2, stage: "Contacted")
        happen(&state, .queryAnswered(answer(state, [lead(1), lead(3)], kept: [changed])))

        #expect(ids(state) == [1, 2, 3])
        #expect(state.list.selectedRow?.lead.stage == "Contacted")

        act(&state, .navigate(.selectQueue(0)))
        happen(&state, .queryAnswered(answer(state, [lead(1), lead(3)])))
        #expect(ids(state) == [1, 3])
    }

    @Test("a lead that the cursor rests on keeps its place when a colleague changes it, until the cursor moves on")
    func selectedLeadStays() {
        var state = workbench((1...4).map { lead($0) })
        act(&state, .navigate(.move(.lines(1))))

        let moved = lead(2, stage: "Qualified")
        happen(&state, .queryAnswered(answer(state, [lead(1), lead(3), lead(4)], kept: [moved])))

        #expect(ids(state) == [1, 2, 3, 4])
        #expect(state.list.selected == Lead.ID(2))
        #expect(
            state.list.departure(of: Lead.ID(2)) == .changed(from: LeadRow(lead: lead(2), syncState: .clean))
        )
        act(&state, .navigate(.move(.lines(1))))
        #expect(state.list.selected == Lead.ID(3))
        #expect(ids(state) == [1, 3, 4])
    }

    @Test("a lead that leaves the mirror under the cursor stays, said to be gone")
    func goneLeadStays() {
        var state = workbench((1...3).map { lead($0) })
        act(&state, .navigate(.move(.lines(1))))

        happen(&state, .queryAnswered(answer(state, [lead(1), lead(3)])))

        #expect(state.list.selected == Lead.ID(2))
        #expect(state.list.departure(of: Lead.ID(2)) == .gone)
        #expect(act(&state, .work(.setStage("Contacted"))) == [.bell])
        #expect(state.notice == .blocked(.leadGone, lead: "Ada Byron"))
    }

    @Test("an answer that was not asked for the lead under the cursor does not say that it is gone")
    func notKnownToBeGone() {
        var state = workbench((1...3).map { lead($0) })
        var early = answer(state, [lead(1), lead(3)])
        act(&state, .navigate(.move(.lines(1))))
        early.request.keeping = [Lead.ID(1)]
        happen(&state, .queryAnswered(early))

        #expect(state.list.selected == Lead.ID(2))
        #expect(state.list.departure(of: Lead.ID(2)) != .gone)
        happen(&state, .queryAnswered(answer(state, [lead(1), lead(3)])))
        #expect(state.list.departure(of: Lead.ID(2)) == .gone)
        happen(&state, .queryAnswered(early))
        #expect(state.list.departure(of: Lead.ID(2)) == .gone, "what is known once stays known")
    }

    @Test("a held lead stands behind the row it stood behind, whatever arrives above")
    func heldLeadKeepsItsNeighbour() {
        var state = workbench((1...4).map { lead($0) })
        act(&state, .navigate(.move(.lines(2))), .work(.setStage("Contacted")))

        let rows = [lead(90), lead(1), lead(2), lead(4)]
        happen(&state, .queryAnswered(answer(state, rows, kept: [lead(3, stage: "Contacted")])))

        #expect(ids(state) == [90, 1, 2, 3, 4])
    }

    @Test("an answer for a view that was left is not shown, also when only the sort was changed")
    func staleAnswerIsDropped() {
        for change in [Navigation.selectQueue(1), .setSort(LeadSort(.name, descending: false)), .setFilter("ada")] {
            var state = workbench([lead(1)])
            let late = answer(state, [lead(7)])

            act(&state, .navigate(change))
            happen(&state, .queryAnswered(late))

            #expect(state.list.rows.position(of: Lead.ID(7)) == nil, "after \(change)")
            #expect(state.list.isAwaitingRows, "after \(change)")
        }
    }

    @Test("a filter is asked as unfinished while it is typed, and once more as a whole when it is kept")
    func filterIsFinished() {
        var state = workbench([lead(1)])
        act(&state, .open(.filter))

        let asked = (type(&state, "ada") + submit(&state)).questions.map(\.view)

        #expect(asked.map(\.filter) == ["ada", "ada"])
        #expect(asked.map(\.isTyping) == [true, false])
    }

    @Test("a filter that cannot be read is not kept: the line stays open with the mistake")
    func unreadableFilter() {
        var state = workbench([lead(1)])
        act(&state, .open(.filter))
        type(&state, "stage:")

        #expect(submit(&state) == [.bell])
        #expect(state.list.filterProblem != nil)
        guard case .filter(let line) = state.overlay else {
            Issue.record("the filter line was closed")
            return
        }
        #expect(line.field.text == "stage:")
        #expect(act(&state, .overlay(.filter(.cancel))).questions.map(\.view.filter) == [""])
    }

    @Test("a filter from the command line that cannot be read changes nothing and says why")
    func unreadableFilterLine() {
        var state = workbench([lead(1)])

        #expect(act(&state, .navigate(.setFilter("score:abc"))) == [.bell])
        #expect(state.list.filter.isEmpty)
        guard case .unavailable("filter", _) = state.notice else {
            Issue.record("nothing was said")
            return
        }
    }

    @Test("Esc in the list clears the filter, and the cursor is on the lead it came from")
    func escapeClearsFilter() {
        var state = workbench((1...4).map { lead($0) })
        act(&state, .navigate(.move(.lines(2))), .navigate(.setFilter("ada")))
        happen(&state, .queryAnswered(answer(state, [lead(1), lead(4)])))
        #expect(state.list.selected == Lead.ID(1))

        #expect(act(&state, .navigate(.back)).questions.map(\.view.filter) == [""])
        happen(&state, .queryAnswered(answer(state, (1...4).map { lead($0) })))

        #expect(state.list.selected == Lead.ID(3))
    }

    @Test("where a filter lands does not depend on which of its letters were answered", arguments: [false, true])
    func filterLandsTheSame(eachLetterAnswered: Bool) {
        let all = (1...6).map { lead($0) }
        var state = workbench(all)
        act(&state, .navigate(.move(.lines(4))), .open(.filter))
        type(&state, "a")
        if eachLetterAnswered { happen(&state, .queryAnswered(answer(state, [all[0], all[1]]))) }
        type(&state, "d")
        happen(&state, .queryAnswered(answer(state, [all[1], all[3], all[4]])))

        #expect(state.list.selected == Lead.ID(5))
    }

    @Test("a refresh lets handled leads go and leaves the cursor where it was")
    func refreshLetsGo() {
        var state = workbench((1...4).map { lead($0) })
        act(&state, .navigate(.move(.lines(2))), .work(.setStage("Contacted")), .navigate(.move(.lines(1))))

        #expect(act(&state, .program(.refresh(full: false))).contains(.refresh(full: false)))
        happen(&state, .queryAnswered(answer(state, [lead(1), lead(2), lead(4)])))

        #expect(ids(state) == [1, 2, 4])
        #expect(state.list.selected == Lead.ID(4))
    }

    @Test("an empty answer leaves nothing selected, and a later one selects its first row")
    func emptyAnswer() {
        var state = workbench([])
        #expect(state.list.selected == nil)
        #expect(state.timeline.content == .nothing)

        happen(&state, .queryAnswered(answer(state, [lead(5)])))
        #expect(state.list.selected == Lead.ID(5))
    }

    @Test("a queue that is left and opened again starts at its first lead")
    func queueStartsAtTop() {
        var state = workbench((1...4).map { lead($0) })
        act(&state, .navigate(.move(.end)), .navigate(.stepQueue(1)), .navigate(.stepQueue(-1)))

        happen(&state, .queryAnswered(answer(state, (1...4).map { lead($0) })))

        #expect(state.list.selected == Lead.ID(1))
        #expect(state.list.cursor.top == 0)
    }

    @Test("what depends on the time is asked again when its time has come, and not before")
    func timeDependentRows() {
        var state = workbench([])
        var answered = answer(state, [lead(1)])
        answered.changesAt = noon + 60
        happen(&state, .queryAnswered(answered))

        #expect(happen(&state, .tick(noon + 59)) == [])
        #expect(happen(&state, .tick(noon + 60)).questions.count == 1)
        #expect(happen(&state, .tick(noon + 61)) == [])
    }

    @Test("a new lead stays where it stands when the server gives it its id", arguments: [false, true])
    func identifiedLeadStays(isTold: Bool) {
        var state = workbench([lead(1), lead(2), lead(-1)])
        act(&state, .navigate(.move(.end)), .work(.addTag("vip")))
        let asked = question(state)

        happen(&state, .identified(provisional: Lead.ID(-1), as: Lead.ID(9)))
        #expect(ids(state) == [1, 2, 9] && state.list.position == 2)
        #expect(state.isAwaitingRows)
        if isTold {
            // Asked before the lead had its id, and answered after.
            let early = IndexAnswer(request: asked, rows: rows([lead(9), lead(1), lead(2)]), counts: [3, 3])
            happen(&state, .queryAnswered(early))
            #expect(state.isAwaitingRows)
        }
        _ = state.askIndex()
        happen(&state, .queryAnswered(answer(state, [lead(9), lead(1), lead(2)])))
        #expect(ids(state) == [1, 2, 9] && state.list.selected == Lead.ID(9))
        #expect(!state.isAwaitingRows)
    }

    @Test("held rows give every row once and agree with their positions", arguments: 0..<60)
    func pinnedRowsAreConsistent(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let base = Int(random.next() % 8)
        let pins = (0..<Int(random.next() % 4)).map { index in
            // Half of them are among the matches, half are not.
            let id = random.next() % 2 == 0 ? Int64(random.next() % 8) + 1 : Int64(100 + index)
            return PinnedLeadRows.Pin(LeadRow(lead: lead(id), syncState: .clean), rank: Int(random.next() % 10))
        }
        let unique = Dictionary(pins.map { ($0.row.lead.id, $0) }, uniquingKeysWith: { first, _ in first })
        let merged = PinnedLeadRows(rows((0..<base).map { lead(Int64($0 + 1)) }), holding: Array(unique.values))
        let ids = (0..<merged.count).map { merged.row(at: $0).lead.id }
        let expected = Set((0..<base).map { Lead.ID(Int64($0 + 1)) }).union(unique.keys)

        #expect(Set(ids) == expected && ids.count == expected.count, "seed \(seed)")
        #expect(ids.enumerated().allSatisfy { merged.position(of: $0.element) == $0.offset }, "seed \(seed)")
    }
}

func ids(_ state: AppState) -> [Int64] {
    (0..<state.list.rows.count).map { state.list.row(at: $0).lead.id.rawValue }
}
