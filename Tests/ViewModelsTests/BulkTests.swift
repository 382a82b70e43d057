import FoundationEssentials
import Leads
import Testing

@testable import ViewModels

@Suite("A verb on marked leads")
struct BulkTests: BulkSteps {
    private let toContacted = BulkVerb.intent(.setStage("Contacted"))

    /// Answers as the backend would.
    private func plan(_ state: inout AppState, _ effects: [Effect], stuck: Set<Lead.ID> = []) throws {
        let request = try request(effects)
        let leads = request.leads.sorted().map { lead($0.rawValue, stage: $0.rawValue == 3 ? "Contacted" : "New Lead") }
        let plan = state.planner.plan(request.verb, on: BulkGround(leads, stuck: stuck))
        happen(&state, .planned(plan, for: request))
    }

    private func read(_ state: inout AppState) { act(&state, .overlay(.bulk(.shown))) }

    /// Runs the plan and lets the journal have it.
    private func run(_ state: inout AppState) -> [OutboxEntry] {
        let effects = act(&state, .overlay(.bulk(.run)))
        guard case .write(.submit(let group, _)) = effects.first else {
            Issue.record("nothing runs: \(effects)")
            return []
        }
        let entries = group.proposals.enumerated().map { number, proposal in
            entry(Int64(number + 1), on: proposal.leadID.rawValue, proposal.change, .held(until: noon + 8))
        }
        happen(&state, .outboxChanged(entries))
        happen(&state, .submitted(group.id, entries))
        return entries
    }

    private func sheet(_ state: AppState) -> BulkSheet? {
        if case .bulk(let sheet) = state.overlay { sheet } else { nil }
    }

    @Test("asks for a plan of all of them, behind what was decided before")
    func asks() throws {
        var state = marked()

        let request = try request(act(&state, .work(.setStage("Contacted"))))

        #expect(request.leads == [Lead.ID(1), Lead.ID(2), Lead.ID(3)] && request.verb == toContacted)
        #expect(state.bulk?.phase == .planning && sheet(state)?.phase == .planning)
    }

    @Test("a picker, a date and a note are about the marked leads too, and name how many")
    func overlays() throws {
        var state = marked()
        act(&state, .open(.stages))
        guard case .picker(let picker) = state.overlay else {
            Issue.record("no picker")
            return
        }
        #expect(picker.leadName == "3 marked leads")
        _ = try request(act(&state, .overlay(.picker(.choose(picker.items[1])))))
        act(&state, .overlay(.bulk(.close)))

        act(&state, .open(.snooze))
        let snooze = try request(act(&state, .overlay(.dates(.choose("3")))))
        #expect(snooze.verb == .intent(.snooze(until: "3")))
        act(&state, .overlay(.bulk(.close)))

        act(&state, .open(.note))
        type(&state, "open house on Sunday")
        let note = try request(submit(&state))
        #expect(note.verb == .intent(.addNote("open house on Sunday")))
        // The text is there again when the plan is left.
        act(&state, .overlay(.bulk(.close)), .open(.note))
        guard case .form(let form) = state.overlay else {
            Issue.record("no form")
            return
        }
        #expect(form.fields[0].text.text == "open house on Sunday")
    }

    @Test("a date that cannot be read stays open with what is wrong with it")
    func badDate() {
        var state = marked()
        act(&state, .open(.followUp))
        type(&state, "31 february")

        #expect(submit(&state) == [.bell])

        guard case .dates(let prompt) = state.overlay else {
            Issue.record("the prompt is gone")
            return
        }
        #expect(prompt.problem != nil && state.bulk == nil)
    }

    @Test("a disposition, and the same again, are planned for all of them")
    func dispositions() throws {
        var state = marked()
        let request = try request(act(&state, .handle(.dispose("no-answer", words: "rang"))))
        guard case .disposition(let disposition, words: "rang") = request.verb else {
            Issue.record("\(request.verb)")
            return
        }
        #expect(disposition.id == "no-answer")
        act(&state, .overlay(.bulk(.close)))
        state.lastWork = .intent(.addTag("hot"))

        #expect(try self.request(act(&state, .handle(.again))).verb == .intent(.addTag("hot")))
    }

    @Test("what is about one thing of one lead stays so, and nothing goes to the trash by the dozen")
    func single() {
        var state = marked()
        act(&state, .open(.trash))
        #expect(state.overlay == nil && state.notice != nil)

        act(&state, .handle(.done))
        #expect(state.list.isHandled(Lead.ID(4)) && state.bulk == nil)
    }

    @Test("runs as one group when it was read and said yes to; marks have done their duty then")
    func runs() throws {
        var state = marked()
        try plan(&state, act(&state, .work(.setStage("Contacted"))))
        #expect(state.bulk?.phase == .review && state.bulk?.plan?.changingCount == 2)
        #expect(act(&state, .overlay(.bulk(.run))).isEmpty, "nobody has seen it yet")
        read(&state)

        let entries = run(&state)

        #expect(entries.map(\.leadID.rawValue) == [1, 2])
        #expect(state.notice == .manyChanged("stage → Contacted", leads: 2))
        #expect(state.marks.leads == [Lead.ID(3)], "what was so already is still marked")
        #expect(state.bulk?.phase == .running && state.bulk?.progress(state.unsent).waiting == 2)
        // Rows of many leads are not held in their places.
        #expect(state.list.handled.isEmpty)
    }

