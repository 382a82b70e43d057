import FoundationEssentials
import Leads
import Testing

@testable import ViewModels

@Suite("A redo asks what was asked the first time")
struct RedoQuestionTests: BulkSteps {
    private func asked(_ state: AppState) -> Repetition? {
        guard case .question(let confirmation) = state.overlay, case .again(let repetition) = confirmation.question
        else { return nil }
        return repetition
    }

    private func answer(_ state: inout AppState, _ isYes: Bool) -> [Effect] {
        act(&state, .overlay(.question(.shown)), .overlay(.question(.answer(isYes))))
    }

    /// The lead was trashed after a yes, and that was taken back.
    private func trashedAndUndone() throws -> (AppState, ChangeGroup) {
        var state = workbench([lead(1), lead(2, "Bea")])
        act(&state, .work(.trash(reason: "spam")))
        let group = try #require(groups(answer(&state, true)).first)
        act(&state, .undo)
        return (state, group)
    }

    @Test("a lead does not go to the trash again by one key: the question names it and the reason")
    func trash() throws {
        var (state, group) = try trashedAndUndone()

        #expect(act(&state, .redo) == [])

        let question = try #require(asked(state))
        #expect(question.kind == .trash && question.lead == Lead.ID(1) && question.leadCount == 1)
        #expect(question.subjects == [Repetition.Subject(Lead.ID(1), name: "Ada Byron", reason: "spam")])
        #expect(state.list.pending.trashes(Lead.ID(1)) == false)
        // A key that was typed before the question could be read is no yes.
        #expect(act(&state, .overlay(.question(.answer(true)))) == [] && asked(state) != nil)

        let effects = answer(&state, true)

        let again = try #require(groups(effects).first)
        #expect(effects == [.write(.redo(again, after: group.id))] && again.proposals == group.proposals)
        #expect(state.overlay == nil)
    }

    @Test("no keeps the redo")
    func no() throws {
        var (state, group) = try trashedAndUndone()
        act(&state, .redo)

        #expect(answer(&state, false) == [] && state.overlay == nil)
        #expect(state.undo.undone.map(\.id) == [group.id])

        act(&state, .redo)
        #expect(groups(answer(&state, true)).first?.proposals == group.proposals)
    }

    @Test("a trash of an earlier session that was taken back here asks too")
    func earlierSession() throws {
        var state = workbench([lead(1)])
        happen(&state, .outboxChanged([entry(1, .trash(reason: "twice"), .held(until: noon + 60))]))
        act(&state, .undo)

        #expect(act(&state, .redo) == [])

        #expect(asked(state)?.subjects.map(\.reason) == ["twice"])
    }

    @Test("a yes does nothing when the undo before it came to nothing meanwhile")
    func undoThatFailed() throws {
        var (state, group) = try trashedAndUndone()
        act(&state, .redo)
        happen(&state, .undone(group.id, [.impossible(reason: "it is on the server.")]))

        #expect(groups(answer(&state, true)).isEmpty)
        #expect(state.notice == .nothingToRedo)
    }

    @Test(
        "a disposition that asks does so again, and one that does not is done again at once",
        arguments: [("do-not-contact", true), ("dnc-number", true), ("no-answer", false)]
    )
    func disposition(_ id: String, asks: Bool) throws {
        var state = workbench([lead(1), lead(2, "Bea")])
        let first = act(&state, .handle(.dispose(id, words: "")))
        let group = try #require(groups(asks ? answer(&state, true) : first).first)
        act(&state, .undo)

        let effects = act(&state, .redo)

        #expect((asked(state) != nil) == asks)
        #expect(groups(asks ? answer(&state, true) : effects).first?.proposals == group.proposals)
    }

    @Test("a run over many leads is done again only after a yes when it asks, or is over the number of the settings")
    func bulk() throws {
        for (action, limit, asks) in [
            (Action.handle(.dispose("do-not-contact", words: "")), 100, true),
            (.work(.setStage("Contacted")), 100, false), (.work(.setStage("Contacted")), 2, true),
        ] {
            var state = marked()
            try plan(&state, act(&state, action))
            let entries = try run(&state)
            let group = try #require(state.bulk?.group)
            act(&state, .overlay(.bulk(.close)), .undo)
            happen(&state, .outboxChanged([]))
            happen(&state, .undone(group, entries.reversed().map(UndoAnswer.cancelled)))
            state.bulkCountLimit = limit

            let effects = act(&state, .redo)

            #expect((asked(state) != nil) == asks)
            if asks { #expect(asked(state)?.leadCount == 3 && asked(state)?.subjects.count == 3) }
            #expect(groups(asks ? answer(&state, true) : effects).first?.proposals.count == entries.count)
        }
    }

    @Test("several leads in one group, trashed by whatever made it, are asked about together")
    func several() throws {
        var state = workbench((1...12).map { lead($0) })
        let proposals = (1...12).map { Proposal(.trash(reason: "spam"), on: Lead.ID($0)) }
        _ = state.submit(proposals, restoring: nil, named: "cleared")
        act(&state, .undo, .redo)

        let question = try #require(asked(state))
        #expect(question.leadCount == 12 && question.subjects.count == Repetition.mostSubjects)
        #expect(question.lead == nil)
    }
}
