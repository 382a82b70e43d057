import FoundationEssentials
import Leads
import Testing

@testable import ViewModels

@Suite("Texts that were never sent")
struct DraftTests {
    private let ada = Lead.ID(1)

    @Test("are noted at each key, with the time of the key and the name of the lead")
    func noted() throws {
        var state = workbench([lead(1)])
        #expect(!isNoted(&state))
        act(&state, .open(.note))
        #expect(!isNoted(&state), "an empty form is nothing to keep")
        type(&state, "called")

        #expect(isNoted(&state))
        let draft = try #require(state.kept.first)
        #expect(draft.form.text(of: "Note") == "called")
        #expect(draft.leadName == "Ada Byron" && draft.isOpen && draft.typedAt == noon)

        happen(&state, .tick(noon + 60))
        act(&state, .overlay(.form(.edit(.left))))
        #expect(!isNoted(&state), "a cursor is no text")
        #expect(state.kept.first?.typedAt == noon)
        type(&state, "!")
        #expect(isNoted(&state))
        #expect(state.kept.first?.typedAt == noon + 60)
    }

    @Test("are kept until the journal has them, and not a moment longer", arguments: [true, false])
    func untilJournaled(_ isRefused: Bool) {
        var state = workbench([lead(1)])
        act(&state, .open(.note))
        type(&state, "precious")
        let form = openForm(state)
        let group = groups(submit(&state))[0]

        _ = state.noteTexts()
        #expect(state.kept.map { $0.form.text(of: "Note") } == ["precious"])
        #expect(state.kept.map(\.isOpen) == [false])

        if isRefused {
            happen(&state, .submitFailed(group.id, reason: "The disk is full.", restoring: form))
        } else {
            happen(&state, .submitted(group.id, [entry(1, .addNote("precious"), .queued)]))
        }
        _ = state.noteTexts()
        #expect(state.kept.map { $0.form.text(of: "Note") } == (isRefused ? ["precious"] : []))
    }

    @Test("are kept for a new lead and for the reason of a trash as well")
    func otherForms() {
        var state = workbench([lead(1)])
        act(&state, .open(.newLead))
        type(&state, "Zoe")
        let created = groups(submit(&state))[0]
        act(&state, .open(.trash))
        type(&state, "Duplicate")
        submit(&state)
        let trashed = groups(act(&state, .overlay(.question(.shown)), .overlay(.question(.answer(true)))))[0]

        _ = state.noteTexts()
        #expect(state.kept.map(\.form.purpose) == [.create, .trash(ada)])

        happen(&state, .submitted(created.id, [entry(1, on: -1, .create(NewLead(firstName: "Zoe")), .queued)]))
        happen(&state, .submitted(trashed.id, [entry(2, .trash(reason: "Duplicate"), .queued)]))
        _ = state.noteTexts()
        #expect(state.kept == [])
    }

    @Test("that were being typed when Foyer ended are offered at the next start, and Enter goes on with them")
    func offered() {
        var first = workbench([lead(1)])
        act(&first, .open(.note))
        type(&first, "asked for a yard")
        _ = first.noteTexts()

        var state = AppState(accountName: "test", queues: QueueDefinition.defaults, now: noon)
        state.recover(first.kept)
        #expect(state.notice == .textRecovered(first.kept[0]))
        guard case .outbox(let sheet) = state.overlay else {
            Issue.record("nothing was offered")
            return
        }
        #expect(sheet.selected == .draft(state.drafts[0].id) && sheet.offer == .draft)

        // Entries that the journal brings later do not move the choice.
        happen(&state, .outboxChanged([entry(1, .addTag("vip"), .queued)]))
        act(&state, .overlay(.outbox(.open)))
        #expect(openForm(state)?.fields[0].text.text == "asked for a yard")
    }

    @Test("that had been left are there as before, and nothing is put over the list for them")
    func left() {
        var first = workbench([lead(1)])
        act(&first, .open(.note))
        type(&first, "later")
        act(&first, .overlay(.form(.cancel)))
        _ = first.noteTexts()

        var state = workbench([lead(1)])
        state.recover(first.kept)
        #expect(state.overlay == nil)
        act(&state, .open(.note))
        #expect(openForm(state)?.fields[0].text.text == "later")
    }

    @Test("for a lead of another view are saved on that lead")
    func otherView() {
        var state = workbench([lead(1)])
        state.recover([Draft(Form.note(on: lead(9, "Ravi")).saying("from before"), leadName: "Ravi", typedAt: noon)])
        happen(&state, .queryAnswered(answer(state, [lead(1)], kept: [lead(9, "Ravi")])))

        act(&state, .open(.outbox), .overlay(.outbox(.open)))
        #expect(submit(&state).changes == [Proposal(.addNote("from before"), on: Lead.ID(9))])
    }

    @Test("for a lead that is gone come back in the note of another one")
    func gone() {
        var state = workbench([lead(1)])
        state.recover([Draft(Form.note(on: lead(9, "Ravi")).saying("from before"), leadName: "Ravi", typedAt: noon)])
        happen(&state, .queryAnswered(answer(state, [lead(1)])))

        act(&state, .open(.note))
        #expect(openForm(state)?.fields[0].text.text == "from before")
        #expect(openForm(state)?.problem == .meantFor("Ravi"))
    }
}

/// Whether something else is kept now than before.
private func isNoted(_ state: inout AppState) -> Bool { state.noteTexts() }

extension Form {
    /// The form with a text in its first field.
    fileprivate func saying(_ text: String) -> Form {
        var form = self
        form.fields[0].text = TextField(text)
        return form
    }
}
