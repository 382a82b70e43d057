import Leads
import Testing

@testable import ViewModels

@Suite("The palette")
struct VerbPaletteTests {
    private let verbs = [
        VerbPalette.Verb(
            "stage",
            argument: "STAGE",
            summary: "move to another stage",
            values: ["New Lead", "Contacted"]
        ),
        VerbPalette.Verb("tags", summary: "add or remove a tag"),
        VerbPalette.Verb("trash", argument: "REASON", summary: "move to the trash"),
        VerbPalette.Verb("next-pane", summary: "focus the next pane"),
        VerbPalette.Verb("quit", summary: "leave"), VerbPalette.Verb("q", summary: "leave", isHabit: true),
    ]

    private func opened(_ typed: String = "", recent: [String] = []) -> AppState {
        var state = workbench([lead(1)])
        state.lines = recent
        act(&state, .open(.palette(verbs, typed: "")))
        if !typed.isEmpty { type(&state, typed) }
        return state
    }

    private func palette(_ state: AppState) throws -> VerbPalette {
        guard case .palette(let palette) = state.overlay else {
            Issue.record("no palette is open")
            throw Closed()
        }
        return palette
    }

    private struct Closed: Error {}

    private func names(_ typed: String) throws -> [String] { try palette(opened(typed)).rows.map(\.line) }

    @Test("K17: finds a verb by its name, the beginning, a part, its letters in order, and then by what it does")
    func matching() throws {
        #expect(try names("stage").first == "stage")
        #expect(try names("ta").first == "tags")
        #expect(try names("stg") == ["stage"])
        #expect(try names("pane") == ["next-pane"])
        #expect(try names("TRASH").first == "trash")
        #expect(try names("another") == ["stage"])
        #expect(try names("zzz") == [])
        #expect(try names("") == ["stage", "tags", "trash", "next-pane", "quit"])
    }

    @Test("a word of vim's is found only when it is written whole")
    func habits() throws {
        #expect(try names("q") == ["q", "quit"])
        #expect(try names("qu") == ["quit"])
    }

    @Test("Enter runs the line, the nearest verb for a name that is none, and nothing for an empty line")
    func submitting() {
        for (typed, ran) in [
            ("stage Contacted", "stage Contacted"), ("stg", "stage"), ("quit", "quit"), ("12", "12"), ("$", "$"),
            ("zzz", "zzz"), ("stage con", "stage Contacted"), ("stage x", "stage x"),
            ("stage new lead", "stage new lead"),
            ("trash Sold Twice", "trash Sold Twice"), ("stg con", "stg con"),
        ] {
            var state = opened(typed)
            #expect(submit(&state) == [.run(commandLine: ran)], "\(typed)")
            #expect(state.overlay == nil && state.lines == [ran])
        }
        var empty = opened(recent: ["quit"])
        #expect(submit(&empty) == [] && empty.overlay == nil)
    }

    @Test("an arrow makes Enter mean the row; typing on makes it mean the line again")
    func choosing() {
        var state = opened("t")
        act(&state, .overlay(.palette(.move(.lines(1)))))
        #expect(submit(&state) == [.run(commandLine: "trash")])
        state = opened("t")
        act(&state, .overlay(.palette(.move(.lines(1)))))
        type(&state, "ags")
        #expect(submit(&state) == [.run(commandLine: "tags")])
    }

    @Test("Tab writes the row into the line, with room for the words that may follow")
    func completing() throws {
        var state = opened("stg")
        act(&state, .overlay(.palette(.complete)))
        #expect(try palette(state).field.text == "stage ")
        #expect(try palette(state).rows.map(\.line) == ["stage New Lead", "stage Contacted"])
        type(&state, "con")
        act(&state, .overlay(.palette(.complete)))
        #expect(try palette(state).field.text == "stage Contacted")
        state = opened("qui")
        act(&state, .overlay(.palette(.complete)))
        #expect(try palette(state).field.text == "quit")
    }

