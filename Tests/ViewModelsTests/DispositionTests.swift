import FoundationEssentials
import Leads
import Testing

@testable import ViewModels

/// What a disposition sends for a lead, apart from its dates.
private func kinds(_ effects: [Effect]) -> [String] {
    effects.changes.map { proposal in
        switch proposal.change {
        case .logCall(let call): "log \(call.outcome.rawValue) \(proposal.leadID)"
        case .addTag(let tag): "+\(tag) \(proposal.leadID)"
        case .removeTag(let tag): "-\(tag) \(proposal.leadID)"
        case .setStage(from: _, to: let stage): "\(stage) \(proposal.leadID)"
        case .followUp(.add): "follow-up \(proposal.leadID)"
        case .snooze: "snooze \(proposal.leadID)"
        case .create, .assign, .setField, .setHidden, .addNote, .trash, .followUp, .deal: "other"
        }
    }
}

@Suite("Finishing with a lead by one key")
struct DispositionTests {
    @Test("a disposition is one group, goes on to the next lead, and is taken back by one undo")
    func oneGroup() {
        var state = workbench([lead(1), lead(2)])

        let effects = act(&state, .handle(.dispose("no-answer", words: "")))

        #expect(kinds(effects) == ["log NoAnswer 1", "+attempt-1 1", "follow-up 1"])
        #expect(effects.writes.count == 1)
        #expect(state.list.selected == Lead.ID(2))
        #expect(state.list.isHandled(Lead.ID(1)))
        let group = state.undo.done[0]
        #expect(group.name == "no answer")
        #expect(act(&state, .undo).contains(.write(.undo(group.id))))
        #expect(state.undo.done.isEmpty)
    }

    @Test("one of a person's file that the team cannot do is told once with its place, and the rest works")
    func brokenDisposition() {
        var state = workbench([lead(1)])
        var stages = state.account.team
        state.dispositions = [
            Disposition("mine", "showing booked", stage: Disposition.StageStep("Qualifed")),
            Disposition("later", "later", addingTags: ["later"]),
        ]
        state.dispositionPlaces = ["mine": "bundles.toml:4", "later": "bundles.toml:9"]

        happen(&state, .reference(stages))

        let problem = PlanObstacle.unknownStage(
            "Qualifed",
            known: ["New Lead", "Contacted", "Qualified"],
            nearest: "Qualified"
        )
        #expect(state.notice == .brokenDisposition("showing booked", at: "bundles.toml:4", problem))
        #expect(kinds(act(&state, .handle(.dispose("mine", words: "")))) == [])
        #expect(state.notice == .blocked(problem, lead: "Ada Byron"))
        #expect(kinds(act(&state, .handle(.dispose("later", words: "")))) == ["+later 1"])

        state.notice = nil
        stages.tags.append("new")
        happen(&state, .reference(stages))
        #expect(state.notice == nil)
    }

    @Test("the notice calls it by its name, and so does its undo")
    func notices() {
        var state = workbench([lead(1), lead(2)])
        act(&state, .handle(.dispose("no-answer", words: "")))
        let group = state.undo.done[0]
        let entries = [entry(1, .addTag("attempt-1"), .held(until: noon + 8))]
        happen(&state, .submitted(group.id, entries))
        #expect(state.notice == .disposed("no answer", lead: "Ada Byron"))
        act(&state, .undo)
        happen(&state, .undone(group.id, [.cancelled(entries[0])]))
        #expect(state.notice == .dispositionUndone("no answer", lead: "Ada Byron"))
    }