    @Test("a key that comes before the plan could be read is counted and starts nothing")
    func early() throws {
        var state = marked()
        try plan(&state, act(&state, .work(.setStage("Contacted"))))

        act(&state, .overlay(.bulk(.cameTooEarly)))

        #expect(sheet(state)?.ignoredKeys == 1 && state.bulk?.phase == .review)
    }

    @Test("above the number that the person sets, the count has to be typed")
    func typedCount() throws {
        var state = marked()
        state.bulkCountLimit = 1
        try plan(&state, act(&state, .work(.setStage("Contacted"))))
        read(&state)

        #expect(act(&state, .overlay(.bulk(.run))).isEmpty)
        #expect(state.overlay?.takesText == true)
        type(&state, "3")
        #expect(submit(&state) == [.bell] && sheet(state)?.isWrongCount == true)
        act(&state, .overlay(.bulk(.edit(.deleteBackward))))
        type(&state, "2")

        #expect(submit(&state).changes.count == 2)
    }

    @Test("Enter without a number is No")
    func enterIsNo() throws {
        var state = marked()
        try plan(&state, act(&state, .work(.setStage("Contacted"))))
        read(&state)

        #expect(submit(&state).isEmpty)
        #expect(state.overlay == nil && state.bulk == nil && state.marks.count == 3)
    }

    @Test("a lead is taken out of the plan and put back")
    func drop() throws {
        var state = marked()
        try plan(&state, act(&state, .work(.setStage("Contacted"))))
        read(&state)

        act(&state, .overlay(.bulk(.drop)))
        #expect(state.bulk?.changing.map(\.id.rawValue) == [2])
        act(&state, .overlay(.bulk(.move(.start))), .overlay(.bulk(.drop)))
        #expect(state.bulk?.changing.count == 2)
        act(&state, .overlay(.bulk(.move(.end))))

        #expect(act(&state, .overlay(.bulk(.drop))) == [.bell], "nothing would happen to this one")
    }

    @Test("a new lead that was taken out of the plan stays out of it when the server gives it its id")
    func dropRenamed() throws {
        var state = workbench([lead(-1), lead(2)])
        act(&state, .mark(.toggle), .mark(.toggle))
        try plan(&state, act(&state, .work(.setStage("Contacted"))))
        act(&state, .overlay(.bulk(.drop)))
        #expect(state.bulk?.changing.map(\.id) == [Lead.ID(2)])

        happen(&state, .identified(provisional: Lead.ID(-1), as: Lead.ID(77)))

        #expect(state.bulk?.changing.map(\.id) == [Lead.ID(2)])
        #expect(state.bulk?.plan?.rows.map(\.id) == [Lead.ID(77), Lead.ID(2)])
    }

    @Test("pause takes back what has not left, and going on plans the rest anew")
    func pause() throws {
        var state = marked()
        try plan(&state, act(&state, .work(.setStage("Contacted"))))
        read(&state)
        let entries = run(&state)
        // The first has gone out.
        happen(&state, .outboxChanged([entries[1]]))

        let group = try #require(state.bulk?.group)
        #expect(act(&state, .overlay(.bulk(.pause))).last == .write(.takeBack(group)))
        happen(&state, .outboxChanged([]))
        happen(&state, .stopped(group, [entries[1]]))
        #expect(state.bulk?.phase == .paused && sheet(state)?.phase == .paused)
        #expect(state.bulk?.progress(state.unsent) == BulkJob.Progress(waiting: 0, done: 1, failed: 0, takenBack: 1))

        let request = try request(act(&state, .overlay(.bulk(.resume))))
        #expect(request.leads == [Lead.ID(2)] && request.verb == toContacted)
        #expect(sheet(state)?.isShown == false, "the rest is read before it runs")
    }

    @Test("a paused run that is stopped is over: what was held back stays as it was, and another plan can be made")
    func stopWhilePaused() throws {
        var state = marked()
        try plan(&state, act(&state, .work(.setStage("Contacted"))))
        read(&state)
        let entries = run(&state)
        let group = try #require(state.bulk?.group)
        act(&state, .overlay(.bulk(.pause)))
        happen(&state, .outboxChanged([]))
        happen(&state, .stopped(group, entries))
        #expect(state.bulk?.phase == .paused)

        #expect(act(&state, .overlay(.bulk(.stop))) == [.keepRun(nil)])

        #expect(sheet(state)?.phase == .finished && state.bulk?.isUnderWay == false)
    }

