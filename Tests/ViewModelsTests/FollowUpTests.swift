import FoundationEssentials
import Leads
import Testing

@testable import ViewModels

@Suite("Follow-ups and snoozes by keys")
struct FollowUpTests {
    private func followUp(_ number: Int64, on lead: Int64 = 1, due: Double, _ text: String = "Call") -> FollowUp {
        FollowUp(
            id: .init(rawValue: number),
            leadID: Lead.ID(lead),
            leadName: "Ada Byron",
            kind: .call,
            text: text,
            dueAt: noon + due
        )
    }

    private func agenda(_ state: AppState) -> [String] {
        state.agenda.map { section, item in
            switch item.content {
            case .followUp(let followUp): "\(section) \(followUp.id.rawValue)\(item.unsent == nil ? "" : "*")"
            case .planned(let plan): "\(section) \(plan.text)*"
            case .snoozed: "\(section) \(item.leadID)"
            }
        }
    }

    @Test("one key behind f plans a usual day, and stays on the lead")
    func usualDays() {
        var state = workbench([lead(1), lead(2)])
        act(&state, .open(.followUp))
        let changes = act(&state, .overlay(.dates(.choose("1")))).changes
        guard changes.count == 1, case .followUp(.add(let plan)) = changes[0].change else {
            Issue.record("\(changes)")
            return
        }
        #expect(changes[0].leadID == Lead.ID(1) && plan.kind == .call && plan.dueAt > noon + 3_600)
        #expect(state.overlay == nil && state.list.selected == Lead.ID(1))
        #expect(state.lastWork == .intent(.addFollowUp(FollowUpWish("1"))))
    }

    @Test("what is planned for one lead and one moment stands in the order of the decisions")
    func sameMoment() {
        var state = workbench([lead(1)])
        let plans = ["first", "second", "third"].enumerated().map { place, text in
            let plan = FollowUpPlan(kind: .call, text: text, dueAt: noon + 86_400, words: "tomorrow")
            return entry(Int64(place + 1), .followUp(.add(plan)), .held(until: noon + 8))
        }
        happen(&state, .outboxChanged(plans))
        #expect(agenda(state) == ["next first*", "next second*", "next third*"])
    }

    @Test("the next thing to do for a lead is the earliest, what has no date comes last, and twins never take turns")
    func nextOfEach() {
        var state = workbench([lead(1), lead(2)])
        let undated = FollowUp(
            id: .init(rawValue: 1),
            leadID: Lead.ID(1),
            leadName: nil,
            kind: .call,
            text: "Some day",
            dueAt: nil
        )
        let twins = (3...9).map { followUp($0, due: 3_600) }
        let known = [undated, followUp(2, due: 7_200), followUp(10, on: 2, due: 60)] + twins.reversed()
        happen(&state, .followUps(known, readAt: noon, isWhole: true))
        let plan = FollowUpPlan(kind: .call, text: "planned", dueAt: noon + 3_600, words: "in an hour")
        happen(&state, .outboxChanged([entry(1, .followUp(.add(plan)), .held(until: noon + 8))]))
        let next = state.nextFollowUps(of: Set((1...10).map { Lead.ID($0) }))
        #expect(next[Lead.ID(1)]?.id == .followUp(.init(rawValue: 3)) && next.count == 2)
        #expect(next[Lead.ID(2)]?.id == .followUp(.init(rawValue: 10)))
        #expect(state.nextFollowUp(of: Lead.ID(1))?.id == .followUp(.init(rawValue: 3)))
    }

    @Test("a date is previewed as it is typed, and what is to be done follows behind a semicolon")
    func typed() {
        var state = workbench([lead(1)])
        act(&state, .open(.followUp))
        type(&state, "in 2 weeks; ask about the fence")
        guard case .dates(let prompt) = state.overlay, case .success(let date) = state.preview(prompt.when, in: prompt)
        else {
            Issue.record("no preview")
            return
        }
        guard case .followUp(.add(let plan)) = submit(&state).changes.first?.change else {
            Issue.record("no follow-up")
            return
        }
        #expect(plan.dueAt == date.date && plan.words == date.words && plan.text == "ask about the fence")
    }

