import FoundationEssentials
import Leads
import Testing

@testable import ViewModels

@Suite("The outbox, and texts that were never sent")
struct OutboxItemTests {
    private let stopped = entry(1, .addTag("a"), .wedged(OutboxEntry.Failure(reason: "No.")))
    private let held = entry(2, .addTag("b"), .held(until: noon + 6))

    private func opened(_ entries: [OutboxEntry] = [], noteFor number: Int64? = nil) -> AppState {
        var state = workbench([lead(1), lead(2, "Grace")])
        happen(&state, .outboxChanged(entries))
        if let number {
            act(&state, .navigate(.move(.lines(Int(number) - 1))), .open(.note))
            type(&state, "wants a yard")
            act(&state, .overlay(.form(.cancel)))
        }
        act(&state, .open(.outbox))
        return state
    }

    private enum Order: Equatable {
        case retry(OutboxEntry.ID), drop(OutboxEntry.ID)
    }

    /// The one order among the effects; its own name is of no matter here.
    private func order(_ effects: [Effect]) -> Order? {
        guard effects.count == 1, case .write(let order) = effects[0] else { return nil }
        return switch order {
        case .retry(let entry, _): .retry(entry)
        case .drop(let entry, _): .drop(entry)
        case .submit, .undo, .undoEntry, .redo, .overrule, .replace, .record, .assist, .plan, .takeBack: nil
        }
    }

    @Test("a stopped change is tried again, one that goes out by itself is not, and a draft cannot be")
    func retry() {
        var state = opened([stopped, held], noteFor: 1)
        #expect(order(act(&state, .overlay(.outbox(.retry)))) == .retry(stopped.id))
        act(&state, .overlay(.outbox(.move(.lines(1)))))
        #expect(act(&state, .overlay(.outbox(.retry))) == [])
        #expect(state.notice == .noRetryNeeded(held))
        act(&state, .overlay(.outbox(.move(.lines(9)))))
        #expect(act(&state, .overlay(.outbox(.retry))) == [])
        #expect(state.notice == .noted("Nothing here can be sent again."))
    }

    @Test("a change is dropped after a yes, and the outbox is there again")
    func drop() {
        var state = opened([stopped, held])
        act(&state, .overlay(.outbox(.move(.end))), .overlay(.outbox(.drop)), .overlay(.question(.shown)))

        #expect(order(act(&state, .overlay(.question(.answer(true))))) == .drop(held.id))
        #expect(state.overlay?.kind == .outbox)
    }

    @Test("a draft is thrown away after a yes, and kept after a no")
    func dropDraft() {
        var state = opened(noteFor: 1)
        for isYes in [false, true] {
            #expect(state.drafts.count == 1)
            act(&state, .overlay(.outbox(.drop)), .overlay(.question(.shown)))
            #expect(act(&state, .overlay(.question(.answer(isYes)))) == [])
        }
        #expect(state.drafts.isEmpty)
    }

    @Test("in an empty outbox there is nothing to drop, and Enter closes it")
    func empty() {
        var state = opened()
        act(&state, .overlay(.outbox(.drop)))
        #expect(state.notice == .noted("There is nothing to drop.") && state.overlay?.kind == .outbox)
        act(&state, .overlay(.outbox(.open)))
        #expect(state.overlay == nil)
    }

    @Test("a draft comes back in its own form, whichever lead is selected")
    func open() {
        var state = opened(noteFor: 1)
        act(&state, .overlay(.outbox(.close)), .navigate(.move(.lines(1))), .open(.outbox), .overlay(.outbox(.open)))

        #expect(openForm(state)?.purpose == .note(on: Lead.ID(1)))
        #expect(openForm(state)?.fields[0].text.text == "wants a yard")
        #expect(openForm(state)?.problem == nil)
    }

    @Test("the draft of a note whose lead is gone comes back on the selected lead, and says so")
    func openOrphan() {
        var state = opened(noteFor: 1)
        act(&state, .overlay(.outbox(.close)), .navigate(.move(.lines(1))))
        happen(&state, .leadsChanged)
        happen(&state, .queryAnswered(answer(state, [lead(2, "Grace")])))
        act(&state, .open(.outbox), .overlay(.outbox(.open)))

        #expect(openForm(state)?.purpose == .note(on: Lead.ID(2)))
        #expect(openForm(state)?.problem == .meantFor("Ada Byron"))
    }

