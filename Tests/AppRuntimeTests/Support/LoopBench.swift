import Commands
import FoundationEssentials
import Leads
import Panes
import Synchronization
import Terminal
import TestSupport
import Testing

@testable import AppRuntime
@testable import ViewModels

/// The loop on a terminal in memory, with a script of keys and of states to wait for.
@MainActor final class LoopBench {
    let terminal: InMemoryTerminal
    let events: ScriptedEventSource
    let uptime: Stopwatch
    let program: Program

    init(
        backend: any WorkbenchBackend,
        files: (any WorkbenchFiles)? = nil,
        editor: [String]? = nil,
        surroundings: (any WorkbenchSurroundings)? = nil,
        links: LinkPreferences = LinkPreferences(),
        size: Size = Size(width: 120, height: 40),
        queues: [QueueDefinition] = [everything, QueueDefinition.defaults[0]],
        now: @escaping @Sendable () -> Date = { SampleLeads.now },
        terminal other: (any TerminalDevice)? = nil,
        lookOnGround: (@MainActor @Sendable (RGB) -> Look)? = nil,
        tools: (any WorkbenchTools)? = nil,
        equipping: Equipping? = nil,
        painter: @escaping Program.Painter = Screen.render,
        opening: Preview? = nil
    ) throws {
        let terminal = InMemoryTerminal(size: size)
        let events = ScriptedEventSource([])
        let uptime = Stopwatch()
        self.terminal = terminal
        self.events = events
        self.uptime = uptime
        var state = AppState(accountName: "test", queues: queues, now: now())
        state.links = links
        program = Program(
            state: state,
            screen: (other ?? terminal, events),
            backend: backend,
            files: files,
            editor: editor,
            surroundings: surroundings,
            tools: tools,
            equipment: Equipment(
                dispatcher: try KeyDispatcher(table: .standard),
                context: PaneContext(),
                lookOnGround: lookOnGround
            ),
            equipping: equipping,
            painter: painter,
            opening: opening,
            clock: Program.Clock(now: now, uptime: { uptime.reading })
        )
    }

    static let everything = QueueDefinition(name: "All", query: .everything, sort: LeadSort(.created))

    var state: AppState { program.state }
    var selected: Lead? { state.list.selectedRow?.lead }

    // MARK: Script

    /// Keys in ``KeyNotation``, each in a wait of its own, with everything they start done before the next.
    func press(_ notation: String) throws {
        for press in try presses(notation) {
            events.append(.send([.key(press)]))
            settle()
        }
    }

    /// Keys that come all at once.
    func pressAtOnce(_ notation: String) throws { send(try presses(notation).map(InputEvent.key)) }

    func send(_ input: [InputEvent]) { events.append(.send(input)) }

    func wait(until condition: @escaping @MainActor (LoopBench) -> Bool) {
        events.append(.wait(until: { [unowned self] in condition(self) }))
    }

    /// Between two events, with the screen painted.
    func note(_ body: @escaping @MainActor (LoopBench) -> Void) {
        wait { bench in
            body(bench)
            return true
        }
    }

    func settle() { wait { $0.program.inFlight == 0 } }

    /// The first rows are on the screen and the team is known.
    func waitUntilLoaded() {
        wait { $0.state.list.selected != nil && !$0.state.account.team.stages.isEmpty && $0.program.inFlight == 0 }
    }

    /// Everything that was ordered is done, and no key waits.
    func settleKeys() { wait { $0.program.inFlight == 0 && $0.program.heldKeys == 0 } }

    /// Long enough for a person to have read a question.
    func read() { note { $0.uptime.advance(by: .milliseconds(200)) } }

    @discardableResult
    func run() throws -> Program.Ending {
        defer { program.stop() }
        return try program.run()
    }

    func eachPress(_ notation: String, _ body: (KeyPress) -> Void) throws { try presses(notation).forEach(body) }

    private func presses(_ notation: String) throws -> [KeyPress] { try #require(KeyNotation.parse(notation)) }
}

/// A time since start that only a test moves.
final class Stopwatch: Sendable {
    private let elapsed = Mutex(Duration.zero)

    var reading: Duration { elapsed.withLock(\.self) }

    func advance(by duration: Duration) { elapsed.withLock { $0 += duration } }
}

/// How fast keys come.
enum Hand: CaseIterable {
    case slow, fast
}

extension LoopBench {
    /// A bench whose first rows are on the screen.
    static func loaded(_ backend: ScriptedBackend, size: Size = Size(width: 120, height: 40)) throws -> LoopBench {
        let bench = try LoopBench(backend: backend, size: size)
        bench.waitUntilLoaded()
        return bench
    }

    /// Keys one at a time, or all in one read.
    func type(_ keys: String, _ hand: Hand) throws {
        switch hand {
        case .slow: try press(keys)
        case .fast: try pressAtOnce(keys)
        }
        settleKeys()
    }
}
