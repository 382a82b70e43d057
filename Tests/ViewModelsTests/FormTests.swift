import Leads
import TestSupport
import Testing

@testable import ViewModels

@Suite("Forms and questions")
struct FormTests {
    @Test("trash asks for a reason, then for a yes that was given after the question was seen")
    func trash() {
        var state = workbench([lead(1)])
        act(&state, .beginTrash)
        #expect(act(&state, .submit) == [.bell])
        act(&state, .edit(.insert("Duplicate")), .submit)
        guard case .confirm = state.overlay else {
            Issue.record("no question was asked")
            return
        }

        #expect(act(&state, .answer(true)) == [])
        #expect(
            act(&state, .shown, .answer(true)) == [.submit(.trash(reason: "Duplicate"), on: Lead.ID(1), restoring: nil)]
        )
    }

    @Test("no, and Esc, leave the lead alone", arguments: [false, true])
    func trashDeclined(byEscape: Bool) {
        var state = workbench([lead(1)])
        act(&state, .beginTrash, .edit(.insert("Duplicate")), .submit, .shown)

        #expect(act(&state, byEscape ? .cancel : .answer(false)) == [])
        #expect(state.overlay == nil)
    }

    @Test("a note that was left with Esc is there when the form is opened again, for that lead only")
    func draft() {
        var state = workbench([lead(1), lead(2)])
        act(&state, .beginNote, .edit(.insert("called twice")), .cancel)

        act(&state, .move(.lines(1)), .beginNote)
        #expect(openForm(state)?.isEmpty == true)

        act(&state, .cancel, .move(.lines(-1)), .beginNote)
        #expect(openForm(state)?.fields[0].text.text == "called twice")
        #expect(act(&state, .submit).contains { $0.note == "called twice" })

        act(&state, .beginNote)
        #expect(openForm(state)?.isEmpty == true)
    }

    @Test("a note the journal refused is put back on the screen")
    func refusedNoteIsRestored() {
        var state = workbench([lead(1)])
        act(&state, .beginNote, .edit(.insert("precious")))
        let form = openForm(state)
        act(&state, .submit)

        happen(&state, .submitFailed(reason: "The disk is full.", restoring: form))

        #expect(openForm(state)?.fields[0].text.text == "precious")
        #expect(state.notice == .notSaved(reason: "The disk is full."))
    }

    @Test(
        "a form says what is wrong and keeps what was typed",
        arguments: [
            (["", "Smith"], FormProblem.missing(field: "First name")),
            ([String(repeating: "x", count: 31)], .tooLong(field: "First name", length: 31, limit: 30)),
            (["Jane", "Smith", "jane.example.com"], .noAddress("jane.example.com")),
            (["Jane", "Smith", "", "12"], .noPhone("12")),
            (["Jane", "", "", "", "Byer"], .unknown(field: "Type", value: "Byer", known: LeadType.named.map(\.name))),
            (
                ["Jane", "", "", "", "", "", "Nope"],
                .unknown(field: "Stage", value: "Nope", known: ["New Lead", "Contacted", "Qualified"])
            ),
        ]
    )
    func rejectedForm(texts: [String], problem: FormProblem) {
        var state = workbench([])
        act(&state, .beginCreate)
        for text in texts { act(&state, .edit(.insert(text)), .moveFocus(1)) }

        #expect(act(&state, .submit) == [.bell])
        #expect(openForm(state)?.problem == problem)
        #expect(openForm(state)?.fields.prefix(texts.count).map(\.text.text) == texts)
    }

    @Test("a filled form becomes a new lead with the team's spelling of the stage")
    func newLead() {
        var state = workbench([])
        act(&state, .beginCreate)
        let texts = [
            "Jane", "Smith", "jane@example.com", "(512) 555-0142", "buyer, Seller", "Website", "contacted", "hot, vip",
        ]
        for text in texts { act(&state, .edit(.insert(text)), .moveFocus(1)) }

        let created = act(&state, .submit).compactMap { effect -> NewLead? in
            guard case .create(let new, _) = effect else { return nil }
            return new
        }

        #expect(
            created == [
                NewLead(
                    firstName: "Jane",
                    lastName: "Smith",
                    emails: ["jane@example.com"],
                    phones: ["(512) 555-0142"],
                    types: [.buyer, .seller],
                    source: "Website",
                    stage: "Contacted",
                    tags: ["hot", "vip"]
                )
            ]
        )
    }

    @Test("editing a line keeps the cursor inside it", arguments: 0..<50)
    func fieldInvariant(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        var field = TextField()
        let edits: [TextField.Edit] = [
            .insert("a"), .insert("é"), .insert("\u{301}"), .insert("👨‍👩‍👧"), .insert(" "), .deleteBackward, .deleteForward,
            .deleteWord, .deleteToStart, .left, .right, .start, .end,
        ]
        for _ in 0..<200 {
            field.apply(edits[Int(random.next() % UInt64(edits.count))])
            #expect((0...field.text.count).contains(field.cursor), "seed \(seed)")
        }
    }

    private func openForm(_ state: AppState) -> Form? {
        guard case .form(let form) = state.overlay else { return nil }
        return form
    }
}

extension Effect {
    fileprivate var note: String? {
        guard case .submit(.addNote(let text), _, _) = self else { return nil }
        return text
    }
}
