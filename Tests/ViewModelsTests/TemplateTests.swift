import Leads
import Testing

@testable import ViewModels

@Suite("A person's own texts in a note")
struct TemplateTests {
    private func note() -> AppState {
        var state = workbench([lead(1, "Zoë"), lead(2)])
        state.templates = [
            NoteTemplate("first-call", label: "first call", text: "Called {first-name}.\nNo answer."),
            NoteTemplate("moved", label: "moved away", text: "Moved."),
        ]
        act(&state, .open(.note))
        for character in "ab" { act(&state, .overlay(.form(.edit(.insert(String(character)))))) }
        act(&state, .overlay(.form(.edit(.left))))
        return state
    }

    private func text(_ state: AppState) -> String? {
        guard case .form(let form) = state.overlay else { return nil }
        return form.fields[0].text.text
    }

    @Test("the chosen one goes in where the cursor is, with what is known of the lead of the form")
    func inserts() throws {
        var state = note()
        act(&state, .overlay(.form(.openTemplates)))
        guard case .picker(let picker) = state.overlay else { throw TestFailure() }
        #expect(picker.leadName == "Zoë Byron")
        #expect(picker.items.map(\.label) == ["first call", "moved away"])
        #expect(picker.items.map(\.detail) == ["Called Zoë.", "Moved."])
        act(&state, .overlay(.picker(.submit)))
        #expect(text(state) == "aCalled Zoë.\nNo answer.b")
    }

    @Test("leaving the choice leaves the note as it was")
    func leaves() {
        var state = note()
        act(&state, .overlay(.form(.openTemplates)))
        act(&state, .overlay(.picker(.cancel)))
        #expect(text(state) == "ab")
    }

    @Test("without texts, and in a field of one line, it is told what to do, and nothing is lost")
    func nothing() {
        var state = note()
        state.templates = []
        act(&state, .overlay(.form(.openTemplates)))
        guard case .noted(let sentence) = state.notice else { Issue.record("nothing is told"); return }
        #expect(sentence.contains("templates.toml"))
        #expect(text(state) == "ab")

        var trash = note()
        act(&trash, .overlay(.form(.cancel)))
        act(&trash, .open(.trash))
        act(&trash, .overlay(.form(.openTemplates)))
        guard case .form = trash.overlay else { Issue.record("the form has gone"); return }
    }

    @Test("a note for many leads is told that a text is for one")
    func many() {
        var state = note()
        act(&state, .overlay(.form(.cancel)), .mark(.toggle), .mark(.toggle), .open(.note))
        #expect(act(&state, .overlay(.form(.openTemplates))) == [.bell])
        #expect(state.notice == .noted("Texts name the lead they are for, so they go into the note of one lead."))
    }
}

private struct TestFailure: Error {}