    @Test("a date that cannot be stays in the field with its reason", arguments: ["31 february", "2020-01-01", "soon"])
    func badDate(text: String) {
        var state = workbench([lead(1)])
        act(&state, .open(.followUp))
        type(&state, text)
        #expect(submit(&state) == [.bell])
        guard case .dates(let prompt) = state.overlay else {
            Issue.record("the field is gone")
            return
        }
        #expect(prompt.field?.text == text && prompt.problem != nil)
        type(&state, "x")
        guard case .dates(let edited) = state.overlay else { return }
        #expect(edited.problem == nil)
    }

    @Test("a lead that vanished under the prompt is told, and nothing is sent")
    func vanished() {
        var state = workbench([lead(1), lead(2)])
        act(&state, .open(.snooze))
        happen(&state, .queryAnswered(answer(state, [lead(2)])))
        #expect(act(&state, .overlay(.dates(.choose("1")))) == [.bell])
        #expect(state.notice == .blocked(.leadGone, lead: "Ada Byron") && state.overlay == nil)
    }

    @Test("b puts aside until a time or until the lead acts, as part of the journal")
    func snooze() {
        var state = workbench([lead(1)])
        act(&state, .open(.snooze))
        let waiting = act(&state, .overlay(.dates(.choose("a")))).changes
        #expect(waiting.map(\.change) == [.snooze(from: nil, to: Snooze(since: noon, until: nil))])
        act(&state, .open(.snooze))
        let timed = act(&state, .overlay(.dates(.choose("h")))).changes
        #expect(timed.map(\.change) == [.snooze(from: nil, to: Snooze(since: noon, until: noon + 10_800))])
    }

    @Test("my day has what is overdue, due today, next and put aside, with unsent changes on top")
    func agendaOrder() {
        var state = workbench([lead(1), lead(2)])
        let known = [followUp(1, due: -60), followUp(2, due: 864_000), followUp(3, due: -120), followUp(4, due: -30)]
        happen(&state, .followUps(known, readAt: noon, isWhole: true))
        happen(&state, .snoozes([Lead.ID(2): Snooze(since: noon, until: noon + 60)], names: [:]))
        let plan = FollowUpPlan(kind: .call, text: "Call again", dueAt: noon - 10, words: "")
        happen(
            &state,
            .outboxChanged([
                entry(1, .followUp(.add(plan)), .held(until: noon + 8)),
                entry(2, .followUp(.finish(known[2])), .queued),
                entry(3, .followUp(.move(known[3], to: noon + 900_000)), .queued),
            ])
        )
        #expect(agenda(state) == ["overdue 1", "overdue Call again*", "next 2", "next 4*", "aside 2"])
        #expect(state.nextFollowUp(of: Lead.ID(1))?.dueAt == noon - 60)
        happen(&state, .tick(noon + 61))
        #expect(agenda(state).last == "next 4*")
    }

    @Test("follow-ups of one lead that are due at the same moment always stand in the same order")
    func equalMoments() {
        let known = (1...40).map { followUp($0, due: 60) }
        let orders = (0..<20).map { _ in
            var state = workbench([lead(1)])
            happen(&state, .followUps(known.shuffled(), readAt: noon, isWhole: true))
            return agenda(state)
        }
        #expect(Set(orders) == [(1...40).map { "today \($0)" }])
    }

    @Test("opening my day reads it anew; a failure keeps what was known")
    func loading() {
        var state = workbench([lead(1)])
        #expect(act(&state, .open(.agenda)) == [.loadFollowUps])
        happen(&state, .followUps([followUp(1, due: 60)], readAt: noon, isWhole: true))
        happen(&state, .followUpsFailed(reason: "no link."))
        #expect(state.agenda.count == 1 && state.followUps.failure == "no link.")
    }