    @Test("stop ends the run with what has gone; the rest was taken back")
    func stop() throws {
        var state = marked()
        try plan(&state, act(&state, .work(.setStage("Contacted"))))
        read(&state)
        let entries = run(&state)
        let group = try #require(state.bulk?.group)
        act(&state, .overlay(.bulk(.stop)))
        happen(&state, .outboxChanged([]))
        happen(&state, .stopped(group, entries))

        #expect(state.bulk?.phase == .finished)
        #expect(act(&state, .undo) == [] && state.notice == .nothingToUndo, "nothing of it is left to undo")
    }

    @Test("what fails is told by its lead and sent again by one key")
    func failures() throws {
        var state = marked()
        try plan(&state, act(&state, .work(.setStage("Contacted"))))
        read(&state)
        var entries = run(&state)
        entries[1].status = .wedged(OutboxEntry.Failure(reason: "no."))
        happen(&state, .outboxChanged([entries[1]]))

        #expect(state.bulk?.phase == .finished)
        #expect(state.bulk?.results(state.unsent)[Lead.ID(2)] == .failed(entries[1]))
        let effects = act(&state, .overlay(.bulk(.retry)))
        guard case .write(.retry(entries[1].id, as: _)) = effects.first, effects.count == 1 else {
            Issue.record("\(effects)")
            return
        }
        entries[1].status = .queued
        happen(&state, .outboxChanged([entries[1]]))
        #expect(state.bulk?.phase == .running)
    }

    @Test("one undo takes all of it back, and says how many leads that were")
    func undo() throws {
        var state = marked()
        try plan(&state, act(&state, .work(.setStage("Contacted"))))
        read(&state)
        let entries = run(&state)
        let group = try #require(state.bulk?.group)
        act(&state, .overlay(.bulk(.close)))

        #expect(act(&state, .undo) == [.write(.undo(group))])
        happen(&state, .undone(group, entries.reversed().map(UndoAnswer.cancelled)))

        #expect(state.notice == .manyUndone("stage → Contacted", leads: 2))
        #expect(state.bulk?.progress([]).takenBack == 2)
    }

    @Test("while a run is on its way another plan waits, and gb shows the first")
    func oneAtATime() throws {
        var state = marked()
        try plan(&state, act(&state, .work(.setStage("Contacted"))))
        read(&state)
        _ = run(&state)
        act(&state, .overlay(.bulk(.close)))

        #expect(act(&state, .work(.addTag("hot"))) == [.bell])
        act(&state, .open(.bulk))

        #expect(sheet(state)?.phase == .running)
    }

    @Test("a journal that refuses leaves the plan as it was, to be run again")
    func refused() throws {
        var state = marked()
        try plan(&state, act(&state, .work(.setStage("Contacted"))))
        read(&state)
        act(&state, .overlay(.bulk(.run)))
        let group = try #require(state.bulk?.group)
        #expect(state.marks.leads == [Lead.ID(3)], "the verb that follows is about what is marked now")

        happen(&state, .submitFailed(group, reason: "the disk is full.", restoring: nil))

        #expect(state.bulk?.phase == .review && state.marks.count == 3)
        #expect(state.notice == .notSaved(reason: "the disk is full."))
    }

    @Test("without a mark, and with more than a plan takes, nothing is planned and the reason is told")
    func bounds() {
        var state = workbench([lead(1)])
        #expect(act(&state, .open(.bulk)).isEmpty && state.notice != nil)

        act(&state, .mark(.all))
        let finding = LeadFinding(state.list.asked, serial: state.list.nextSerial)
        happen(&state, .found(Set((1...1_000_000).map { Lead.ID($0) }), for: finding))
        #expect(state.marks.count == 1_000_000)

        #expect(act(&state, .work(.addTag("hot"))) == [.bell])
        #expect(state.bulk == nil && state.overlay == nil)
    }

    @Test("marked leads are spread over members by their names; one that nobody has is told")
    func spread() throws {
        var state = marked()
        #expect(act(&state, .mark(.spread("alice, nobody here"))) == [.bell] && state.bulk == nil)
        #expect(act(&state, .mark(.spread("alice"))) == [.bell] && state.bulk == nil)

        let request = try request(act(&state, .mark(.spread("alice, bob"))))

        #expect(request.verb == .spread([alice, bob]))
    }

    @Test("in triage a verb is about the lead that is up, whatever is marked")
    func triage() {
        var state = marked()
        act(&state, .handle(.startTriage))

        #expect(act(&state, .work(.setStage("Contacted"))).changes.map(\.leadID) == [Lead.ID(4)])
    }

    @Test(
        "the time for so many calls goes by the limit",
        arguments: [
            (3, 500, 500, 1), (90, 439, 500, 9), (300, 500, 500, 30), (440, 439, 500, 60), (800, 500, 500, 80),
            (10, 0, 10, 120), (0, 10, 10, 1),
        ]
    )
    func time(calls: Int, remaining: Int, limit: Int, seconds: Int) {
        #expect(CallBudget(remaining: remaining, limit: limit).seconds(forCalls: calls) == seconds)
    }
}
