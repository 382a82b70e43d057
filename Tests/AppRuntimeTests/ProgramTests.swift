import Leads
import Terminal
import TestSupport
import Testing

@testable import AppRuntime
@testable import ViewModels

@Suite("The loop", .timeLimit(.minutes(1)))
@MainActor struct ProgramTests {
    private func bench(_ backend: ScriptedBackend, size: Size = Size(width: 120, height: 40)) throws -> LoopBench {
        let bench = try LoopBench(backend: backend, size: size)
        bench.waitUntilLoaded()
        return bench
    }

    @Test("the first frame has the rows that were shown last, whatever the backend says later")
    func firstFrame() throws {
        let rows = Team.leads(30).map { LeadRow(lead: $0, syncState: .clean) }
        let everything = LoopBench.everything
        let opening = Preview(
            queue: everything.query,
            sort: everything.sort,
            rows: rows,
            counts: [everything.query: 30]
        )
        let bench = try LoopBench(backend: ScriptedBackend(Team.leads(31)), opening: opening)
        var first = ""
        bench.note { first = $0.terminal.frames.first?.lines.joined(separator: "\n") ?? "" }
        bench.wait { $0.state.list.rows.count == 31 }

        try bench.run()

        #expect(first.contains(rows[0].lead.displayName))
        #expect(bench.state.list.isLoaded)
    }

    @Test("keys that come together are all handled before one painting")
    func keysPaintOnce() throws {
        let bench = try bench(ScriptedBackend(Team.leads(30)))
        var painted = 0
        bench.note { painted = $0.terminal.frames.count }
        try bench.pressAtOnce("jjjjj")
        bench.note { painted = $0.terminal.frames.count - painted }

        try bench.run()

        #expect(painted == 1)
        #expect(bench.selected?.id == Lead.ID(6))
    }

    @Test("a row shows the stage in the frame after its key, while the journal is still writing the change down")
    func rowBeforeJournal() async throws {
        let journal = Gate()
        let backend = ScriptedBackend(Team.leads(3), allowing: [.submit], journal: journal)
        let bench = try bench(backend)
        try bench.pressAtOnce("sc")
        var (frame, submitted): (String, Int) = ("", -1)
        bench.note { bench in
            frame = bench.terminal.frames.last?.lines.joined(separator: "\n") ?? ""
            submitted = backend.submissions.count
            Task.detached { await journal.open() }
        }
        bench.wait { _ in backend.submissions.count == 1 }
        bench.settle()

        try bench.run()

        #expect(submitted == 0)
        let row = try #require(frame.split(separator: "\n").first { $0.contains("Lead 1 ") || $0.contains("▌") })
        #expect(row.contains("Contacted"), "\(frame)")
    }

    @Test("posts that come together are all handled before one painting")
    func postsPaintOnce() throws {
        let backend = ScriptedBackend(Team.leads(3))
        let bench = try bench(backend)
        var painted = 0
        bench.note { bench in
            painted = bench.terminal.frames.count
            for remaining in 0..<200 { backend.post(.budget(CallBudget(remaining: remaining, limit: 500))) }
        }
        bench.wait { $0.state.account.budget?.remaining == 199 }
        bench.note { painted = $0.terminal.frames.count - painted }

        try bench.run()

        #expect(painted == 1)
    }

    @Test("the past of leads that are not looked at paints nothing, nor does the past that is shown already")
    func pastPaintsOnce() throws {
        let backend = ScriptedBackend(Team.leads(3))
        let bench = try bench(backend)
        let past = Timeline(merging: [TimelineEntry(id: "1", at: SampleLeads.now, kind: .system, text: "moved house")])
        var painted: [Int] = []
        bench.note { bench in
            painted.append(bench.terminal.frames.count)
            backend.post(.timelinesKnown([Lead.ID(2): past]))
        }
        bench.wait { $0.state.timeline.known[Lead.ID(2)] == past }
        bench.note { bench in
            painted.append(bench.terminal.frames.count)
            backend.post(.timelineLoaded(Lead.ID(1), past, isFresh: false))
        }
        bench.wait { $0.terminal.text.contains("moved house") }
        bench.note { bench in
            painted.append(bench.terminal.frames.count)
            backend.post(.timelineLoaded(Lead.ID(1), past, isFresh: false))
            backend.post(.timelinesKnown([Lead.ID(3): past]))
        }
        bench.wait { $0.state.timeline.known[Lead.ID(3)] == past }
        bench.note { painted.append($0.terminal.frames.count) }

        try bench.run()

        #expect(zip(painted.dropFirst(), painted).map { $0 - $1 } == [0, 1, 0])
    }

