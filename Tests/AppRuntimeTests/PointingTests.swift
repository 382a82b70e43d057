import Commands
import Leads
import Panes
import Terminal
import TestSupport
import Testing

@testable import AppRuntime
@testable import ViewModels

/// The mouse, for those who switch it on: it goes where keys go too.
@Suite("Clicks and the wheel", .timeLimit(.minutes(1)))
@MainActor struct PointingTests {
    private func bench(_ leads: Int64 = 60, allowing: Set<ScriptedBackend.Operation> = []) throws -> LoopBench {
        let bench = try LoopBench(backend: ScriptedBackend(Team.leads(leads), allowing: allowing))
        bench.waitUntilLoaded()
        return bench
    }

    /// An event where something is drawn on the frame of that moment.
    private func send(_ kind: MouseEvent.Kind, on target: Hit.Target, to bench: LoopBench) {
        bench.note { bench in
            guard let hit = bench.program.rendering?.hits.last(where: { $0.target == target }) else {
                Issue.record("\(target) is not on the screen")
                return
            }
            let point = Point(x: hit.area.x + hit.area.width / 2, y: hit.area.y)
            bench.events.insert([.mouse(MouseEvent(kind, at: point)), .mouse(MouseEvent(.release, at: point))])
        }
        bench.settleKeys()
    }

    @Test("a click on a row puts the cursor there, and keys behind it act on that lead")
    func row() throws {
        let backend = ScriptedBackend(Team.leads(9), allowing: [.submit])
        let bench = try LoopBench(backend: backend)
        bench.waitUntilLoaded()
        send(.press, on: .row(4), to: bench)
        try bench.press("sc")

        try bench.run()

        #expect(backend.submissions.map(\.lead) == [bench.state.list.rows.id(at: 4)])
    }

    @Test("a click on a tab opens the queue, one on a pane gives it the focus")
    func queueAndPane() throws {
        let bench = try bench()
        send(.press, on: .pane(.timeline), to: bench)
        bench.note { #expect($0.state.focus == .timeline) }
        send(.press, on: .queue(1), to: bench)

        try bench.run()

        #expect(bench.state.activeQueue == 1 && bench.state.focus == .list)
    }

    @Test("the wheel moves in the pane under it, whichever has the focus")
    func wheel() throws {
        let bench = try bench()
        try bench.press("<Tab>")
        send(.scrollDown, on: .row(0), to: bench)
        send(.scrollDown, on: .row(5), to: bench)
        send(.scrollUp, on: .row(5), to: bench)

        try bench.run()

        #expect(bench.state.list.position == 3 && bench.state.focus == .detail)
    }

    @Test("in a picker a click chooses a line and a second one takes it; outside it nothing happens")
    func picker() throws {
        let backend = ScriptedBackend(Team.leads(9), allowing: [.submit])
        let bench = try LoopBench(backend: backend)
        bench.waitUntilLoaded()
        try bench.press("s")
        send(.press, on: .row(2), to: bench)
        bench.note { #expect($0.state.overlay?.kind == .picker && $0.state.list.position == 0) }
        send(.press, on: .item(2), to: bench)
        bench.note { #expect($0.state.overlay?.kind == .picker) }
        send(.press, on: .item(2), to: bench)

        try bench.run()

        #expect(backend.submissions.map(\.change) == [.setStage(from: "New Lead", to: "Qualified")])
    }

    @Test("no click answers a question")
    func question() throws {
        let bench = try bench(9)
        try bench.press("Xtwin<Enter>")
        bench.read()
        bench.note { bench in
            let everywhere = (0..<40).flatMap { y in stride(from: 0, to: 120, by: 3).map { Point(x: $0, y: y) } }
            bench.events.insert(everywhere.map { .mouse(MouseEvent(.press, at: $0)) })
        }
        bench.settleKeys()

        try bench.run()

        #expect(bench.state.overlay?.kind == .question)
    }
}

@Suite("Other keys and looks while the program runs", .timeLimit(.minutes(1)))
@MainActor struct EquippingTests {
    @Test("hold from the next key on, and are told")
    func reloading() throws {
        let other = CommandTable.standard.rebinding([KeyRebinding(.panes, "down", keys: ["J"])]).table
        let light = Look.choose(named: "foyer-light", for: TerminalFacts(colors: .trueColor))
        var wishes: [EquipmentWish] = []
        let dispatcher = try KeyDispatcher(table: other)
        let bench = try LoopBench(
            backend: ScriptedBackend(Team.leads(9)),
            equipping: { wish, _ in
                wishes.append(wish)
                let context = PaneContext(look: light, table: other)
                return Equipment(dispatcher: dispatcher, context: context, themes: ["mine"], told: "Read again.")
            }
        )
        bench.waitUntilLoaded()
        try bench.press(":reload<Enter>")
        bench.note { bench in
            #expect(bench.state.notice == .noted("Read again.") && bench.state.themes == ["mine"])
            #expect(
                bench.terminal.frames.last?.cells(in: 0..<1, y: 0).first?.style.background
                    == light.fill(.bar).background
            )
        }
        try bench.press("J:theme mine<Enter>")

        try bench.run()

        #expect(bench.state.list.position == 1)
        #expect(wishes == [.reload, .theme("mine")])
    }

    @Test("are refused where nothing can be changed")
    func refused() throws {
        let bench = try LoopBench(backend: ScriptedBackend(Team.leads(3)))
        bench.waitUntilLoaded()
        try bench.press(":reload<Enter>")
        try bench.run()
        guard case .noted? = bench.state.notice else {
            Issue.record("nothing was said")
            return
        }
    }
}
