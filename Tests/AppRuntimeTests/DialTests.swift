import FoundationEssentials
import Leads
import Synchronization
import Terminal
import TestSupport
import Testing
import ViewModels

@testable import AppRuntime

/// Remembers what it was given.
private final class Neighbours: WorkbenchSurroundings {
    let texts = Mutex<[String]>([])
    let addresses = Mutex<[String]>([])

    func take(_ text: String) { texts.withLock { $0.append(text) } }

    func open(_ address: String) throws(BackendError) {
        addresses.withLock { $0.append(address) }
        throw BackendError("no browser is here.")
    }
}

@Suite("Dialling in the workbench", .timeLimit(.minutes(1))) @MainActor
struct DialTests {
    @Test("the number goes to the terminal's clipboard and to tmux, and the clock stands in the top line")
    func dials() throws {
        let neighbours = Neighbours()
        let backend = ScriptedBackend([Team.lead(1)], allowing: [.submit])
        let bench = try LoopBench(backend: backend, surroundings: neighbours)
        bench.waitUntilLoaded()
        try bench.press("d")
        bench.note { #expect($0.terminal.text.contains("✆ Ada No1 00:00")) }
        try bench.press("dt")
        bench.settleKeys()
        try bench.press("q")
        try bench.run()

        #expect(bench.terminal.copies == ["+15125550142"])
        #expect(neighbours.texts.withLock(\.self) == ["+15125550142"])
        guard case .logCall(let call) = backend.submissions.first?.change else {
            Issue.record("\(backend.submissions)")
            return
        }
        #expect(call.phone == "5125550142" && call.text == "talked (0 s)")
    }

    @Test("a listed number is handed over only when the reason is written down")
    func listed() throws {
        for refusal in [nil, BackendError("the disk is full.")] {
            var lead = Team.lead(1)
            lead.phones = [Phone("5125550142", status: .dncNumber)]
            let backend = ScriptedBackend([lead], refusal: refusal)
            let bench = try LoopBench(backend: backend)
            bench.waitUntilLoaded()
            try bench.press("d")
            bench.note { #expect($0.terminal.text.contains("do-not-call")) }
            try bench.press("asked<Enter>")
            bench.settleKeys()
            try bench.press("q")
            try bench.run()

            #expect(backend.overrides.map(\.reason) == (refusal == nil ? ["asked"] : []))
            #expect(bench.terminal.copies == (refusal == nil ? ["+15125550142"] : []))
        }
    }

    @Test("a browser that cannot be started is told")
    func browser() throws {
        let neighbours = Neighbours()
        let bench = try LoopBench(
            backend: ScriptedBackend([Team.lead(7)]),
            surroundings: neighbours,
            links: LinkPreferences(template: "https://crm.example.com/{id}", hasOpener: true)
        )
        bench.waitUntilLoaded()
        try bench.press("o")
        bench.note { #expect($0.terminal.text.contains("was not opened: no browser is here.")) }
        try bench.press("q")
        try bench.run()

        #expect(neighbours.addresses.withLock(\.self) == ["https://crm.example.com/7"])
    }
}
