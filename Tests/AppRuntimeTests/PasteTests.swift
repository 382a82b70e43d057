import Leads
import Terminal
import TestSupport
import Testing

@testable import AppRuntime
@testable import ViewModels

@Suite("Pasted text")
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

    @Test("keeps its lines in a note, whatever ends them", arguments: ["\n", "\r\n", "\r", "\u{2028}"])
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
}
