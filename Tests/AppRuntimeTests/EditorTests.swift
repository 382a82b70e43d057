import FoundationEssentials
import Synchronization
import Terminal
import TestSupport
import Testing

@testable import AppRuntime
@testable import ViewModels

@Suite("A note in the person's own editor", .timeLimit(.minutes(1)))
@MainActor struct EditorTests {
    /// A note with this text, and `Ctrl-O`; the editor does `work` on the file.
    private func bench(
        _ files: ScriptedFiles,
        editor: [String]? = ["vi", "-f"],
        _ work: @escaping ([String]) throws(TerminalError) -> ProgramEnd
    ) throws -> LoopBench {
        let bench = try LoopBench(backend: ScriptedBackend(Team.leads(3)), files: files, editor: editor)
        bench.terminal.whatProgramsDo = work
        bench.waitUntilLoaded()
        try bench.press("mcalled<C-o>")
        return bench
    }

    private func note(_ bench: LoopBench) -> String? {
        guard case .form(let form) = bench.state.overlay else { return nil }
        return form.fields[0].text.text
    }

    @Test("what the editor leaves is the note, with its line breaks and without the last one")
    func edited() throws {
        let files = ScriptedFiles()
        let bench = try bench(files) { _ throws(TerminalError) in
            files.lent.withLock { $0 += "\nback at 5\u{1B}[31m\n\tand again\n" }
            return .exited(0)
        }
        try bench.run()

        #expect(bench.terminal.programs == [["vi", "-f", "/state/texts/note.txt"]])
        #expect(bench.terminal.redrawCount == 1)
        let text = try #require(note(bench))
        #expect(text.hasPrefix("called\nback at 5"))
        #expect(text.hasSuffix("\n    and again"))
        #expect(!text.contains("\u{1B}"))
    }

    @Test("what was typed right before the editor is kept before that has the terminal")
    func keptBefore() throws {
        let bench = try LoopBench(backend: ScriptedBackend(Team.leads(3)), files: ScriptedFiles(), editor: ["vi"])
        var kept: [String] = []
        bench.terminal.whatProgramsDo = { [unowned bench] _ throws(TerminalError) in
            kept = bench.state.kept.map { $0.form.fields[0].text.text }
            return .exited(0)
        }
        bench.waitUntilLoaded()
        try bench.pressAtOnce("mcalled<C-o>")
        try bench.run()

        #expect(kept == ["called"])
    }

    @Test("an editor that fails, is killed or is not there leaves the note as it was, and why is told")
    func fails() throws {
        let ends: [(end: ProgramEnd?, part: String)] = [
            (.exited(1), "code 1"), (.killed(9), "signal 9"), (nil, "cannot be started"),
        ]
        for (end, part) in ends {
            let files = ScriptedFiles()
            let bench = try bench(files) { _ throws(TerminalError) in
                files.lent.withLock { $0 = "something else" }
                guard let end else { throw .system(call: "posix_spawnp", errno: 2) }
                return end
            }
            try bench.run()
            #expect(note(bench) == "called")
            guard case .noted(let sentence) = bench.state.notice else { Issue.record("nothing is told"); continue }
            #expect(sentence.contains(part), "\(sentence)")
        }
    }

    @Test("where no program may be started, or no file written, nothing is")
    func forbidden() throws {
        let forbidden = try bench(ScriptedFiles(), editor: nil) { _ in .exited(0) }
        try forbidden.run()
        #expect(forbidden.terminal.programs.isEmpty)
        #expect(note(forbidden) == "called")

        let full = try bench(ScriptedFiles(refusal: BackendError("The disk is full."))) { _ in .exited(0) }
        try full.run()
        #expect(full.terminal.programs.isEmpty)
        #expect(note(full) == "called")
        #expect(full.state.notice == .noted("The disk is full."))
    }
}
