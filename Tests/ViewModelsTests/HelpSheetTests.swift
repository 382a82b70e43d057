import Leads
import Testing

@testable import ViewModels

@Suite("The help")
struct HelpSheetTests {
    private static let rows: [HelpSheet.Row] = [
        .heading("Working a lead"),
        .entry(HelpSheet.Entry(.keys("s"), "move to another stage", line: "stage STAGE", run: .line("stage"))),
        .entry(HelpSheet.Entry(.keys("X"), "move to the trash", line: "trash REASON", run: .line("trash"))),
        .heading("Signs"), .entry(HelpSheet.Entry(.word("DNC", .danger), "do not contact")),
    ]

    private func opened() -> AppState {
        var state = workbench([lead(1)])
        act(&state, .open(.sheet(HelpSheet(rows: Self.rows))))
        happen(&state, .viewport(Viewport(overlay: Viewport.Extent(visible: 10, total: Self.rows.count))))
        return state
    }

    private func sheet(_ state: AppState) -> HelpSheet? {
        if case .help(let sheet) = state.overlay { sheet } else { nil }
    }

    @Test("Enter runs the row, and says so where a row only explains")
    func running() {
        var state = opened()
        act(&state, .overlay(.help(.scroll(.lines(1)))))
        #expect(act(&state, .overlay(.help(.run))) == [.run(commandLine: "stage")])
        #expect(state.overlay == nil)
        state = opened()
        act(&state, .overlay(.help(.scroll(.end))))
        #expect(act(&state, .overlay(.help(.run))) == [.bell])
        #expect(sheet(state) != nil)
    }

    @Test("a step passes over headings")
    func headings() {
        var state = opened()
        act(&state, .overlay(.help(.scroll(.lines(2)))), .overlay(.help(.scroll(.lines(1)))))
        #expect(sheet(state)?.cursor.position == 4)
        act(&state, .overlay(.help(.scroll(.lines(-1)))))
        #expect(sheet(state)?.cursor.position == 2)
    }

    @Test(
        "a search asks neither for case nor for accents, finds the last letters, and says when there is nothing",
        arguments: [("TRÀSH", 2), ("reason", 2), ("x", 2), ("  stage ", 1), ("contacts", nil), ("move  stage", 1)]
    )
    func folding(words: String, row: Int?) {
        var state = opened()
        act(&state, .overlay(.help(.search)), .overlay(.help(.edit(.insert(words)))))
        #expect(sheet(state)?.rows.last == row.map { Self.rows[$0] })
    }

    @Test("a search keeps the rows that have every word, under their headings, and Esc leaves it first")
    func searching() {
        var state = opened()
        act(&state, .overlay(.help(.search)), .overlay(.help(.edit(.insert("trash")))))
        #expect(sheet(state)?.rows == [Self.rows[0], Self.rows[2]])
        #expect(act(&state, .overlay(.help(.run))) == [.run(commandLine: "trash")])
        state = opened()
        act(&state, .overlay(.help(.edit(.insert("contact not")))))
        #expect(sheet(state)?.rows == [Self.rows[3], Self.rows[4]])
        act(&state, .overlay(.help(.close)))
        #expect(sheet(state)?.rows == Self.rows)
        act(&state, .overlay(.help(.close)))
        #expect(state.overlay == nil)
    }

    @Test("where nothing matches Enter says so, and the sheet stays")
    func noMatch() {
        var state = opened()
        act(&state, .overlay(.help(.search)), .overlay(.help(.edit(.insert("zzz")))))

        #expect(sheet(state)?.rows == [] && act(&state, .overlay(.help(.run))) == [.bell])

        #expect(sheet(state) != nil && state.notice != nil)
    }

    @Test("every pane explains what stands on it", arguments: Pane.allCases)
    func explanations(pane: Pane) {
        #expect(HelpSheet.explanations(for: pane, KeyNames()).count > 3)
        #expect(!HelpSheet.headerExplanations(KeyNames()).isEmpty)
    }
}

@Suite("Programs of the person's")
struct ToolCallTests {
    private let call = ToolCall("dial", ["dial"])

    @Test("run on the lead they were asked for, and need one")
    func lead() {
        var state = workbench([ViewModelsTests.lead(1), ViewModelsTests.lead(2)])
        guard case .runTool(call, on: let lead)? = act(&state, .program(.tool(call))).first else {
            Issue.record("nothing was run")
            return
        }
        #expect(lead.id == Lead.ID(1))
        var empty = workbench([])
        #expect(act(&empty, .program(.tool(call))) == [.bell] && empty.notice == .noLead)
    }

    @Test("answer in a notice when it is a line, in a sheet when it is more, and never over what is typed")
    func answers() {
        var state = workbench([ViewModelsTests.lead(1)])
        happen(&state, .toolAnswered(call, ToolAnswer(lines: ["ringing"])))
        #expect(state.notice == .noted("dial: ringing") && state.overlay == nil)
        happen(&state, .toolAnswered(call, ToolAnswer(lines: [], trouble: "it ended with code 3.")))
        #expect(state.notice == .trouble(reason: "dial: it ended with code 3."))
        act(&state, .open(.note))
        happen(&state, .toolAnswered(call, ToolAnswer(lines: ["one", "two"])))
        #expect(state.overlay?.kind == .form)
        #expect(state.notice == .noted("dial has answered: its 2 lines are shown when this is left."))
        act(&state, .overlay(.form(.cancel)))
        guard case .help(let sheet) = state.overlay else {
            Issue.record("two lines are not shown")
            return
        }
        #expect(sheet.rows == [.text("one"), .text("two")])
    }
}