    @Test("a letter behind c runs the disposition; Tab asks for the words first")
    func picker() {
        var state = workbench([lead(1), lead(2)])
        act(&state, .open(.callOutcomes))
        guard case .picker(let picker) = state.overlay,
            let item = picker.items.first(where: { $0.accelerator == "n" })
        else {
            Issue.record("no picker is open")
            return
        }
        #expect(kinds(act(&state, .overlay(.picker(.choose(item))))).first == "log NoAnswer 1")

        act(&state, .navigate(.move(.start)), .open(.callOutcomes), .overlay(.picker(.toggleWords)))
        act(&state, .overlay(.picker(.choose(item))))
        type(&state, "left at the gate")
        let effects = submit(&state)
        #expect(
            effects.changes.first?.change
                == .logCall(.init(outcome: .noAnswer, phone: "5125550142", text: "left at the gate"))
        )
    }

    @Test("what cannot be done says why before and after the key, and changes nothing")
    func blocked() {
        var unreachable = lead(1)
        unreachable.phones = []
        var state = workbench([unreachable, lead(2)])
        #expect(state.verdict(of: state.dispositions[0], for: Lead.ID(1)) == .blocked(.noPhone))
        #expect(act(&state, .handle(.disposeAt(0))) == [.bell])
        #expect(state.notice == .blocked(.noPhone, lead: "Ada Byron"))
        #expect(state.list.selected == Lead.ID(1) && state.undo.done.isEmpty)
    }

    @Test("one that Lofty offers no way back from asks first; No changes nothing")
    func asks() {
        var state = workbench([lead(1), lead(2)])
        #expect(act(&state, .handle(.dispose("do-not-contact", words: ""))) == [])
        guard case .question(let confirmation) = state.overlay else {
            Issue.record("nothing is asked")
            return
        }
        #expect(confirmation.question.lead == Lead.ID(1))
        act(&state, .overlay(.question(.shown)))
        #expect(act(&state, .overlay(.question(.answer(false)))) == [])
        #expect(state.undo.done.isEmpty)
        act(&state, .handle(.dispose("do-not-contact", words: "")), .overlay(.question(.shown)))
        #expect(kinds(act(&state, .overlay(.question(.answer(true))))) == ["log DNCContact 1"])
    }

    @Test("the same again is the last verb or disposition, on the lead that is selected now")
    func again() {
        var state = workbench([lead(1), lead(2), lead(3)])
        #expect(act(&state, .handle(.again)) == [.bell])
        act(&state, .handle(.dispose("voicemail", words: "")))
        #expect(kinds(act(&state, .handle(.again))) == ["log VoiceMessage 2", "Contacted 2", "follow-up 2"])
        act(&state, .work(.addTag("vip")), .navigate(.move(.start)))
        #expect(kinds(act(&state, .handle(.again))) == ["+vip 1"])
    }

    @Test("the same again behind a note is that note, whether it was typed into its form or behind its verb")
    func noteAgain() {
        var state = workbench([lead(1), lead(2)])
        act(&state, .work(.addTag("vip")), .open(.note))
        type(&state, "asked for a yard")
        submit(&state)
        act(&state, .navigate(.move(.lines(1))))
        #expect(act(&state, .handle(.again)).changes == [Proposal(.addNote("asked for a yard"), on: Lead.ID(2))])
    }

    @Test("done changes nothing and goes on, past leads that are done, and says when none is left")
    func done() {
        var state = workbench([lead(1), lead(2), lead(3)])
        act(&state, .navigate(.move(.lines(1))))
        #expect(act(&state, .handle(.done)).changes.isEmpty)
        #expect(state.list.selected == Lead.ID(3))
        act(&state, .handle(.done))
        #expect(state.list.selected == Lead.ID(1))
        act(&state, .handle(.done))
        #expect(state.list.selected == Lead.ID(1) && state.notice == .viewIsDone)
    }

    @Test(
        "on an empty list every key of these says so",
        arguments: [Handling.done, .again, .disposeAt(0), .skip, .words]
    )
    func empty(handling: Handling) {
        var state = workbench([])
        #expect(act(&state, .handle(handling)) == [.bell])
        #expect(state.notice == .noLead)
    }

    @Test("an unknown name and a number without a disposition are told")
    func unknown() {
        var state = workbench([lead(1)])
        #expect(act(&state, .handle(.dispose("no-anwser", words: ""))) == [.bell])
        state.dispositions = Array(state.dispositions.prefix(2))
        #expect(act(&state, .handle(.disposeAt(2))) == [.bell])
        #expect(state.undo.done.isEmpty)
    }

    @Test("a lead that vanished under the words keeps them")
    func vanished() {
        var state = workbench([lead(1), lead(2)])
        act(&state, .handle(.words))
        type(&state, "left at the gate")
        happen(&state, .queryAnswered(answer(state, [lead(2)])))
        #expect(submit(&state) == [.bell])
        #expect(state.drafts.map(\.form.fields[0].text.text) == ["left at the gate"])
        #expect(state.notice == .textKept(lead: "Ada Byron"))
    }
}

@Suite("Triage")
struct TriageTests {
    private func triage(_ leads: [Lead]) -> AppState {
        var state = workbench(leads)
        act(&state, .handle(.startTriage))
        return state
    }

    @Test("numbers are outcomes, each lead takes one key, and what was done stays where it was")
    func backlog() {
        let leads = (1...30).map { lead($0) }
        var state = triage(leads)
        for number in 1...30 {
            #expect(state.list.selected == Lead.ID(Int64(number)))
            act(&state, .handle(.disposeAt(2)))
        }
        #expect(state.notice == .viewIsDone)
        #expect(state.undo.done.count == 30)
        #expect((0..<30).map { state.list.rows.id(at: $0).rawValue } == Array(1...30))
        #expect(state.triage?.records.count == 30)
    }

