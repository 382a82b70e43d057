import FoundationEssentials
import Leads
import Testing

@testable import ViewModels

@Suite("Several texts for one purpose")
struct SeveralTextsTests {
    private let ada = Lead.ID(1)
    private let full = "the disk is full."
    private let labels = Form.overrideLabels

    private func texts(_ state: AppState, _ label: String) -> [String] { state.texts.map { $0.form.text(of: label) } }

    /// Types a note on the selected lead and sends it off.
    private func note(_ text: String, _ state: inout AppState) -> [Effect] {
        act(&state, .open(.note))
        type(&state, text)
        return submit(&state)
    }

    private func refuse(_ effects: [Effect], _ state: inout AppState) {
        for case .write(.submit(let group, restoring: let form)) in effects {
            happen(&state, .submitFailed(group.id, reason: full, restoring: form))
        }
    }

    // MARK: Words that came with the verb

    private func guarded() -> AppState {
        var listed = lead(1)
        listed.phones = [Phone("5125550142", status: .dncNumber)]
        return workbench([listed])
    }

    @Test("a call that is told in other words than the one that was left is logged in its own, and both are kept")
    func otherWords() throws {
        var state = guarded()
        act(&state, .work(.logCall(.noAnswer, text: "rang twice", phone: nil)), .overlay(.form(.cancel)))

        act(&state, .work(.logCall(.noAnswer, text: "left a message", phone: nil)))

        #expect(openForm(state)?.text(of: labels.words) == "left a message")
        #expect(texts(state, labels.words) == ["rang twice", "left a message"])
        type(&state, "asked for it")
        let change = try #require(submit(&state).changes.first?.change)
        guard case .logCall(let call) = change else {
            Issue.record("\(change)")
            return
        }
        #expect(call.text == "left a message")
        #expect(state.drafts.map { $0.form.text(of: labels.words) } == ["rang twice"])
    }

    @Test("the same words again, or none, bring back the reason that was begun", arguments: ["rang twice", ""])
    func sameWords(_ words: String) {
        var state = guarded()
        act(&state, .work(.logCall(.noAnswer, text: "rang twice", phone: nil)))
        type(&state, "asked for")
        act(&state, .overlay(.form(.cancel)))

        act(&state, .work(.logCall(.noAnswer, text: words, phone: nil)))

        #expect(openForm(state)?.fields.map(\.text.text) == ["asked for", "rang twice"])
    }

    @Test(
        "a transaction that was named and left stays when another one is named, left or made",
        arguments: [true, false]
    )
    func transactions(_ isMade: Bool) {
        var state = workbench([lead(1)])
        for name in ["12 Oak St", "14 Elm St"] {
            act(&state, .contact(.deals(new: name)))
            happen(&state, .dealsRead(ada, .read(DealBook(of: ada))))
            #expect(openForm(state)?.text(of: "Name") == name)
            if name == "12 Oak St" || !isMade { act(&state, .overlay(.form(.cancel))) }
        }
        if isMade { submit(&state) }
        #expect(state.drafts.map { $0.form.text(of: "Name") } == (isMade ? ["12 Oak St"] : ["12 Oak St", "14 Elm St"]))
    }

    @Test("a reason for the trash that came by the command line does not take the one in the form along")
    func reasons() {
        var state = workbench([lead(1)])
        act(&state, .open(.trash))
        type(&state, "moved away")
        act(&state, .overlay(.form(.cancel)), .work(.trash(reason: "spam")), .overlay(.question(.shown)))
        let effects = act(&state, .overlay(.question(.answer(true))))
        #expect(effects.changes.map(\.change) == [.trash(reason: "spam")])
        #expect(state.drafts.map { $0.form.text(of: "Reason") } == ["moved away"])
    }

    // MARK: Texts that the journal refused

    @Test(
        "of two notes that the journal refused none is lost, whichever is saved or left first",
        arguments: [true, false]
    )
    func refusedNotes(_ isSaved: Bool) throws {
        var state = workbench([lead(1)])
        let first = note("wants a yard", &state)
        let second = note("has two dogs", &state)
        refuse(first, &state)
        refuse(second, &state)
        #expect(Set(texts(state, "Note")) == ["wants a yard", "has two dogs"])

        let open = try #require(openForm(state)?.text(of: "Note"))
        if isSaved { submit(&state) } else { act(&state, .overlay(.form(.cancel))) }

        #expect(Set(texts(state, "Note")) == ["wants a yard", "has two dogs"], "on their way, or among the drafts")
        act(&state, .open(.note))
        #expect(isSaved ? openForm(state)?.text(of: "Note") != open : openForm(state)?.isEmpty == false)
    }

