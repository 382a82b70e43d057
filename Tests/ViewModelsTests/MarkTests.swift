import Leads
import Testing

@testable import ViewModels

@Suite("Marks")
struct MarkTests {
    private func state(_ count: Int64 = 4) -> AppState { workbench((1...count).map { lead($0) }) }

    private func marked(_ state: AppState) -> [Int64] { state.marks.leads.map(\.rawValue).sorted() }

    /// Answers the question that a mark was waiting for.
    private func find(_ state: inout AppState, _ effects: [Effect], _ leads: [Int64]) {
        for effect in effects {
            guard case .find(let finding) = effect else { continue }
            happen(&state, .found(Set(leads.map { Lead.ID($0) }), for: finding))
        }
    }

    @Test("one key marks a lead and goes on, and takes a mark off again")
    func toggle() {
        var state = state()

        act(&state, .mark(.toggle), .mark(.toggle))
        #expect(marked(state) == [1, 2] && state.list.selected == Lead.ID(3))
        act(&state, .navigate(.move(.lines(-1))), .mark(.toggle))

        #expect(marked(state) == [1])
    }

    @Test("the last lead of a view is marked without a next one to go to")
    func toggleLast() {
        var state = state(1)

        act(&state, .mark(.toggle))

        #expect(marked(state) == [1] && state.list.selected == Lead.ID(1))
    }

    @Test("a range grows and shrinks with the cursor, keeps what was marked before, and ends where v or Esc ends it")
    func range() {
        var state = state(6)
        act(&state, .mark(.toggle), .navigate(.move(.lines(1))))

        act(&state, .mark(.range), .navigate(.move(.lines(2))))
        #expect(marked(state) == [1, 3, 4, 5])
        act(&state, .navigate(.move(.lines(-1))))
        #expect(marked(state) == [1, 3, 4])
        act(&state, .mark(.range), .navigate(.move(.end)))
        #expect(marked(state) == [1, 3, 4])
        act(&state, .mark(.range), .navigate(.back), .navigate(.move(.start)))

        #expect(marked(state) == [1, 3, 4, 6])
    }

    @Test(
        "a range grows with every key and click that takes the cursor elsewhere in the view",
        arguments: [
            [Action.navigate(.select(Lead.ID(4)))], [.navigate(.stepMatch(1)), .navigate(.stepMatch(2))],
            [.handle(.done), .handle(.done), .handle(.done)],
        ]
    )
    func rangeByOtherKeys(actions: [Action]) {
        var state = state(6)
        // While the filter stands every row is a match.
        (state.list.filter, state.lastFilter) = ("ada", "ada")
        act(&state, .mark(.range))
        for action in actions { act(&state, action) }
        #expect(state.list.selected == Lead.ID(4))
        #expect(marked(state) == [1, 2, 3, 4])
    }

    @Test("all of a view is what the index says it is, and keys wait until it has said so")
    func all() {
        var state = state()

        let effects = act(&state, .mark(.all))
        guard case .find(let finding) = effects.first else {
            Issue.record("nothing is looked for: \(effects)")
            return
        }
        #expect(finding.view == state.list.asked && finding.condition == .everything)
        #expect(state.isAwaitingRows)
        find(&state, effects, [1, 2, 3, 4])

        #expect(marked(state) == [1, 2, 3, 4] && !state.isAwaitingRows)
        #expect(state.notice == .marked(4))
    }

    @Test("an answer to another question marks nothing")
    func lateAnswer() {
        var state = state()
        act(&state, .mark(.all))
        let other = LeadFinding(state.list.asked, where: .everything, serial: -1)

        happen(&state, .found([Lead.ID(1)], for: other))

        #expect(state.marks.isEmpty && state.isAwaitingRows)
    }

    @Test("marks are turned round within the view, and taken off all at once")
    func invert() {
        var state = state()
        act(&state, .mark(.toggle))

        find(&state, act(&state, .mark(.invert)), [1, 2, 3, 4])
        #expect(marked(state) == [2, 3, 4])
        act(&state, .mark(.none))

        #expect(state.marks.isEmpty)
    }

