import FoundationEssentials
import Leads
import Testing

@testable import ViewModels

@Suite("Verbs")
struct VerbTests {
    private let first = Lead.ID(1)

    @Test("keys on a lead wait until a drop of its change is known, whatever came of it", arguments: [true, false])
    func keysBehindDrop(isTaken: Bool) {
        var state = workbench([lead(1), lead(2)])
        let waiting = entry(1, .setStage(from: "New Lead", to: "Contacted"), .queued)
        happen(&state, .outboxChanged([waiting]))
        act(&state, .open(.outbox), .overlay(.outbox(.drop)), .overlay(.question(.shown)))
        let effects = act(&state, .overlay(.question(.answer(true))))
        guard case .write(.drop(waiting.id, as: let order)) = effects.first else {
            Issue.record("nothing was ordered: \(effects)")
            return
        }

        #expect(state.isAwaitingRows)
        if isTaken {
            #expect(happen(&state, .entryActed(order)).questions.count == 1)
            #expect(state.isAwaitingRows)
            happen(&state, .queryAnswered(answer(state, [lead(1), lead(2)])))
        } else {
            happen(&state, .entryActionFailed(order, reason: "the disk is full."))
        }
        #expect(!state.isAwaitingRows)
    }

    @Test("a note that was begun in another queue is saved on its lead from the outbox sheet")
    func draftOfAnotherQueue() {
        var state = workbench([lead(1), lead(2)])
        act(&state, .open(.note))
        type(&state, "rang twice")
        act(&state, .overlay(.form(.cancel)), .navigate(.selectQueue(1)))
        happen(&state, .queryAnswered(answer(state, [lead(3)], kept: [lead(1)])))

        act(&state, .open(.outbox), .overlay(.outbox(.open)))
        #expect(submit(&state).changes == [Proposal(.addNote("rang twice"), on: Lead.ID(1))])
        #expect(state.drafts.isEmpty)
    }

    @Test("a stage is submitted with its value before and after")
    func stage() {
        var state = workbench([lead(1)])

        let effects = act(&state, .work(.setStage("contacted")))

        #expect(effects.changes == [Proposal(.setStage(from: "New Lead", to: "Contacted"), on: first)])
    }