    @Test("in my day a follow-up is finished, moved and undone, and a lead taken back")
    func agendaVerbs() {
        var state = workbench([lead(1), lead(2)])
        let known = followUp(1, on: 9, due: 60)
        let snooze = Snooze(since: noon, until: nil)
        happen(&state, .followUps([known], readAt: noon, isWhole: true))
        happen(&state, .snoozes([Lead.ID(2): snooze], names: [:]))
        act(&state, .open(.agenda))
        #expect(
            act(&state, .overlay(.agenda(.finish))).changes == [Proposal(.followUp(.finish(known)), on: Lead.ID(9))]
        )
        act(&state, .overlay(.agenda(.reschedule)))
        // Lead 9 is in no row of this view.
        let moved = act(&state, .overlay(.dates(.choose("7")))).changes
        guard moved.count == 1, case .followUp(.move(known, to: _)) = moved[0].change else {
            Issue.record("\(moved)")
            return
        }
        act(&state, .overlay(.agenda(.move(.lines(1)))))
        #expect(
            act(&state, .overlay(.agenda(.finish))).changes
                == [Proposal(.snooze(from: snooze, to: nil), on: Lead.ID(2))]
        )
        #expect(act(&state, .overlay(.agenda(.undo))).count == 1)
    }

    @Test("Enter in my day goes to the lead, in this view or among all")
    func goTo() {
        var state = workbench([lead(1), lead(2)])
        happen(
            &state,
            .followUps([followUp(1, on: 2, due: 60), followUp(2, on: 9, due: 90)], readAt: noon, isWhole: true)
        )
        act(&state, .open(.agenda), .overlay(.agenda(.open)))
        #expect(state.list.selected == Lead.ID(2) && state.overlay == nil)
        act(&state, .open(.agenda), .overlay(.agenda(.move(.lines(1)))))
        let questions = act(&state, .overlay(.agenda(.open))).questions
        #expect(questions.map(\.view.filter) == ["id:9"])
        #expect(state.queue?.definition.query == .everything)
    }

    @Test("with queues of one's own that leave leads out, Enter in my day looks for the lead among all the same")
    func goToWithOwnQueues() throws {
        var state = workbench([lead(1), lead(2)])
        let own = QueueDefinition(name: "Mine", query: try LeadQuery.parse("stage:new"), sort: LeadSort(.created))
        state.queues = [QueueState(definition: own)]
        happen(&state, .followUps([followUp(1, on: 9, due: 60)], readAt: noon, isWhole: true))
        for _ in 0..<2 {
            act(&state, .open(.agenda))
            let questions = act(&state, .overlay(.agenda(.open))).questions
            #expect(questions.map(\.view.filter) == ["id:9"] && questions.map(\.view.queue) == [.everything])
            #expect(questions.map(\.view.showsSnoozed) == [true])
            #expect(state.isAwaitingRows, "what follows is meant for that lead")
            #expect(state.queues.map(\.definition.name) == ["Mine", "All"] && state.overlay == nil)
            act(&state, .navigate(.selectQueue(0)))
        }
    }

    @Test("in my day a follow-up of a lead that is gone or on its way to the trash is refused in words")
    func agendaOfTrashedLead() {
        var state = workbench([lead(1)])
        happen(&state, .followUps([followUp(1, due: 60)], readAt: noon, isWhole: true))
        happen(&state, .outboxChanged([entry(1, .trash(reason: "sold"), .held(until: noon + 8))]))
        act(&state, .open(.agenda))
        #expect(act(&state, .overlay(.agenda(.finish))) == [.bell])
        #expect(state.notice == .blocked(.beingTrashed, lead: "Ada Byron"))
    }

    @Test("a key acts on the line the cursor was on, also when others come in above it")
    func pinnedLine() {
        var state = workbench([lead(1), lead(2)])
        let known = [followUp(1, due: 60), followUp(2, due: 120), followUp(3, due: 180)]
        happen(&state, .followUps(known, readAt: noon, isWhole: true))
        act(&state, .open(.agenda), .overlay(.agenda(.move(.lines(1)))))
        happen(&state, .followUps([followUp(4, due: 30)] + known, readAt: noon, isWhole: true))
        #expect(
            act(&state, .overlay(.agenda(.finish))).changes == [Proposal(.followUp(.finish(known[1])), on: Lead.ID(1))]
        )
        happen(&state, .outboxChanged([entry(1, .followUp(.finish(known[1])), .queued)]))
        #expect(agenda(state) == ["today 4", "today 1", "today 3"])
        #expect(
            act(&state, .overlay(.agenda(.finish))).changes == [Proposal(.followUp(.finish(known[2])), on: Lead.ID(1))],
            "the line that took its place"
        )
    }

    @Test("the line of a lead that was made here stays selected when the server names the lead")
    func pinnedProvisional() {
        var state = workbench([lead(-1), lead(2)])
        let aside = Snooze(since: noon, until: nil)
        happen(&state, .snoozes([Lead.ID(2): aside, Lead.ID(-1): aside], names: [:]))
        act(&state, .open(.agenda))
        happen(&state, .identified(provisional: Lead.ID(-1), as: Lead.ID(77)))
        #expect(agenda(state) == ["aside 2", "aside 77"])
        #expect(act(&state, .overlay(.agenda(.finish))).changes.map(\.leadID) == [Lead.ID(77)])
    }

    @Test(
        "another time for a lead that is not among the rows waits until it is known whether something can be planned",
        arguments: [(true, false), (true, true), (false, false)]
    )
    func rowOfAnother(isThere: Bool, isBeingTrashed: Bool) {
        var state = workbench([lead(1)])
        happen(&state, .followUps([followUp(1, on: 7, due: 60)], readAt: noon, isWhole: true))
        if isBeingTrashed {
            happen(&state, .outboxChanged([entry(1, on: 7, .trash(reason: "twin"), .held(until: noon + 60))]))
        }
        act(&state, .open(.agenda))
        let asked = act(&state, .overlay(.agenda(.reschedule))).questions
        #expect(asked.count == 1 && asked.allSatisfy { $0.keeping.contains(Lead.ID(7)) } && state.isAwaitingRows)
        happen(&state, .queryAnswered(answer(state, [lead(1)], kept: isThere ? [lead(7)] : [])))
        #expect(!state.isAwaitingRows)

        type(&state, "soon")
        #expect(submit(&state) == [.bell])
        guard case .dates(let prompt) = state.overlay else {
            Issue.record("what was typed is lost")
            return
        }
        // Whether the date can be read is told only where there is a lead to plan something for.
        let obstacle = isThere ? isBeingTrashed ? PlanObstacle.beingTrashed : nil : .leadGone
        #expect(prompt.field?.text == "soon" && prompt.problem != nil)
        if let obstacle { #expect(prompt.problem == obstacle) }
    }

    @Test("keys on an empty day say so", arguments: [AgendaSheet.Action.open, .finish, .reschedule])
    func emptyDay(action: AgendaSheet.Action) {
        var state = workbench([lead(1)])
        act(&state, .open(.agenda))
        #expect(act(&state, .overlay(.agenda(action))) == [.bell])
        #expect(state.notice?.isProblem == false)
    }

    @Test("queues ask for their leads without those put aside, all leads and failures with them")
    func asideQuestions() {
        var state = workbench([lead(1)])
        #expect(question(state).view.showsSnoozed == false)
        let names = question(state).countingAside.map { state.queues[$0].definition.name }
        #expect(Set(names) == ["Failed", "All", "Snoozed", "Hygiene"])
        act(&state, .navigate(.selectQueue(8)))
        #expect(question(state).view.showsSnoozed)
    }
}