    @Test("an undo brings the lead up again")
    func undo() {
        var state = triage([lead(1), lead(2)])
        act(&state, .handle(.disposeAt(2)))
        act(&state, .undo)
        #expect(state.list.selected == Lead.ID(1))
        #expect(!state.list.isHandled(Lead.ID(1)))
        #expect(state.triage?.records.isEmpty == true)
        act(&state, .handle(.disposeAt(0)))
        #expect(state.triage?.records.map(\.outcome) == ["talked"])
    }

    @Test("a skipped lead does not come up again by itself, and counts as skipped")
    func skip() {
        var state = triage([lead(1), lead(2), lead(3)])
        act(&state, .handle(.skip), .handle(.done), .handle(.done))
        #expect(state.list.selected == Lead.ID(3))
        #expect(state.triage?.skipped == [Lead.ID(1)])
        #expect(state.notice == .viewIsDone)
        act(&state, .navigate(.move(.start)), .handle(.disposeAt(2)))
        #expect(state.triage?.skipped == [])
    }

    @Test("leaving tells what came of it: handled, by outcome, and the median of seconds a lead")
    func summary() {
        var state = triage((1...5).map { lead($0) })
        for (key, seconds) in [(2, 4.0), (2, 10), (0, 6)] {
            happen(&state, .tick(state.now + seconds))
            act(&state, .handle(.disposeAt(key)))
        }
        act(&state, .handle(.skip))
        act(&state, .handle(.leaveTriage))
        #expect(state.triage == nil && state.layout.triagePanel == nil)
        guard case .summary(let summary) = state.overlay else {
            Issue.record("no summary")
            return
        }
        #expect(summary.handled == 3 && summary.skipped == 1)
        #expect(summary.outcomes == [.init(label: "no answer", count: 2), .init(label: "talked", count: 1)])
        #expect(summary.medianSeconds == 6)
        act(&state, .overlay(.summary(.close)))
        #expect(state.overlay == nil)
    }

    @Test(
        "the median of the seconds is the one in the middle, or lies between the two there",
        arguments: [([], nil), ([4], 4), ([10, 4], 7), ([9, 1, 5], 5), ([100, 1, 2, 10], 6)] as [([Double], Double?)]
    )
    func median(seconds: [Double], median: Double?) {
        var session = TriageSession(startedAt: noon, with: Lead.ID(0))
        var now = noon
        for (place, seconds) in seconds.enumerated() {
            session.show(Lead.ID(Int64(place + 1)), at: now)
            now += seconds
            session.record(Lead.ID(Int64(place + 1)), as: "talked", group: nil, at: now)
        }
        #expect(session.summary.medianSeconds == median)
    }

    @Test("leaving tells of leads that were only handled, and of those that were only left for later")
    func eitherCounts() {
        for action in [Handling.disposeAt(2), .skip] {
            var state = triage([lead(1), lead(2)])
            act(&state, .handle(action))
            act(&state, .handle(.leaveTriage))
            guard case .summary = state.overlay else {
                Issue.record("nothing is told after \(action)")
                continue
            }
        }
    }

    @Test("leaving at once tells nothing, and an empty queue has nothing to work on")
    func nothingDone() {
        var state = triage([lead(1)])
        act(&state, .handle(.leaveTriage))
        #expect(state.overlay == nil)
        var empty = workbench([])
        #expect(act(&empty, .handle(.startTriage)) == [.bell])
        #expect(empty.triage == nil)
    }

    @Test("the leads that have waited too long are counted with the queues")
    func breached() {
        var state = workbench([lead(1)])
        let questions = act(&state, .handle(.startTriage)).questions
        #expect(questions.map(\.countsBreaches) == [true])
        #expect(questions.map { $0.counting.count } == [state.queues.count + 1])
        var late = lead(7)
        late.createdAt = noon - 1_000
        var fresh = late
        fresh.createdAt = noon - 800
        var touched = late
        touched.lastTouchAt = noon - 10
        let query = questions.first?.counting.last
        let matches = [late, fresh, touched].map { lead in
            query?.matches(LeadRow(lead: lead, syncState: .clean), context: QueryContext(now: noon)) ?? false
        }
        #expect(matches == [true, false, false])
        var answer = answer(state, [lead(1)])
        answer.request = questions[0]
        answer.counts = Array(repeating: 0, count: state.queues.count) + [4]
        happen(&state, .queryAnswered(answer))
        #expect(state.triage?.breached == 4)
        #expect(state.queues.map(\.count).allSatisfy { $0 == 0 })
    }

    @Test("the screen wakes for the clock of the lead that is up")
    func clock() {
        let state = triage([lead(1)])
        #expect(Deadlines.next(in: state) == noon + 1)
    }
}
