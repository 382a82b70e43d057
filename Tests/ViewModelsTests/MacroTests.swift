import FoundationEssentials
import Leads
import Testing

@testable import ViewModels

@Suite("Recording what is decided")
struct MacroTests {
    /// Three leads, and a macro that was recorded on the first.
    private func recorded() -> AppState {
        var state = workbench((1...3).map { lead($0) })
        act(&state, .handle(.record("lost")), .work(.setStage("Contacted")), .work(.addTag("lost")))
        act(&state, .handle(.record("")))
        return state
    }

    @Test("keeps the steps and not the keys, and hands them to the file")
    func recording() throws {
        var state = workbench([lead(1), lead(2)])
        act(&state, .handle(.record("lost")))
        #expect(state.recording?.name == "lost")
        act(&state, .work(.setStage("Contacted")), .navigate(.move(.lines(1))))
        act(&state, .handle(.dispose("no-answer", words: "rang")), .open(.note))
        type(&state, "gone elsewhere")
        submit(&state)

        let effects = act(&state, .handle(.record("")))

        let noAnswer = try #require(state.disposition("no-answer"))
        let macro = Macro(
            "lost",
            [
                .intent(.setStage("Contacted")), .disposition(noAnswer, words: "rang"),
                .intent(.addNote("gone elsewhere")),
            ]
        )
        #expect(effects == [.keepMacro(macro)] && state.macros == [macro] && state.recording == nil)
    }

    @Test("leaves out what was taken back, unless it is done again")
    func undo() {
        var state = workbench([lead(1)])
        act(&state, .handle(.record("lost")), .work(.setStage("Contacted")), .work(.addTag("lost")), .undo)
        #expect(state.recording?.steps == [.intent(.setStage("Contacted"))])

        act(&state, .redo)

        #expect(state.recording?.steps == [.intent(.setStage("Contacted")), .intent(.addTag("lost"))])
    }

    @Test(
        "keeps a step whose undo did not work, whatever was pressed meanwhile",
        arguments: [[], [.redo]] as [[Action]]
    )
    func undoThatFails(meanwhile: [Action]) throws {
        var state = workbench([lead(1)])
        act(&state, .handle(.record("lost")), .work(.setStage("Contacted")), .work(.addTag("lost")))
        let tag = try #require(state.undo.done.last?.id)
        act(&state, .undo)
        for action in meanwhile { act(&state, action) }
        let again = state.undo.done.last?.id

        happen(&state, .undone(tag, [.impossible(reason: "no way back.")]))
        if let again, again > tag { happen(&state, .submitFailed(again, reason: "it stays.", restoring: nil)) }

        #expect(state.recording?.steps == [.intent(.setStage("Contacted")), .intent(.addTag("lost"))])
    }

    @Test("keeps a step that others stand behind until the person takes it back all the same")
    func contested() throws {
        var state = workbench([lead(1)])
        act(&state, .handle(.record("lost")), .work(.setStage("Contacted")))
        let stage = try #require(state.undo.done.last?.id)
        act(&state, .undo)
        let held = entry(1, .setStage(from: "New Lead", to: "Contacted"), .conflicted(theirs: "Qualified"))
        happen(&state, .undone(stage, [.contested(held, theirs: "Qualified")]))
        #expect(state.recording?.steps == [.intent(.setStage("Contacted"))])

        act(&state, .overlay(.question(.shown)), .overlay(.question(.answer(true))))

        #expect(state.recording?.steps == [])
    }

    @Test(
        "leaves out what the journal refused, so that trying it again does not make two steps of it",
        arguments: [[], [.undo], [.undo, .redo]] as [[Action]]
    )
    func refused(meanwhile: [Action]) throws {
        var state = workbench([lead(1)])
        act(&state, .handle(.record("lost")), .work(.addTag("lost")))
        let first = try #require(state.undo.done.last?.id)
        for action in meanwhile { act(&state, action) }
        let again = state.undo.done.last?.id

        happen(&state, .submitFailed(first, reason: "the disk is full.", restoring: nil))
        if !meanwhile.isEmpty { happen(&state, .undone(first, [.impossible(reason: "it was never saved.")])) }
        if let again, again > first { happen(&state, .submitFailed(again, reason: "it stays.", restoring: nil)) }
        #expect(state.recording?.steps == [])
        act(&state, .work(.addTag("lost")))

        #expect(state.recording?.steps == [.intent(.addTag("lost"))])
    }

    @Test("takes the steps on the selected lead as one group, which one undo takes back and a dot repeats")
    func replay() {
        var state = recorded()
        act(&state, .navigate(.move(.lines(1))))

        let effects = act(&state, .handle(.replay("lost")))

        #expect(effects.changes.map(\.leadID) == [Lead.ID(2), Lead.ID(2)])
        #expect(effects.changes.map(\.change) == [.setStage(from: "New Lead", to: "Contacted"), .addTag("lost")])
        #expect(groups(effects).map(\.name) == ["lost"] && state.lastWork == .macro("lost"))
        act(&state, .navigate(.move(.lines(1))))
        #expect(act(&state, .handle(.again)).changes.map(\.leadID) == [Lead.ID(3), Lead.ID(3)])
    }

    @Test("takes the steps on marked leads through a plan")
    func marked() throws {
        var state = recorded()
        act(&state, .mark(.toggle), .mark(.toggle))

        let effects = act(&state, .handle(.replay("lost")))

        guard case .write(.plan(let request)) = effects.first else {
            Issue.record("\(effects)")
            return
        }
        #expect(request.verb == .steps(state.macros[0]) && request.verb.name == "lost" && request.leads.count == 2)
    }

    @Test("shows a plan first, also for one lead, where a step has no way back")
    func asking() throws {
        var state = workbench([lead(1), lead(2)])
        let doNotCall = try #require(state.disposition("dnc-number"))
        state.macros = [Macro("stop", [.disposition(doNotCall, words: "")])]

        let effects = act(&state, .handle(.replay("stop")))

        guard case .write(.plan(let request)) = effects.first else {
            Issue.record("\(effects)")
            return
        }
        #expect(request.leads == [Lead.ID(1)])
    }

    @Test("says why a name is none, a macro is unknown, or nothing was recorded, and begins nothing")
    func refusals() {
        var state = workbench([lead(1)])
        for handling in [Handling.record(""), .record("Two Words"), .replay("nothing")] {
            state.notice = nil
            #expect(act(&state, .handle(handling)) == [.bell])
            #expect(state.notice != nil && state.recording == nil)
        }
        act(&state, .handle(.record("lost")))
        #expect(act(&state, .handle(.record("other"))) == [.bell] && state.recording?.name == "lost")
        #expect(act(&state, .handle(.record(""))) == [] && state.macros.isEmpty)
    }
}