    @Test("with the first number on a do-not-call list, the callable one is logged")
    func callsTheCallableNumber() {
        var ada = lead(1)
        ada.phones = [Phone("5125550142", status: .dncNumber), Phone("5125550143")]
        var state = workbench([ada])

        let effects = act(&state, .work(.logCall(.talked, text: "hello", phone: nil)))

        #expect(
            effects.changes.map(\.change) == [.logCall(.init(outcome: .talked, phone: "5125550143", text: "hello"))]
        )
    }

    @Test("a stage the team does not have is refused with the nearest it has")
    func unknownStage() {
        var state = workbench([lead(1)])

        #expect(act(&state, .work(.setStage("Contcated"))) == [.bell])

        let known = ["New Lead", "Contacted", "Qualified"]
        let obstacle = PlanObstacle.unknownStage("Contcated", known: known, nearest: "Contacted")
        #expect(state.notice == .blocked(obstacle, lead: "Ada Byron"))
    }

    @Test("what is already so is not sent")
    func noOps() {
        var state = workbench([lead(1, tags: ["hot"])])

        let effects = act(&state, .work(.setStage("New Lead")), .work(.addTag("HOT ")), .work(.removeTag("cold")))

        #expect(effects == [])
        #expect(state.notice == .nothingToDo(.lacksTag("cold"), lead: "Ada Byron"))
    }

    @Test("a decision is on the screen with its key, and the next key decides on top of it")
    func decisionsAddUp() {
        var state = workbench([lead(1)])

        let effects = act(
            &state,
            .work(.setStage("Contacted")),
            .work(.setStage("Qualified")),
            .work(.setStage("New Lead"))
        )

        #expect(
            effects.changes.map(\.change) == [
                .setStage(from: "New Lead", to: "Contacted"), .setStage(from: "Contacted", to: "Qualified"),
                .setStage(from: "Qualified", to: "New Lead"),
            ]
        )
        #expect(state.list.selectedRow?.syncState == .queued)
    }

    @Test("a decision stays on the screen until rows come that have it")
    func decisionIsNotFlickering() {
        var state = workbench([lead(1)])
        let early = answer(state, [lead(1)])
        _ = state.askIndex()
        let group = groups(act(&state, .work(.setStage("Contacted"))))[0]
        happen(&state, .submitted(group.id, [entry(1, .setStage(from: nil, to: "Contacted"), .queued)]))

        happen(&state, .queryAnswered(early))
        #expect(state.list.selectedRow?.lead.stage == "Contacted")

        happen(&state, .queryAnswered(answer(state, [lead(1, stage: "Contacted")])))
        #expect(state.list.pending.isEmpty)
        #expect(state.list.selectedRow?.lead.stage == "Contacted")
    }

    @Test("a decision on a created lead stays on the screen when the server has named the lead")
    func decisionFollowsItsLead() {
        var state = workbench([lead(-1)])
        act(&state, .work(.setStage("Contacted")))
        happen(&state, .identified(provisional: Lead.ID(-1), as: Lead.ID(77)))
        happen(&state, .queryAnswered(answer(state, [lead(77)])))

        #expect(state.list.selectedRow?.lead.id == Lead.ID(77))
        #expect(state.list.selectedRow?.lead.stage == "Contacted")
    }

    @Test("a decision that the journal refuses leaves the screen")
    func refusedDecision() {
        var state = workbench([lead(1)])
        let group = groups(act(&state, .work(.setStage("Contacted"))))[0]

        happen(&state, .submitFailed(group.id, reason: "The disk is full.", restoring: nil))

        #expect(state.list.selectedRow?.lead.stage == "New Lead")
    }

    @Test("a picker acts on the lead it was opened for and names it, wherever that lead is when it answers")
    func pickerKeepsItsLead() {
        var state = workbench([lead(1), lead(2, "Grace")])
        act(&state, .open(.stages))
        guard case .picker(let picker) = state.overlay, let qualified = picker.items.last else {
            Issue.record("no picker is open")
            return
        }
        #expect(picker.leadName == "Ada Byron")

        happen(&state, .queryAnswered(answer(state, [lead(2, "Grace")], kept: [lead(1)])))
        let effects = act(&state, .overlay(.picker(.choose(qualified))))

        #expect(effects.changes == [Proposal(.setStage(from: "New Lead", to: "Qualified"), on: first)])
    }

    @Test("every stage can be chosen by a letter of its own")
    func accelerators() {
        let names = ["New Lead", "Nurture", "Contacted", "Closed", "Qualified"]
        let letters = LetterMemory(names.map { ($0, $0) })

        #expect(names.map { letters[$0] } == ["n", "u", "c", "l", "q"])
    }

    @Test("the first assignee is the person, under a")
    func assignToMe() {
        var state = workbench([lead(1)])
        act(&state, .open(.assignees))
        guard case .picker(let picker) = state.overlay else {
            Issue.record("no picker is open")
            return
        }

        #expect(picker.items.first?.accelerator == "a")
        #expect(picker.items.first?.choice == .intent(.assign(to: .member(alice))))
        #expect(picker.items.count == 2)
    }

    @Test(
        "a tag that nobody has yet can be made by typing it, without blanks at its ends",
        arguments: ["vip", " vip  "]
    )
    func newTag(text: String) {
        var state = workbench([lead(1)])
        act(&state, .open(.tags))
        for character in text { type(&state, String(character)) }

        #expect(submit(&state).changes == [Proposal(.addTag("vip"), on: first)])
    }

    @Test("typing the name of a tag the lead has never takes it off", arguments: ["hot", "ho", "HOT"])
    func addingNeverRemoves(text: String) {
        var state = workbench([lead(1, tags: ["hot"])])
        act(&state, .open(.tags))
        type(&state, text)

        #expect(submit(&state) == [])
        #expect(state.notice == .nothingToDo(.hasTag("hot"), lead: "Ada Byron"))
    }

    @Test("a tag comes off when that is asked for, by a minus or by its own key", arguments: [true, false])
    func removeTag(byMinus: Bool) {
        var state = workbench([lead(1, tags: ["hot"])])
        act(&state, .open(.tags))
        type(&state, byMinus ? "-ho" : "ho")

        let effects = byMinus ? submit(&state) : act(&state, .overlay(.picker(.remove)))

        #expect(effects.changes == [Proposal(.removeTag("hot"), on: first)])
    }

    @Test("the whole name goes before a longer one that begins with it")
    func exactTagFirst() {
        var state = workbench([lead(1)])
        state.account.team.tags = ["hotel", "hot"]
        act(&state, .open(.tags))
        type(&state, "hot")

        #expect(submit(&state).changes == [Proposal(.addTag("hot"), on: first)])
    }

    @Test("a call needs a number, and that is said before anything is typed")
    func callWithoutNumber() {
        var unreachable = lead(1)
        unreachable.phones = []
        var state = workbench([unreachable])
        act(&state, .open(.callOutcomes))
        guard case .picker(let picker) = state.overlay, let item = picker.items.first else {
            Issue.record("no picker is open")
            return
        }

        #expect(act(&state, .overlay(.picker(.choose(item)))) == [.bell])
        #expect(openForm(state) == nil)
        #expect(state.notice == .blocked(.noPhone, lead: "Ada Byron"))
    }

    @Test("a call that cannot be logged any more keeps its text in the form")
    func callTextIsKept() {
        var state = workbench([lead(1)])
        act(&state, .open(.callOutcomes))
        guard case .picker(let picker) = state.overlay else {
            Issue.record("no picker is open")
            return
        }
        act(&state, .overlay(.picker(.toggleWords)), .overlay(.picker(.choose(picker.items[0]))))
        type(&state, "spoke about the yard")
        var unreachable = lead(1)
        unreachable.phones = []
        happen(&state, .queryAnswered(answer(state, [unreachable])))

        #expect(submit(&state) == [.bell])
        #expect(openForm(state)?.fields[0].text.text == "spoke about the yard")
        #expect(openForm(state)?.problem == .blocked(.noPhone))
    }

    @Test("the text for a lead that vanished under its form comes back on any lead, and says whom it was meant for")
    func orphanedNote() {
        var state = workbench([lead(1), lead(2, "Grace")])
        act(&state, .open(.note))
        type(&state, "wants a yard")
        happen(&state, .queryAnswered(answer(state, [lead(2, "Grace")])))

        #expect(submit(&state) == [.bell])
        #expect(state.notice == .textKept(lead: "Ada Byron"))
        #expect(state.outboxItems.count == 1)

        act(&state, .navigate(.move(.lines(1))), .open(.note))
        #expect(openForm(state)?.purpose == .note(on: Lead.ID(2)))
        #expect(openForm(state)?.fields[0].text.text == "wants a yard")
        #expect(openForm(state)?.problem == .meantFor("Ada Byron"))
        #expect(submit(&state).changes == [Proposal(.addNote("wants a yard"), on: Lead.ID(2))])
        #expect(state.outboxItems.isEmpty)
    }

    @Test("without a lead every verb says so and does nothing")
    func noLead() {
        var state = workbench([])
        let verbs: [Action] = [
            .work(.setStage("Contacted")), .work(.addTag("x")), .work(.addNote("x")), .open(.stages), .open(.note),
            .open(.trash),
        ]

        for verb in verbs {
            state.notice = nil
            #expect(AppReducer.reduce(&state, verb) == [])
            #expect(state.notice == .noLead)
            #expect(state.overlay == nil)
        }
    }

    @Test("a lead on its way to the trash takes no more changes until the trash is taken back")
    func beingTrashed() {
        var state = workbench([lead(1)])
        act(
            &state,
            .work(.trash(reason: "sold")),
            .overlay(.question(.shown)),
            .overlay(.question(.answer(true)))
        )

        #expect(act(&state, .work(.setStage("Contacted"))) == [.bell])
        #expect(state.notice == .blocked(.beingTrashed, lead: "Ada Byron"))
        act(&state, .undo)
        #expect(act(&state, .work(.setStage("Contacted"))).changes.count == 1)
    }

    @Test("a refused change is announced once")
    func failureIsAnnouncedOnce() {
        var state = workbench([lead(1)])
        let failed = entry(1, .addTag("a"), .wedged(OutboxEntry.Failure(reason: "No.")))

        happen(&state, .outboxChanged([failed]))
        #expect(state.notice == .failed(failed))

        state.notice = nil
        happen(&state, .outboxChanged([failed]))
        #expect(state.notice == nil)
    }

    @Test("trying again what goes out by itself says so")
    func retryOfHeldEntry() {
        var state = workbench([lead(1)])
        let held = entry(1, .addTag("a"), .held(until: noon + 6))
        happen(&state, .outboxChanged([held]))
        act(&state, .open(.outbox))

        #expect(act(&state, .overlay(.outbox(.retry))) == [])
        #expect(state.notice == .noRetryNeeded(held))
    }

    @Test("a created lead is selected when it appears and followed to the id the server gives it")
    func createdLeadIsFollowed() {
        var state = workbench([lead(1), lead(2)])
        let group = create(&state)
        #expect(state.list.isAwaitingRows)
        happen(&state, .submitted(group.id, [entry(1, on: -1, .create(NewLead(firstName: "Jane")), .queued)]))
        happen(&state, .queryAnswered(answer(state, [lead(1), lead(2)], kept: [lead(-1, "Jane")])))
        #expect(state.list.selected == Lead.ID(-1))
        #expect(!state.list.isAwaitingRows)

        act(&state, .open(.note))
        happen(&state, .identified(provisional: Lead.ID(-1), as: Lead.ID(99)))
        happen(&state, .queryAnswered(answer(state, [lead(99, "Jane"), lead(1), lead(2)])))

        #expect(state.list.selected == Lead.ID(99))
        #expect(openForm(state)?.purpose == .note(on: Lead.ID(99)))
    }

    @Test("a create that the journal refuses lets the keys that waited for its lead go on")
    func refusedCreate() {
        var state = workbench([lead(1)])
        let group = create(&state)

        happen(&state, .submitFailed(group.id, reason: "The disk is full.", restoring: nil))

        #expect(!state.list.isAwaitingRows)
    }

    private func create(_ state: inout AppState) -> ChangeGroup {
        act(&state, .open(.newLead))
        type(&state, "Jane")
        return groups(submit(&state))[0]
    }
}
