import FoundationEssentials
import Leads
import Testing

@testable import ViewModels

@Suite("The life of a run on marked leads")
struct BulkRunLifeTests: BulkSteps {
    // MARK: Pause

    @Test("what has gone before a pause is not planned again behind it, though the rest of its lead is")
    func noSecondLog() throws {
        var state = marked()
        try plan(&state, act(&state, .handle(.dispose("no-answer", words: "rang"))))
        let entries = try run(&state)
        let logs = entries.filter { if case .logCall = $0.change { true } else { false } }
        #expect(logs.count == 3 && entries.count == 9)
        // The log of the first lead has left, its tag and its follow-up have not.
        let rest = entries.filter { $0.id != logs[0].id }
        pause(&state, taking: rest)

        let request = try request(act(&state, .overlay(.bulk(.resume))))
        let plan = request.plan(by: state.planner, on: BulkGround((1...3).map { lead($0) }))

        #expect(plan.rows.map(\.id) == [Lead.ID(1), Lead.ID(2), Lead.ID(3)])
        for row in plan.rows { #expect(row.changes == rest.filter { $0.leadID == row.id }.map(\.change)) }
    }

    @Test("the rest is checked again: what is so by now is not sent, and a lead that was moved is left out")
    func checkedAgain() throws {
        var (state, _) = try paused()

        try plan(&state, act(&state, .overlay(.bulk(.resume)))) { lead in
            if lead.id == Lead.ID(1) { lead.stage = "Contacted" }
            if lead.id == Lead.ID(2) { lead.stage = "Qualified" }
        }

        let outcomes = Dictionary(
            uniqueKeysWithValues: (state.bulk?.plan?.rows ?? []).map { ($0.id.rawValue, $0.outcome) }
        )
        #expect(outcomes[1] == .nothingToDo(nil))
        #expect(outcomes[2] == .blocked(.moved(to: "Qualified")))
        #expect(outcomes[3] == .changes([.setStage(from: "New Lead", to: "Contacted")]))
    }

    @Test("a plan of the rest that is left goes back to the pause", arguments: [true, false])
    func leavingTheRest(isPlanned: Bool) throws {
        var (state, _) = try paused()
        let effects = act(&state, .overlay(.bulk(.resume)))
        if isPlanned { try plan(&state, effects) }

        act(&state, .overlay(.bulk(.close)))
        #expect(phase(state) == .paused && state.overlay == nil)
        act(&state, .open(.bulk))
        let again = try request(act(&state, .overlay(.bulk(.resume))))

        #expect(again.leads == [Lead.ID(1), Lead.ID(2), Lead.ID(3)])
    }

    @Test("a lead that is taken out of the rest is marked again, so that it is not forgotten")
    func takenOutOfTheRest() throws {
        var (state, _) = try paused()
        try plan(&state, act(&state, .overlay(.bulk(.resume))))
        act(&state, .overlay(.bulk(.drop)))

        #expect(try run(&state, from: 10).map(\.leadID.rawValue) == [2, 3])

        #expect(state.marks.leads == [Lead.ID(1)] && state.pausedBulk == nil)
    }

    @Test("what was taken back by a stop, also in a pause, or by an undo is marked again", arguments: 0..<3)
    func marksComeBack(_ way: Int) throws {
        var state = marked()
        try plan(&state, act(&state, .work(.setStage("Contacted"))))
        let entries = try run(&state)
        let group = try #require(state.bulk?.group)
        #expect(state.marks.isEmpty)
        switch way {
        case 0:
            act(&state, .overlay(.bulk(.stop)))
            happen(&state, .outboxChanged([]))
            happen(&state, .stopped(group, entries.suffix(2).reversed()))
            #expect(state.marks.leads == [Lead.ID(2), Lead.ID(3)])
        case 1:
            pause(&state, taking: entries)
            #expect(state.marks.isEmpty, "a pause keeps them to itself")
            act(&state, .overlay(.bulk(.stop)))
            #expect(state.marks.count == 3 && phase(state) == .finished)
        default:
            act(&state, .overlay(.bulk(.close)), .undo)
            happen(&state, .outboxChanged([]))
            happen(&state, .undone(group, entries.reversed().map(UndoAnswer.cancelled)))
            #expect(state.marks.count == 3)
        }
    }

    @Test("keys wait for what a pause or a stop takes back", arguments: [true, false])
    func waits(isPause: Bool) throws {
        var state = marked()
        try plan(&state, act(&state, .work(.setStage("Contacted"))))
        let entries = try run(&state)
        happen(&state, .queryAnswered(answer(state, (1...4).map { lead($0) })))
        #expect(!state.list.isAwaitingJournal)

        act(&state, .overlay(.bulk(isPause ? .pause : .stop)))

        #expect(state.list.isAwaitingJournal)
        happen(&state, .stopped(try #require(state.bulk?.group), entries))
        happen(&state, .queryAnswered(answer(state, (1...4).map { lead($0) })))
        #expect(!state.list.isAwaitingJournal)
    }

    // MARK: What came of it

    @Test("sending again is for what the server refused; a colleague's change is decided in the outbox")
    func retry() throws {
        var state = marked()
        try plan(&state, act(&state, .work(.setStage("Contacted"))))
        var entries = try run(&state)
        entries[0].status = .wedged(OutboxEntry.Failure(reason: "no."))
        entries[1].status = .conflicted(theirs: "Qualified")
        entries[2].review = .needed(today: "Qualified")
        happen(&state, .outboxChanged(entries))

        let effects = act(&state, .overlay(.bulk(.retry)))
        let retried = effects.compactMap { if case .write(.retry(let entry, as: _)) = $0 { entry } else { nil } }
        #expect(retried == [entries[0].id])
        #expect(state.notice == .noted("2 changes wait for you to compare them: w decides. The others go out again."))

        happen(&state, .outboxChanged([entries[1]]))
        #expect(act(&state, .overlay(.bulk(.retry))) == [.bell])
        #expect(state.notice == .noted("1 change waits for you to compare it: w shows both and decides."))
    }

    @Test("a change that was given up is told as such, and never as done")
    func givenUp() throws {
        var state = marked()
        try plan(&state, act(&state, .work(.setStage("Contacted"))))
        var entries = try run(&state)
        entries[1].status = .wedged(OutboxEntry.Failure(reason: "no."))
        happen(&state, .outboxChanged([entries[1]]))

        happen(&state, .withdrawn([entries[1].id]))
        happen(&state, .outboxChanged([]))

        #expect(state.bulk?.progress([]) == BulkJob.Progress(done: 2, givenUp: 1))
        #expect(state.bulk?.results([])[Lead.ID(2)] == .givenUp)
    }

    @Test("what an undo found on the server counts as taken back")
    func undoneOnServer() throws {
        var state = marked()
        try plan(&state, act(&state, .work(.setStage("Contacted"))))
        let entries = try run(&state)
        happen(&state, .outboxChanged([entries[2]]))
        let group = try #require(state.bulk?.group)
        act(&state, .overlay(.bulk(.close)), .undo)
        let inverse = entry(9, on: 2, .setStage(from: "Contacted", to: "New Lead"), .queued)
        happen(&state, .withdrawn([entries[2].id]))
        happen(&state, .outboxChanged([inverse]))
        happen(&state, .undone(group, [.cancelled(entries[2]), .inverse(inverse), .impossible(reason: "no.")]))

        #expect(
            state.bulk?.results(state.unsent)
                == [Lead.ID(1): .done, Lead.ID(2): .undone, Lead.ID(3): .takenBack]
        )
    }

    @Test("a run that is taken back and done again is followed under its new name", arguments: [true, false])
    func redo(isJournaled: Bool) throws {
        var state = marked()
        try plan(&state, act(&state, .work(.setStage("Contacted"))))
        let entries = try run(&state)
        let group = try #require(state.bulk?.group)
        act(&state, .overlay(.bulk(.close)), .undo)
        happen(&state, .outboxChanged([]))
        happen(&state, .undone(group, entries.reversed().map(UndoAnswer.cancelled)))
        let again = try #require(groups(act(&state, .redo)).first)
        #expect(again.leavesOut && again.id != group)
        // Until the journal has it, a verb on other marks finds what it will find then.
        #expect(state.marks.isEmpty)
        act(&state, .mark(.toggle))
        #expect(act(&state, .work(.setStage("Qualified"))) == [.bell])
        #expect(state.notice == .noted("An earlier change of many leads is still on its way: gb shows it."))
        act(&state, .mark(.none))
        guard isJournaled else {
            happen(&state, .submitFailed(again.id, reason: "the disk is full.", restoring: nil))
            #expect(state.bulk?.progress([]).takenBack == 3 && phase(state) == .finished)
            #expect(state.marks.count == 3 && state.bulk?.isUnderWay == false)
            return
        }

        _ = journal(&state, again, from: 20)

        #expect(state.bulk?.progress(state.unsent).waiting == 3 && phase(state) == .running)
        #expect(state.marks.isEmpty)
        act(&state, .open(.bulk))
        #expect(act(&state, .overlay(.bulk(.pause))).last == .write(.takeBack(again.id)))
    }

    @Test("what a stop took back is not done again with the rest")
    func redoAfterStop() throws {
        var state = marked()
        try plan(&state, act(&state, .work(.setStage("Contacted"))))
        let entries = try run(&state)
        let group = try #require(state.bulk?.group)
        act(&state, .overlay(.bulk(.stop)))
        happen(&state, .outboxChanged([]))
        happen(&state, .stopped(group, [entries[2], entries[1]]))
        act(&state, .overlay(.bulk(.close)), .undo)
        let inverse = entry(9, on: 1, .setStage(from: "Contacted", to: "New Lead"), .queued)
        happen(&state, .undone(group, [.inverse(inverse)]))

        #expect(groups(act(&state, .redo)).first?.proposals.map(\.leadID) == [Lead.ID(1)])
    }

    @Test("leads that cannot have it when it begins are told in their rows, and stay marked; the others go")
    func leftOut() throws {
        var state = marked()
        try plan(&state, act(&state, .work(.setStage("Contacted"))))
        let group = try #require(groups(act(&state, .overlay(.bulk(.run)))).first)
        let entries = [entry(1, on: 1, group.proposals[0].change, .held(until: noon + 8))]
        happen(&state, .outboxChanged(entries))
        happen(&state, .submitted(group.id, entries))
        happen(
            &state,
            .leftOut(group.id, [Lead.ID(2): .blocked(.plan(.leadGone)), Lead.ID(3): .nothingToDo(nil)])
        )

        #expect(
            state.bulk?.plan?.rows.map(\.outcome) == [
                .changes([.setStage(from: "New Lead", to: "Contacted")]), .blocked(.plan(.leadGone)), .nothingToDo(nil),
            ]
        )
        #expect(state.marks.leads == [Lead.ID(2)] && state.bulk?.progress(state.unsent).total == 1)
        #expect(state.notice == .noted("1 lead was left out of “stage → Contacted”: gb says why."))
    }

    @Test("a run of which nothing is left leaves nothing to undo")
    func nothingLeft() throws {
        var state = marked()
        try plan(&state, act(&state, .work(.setStage("Contacted"))))
        let group = try #require(groups(act(&state, .overlay(.bulk(.run)))).first)
        happen(&state, .submitted(group.id, []))
        happen(
            &state,
            .leftOut(
                group.id,
                Dictionary(
                    uniqueKeysWithValues: (1...3).map {
                        (Lead.ID($0), .blocked(.plan(.leadGone)))
                    }
                )
            )
        )

        #expect(phase(state) == .finished && state.undo.done.isEmpty)
    }
}