    @Test("leads with the same stage, source or owner are looked for within the view", arguments: Likeness.allCases)
    func same(likeness: Likeness) throws {
        var ada = lead(1)
        ada.source = "Zillow"
        var state = workbench([ada, lead(2, stage: "Contacted")])

        let effects = act(&state, .mark(.same(likeness)))

        guard case .find(let finding) = effects.first else {
            Issue.record("nothing is looked for: \(effects)")
            return
        }
        let expected = ["stage": "stage=\"New Lead\"", "source": "source=Zillow", "owner": "owner:none"]
        #expect(finding.condition == (try LeadQuery.parse(expected[likeness.rawValue] ?? "")))
    }

    @Test("a query marks what fits it, and one that cannot be read marks nothing and says why")
    func matching() throws {
        var state = state()

        let effects = act(&state, .mark(.matching("tag:hot")))
        guard case .find(let finding) = effects.first else {
            Issue.record("nothing is looked for: \(effects)")
            return
        }
        #expect(finding.condition == (try LeadQuery.parse("tag:hot")))
        find(&state, effects, [])
        #expect(state.marks.isEmpty && state.notice != nil)

        #expect(act(&state, .mark(.matching("stge:new"))) == [.bell])
        guard case .unavailable("mark", _) = state.notice else {
            Issue.record("no reason is told: \(String(describing: state.notice))")
            return
        }
    }

    @Test("marks outlive a filter and another queue, and follow a lead to its own id")
    func outlive() {
        var state = state()
        act(&state, .mark(.toggle), .navigate(.setFilter("tag:hot")))
        happen(&state, .queryAnswered(answer(state, [])))
        act(&state, .navigate(.selectQueue(1)))
        happen(&state, .queryAnswered(answer(state, [lead(9)])))
        act(&state, .mark(.toggle))

        happen(&state, .identified(provisional: Lead.ID(9), as: Lead.ID(90)))

        #expect(marked(state) == [1, 90])
    }

    @Test("the view of marked leads asks for these alone, whatever queue and filter there were, and Esc leaves it")
    func alone() {
        var state = state()
        act(&state, .mark(.toggle), .navigate(.setFilter("tag:hot")))
        happen(&state, .queryAnswered(answer(state, [])))

        let opened = act(&state, .mark(.alone)).questions.first?.view
        #expect(opened?.only == [Lead.ID(1)] && opened?.queue == .everything && opened?.filter == "")
        happen(&state, .queryAnswered(answer(state, [lead(1)])))
        // A lead whose mark is taken off stays until the view is left.
        act(&state, .mark(.toggle))
        #expect(state.list.rows.count == 1 && state.marks.isEmpty)
        let left = act(&state, .navigate(.back)).questions.first?.view

        #expect(left?.only == nil && left?.queue == state.queues[0].definition.query)
    }

    @Test("the view of marked leads keeps a new lead when the server gives it its id")
    func aloneRenamed() {
        var state = workbench([lead(-1), lead(2)])
        act(&state, .mark(.toggle), .mark(.toggle), .mark(.alone))
        happen(&state, .queryAnswered(answer(state, [lead(-1), lead(2)])))

        happen(&state, .identified(provisional: Lead.ID(-1), as: Lead.ID(77)))

        #expect(happen(&state, .leadsChanged).questions.first?.view.only == [Lead.ID(77), Lead.ID(2)])
    }

    @Test("without a mark the view of marked leads says how to mark, and another queue leaves that view")
    func aloneEdges() {
        var state = state()
        #expect(act(&state, .mark(.alone)) == [.bell])
        #expect(state.notice != nil && state.marks.alone == nil)

        act(&state, .mark(.toggle), .mark(.alone))
        let question = act(&state, .navigate(.selectQueue(1))).questions.first

        #expect(question?.view.only == nil && question?.view.queue == state.queues[1].definition.query)
    }

    @Test("taking all marks off leaves the view of marked leads, and any other view as it is")
    func noneElsewhere() {
        var state = state()
        act(&state, .mark(.toggle))
        #expect(act(&state, .mark(.none)).isEmpty && state.marks.isEmpty)
        act(&state, .mark(.toggle), .mark(.alone))
        #expect(act(&state, .mark(.none)).questions.count == 1 && state.marks.alone == nil)
    }

    @Test("keys that mark say so when there is no lead", arguments: [Marking.toggle, .range, .same(.stage)])
    func empty(marking: Marking) {
        var state = workbench([])

        #expect(act(&state, .mark(marking)) == [.bell])
        #expect(state.notice == .noLead && state.marks.isEmpty)
    }
}
