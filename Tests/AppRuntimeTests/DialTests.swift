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
            try bench.run()

            let kept: String? = if case .form(let form) = bench.state.overlay { form.fields[0].text.text } else { nil }
            #expect(kept == (refusal == nil ? nil : "asked"))
            #expect(backend.overrides.map(\.reason) == (refusal == nil ? ["asked"] : []))
            #expect(bench.terminal.copies == (refusal == nil ? ["+15125550142"] : []))
        }
    }

    @Test(
        "keys behind the reason for a call are meant for that call, however fast they come",
        arguments: ["dasked<Enter>dn", "dasked<Enter>jdn"]
    )
    func burst(keys: String) throws {
        let slow = try outcome(of: keys, atOnce: false)
        #expect(slow.submissions.first?.lead == Lead.ID(1) && slow.copies == ["+15125550142"] && !slow.isInMiddle)
        #expect(try outcome(of: keys, atOnce: true) == slow)
    }

    private struct Outcome: Equatable {
        var submissions: [ScriptedBackend.Submission]
        var copies: [String]
        /// Whether something is open.
        var isInMiddle: Bool
    }

    private func outcome(of keys: String, atOnce: Bool) throws -> Outcome {
        var listed = Team.lead(1)
        listed.phones = [Phone("5125550142", status: .dncNumber)]
        var other = Team.lead(2)
        other.phones = [Phone("7375550107")]
        let backend = ScriptedBackend([listed, other], allowing: [.submit])
        let bench = try LoopBench(backend: backend)
        bench.waitUntilLoaded()
        if atOnce { try bench.pressAtOnce(keys) } else { try bench.press(keys) }
        bench.settleKeys()
        try bench.run()
        return Outcome(
            submissions: backend.submissions,
            copies: bench.terminal.copies,
            isInMiddle: bench.state.overlay != nil
        )
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