    @Test("a wake-up that brings nothing new paints nothing")
    func rests() throws {
        let bench = try bench(ScriptedBackend(Team.leads(3)))
        var painted = 0
        bench.note { painted = $0.terminal.frames.count }
        for _ in 0..<3 { bench.send([.wake]) }
        bench.note { painted = $0.terminal.frames.count - painted }

        try bench.run()

        #expect(painted == 0)
    }

    @Test("what was pressed is on the screen before the next wait")
    func paintsBeforeWaiting() throws {
        let bench = try bench(ScriptedBackend([Team.lead(1, "Grace"), Team.lead(2, "Linus")]))
        var before = ""
        var after = ""
        bench.note { before = $0.terminal.text }
        try bench.pressAtOnce("s")
        bench.note { after = $0.terminal.text }

        try bench.run()

        #expect(before.contains("Grace") && before.contains("Linus"))
        #expect(!before.contains("Qualified") && after.contains("Qualified"))
    }

    @Test("a resize sends the screen whole, in its new size")
    func resize() throws {
        let bench = try bench(ScriptedBackend(Team.leads(30)))
        let size = Size(width: 60, height: 12)
        bench.note { $0.terminal.size = size }
        bench.send([.resize(size)])
        bench.settle()

        try bench.run()

        #expect(bench.terminal.redrawCount == 1)
        #expect(bench.terminal.lastFrame?.size == size)
        #expect(bench.state.list.cursor.visible < 12)
    }

    @Test("the cursor stays on the screen when it gets smaller")
    func resizeKeepsCursor() throws {
        let bench = try bench(ScriptedBackend(Team.leads(30)))
        try bench.press("G")
        bench.note { $0.terminal.size = Size(width: 60, height: 12) }
        bench.send([.resize(Size(width: 60, height: 12))])

        try bench.run()

        #expect(bench.selected?.id == Lead.ID(30))
        #expect(bench.terminal.text.contains("No30"))
    }

    @Test(
        "a command line and the palette run the same verbs as keys",
        arguments: [":refresh-all<Enter>", "<C-k>refresh-all<Enter>"]
    )
    func verbsByName(_ keys: String) throws {
        let backend = ScriptedBackend(Team.leads(3), allowing: [.refresh])
        let bench = try bench(backend)
        try bench.press(keys)

        try bench.run()

        #expect(backend.refreshes == [true])
        #expect(bench.state.notice == .refreshed(leads: 3))
    }

    @Test("a command line that means nothing is answered with the nearest verb")
    func unknownVerb() throws {
        let bench = try bench(ScriptedBackend(Team.leads(3)))
        try bench.press(":refersh<Enter>")

        try bench.run()

        #expect(bench.terminal.text.contains("Did you mean refresh?"))
    }

    @Test("a terminal that cannot be painted ends the loop with its error")
    func paintFails() throws {
        let bench = try LoopBench(backend: ScriptedBackend([]), terminal: BrokenTerminal())

        #expect(throws: BrokenTerminal.error) { try bench.run() }
    }
}

/// A terminal that takes no frame.
@MainActor private final class BrokenTerminal: TerminalDevice {
    static let error = TerminalError.system(call: "write", errno: 5)

    let size = Size(width: 80, height: 24)

    func present(_ frame: Frame) throws(TerminalError) { throw Self.error }

    func redraw() { Issue.record("A terminal that was never painted was redrawn") }

    func copy(_ text: String) throws(TerminalError) { throw Self.error }

    func bell() { Issue.record("A bell rang on a broken terminal") }

    func suspend() throws(TerminalError) { throw Self.error }

    func close() {}
}
