import Leads
import TestSupport
import Testing

@testable import ViewModels

@Suite("Forms and questions")
struct FormTests {
    @Test("trash asks for a reason, then for a yes that was given after the question was seen")
    func trash() {
        var state = workbench([lead(1)])
        act(&state, .open(.trash))
        #expect(submit(&state) == [.bell])
        type(&state, "Duplicate")
        submit(&state)
        guard case .question = state.overlay else {
            Issue.record("no question was asked")
            return
        }

        #expect(act(&state, .overlay(.question(.answer(true)))) == [])
        let effects = act(&state, .overlay(.question(.shown)), .overlay(.question(.answer(true))))
        #expect(effects.changes == [Proposal(.trash(reason: "Duplicate"), on: Lead.ID(1))])
    }

    @Test("keys that came before the question could be read are counted, so that it can say so")
    func earlyKeys() {
        var state = workbench([lead(1)])
        act(&state, .work(.trash(reason: "sold")))
        act(&state, .overlay(.question(.cameTooEarly)), .overlay(.question(.cameTooEarly)))

        guard case .question(let confirmation) = state.overlay else {
            Issue.record("no question is open")
            return
        }
        #expect(confirmation.ignoredKeys == 2)
    }

    @Test("no leaves the lead alone, and the reason is there the next time")
    func trashDeclined() {
        var state = workbench([lead(1)])
        act(&state, .open(.trash))
        type(&state, "Duplicate")
        submit(&state)

        #expect(act(&state, .overlay(.question(.shown)), .overlay(.question(.answer(false)))) == [])
        #expect(state.overlay == nil)
        act(&state, .open(.trash))
        #expect(openForm(state)?.fields[0].text.text == "Duplicate")
    }

    @Test("a note that was left with Esc is there when the form is opened again, for that lead only")
    func draft() {
        var state = workbench([lead(1), lead(2)])
        act(&state, .open(.note))
        type(&state, "called twice")
        act(&state, .overlay(.form(.cancel)))

        act(&state, .navigate(.move(.lines(1))), .open(.note))
        #expect(openForm(state)?.isEmpty == true)

        act(&state, .overlay(.form(.cancel)), .navigate(.move(.lines(-1))), .open(.note))
        #expect(openForm(state)?.fields[0].text.text == "called twice")
        #expect(submit(&state).changes == [Proposal(.addNote("called twice"), on: Lead.ID(1))])

        act(&state, .open(.note))
        #expect(openForm(state)?.isEmpty == true)
    }

    @Test("a note the journal refused is put back on the screen, and no undo is left for it")
    func refusedNoteIsRestored() {
        var state = workbench([lead(1)])
        act(&state, .open(.note))
        type(&state, "precious")
        let form = openForm(state)
        let group = groups(submit(&state))[0]

        happen(&state, .submitFailed(group.id, reason: "The disk is full.", restoring: form))

        #expect(openForm(state)?.fields[0].text.text == "precious")
        #expect(state.notice == .notSaved(reason: "The disk is full."))
        act(&state, .overlay(.form(.cancel)))
        #expect(act(&state, .undo) == [])
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
        act(&state, .open(.newLead))
        fill(&state, texts)

        #expect(submit(&state) == [.bell])
        #expect(openForm(state)?.problem == problem)
        #expect(openForm(state)?.fields.prefix(texts.count).map(\.text.text) == texts)
    }

    @Test("a filled form becomes a new lead with the team's spelling of the stage")
    func newLead() {
        var state = workbench([])
        act(&state, .open(.newLead))
        fill(
            &state,
            [
                "Jane", "Smith", "jane@example.com", "(512) 555-0142", "buyer, Seller", "Website", "contacted",
                "hot, vip",
            ]
        )

        let new = NewLead(
            firstName: "Jane",
            lastName: "Smith",
            emails: ["jane@example.com"],
            phones: ["(512) 555-0142"],
            types: [.buyer, .seller],
            source: "Website",
            stage: "Contacted",
            tags: ["hot", "vip"]
        )
        #expect(submit(&state).writes == [.create(new)])
    }

    @Test("K9: a pasted text keeps its line breaks in a note, and says what becomes of its tabs")
    func pasteIntoNote() {
        var state = workbench([lead(1)])
        act(&state, .open(.note), .overlay(.form(.paste("one\n\ttwo\n\nfour"))))

        #expect(openForm(state)?.fields[0].text.text == "one\n two\n\nfour")
        #expect(openForm(state)?.problem == .becameBlanks(breaks: 0, tabs: 1))
        #expect(submit(&state).changes == [Proposal(.addNote("one\n two\n\nfour"), on: Lead.ID(1))])
    }

    @Test("K9: a pasted text becomes one line in a field of one line, and that is said before it is saved")
    func pasteIntoLine() {
        var state = workbench([lead(1)])
        act(&state, .open(.trash), .overlay(.form(.paste("sold\nto a friend\n"))))

        #expect(openForm(state)?.fields[0].text.text == "sold to a friend")
        #expect(openForm(state)?.problem == .becameBlanks(breaks: 1, tabs: 0))
    }

    @Test("K10: a text of 80,000 characters is kept and not sent, so that it can be shortened")
    func hugePaste() {
        var state = workbench([lead(1)])
        act(&state, .open(.note), .overlay(.form(.paste(String(repeating: "a", count: 80_000)))))

        #expect(submit(&state) == [.bell])
        #expect(openForm(state)?.fields[0].text.length == 80_000)
        #expect(openForm(state)?.problem == .blocked(.tooLong(.note, length: 80_000, limit: 2_000)))
    }

    @Test("editing a text keeps its cursor inside and its length right", arguments: 0..<50)
    func fieldInvariant(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        var field = TextField()
        let edits: [TextField.Edit] = [
            .insert("a"), .insert("é"), .insert("\u{301}"), .insert("👨‍👩‍👧"), .insert(" "), .insert("\n"), .insert("🇺"),
            .deleteBackward, .deleteForward, .deleteWord, .deleteWordForward, .deleteToStart, .left, .right,
            .wordLeft, .wordRight, .start, .end, .line(1), .line(-1),
        ]
        for _ in 0..<200 {
            field.apply(edits[Int(random.next() % UInt64(edits.count))])
            #expect((0...field.text.count).contains(field.cursor), "seed \(seed)")
            #expect(field.length == field.text.utf16.count, "seed \(seed)")
            #expect(field.characters == Array(field.text), "seed \(seed)")
        }
    }

    @Test("the cursor goes up and down by lines, and home and end are those of its line")
    func lines() {
        var field = TextField("ab\ncdef\ng")
        #expect(field.cursor == 9)
        for (edit, place) in [
            (TextField.Edit.line(-1), 4), (.end, 7), (.line(-1), 2), (.start, 0), (.line(-1), 0), (.line(1), 3),
            (.right, 4), (.line(1), 9), (.line(1), 9),
        ] {
            field.apply(edit)
            #expect(field.cursor == place, "after \(edit)")
        }
    }

    private func fill(_ state: inout AppState, _ texts: [String]) {
        for text in texts {
            type(&state, text)
            act(&state, .overlay(.form(.moveFocus(1))))
        }
    }
}

func openForm(_ state: AppState) -> Form? {
    guard case .form(let form) = state.overlay else { return nil }
    return form
}

/// The groups that go through the door.
func groups(_ effects: [Effect]) -> [ChangeGroup] {
    effects.compactMap { effect in
        switch effect {
        case .write(.submit(let group, _)), .write(.redo(let group, _)): group
        default: nil
        }
    }
}
