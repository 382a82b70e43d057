import Commands
import Leads
import Terminal
import Testing
import ViewModels

@testable import Panes

@Suite("The workbench as lines of text")
@MainActor struct LinearTests {
    @MainActor private final class Bench {
        let painter = LinearPainter()
        var state = Scenes.book
        var memory = ScreenMemory()
        let size: Size
        var frame: Frame?

        init(width: Int = 100, height: Int = 30) { size = Size(width: width, height: height) }
    }

    /// Acts, paints, and tells which lines are new on the screen.
    private func lines(_ bench: Bench, _ actions: Action...) -> [String] {
        for action in actions { _ = AppReducer.reduce(&bench.state, action) }
        let layout = ScreenLayout(size: bench.size, preferences: bench.state.layout, focus: bench.state.focus)
        let context = PaneContext(look: Look.choose(for: TerminalFacts(colors: .monochrome), glyphs: .ascii))
        let viewport = Screen.viewport(bench.state, layout: layout, context: context, memory: &bench.memory)
        _ = AppReducer.reduce(&bench.state, .happened(.viewport(viewport)))
        let before = shown(bench)
        let rendering = bench.painter.paint(bench.state, layout, [], context, &bench.memory)
        bench.frame = rendering.frame
        let now = shown(bench)
        return now.starts(with: before) ? Array(now.dropFirst(before.count)) : now
    }

    private func shown(_ bench: Bench) -> [String] {
        (bench.frame?.lines ?? []).map { String($0.reversed().drop { $0 == " " }.reversed()) }
            .filter { !$0.isEmpty }
    }

    private func cursor(_ bench: Bench) -> Point? { bench.frame?.cursor }

    @Test("says the queue and the row at first, and a step of the cursor as one line")
    func stepping() {
        let bench = Bench(width: 160)
        let first = lines(bench)
        #expect(first.contains { $0.contains("4 leads") } && first.contains { $0.hasPrefix("Jane Smith, waiting") })
        let next = lines(bench, .navigate(.move(.lines(1))))
        #expect(next.count == 1 && next[0].contains("do not contact") && next[0].hasSuffix("2 of 4"))
        #expect(cursor(bench) == Point(x: 0, y: first.count))
        #expect(lines(bench) == [], "nothing happened, so nothing is said")
    }

    @Test("says that a macro is recorded with each step, that a run is paused, and that the screen is masked")
    func marks() {
        let bench = Bench(width: 160)
        _ = lines(bench)
        #expect(lines(bench, .handle(.record("lost"))).contains("recording lost, 0 steps"))
        #expect(lines(bench, .work(.addTag("vip"))).contains("recording lost, 1 step"))
        #expect(!lines(bench, .navigate(.move(.lines(1)))).contains { $0.contains("recording") }, "it is said once")
        #expect(!lines(bench, .handle(.record(""))).contains { $0.hasPrefix("recording") })
        #expect(lines(bench, .navigate(.toggleMask)).contains("masked"))

        let running = Bench(width: 160)
        _ = lines(running)
        for action in BulkScenes.run { _ = lines(running, action) }
        var told: [String] = []
        for action in BulkScenes.pause + [.overlay(.bulk(.close))] { told += lines(running, action) }
        #expect(told.contains { $0.hasPrefix("a run is paused, ") && $0.hasSuffix("gb goes on with it") }, "\(told)")
    }

    @Test("cuts nothing off a line that is wider than the screen")
    func wraps() {
        let bench = Bench(width: 60)
        let narrow = lines(bench).map(\.trimmed).joined(separator: " ")
        let wide = lines(Bench(width: 300)).joined(separator: " ")
        #expect(narrow == wide)
    }

    @Test("draws no boxes")
    func noBoxes() {
        let bench = Bench()
        _ = lines(bench)
        _ = lines(bench, .open(.stages))
        _ = lines(bench, .overlay(.picker(.cancel)), .navigate(.open))
        let text = shown(bench).joined()
        // In ASCII a plus says that a number may be called.
        #expect(!text.contains { "│╭╮╰╯─┃▌▏|".contains($0) } && !text.contains("+-") && !text.contains("--"), "\(text)")
    }

    @Test("says a picker by its title and the item of the cursor, and each item that the cursor comes to")
    func picker() {
        let bench = Bench()
        _ = lines(bench)
        let opened = lines(bench, .open(.stages))
        #expect(opened.contains { $0.contains("Stage of Jane Smith") } && opened.last?.contains("New Lead") == true)
        let moved = lines(bench, .overlay(.picker(.move(.lines(1)))))
        #expect(moved.contains { $0.contains("Contacted") })
    }

    @Test("writes what is typed in one line, with the cursor in it")
    func typing() {
        let bench = Bench()
        _ = lines(bench)
        _ = lines(bench, .open(.note))
        _ = lines(bench, .overlay(.form(.edit(.insert("he")))))
        let line = cursor(bench)?.y
        _ = lines(bench, .overlay(.form(.edit(.insert("llo")))))
        #expect(cursor(bench)?.y == line)
        #expect(shown(bench).last == "Note: hello")
        #expect(cursor(bench)?.x == "Note: hello".count)
    }

    @Test("says a notice, and what a question asks")
    func notices() {
        let bench = Bench()
        _ = lines(bench)
        #expect(lines(bench, .program(.show(.noted("Read again.")))) == ["Read again."])
        let question = lines(bench, .work(.trash(reason: "Duplicate record")))
        #expect(question.contains { $0.contains("to the trash?") })
    }

    @Test("reads the lead and the entry of the timeline that the cursor is on")
    func panes() {
        let bench = Bench()
        _ = lines(bench)
        #expect(lines(bench, .navigate(.open)).contains { $0.contains("jane.smith@example.com") })
        #expect(!lines(bench, .navigate(.open)).isEmpty)
    }

    @Test("begins a new page at its top when one is full, so that no line moves")
    func pages() {
        let bench = Bench(height: 18)
        _ = lines(bench)
        for step in 0..<40 { _ = lines(bench, .navigate(.move(.lines(step.isMultiple(of: 2) ? 1 : -1)))) }
        #expect(shown(bench).count <= 18)
        #expect(cursor(bench)?.y == shown(bench).count - 1)
    }
}
