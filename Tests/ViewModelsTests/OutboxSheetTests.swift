import FoundationEssentials
import Leads
import Testing

@testable import ViewModels

@Suite("The outbox sheet")
struct OutboxSheetTests {
    private let waiting = entry(1, .addTag("vip"), .queued)
    private let refused = entry(2, on: 2, .addNote("whole text"), .wedged(.init(reason: "no.")))
    private let contested = entry(3, on: 1, .setStage(from: "New Lead", to: "Contacted"), .conflicted(theirs: "Closed"))

    private func opened(_ entries: [OutboxEntry]) -> AppState {
        var state = workbench([lead(1), lead(2)])
        happen(&state, .outboxChanged(entries))
        act(&state, .open(.outbox))
        return state
    }

    private func sheet(_ state: AppState) -> OutboxSheet? {
        for case .outbox(let sheet) in state.overlays { return sheet }
        return nil
    }

    @Test("opens on what waits for the person, of the selected lead first")
    func opensOnWhatWaits() {
        #expect(sheet(opened([waiting, refused, contested]))?.selected == .entry(contested.id))
        #expect(sheet(opened([waiting, refused]))?.selected == .entry(refused.id))
        #expect(sheet(opened([waiting]))?.offer == .goesOut)
        #expect(sheet(opened([]))?.offer == .nothing)
    }

    @Test("keeps its item selected when others go out, so that a key never means another one")
    func followsItem() {
        var state = opened([waiting, refused])
        happen(&state, .outboxChanged([refused]))

        #expect(sheet(state)?.selected == .entry(refused.id))
        #expect(act(&state, .overlay(.outbox(.retry))).retried == [refused.id])
        happen(&state, .outboxChanged([]))
        #expect(sheet(state)?.selected == nil)
        #expect(act(&state, .overlay(.outbox(.retry))) == [])
    }

    @Test("reads on in a long text, and begins at the top of another one")
    func scrolls() {
        var state = opened([waiting, refused])
        let extent = Viewport.Extent(visible: 5, total: 2)
        happen(&state, .viewport(Viewport(overlay: extent, overlayText: .init(visible: 4, total: 20))))
        act(&state, .overlay(.outbox(.scroll(.pages(1)))), .overlay(.outbox(.scroll(.lines(2)))))
        #expect(sheet(state)?.text.top == 5)
        act(&state, .overlay(.outbox(.scroll(.end))), .overlay(.outbox(.scroll(.pages(9)))))
        #expect(sheet(state)?.text.top == 16)

        act(&state, .overlay(.outbox(.move(.lines(-1)))))
        #expect(sheet(state)?.selected == .entry(waiting.id) && sheet(state)?.text.top == 0)
    }

    @Test("what waited for long is told once, and goes out or is dropped one by one or all at once")
    func review() {
        var first = entry(4, on: 1, .addTag("old"), .queued)
        var second = entry(5, on: 2, .addNote("older"), .held(until: noon + 8))
        first.review = .needed(today: "hot")
        second.review = .needed(today: nil)
        var state = workbench([lead(1), lead(2)])
        happen(&state, .outboxChanged([waiting, first, second]))
        #expect(state.notice == .reviewNeeded(changes: 2))
        act(&state, .open(.outbox))
        #expect(sheet(state)?.selected == .entry(first.id) && sheet(state)?.offer == .review)
        happen(&state, .outboxChanged([waiting, first, second]))
        #expect(state.notice == nil, "it is told once")

        #expect(act(&state, .overlay(.outbox(.retry))).retried == [first.id])
        #expect(act(&state, .overlay(.outbox(.retryAll))).retried == [first.id, second.id])
        act(&state, .overlay(.outbox(.dropAll)), .overlay(.question(.shown)))
        #expect(act(&state, .overlay(.question(.answer(false)))) == [])
        act(&state, .overlay(.outbox(.dropAll)), .overlay(.question(.shown)))
        #expect(act(&state, .overlay(.question(.answer(true)))).dropped == [second.id, first.id])

        var none = opened([waiting])
        #expect(act(&none, .overlay(.outbox(.retryAll)), .overlay(.outbox(.dropAll))) == [])
        #expect(sheet(none) != nil && none.overlays.count == 1)
    }

    @Test("writes all that it lists into a file")
    func exports() {
        var state = opened([waiting, refused])
        #expect(act(&state, .overlay(.outbox(.export))) == [.exportOutbox([.entry(waiting), .entry(refused)])])
        happen(&state, .exported(path: "/state/exports/outbox.txt"))
        #expect(state.notice == .exported(path: "/state/exports/outbox.txt"))

        var empty = opened([])
        #expect(act(&empty, .overlay(.outbox(.export))) == [])
    }

    @Test("a conflict lets one send one's own, keep theirs after a yes, or choose another value")
    func conflict() throws {
        var state = opened([contested])
        #expect(sheet(state)?.offer == .conflict(canChoose: true))
        #expect(act(&state, .overlay(.outbox(.retry))).retried == [contested.id])

        act(&state, .overlay(.outbox(.drop)), .overlay(.question(.shown)))
        #expect(act(&state, .overlay(.question(.answer(true)))).dropped == [contested.id])

        act(&state, .overlay(.outbox(.open)))
        guard case .picker(let picker) = state.overlay else {
            Issue.record("nothing to choose from")
            return
        }
        let qualified = try #require(picker.items.first { $0.label == "Qualified" })
        let effects = act(&state, .overlay(.picker(.choose(qualified))))
        guard case .write(.replace(contested.id, let group)) = effects.first else {
            Issue.record("the change was not replaced: \(effects)")
            return
        }
        // Made from what the server holds, so that it does not meet theirs again.
        #expect(group.proposals == [Proposal(.setStage(from: "Closed", to: "Qualified"), on: Lead.ID(1))])
        #expect(state.list.selectedRow?.lead.stage == "Qualified")
    }