    @Test("lines of before are the first rows of an empty line, and Ctrl-R goes back through them")
    func history() throws {
        var state = opened(recent: ["stage Contacted", "quit"])
        #expect(try palette(state).rows.prefix(2) == [.line("stage Contacted"), .line("quit")])
        for wanted in ["stage Contacted", "quit", "quit"] {
            act(&state, .overlay(.palette(.recall)))
            #expect(try palette(state).field.text == wanted)
        }
        #expect(submit(&state) == [.run(commandLine: "quit")])
        #expect(state.lines == ["quit", "stage Contacted"], "a line that is run again is not there twice")
    }
}

@Suite("The next match")
struct MatchTests {
    /// Five leads, of which the second and the fourth match.
    private func filtered() throws -> AppState {
        var state = workbench((1...5).map { lead($0) })
        act(&state, .navigate(.setFilter("tag:hot")))
        happen(&state, .queryAnswered(answer(state, [lead(2), lead(4)])))
        act(&state, .navigate(.clearFilter))
        happen(&state, .queryAnswered(answer(state, (1...5).map { lead($0) })))
        act(&state, .navigate(.move(.start)))
        return state
    }

    private func step(_ state: inout AppState, _ step: Int) throws -> Lead.ID? {
        let effects = act(&state, .navigate(.stepMatch(step)))
        guard case .findMatch(let question, let steps)? = effects.first else {
            Issue.record("nothing was asked")
            return nil
        }
        #expect(question.view.filter == "tag:hot" && state.isAwaitingRows)
        let found = IndexAnswer(request: question, rows: rows([lead(2), lead(4)]), counts: [])
        happen(&state, .matchFound(found, step: steps))
        #expect(!state.isAwaitingRows)
        return state.list.selected
    }

    @Test("is the next row that the filter matched, and goes round at the ends, which is told")
    func stepping() throws {
        var state = try filtered()
        #expect(try step(&state, 1) == Lead.ID(2))
        #expect(try step(&state, 1) == Lead.ID(4))
        #expect(state.notice == nil)
        #expect(try step(&state, 1) == Lead.ID(2))
        #expect(state.notice == .noted("That was the last match; the first again."))
        #expect(try step(&state, -1) == Lead.ID(4))
        #expect(try step(&state, -1) == Lead.ID(2))
        act(&state, .navigate(.move(.line(2))))
        #expect(try step(&state, -1) == Lead.ID(2))
        #expect(try step(&state, 2) == Lead.ID(2), "two further on from the second of two")
    }

    @Test("of an answer for a view that was left is not gone to")
    func otherView() throws {
        var state = try filtered()
        guard case .findMatch(let question, _)? = act(&state, .navigate(.stepMatch(1))).first else { return }
        act(&state, .navigate(.selectQueue(1)))
        happen(&state, .queryAnswered(answer(state, [lead(1), lead(2)])))
        happen(&state, .matchFound(IndexAnswer(request: question, rows: rows([lead(2)]), counts: []), step: 1))
        #expect(state.list.selected == Lead.ID(1))
    }

    @Test("is explained before anything was looked for")
    func nothing() {
        var state = workbench([lead(1)])
        #expect(act(&state, .navigate(.stepMatch(1))) == [.bell])
        guard case .noted? = state.notice else {
            Issue.record("nothing was said")
            return
        }
    }
}

@Suite("The order from its other end")
struct ReverseSortTests {
    @Test("is asked for by a verb, and by the last letter of the sort picker")
    func reversing() throws {
        var state = workbench([lead(1)])
        let sort = state.sort
        act(&state, .navigate(.reverseSort))
        #expect(state.sort == sort.reversed && state.list.asked.sort == sort.reversed)
        act(&state, .open(.sort))
        guard case .picker(let picker) = state.overlay else { return }
        let item = try #require(picker.items.first { $0.accelerator == "r" })
        act(&state, .overlay(.picker(.choose(item))))
        #expect(state.sort == sort)
    }
}
