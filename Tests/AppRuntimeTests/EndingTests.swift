import Leads
import Terminal
import TestSupport
import Testing

@testable import AppRuntime
@testable import ViewModels

@Suite("Leaving the loop", .timeLimit(.minutes(1)))
@MainActor struct EndingTests {
    @Test(
        "each way out ends the program with what it was",
        arguments: [
            (.key(KeyPress(.character("q"))), .quit),
            (.key(KeyPress(.character("Q"))), .quit),
            (.signal(.terminate), .signal(.terminate)),
            (.signal(.hangup), .signal(.hangup)),
            (.endOfInput, .terminalLost),
        ] as [(InputEvent, Program.Ending)]
    )
    func endings(_ input: InputEvent, _ ending: Program.Ending) throws {
        let bench = try LoopBench(backend: ScriptedBackend(Team.leads(3)))
        bench.waitUntilLoaded()
        bench.send([input])
        bench.note { _ in Issue.record("the loop asked for more after its end") }

        #expect(try bench.run() == ending)
    }

    @Test("what comes behind the end is not handled")
    func nothingAfterTheEnd() throws {
        let bench = try LoopBench(backend: ScriptedBackend(Team.leads(3)))
        bench.waitUntilLoaded()
        try bench.pressAtOnce("qjj")

        #expect(try bench.run() == .quit)
        #expect(bench.selected?.id.rawValue == 1)
    }

    @Test(
        "Ctrl-C, as a key or as a signal, says how to quit",
        arguments: [
            InputEvent.key(KeyPress(.character("c"), modifiers: .control)), .signal(.interrupt),
        ]
    )
    func interrupt(_ input: InputEvent) throws {
        let bench = try LoopBench(backend: ScriptedBackend(Team.leads(3)))
        bench.waitUntilLoaded()
        bench.send([input])

        #expect(try bench.run() == .terminalLost)
        #expect(bench.terminal.text.contains("Press q to quit."))
    }

    @Test("Esc and Ctrl-C leave what lies over the panes, and nothing else", arguments: ["<Esc>", "<C-c>"])
    func cancelOverlay(_ key: String) throws {
        let bench = try LoopBench(backend: ScriptedBackend(Team.leads(3)))
        bench.waitUntilLoaded()
        try bench.press("s" + key)

        #expect(try bench.run() == .terminalLost)
        #expect(bench.state.overlay == nil)
        #expect(bench.state.notice == nil)
    }

    @Test("Esc drops the keys that waited for more")
    func cancelSequence() throws {
        let bench = try LoopBench(backend: ScriptedBackend(Team.leads(3)))
        bench.waitUntilLoaded()
        try bench.press("Gg<Esc>g")

        try bench.run()

        #expect(bench.selected?.id.rawValue == 3, "gg would have gone to the first lead")
    }

    @Test("q in a field is a letter")
    func letter() throws {
        let bench = try LoopBench(backend: ScriptedBackend(Team.leads(3)))
        bench.waitUntilLoaded()
        try bench.press("mq")

        #expect(try bench.run() == .terminalLost)
        guard case .form(let form) = bench.state.overlay else {
            Issue.record("the note was closed")
            return
        }
        #expect(form.text(of: "Note") == "q")
    }

    @Test(
        "Ctrl-Z, by key, signal or name, gives the terminal back and sends the screen whole afterwards",
        arguments: ["<C-z>", ":suspend<Enter>"]
    )
    func suspend(_ keys: String) throws {
        let bench = try LoopBench(backend: ScriptedBackend(Team.leads(3)))
        bench.waitUntilLoaded()
        try bench.press(keys)
        bench.send([.signal(.suspend)])

        #expect(try bench.run() == .terminalLost)
        #expect(bench.terminal.suspensionCount == 2)
        #expect(bench.terminal.redrawCount == 2)
    }

    @Test("where no shell could bring the program back, Ctrl-Z says so")
    func noShell() throws {
        let bench = try LoopBench(backend: ScriptedBackend(Team.leads(3)))
        bench.terminal.canSuspend = false
        bench.waitUntilLoaded()
        try bench.press("<C-z>")
        bench.note { #expect($0.terminal.text.contains("Ctrl-Z does nothing")) }

        #expect(try bench.run() == .terminalLost)
    }
}