    @Test("a lead that is being trashed, or that is gone, gets no other value", arguments: [true, false])
    func choosesTooLate(_ isGone: Bool) throws {
        var state = opened([contested])
        act(&state, .overlay(.outbox(.open)))
        guard case .picker(let picker) = state.overlay else { return }
        let qualified = try #require(picker.items.first { $0.label == "Qualified" })
        if isGone {
            state.goneLeads.insert(Lead.ID(1))
        } else {
            happen(&state, .outboxChanged([contested, entry(4, .trash(reason: "twice"), .queued)]))
        }
        #expect(act(&state, .overlay(.picker(.choose(qualified)))) == [.bell])
        #expect(state.notice == .blocked(isGone ? .leadGone : .beingTrashed, lead: "Ada Byron"))
    }

    @Test("choosing what the server holds keeps theirs")
    func choosesTheirs() throws {
        let theirs = entry(3, .setStage(from: "New Lead", to: "Contacted"), .conflicted(theirs: "Qualified"))
        var state = opened([theirs])
        act(&state, .overlay(.outbox(.open)))
        guard case .picker(let picker) = state.overlay else { return }
        let qualified = try #require(picker.items.first { $0.label == "Qualified" })
        #expect(qualified.isCurrent)

        #expect(act(&state, .overlay(.picker(.choose(qualified)))).dropped == [theirs.id])
    }

    @Test("leaving the choice leaves the conflict as it was")
    func leavesChoice() {
        var state = opened([contested])
        act(&state, .overlay(.outbox(.open)))
        #expect(act(&state, .overlay(.picker(.cancel))) == [])
        #expect(sheet(state)?.selected == .entry(contested.id))
    }

    @Test("a tag in conflict has nothing to choose from")
    func tagConflict() {
        var state = opened([entry(4, .addTag("vip"), .conflicted(theirs: "cold"))])
        #expect(sheet(state)?.offer == .conflict(canChoose: false))
        #expect(act(&state, .overlay(.outbox(.open))) == [])
        guard case .outbox = state.overlay else {
            Issue.record("the sheet was left")
            return
        }
    }
}

extension [Effect] {
    /// The entries that are sent again.
    fileprivate var retried: [OutboxEntry.ID] {
        compactMap { if case .write(.retry(let id, as: _)) = $0 { id } else { nil } }
    }

    /// The entries that are given up.
    fileprivate var dropped: [OutboxEntry.ID] {
        compactMap { if case .write(.drop(let id, as: _)) = $0 { id } else { nil } }
    }
}

@Suite("An undo that others are in the way of")
struct ContestedUndoTests {
    private let sent = entry(1, .setStage(from: "New Lead", to: "Contacted"), .settled(at: noon))

    private func contested() -> (state: AppState, group: ChangeGroup) {
        var state = workbench([lead(1)])
        let group = groups(act(&state, .work(.setStage("Contacted"))))[0]
        happen(&state, .submitted(group.id, [sent]))
        act(&state, .undo)
        happen(&state, .undone(group.id, [.contested(sent, theirs: "Closed")]))
        return (state, group)
    }

    @Test("asks, and takes it back only after a yes")
    func asks() {
        var (state, group) = contested()
        guard case .question(let asked) = state.overlay else {
            Issue.record("no question")
            return
        }
        #expect(asked.question == .overrule(group.id, sent, theirs: "Closed"))
        #expect(!state.undo.isAwaitingAnswer, "keys must not wait for it")

        let effects = act(&state, .overlay(.question(.shown)), .overlay(.question(.answer(true))))
        #expect(effects == [.write(.overrule(group.id, sent.id))])
        happen(&state, .undone(group.id, [.inverse(entry(2, .setStage(from: "Closed", to: "New Lead"), .queued))]))
        #expect(state.notice == .inverseQueued(.setStage(from: "Closed", to: "New Lead"), lead: "Ada Byron"))
        #expect(act(&state, .undo) == [])
    }

    @Test("waits behind a text that is being typed, whose letters are no answer")
    func behindText() {
        var state = workbench([lead(1)])
        let group = groups(act(&state, .work(.setStage("Contacted"))))[0]
        happen(&state, .submitted(group.id, [sent]))
        act(&state, .undo, .open(.help), .overlay(.help(.search)))

        #expect(happen(&state, .undone(group.id, [.contested(sent, theirs: "Closed")])) == [.bell])

        #expect(state.overlay?.kind == .help && state.notice != nil)
        act(&state, .overlay(.help(.close)), .overlay(.help(.close)))
        #expect(state.overlay?.kind == .question && state.overlay?.lead == Lead.ID(1))
    }

    @Test("no leaves theirs, and the next undo asks again")
    func declines() {
        var (state, group) = contested()
        #expect(act(&state, .overlay(.question(.shown)), .overlay(.question(.answer(false)))) == [])
        #expect(act(&state, .undo) == [.write(.undo(group.id))])
    }
}
