import Leads
import Terminal
import TestSupport
import Testing

@testable import AppRuntime
@testable import ViewModels

@Suite("Pasted text", .timeLimit(.minutes(1)))
@MainActor struct PasteTests {
    /// The loop after these keys and a paste.
    private func paste(_ text: String, after keys: String) throws -> LoopBench {
        let bench = try LoopBench(backend: ScriptedBackend(Team.leads(9)))
        bench.waitUntilLoaded()
        try bench.press(keys)
        bench.send([.paste(text)])
        bench.settle()
        try bench.run()
        return bench
    }

    @Test("outside a field never runs as keys, and that is said", arguments: ["", "s", "?", "w", "l"])
    func ignored(_ keys: String) throws {
        let bench = try paste("jjX", after: keys)

        #expect(bench.selected?.id.rawValue == 1)
        #expect(bench.state.notice == .pasteIgnored(characters: 3))
    }

    @Test("K9: keeps its lines in a note, whatever ends them", arguments: ["\n", "\r\n", "\r", "\u{2028}"])
    func lines(_ newline: String) throws {
        let bench = try paste("call\(newline)after six\(newline)", after: "m")

        guard case .form(let form) = bench.state.overlay else {
            Issue.record("the note was closed")
            return
        }
        #expect(form.text(of: "Note") == "call\nafter six")
    }

    @Test("brings no control character into a field")
    func cleaned() throws {
        let bench = try paste("a\u{1B}[2Jb\u{7}c", after: "m")

        guard case .form(let form) = bench.state.overlay else {
            Issue.record("the note was closed")
            return
        }
        let scalars = form.text(of: "Note").unicodeScalars
        #expect(scalars.allSatisfy { $0.properties.generalCategory != .control })
        #expect(scalars.contains("a") && scalars.contains("c"))
    }

    @Test("narrows the list when the filter is open")
    func filter() throws {
        let bench = try paste("stage:new\n", after: "/")

        #expect(bench.state.list.filter == "stage:new")
    }

    @Test("narrows a picker that is being searched")
    func picker() throws {
        let bench = try paste("relo", after: "t")

        guard case .picker(let picker) = bench.state.overlay else {
            Issue.record("the picker was closed")
            return
        }
        #expect(picker.matches.first?.label == "relocation")
    }

    @Test("is looked for in the help that is being searched")
    func help() throws {
        let bench = try paste("follow-up\n", after: "?/")

        guard case .help(let sheet) = bench.state.overlay else {
            Issue.record("the help was closed")
            return
        }
        #expect(sheet.search?.text == "follow-up")
    }

    @Test("begins a date in words behind f, where keys choose until then")
    func date() throws {
        let bench = try paste("tue 3pm", after: "f")

        guard case .dates(let prompt) = bench.state.overlay else {
            Issue.record("the prompt was closed")
            return
        }
        #expect(prompt.field?.text == "tue 3pm")
    }

    // MARK: Keys that may be a paste

    private let lines = "Jane Smith called at ten\nand wants to see the yard"

    private func burst(_ text: String) -> InputEvent {
        .burst(text.map { $0 == "\n" ? KeyPress(.enter) : KeyPress(.character($0)) })
    }

    private func asked(after keys: String, answer: String, allowing: Set<ScriptedBackend.Operation> = []) throws -> (
        LoopBench, ScriptedBackend
    ) {
        let backend = ScriptedBackend(Team.leads(9), allowing: allowing)
        let bench = try LoopBench(backend: backend)
        bench.waitUntilLoaded()
        try bench.press(keys)
        // The rest of a long paste comes in a read of its own.
        bench.send([burst(lines)])
        try bench.pressAtOnce("s")
        bench.note { #expect($0.terminal.text.contains("came at once")) }
        bench.read()
        try bench.press(answer)
        try bench.run()
        return (bench, backend)
    }

    @Test("are asked about, and go into the open field when they were pasted")
    func pasted() throws {
        let (bench, _) = try asked(after: "m", answer: "n")

        guard case .form(let form) = bench.state.overlay else {
            Issue.record("the note was closed")
            return
        }
        #expect(form.fields[0].text.text == lines + "s")
    }

    @Test("K5: are run as keys, in order, when the person typed them")
    func typed() throws {
        let (bench, backend) = try asked(after: "m", answer: "y", allowing: [.submit])

        #expect(backend.submissions.first?.change == .addNote("Jane Smith called at ten"))
        #expect(bench.state.overlay != nil || backend.submissions.count > 1, "the keys behind Enter ran too")
    }

    @Test("never run without an answer")
    func unanswered() throws {
        let (bench, backend) = try asked(after: "", answer: "<Esc>")

        #expect(backend.submissions.isEmpty)
        #expect(bench.state.notice == .pasteIgnored(characters: lines.count + 1))
        #expect(bench.state.overlay == nil)
    }
}