    @Test("of two notes whose leads are gone, the newest comes back first")
    func newestOrphan() {
        var state = workbench([lead(1), lead(2), lead(3)])
        for (step, text) in [(0, "first"), (1, "second")] {
            act(&state, .navigate(.move(.lines(step))), .open(.note))
            type(&state, text)
            act(&state, .overlay(.form(.cancel)))
        }
        act(&state, .navigate(.move(.lines(1))))
        happen(&state, .leadsChanged)
        happen(&state, .queryAnswered(answer(state, [lead(3)])))
        act(&state, .open(.note))

        #expect(openForm(state)?.fields[0].text.text == "second")
    }

    @Test("an empty form and a command line leave no draft; what is typed again replaces the older text")
    func drafts() {
        var state = workbench([lead(1)])
        act(&state, .open(.note), .overlay(.form(.cancel)), .open(.commandLine("")))
        type(&state, "stage")
        act(&state, .overlay(.palette(.cancel)))
        #expect(state.drafts.isEmpty)
        for text in ["one", " two"] {
            act(&state, .open(.note))
            type(&state, text)
            act(&state, .overlay(.form(.cancel)))
        }
        #expect(state.drafts.map(\.form.fields[0].text.text) == ["one two"])
        #expect(state.drafts.map(\.leadName) == ["Ada Byron"])
    }

    @Test("the outbox lists unsent changes in the order of the decisions, then the texts")
    func items() {
        let state = opened([stopped, held, entry(3, .addTag("c"), .settled(at: noon))], noteFor: 2)
        #expect(state.outboxItems.prefix(2) == [.entry(stopped), .entry(held)])
        #expect(state.outboxItems.count == 3)
    }

    @Test("a trash that was decided clears its reason from the drafts; one that goes wrong keeps the form open")
    func trash() {
        var state = workbench([lead(1)])
        act(&state, .open(.trash))
        type(&state, "sold")
        submit(&state)
        #expect(state.drafts.count == 1, "a no brings the reason back")
        act(&state, .overlay(.question(.shown)), .overlay(.question(.answer(true))))
        #expect(state.drafts.isEmpty)
    }

    @Test("a command line runs what was typed, and nothing when nothing was")
    func commandLine() {
        var state = workbench([lead(1)])
        act(&state, .open(.commandLine("")))
        #expect(submit(&state) == [] && state.overlay == nil)
        act(&state, .open(.commandLine("")))
        type(&state, " stage Contacted ")
        #expect(submit(&state) == [.run(commandLine: "stage Contacted")])
    }

    @Test("what keys of a burst are, is answered as keys or as a paste")
    func burst() {
        for isYes in [true, false] {
            var state = workbench([lead(1)])
            act(&state, .open(.burst(characters: 90, lines: 3)), .overlay(.question(.shown)))
            #expect(act(&state, .overlay(.question(.answer(isYes)))) == [.resolveBurst(asKeys: isYes)])
            #expect(state.overlay == nil)
        }
    }

    @Test("Tab goes round the fields of a form both ways, and a typed letter takes the complaint away")
    func fields() {
        var state = workbench([])
        act(&state, .open(.newLead), .overlay(.form(.moveFocus(-1))))
        #expect(openForm(state)?.focus == 7 + EditableField.further.count)
        act(&state, .overlay(.form(.moveFocus(1))))
        #expect(openForm(state)?.focus == 0)
        #expect(submit(&state) == [.bell])
        #expect(openForm(state)?.problem != nil)
        type(&state, "J")
        #expect(openForm(state)?.problem == nil)
    }

    @Test("Alt-Enter breaks a line in a note, and sends a field off that has one line only")
    func newLine() {
        var state = workbench([lead(1)])
        act(&state, .open(.note))
        type(&state, "one")
        act(&state, .overlay(.form(.newLine)))
        type(&state, "two")
        #expect(openForm(state)?.fields[0].text.text == "one\ntwo")
        act(&state, .overlay(.form(.cancel)), .open(.trash))
        #expect(act(&state, .overlay(.form(.newLine))) == [.bell], "the reason is empty")
    }
}
