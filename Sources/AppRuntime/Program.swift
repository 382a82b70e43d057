package import Commands
package import FoundationEssentials
package import Panes
package import Terminal
package import ViewModels

/// The loop: waits in one place, drains everything that is ready, paints once.
///
/// It runs on the main thread and never waits for anything but input, a signal or a post; whatever takes time is an
/// effect. Nothing may `await` the main actor, because the loop never gives the thread back.
@MainActor package final class Program {
    package struct Clock: Sendable {
        /// Wall clock, for ages on the screen.
        package var now: @Sendable () -> Date
        /// Time since some start, for telling a fast key from a slow one.
        package var uptime: @Sendable () -> Duration

        package init(now: @escaping @Sendable () -> Date, uptime: @escaping @Sendable () -> Duration) {
            self.now = now
            self.uptime = uptime
        }
    }

    package enum Ending: Hashable, Sendable {
        case quit
        case signal(InputEvent.Signal)
        /// The terminal went away; nothing can be painted any more.
        case terminalLost
    }

    package private(set) var state: AppState
    private let terminal: any TerminalDevice
    private let events: any EventSource
    private let mailbox: Mailbox<EffectRunner.Message>
    private let runner: EffectRunner
    private let context: PaneContext
    private let clock: Clock
    private var dispatcher: KeyDispatcher
    private var ending: Ending?
    private var questionPaintedAt: Duration?

    /// Nobody reads a question faster than this; a key that comes sooner was typed before it was there.
    private static let readingTime = Duration.milliseconds(200)

    package init(
        state: AppState,
        screen: (terminal: any TerminalDevice, events: any EventSource),
        backend: any WorkbenchBackend,
        dispatcher: KeyDispatcher,
        context: PaneContext,
        clock: Clock
    ) {
        self.state = state
        terminal = screen.terminal
        events = screen.events
        mailbox = Mailbox(wake: screen.events.wake)
        runner = EffectRunner(backend: backend, mailbox: mailbox)
        self.dispatcher = dispatcher
        self.context = context
        self.clock = clock
    }

    /// Effects that are still under way.
    package var inFlight: Int { runner.inFlight }

    /// Runs until the person quits, a signal ends the program or the terminal goes away.
    ///
    /// - Throws: ``TerminalError`` when the terminal can be neither read nor painted.
    package func run() throws(TerminalError) -> Ending {
        runner.start()
        while state.isRunning {
            try paint()
            let inputs = try events.waitForEvents(timeout: nil)
            dispatch(.happened(.tick(clock.now())))
            for input in inputs where state.isRunning { try handle(input) }
            for message in mailbox.drain() { handle(message) }
        }
        return ending ?? .quit
    }

    /// Ends what still runs in the background; called when nothing of it is wanted any more.
    package func stop() { runner.stop() }

    private func paint() throws(TerminalError) {
        layOut()
        let frame = Screen.render(state, size: terminal.size, pending: dispatcher.pending, context: context)
        try terminal.present(frame)
        let layout = ScreenLayout(size: terminal.size, preferences: state.layout, focus: state.focus)
        guard hasNewQuestion, layout.kind != .tooSmall else {
            questionPaintedAt = nil
            return
        }
        if questionPaintedAt == nil { questionPaintedAt = clock.uptime() }
    }

    /// A question is open that nobody was seen to have had time to read.
    private var hasNewQuestion: Bool {
        guard case .confirm(let confirmation) = state.overlay else { return false }
        return !confirmation.isShown
    }

    /// Tells the state how many lines its panes have now.
    private func layOut() {
        let layout = ScreenLayout(size: terminal.size, preferences: state.layout, focus: state.focus)
        let list = layout.content(of: .list).height
        let timeline = layout.content(of: .timeline).height
        guard list != state.list.visibleCount || timeline != state.timeline.visibleCount else { return }
        // A pane that is not on the screen keeps the size it had.
        dispatch(
            .happened(
                .viewport(
                    listLines: list > 0 ? list : state.list.visibleCount,
                    timelineLines: timeline > 0 ? timeline : state.timeline.visibleCount
                )
            )
        )
    }

    private func handle(_ message: EffectRunner.Message) {
        switch message {
        case .event(let event): dispatch(.happened(event))
        case .finished: runner.finishedOne()
        }
    }

    private func handle(_ input: InputEvent) throws(TerminalError) {
        switch input {
        case .key(let press): press == Self.suspendKey ? try suspend() : handle(press)
        case .paste(let text): handlePaste(text)
        case .signal(.interrupt): handle(KeyPress(.character("c"), modifiers: .control))
        case .signal(.suspend): try suspend()
        case .signal(let signal): end(.signal(signal))
        case .endOfInput: end(.terminalLost)
        case .resize: terminal.redraw()
        case .mouse, .wake: break
        }
    }

    private static let suspendKey = KeyPress(.character("z"), modifiers: .control)

    private func end(_ ending: Ending) {
        self.ending = ending
        dispatch(.quit)
    }

    private func suspend() throws(TerminalError) {
        try terminal.suspend()
        terminal.redraw()
    }

    private func handle(_ press: KeyPress) {
        if hasNewQuestion {
            guard let painted = questionPaintedAt, clock.uptime() - painted >= Self.readingTime else {
                terminal.bell()
                return
            }
            dispatch(.shown)
        }
        guard let action = dispatcher.action(for: press, in: state) else { return }
        dispatch(action)
    }

    /// Pasted text goes into an open field, as one line; anywhere else it is never taken for keys.
    private func handlePaste(_ text: String) {
        guard state.overlay?.takesText == true else {
            dispatch(.show(.pasteIgnored(characters: text.count)))
            return
        }
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        dispatch(.edit(.insert(CleanText.clean(line))))
    }

    private func dispatch(_ action: Action) {
        let effects = AppReducer.reduce(&state, action)
        // The next question may be asked before the next frame, and must not pass for the one that was on this frame.
        if !hasNewQuestion { questionPaintedAt = nil }
        for effect in effects { run(effect) }
    }

    private func run(_ effect: Effect) {
        switch effect {
        case .query(let request): runner.query(request)
        case .loadTimeline(let lead): runner.loadTimeline(of: lead)
        case .submit(let change, let lead, let form): runner.submit(change, on: lead, restoring: form)
        case .create(let new, let form): runner.create(new, restoring: form)
        case .undo(let entry): runner.undo(entry)
        case .retry(let entry): runner.retry(entry)
        case .drop(let entry): runner.drop(entry)
        case .refresh(let full): runner.refresh(full: full)
        case .run(let line): dispatch(KeyDispatcher.action(forLine: line, in: state))
        case .redraw: terminal.redraw()
        case .suspend: try? suspend()  // A terminal that is gone shows at the next read, which ends the loop.
        case .bell: terminal.bell()
        }
    }
}

extension Overlay {
    fileprivate var takesText: Bool {
        switch self {
        case .filter, .form: true
        case .picker(let picker): picker.filter != nil
        case .confirm, .help, .outbox: false
        }
    }
}