    @Test("of two new leads that the journal refused none is lost")
    func refusedLeads() {
        var state = workbench([lead(1)])
        var effects: [Effect] = []
        for name in ["Zoe", "Yan"] {
            act(&state, .open(.newLead))
            type(&state, name)
            effects += submit(&state)
        }
        refuse(effects, &state)
        #expect(Set(texts(state, "First name")) == ["Zoe", "Yan"])
        act(&state, .overlay(.form(.cancel)))
        #expect(Set(state.drafts.map { $0.form.text(of: "First name") }) == ["Zoe", "Yan"])
    }

    @Test("an end of Foyer while one of them is open loses neither")
    func killed() {
        var state = workbench([lead(1)])
        let first = note("wants a yard", &state)
        let second = note("has two dogs", &state)
        refuse(first, &state)
        refuse(second, &state)
        _ = state.noteTexts()

        var next = workbench([lead(1)])
        next.recover(state.kept)

        #expect(Set(next.drafts.map { $0.form.text(of: "Note") }) == ["wants a yard", "has two dogs"])
        guard case .outbox(let sheet) = next.overlay,
            case .draft(let draft) = next.outboxItems.first(where: { $0.id == sheet.selected })
        else {
            Issue.record("nothing is offered")
            return
        }
        #expect(draft.form.text(of: "Note") == "wants a yard", "the one that was open")
    }

    // MARK: In the outbox

    /// Two notes on one lead that were never sent, in the outbox.
    private func listed() -> AppState {
        var state = workbench([lead(1), lead(2, "Bea")])
        let first = note("wants a yard", &state)
        let second = note("has two dogs", &state)
        act(&state, .open(.help))
        refuse(first, &state)
        refuse(second, &state)
        act(&state, .overlay(.help(.close)), .open(.outbox))
        return state
    }

    @Test("keys in the outbox mean the one of them that is selected")
    func selected() {
        var state = listed()
        act(&state, .overlay(.outbox(.move(.lines(1)))), .overlay(.outbox(.drop)), .overlay(.question(.shown)))
        act(&state, .overlay(.question(.answer(true))))
        #expect(state.drafts.map { $0.form.text(of: "Note") } == ["wants a yard"])

        state = listed()
        act(&state, .overlay(.outbox(.move(.lines(1)))), .overlay(.outbox(.open)))
        #expect(openForm(state)?.text(of: "Note") == "has two dogs")
        submit(&state)
        #expect(state.drafts.map { $0.form.text(of: "Note") } == ["wants a yard"])
    }

    @Test(
        "of two that were meant for a lead that is gone, the one that is saved on another lead goes, and the other stays"
    )
    func orphans() {
        var state = listed()
        act(&state, .overlay(.outbox(.close)))
        state.goneLeads.insert(ada)
        act(&state, .navigate(.move(.lines(1))), .open(.note))
        #expect(
            openForm(state)?.text(of: "Note") == "has two dogs" && openForm(state)?.purpose == .note(on: Lead.ID(2))
        )
        submit(&state)
        #expect(state.drafts.map { $0.form.text(of: "Note") } == ["wants a yard"])
    }

    @Test("a text that was meant for a lead that is gone is left with its changes, and is again for that lead")
    func leftOrphan() {
        var state = listed()
        act(&state, .overlay(.outbox(.close)))
        state.goneLeads.insert(ada)
        act(&state, .navigate(.move(.lines(1))), .open(.note))
        type(&state, " and a cat")
        act(&state, .overlay(.form(.cancel)))
        #expect(state.drafts.map { $0.form.text(of: "Note") } == ["wants a yard", "has two dogs and a cat"])
        #expect(state.drafts.allSatisfy { $0.form.purpose == .note(on: ada) && $0.leadName == "Ada Byron" })
    }

    @Test("whoever takes such a text out of the field and leaves has not thrown it away")
    func clearedOrphan() {
        var state = listed()
        act(&state, .overlay(.outbox(.close)))
        state.goneLeads.insert(ada)
        act(&state, .navigate(.move(.lines(1))), .open(.note))
        act(&state, .overlay(.form(.edit(.deleteToStart))))
        #expect(Set(texts(state, "Note")) == ["wants a yard", "has two dogs"], "an end of Foyer now loses nothing")
        act(&state, .overlay(.form(.cancel)))
        #expect(state.drafts.map { $0.form.text(of: "Note") } == ["wants a yard", "has two dogs"])
    }
}
