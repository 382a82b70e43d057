import Commands
import FoundationEssentials
import Leads
package import Panes
package import Terminal
package import ViewModels

/// The loop: waits in one place, drains everything that is ready, paints once.
///
/// It runs on the main thread and never waits for anything but input, a signal, a post or the next deadline; whatever
/// takes time is an effect. Nothing may `await` the main actor, because the loop never gives the thread back.
@MainActor package final class Program {
    package internal(set) var state: AppState
    /// What the last frame showed, and where.
    package private(set) var rendering: Rendering?
    var memory = ScreenMemory()
    private var deadlines = RowDeadlines()
    let terminal: any TerminalDevice
    private let events: any EventSource
    private let mailbox: Mailbox<EffectRunner.Message>
    let runner: EffectRunner
    let files: (any WorkbenchFiles)?
    /// The person's editor with its arguments; `nil` where no program may be started.
    let editor: [String]?
    var context: PaneContext
    var lookOnGround: @MainActor @Sendable (RGB) -> Look
    let equipping: Equipping?
    private(set) var ground: RGB?
    private let painter: Painter
    /// The rows of the last frame, for what is pointed at.
    private(set) var paintedRows: any LeadRows = ArrayLeadRows()
    let clock: Clock
    var dispatcher: KeyDispatcher
    var held = HeldInput()
    private var ending: Ending?
    /// The question that the last frame showed, and since when it does.
    private var painted: (asking: Asking, since: Duration)?
    /// What is to be read once the next frame is out: the screen comes first, and reading competes with it.
    var readings: [Reading] = []
    /// Keys that may be a paste, while the person is asked.
    var doubtful: [KeyPress] = []
    var lastKeyAt: Date?
    /// What was last said of the person's presence, and when.
    private var attended: (attention: Attention, at: Date)?
    /// How it was arranged when that was kept last.
    var remembered: RememberedView
    /// False when something happened since the state was told how many lines everything has.
    var isLaidOut = false
    /// What was shown last, for the first frame.
    private let opening: Preview?
    /// Whether the screen may have to change; that an effect has ended alone changes nothing.
    var hasNews = true
    /// Whether something happened since texts and view were last looked at.
    var hasDispatched = false

    /// Nobody reads a question faster than this; a key that comes sooner was typed before it was there.
    private static let readingTime = Duration.milliseconds(200)

    package init(
        state: AppState,
        screen: (terminal: any TerminalDevice, events: any EventSource),
        backend: any WorkbenchBackend,
        files: (any WorkbenchFiles)? = nil,
        editor: [String]? = nil,
        surroundings: (any WorkbenchSurroundings)? = nil,
        tools: (any WorkbenchTools)? = nil,
        equipment: Equipment,
        equipping: Equipping? = nil,
        painter: @escaping Painter = Screen.render,
        opening: Preview? = nil,
        clock: Clock
    ) {
        var state = state
        state.themes = equipment.themes
        state.keys = equipment.dispatcher.table.keyNames
        self.state = state
        remembered = state.remembered
        terminal = screen.terminal
        events = screen.events
        mailbox = Mailbox(wake: screen.events.wake)
        self.files = files
        self.editor = editor
        runner = EffectRunner(
            backend: backend,
            files: files,
            surroundings: surroundings,
            tools: tools,
            mailbox: mailbox
        )
        dispatcher = equipment.dispatcher
        context = equipment.context
        lookOnGround = equipment.lookOnGround
        self.equipping = equipping
        ground = screen.terminal.reportedBackground
        self.painter = painter
        self.opening = opening
        self.clock = clock
    }

    /// Effects that are still under way.
    package var inFlight: Int { runner.inFlight + readings.count }

    /// Keys that wait for the rows they are meant for.
    package var heldKeys: Int { held.count }

    /// Runs until the person quits, a signal ends the program or the terminal goes away.
    ///
    /// - Throws: ``TerminalError`` when the terminal can be neither read nor painted.
    package func run() throws(TerminalError) -> Ending {
        runner.start()
        // Whoever opens the workbench is there, also before the first key.
        lastKeyAt = clock.now()
        if let opening { dispatch(.happened(.previewed(opening))) }
        while state.isRunning {
            if hasNews || hasNewGround {
                adoptGround()
                try paint()
                startReading()
            }
            keepTexts()
            // Behind the frame: saying it wakes somebody up, and the frame is what the person waits for.
            attend()
            let inputs = try events.waitForEvents(timeout: timeUntilDeadline)
            // Nothing came: a moment has passed that was waited for.
            hasNews = inputs.isEmpty || inputs.contains { $0 != .wake }
            tick()
            for message in mailbox.drain() { handle(message) }
            let isBurst = inputs.count(where: \.isTyped) > 1
            for input in inputs where state.isRunning { try handle(input, amongOthers: isBurst) }
            for message in mailbox.drain() { handle(message) }
        }
        keepTexts()
        return ending ?? .quit
    }

    /// Ends what still runs in the background; called when nothing of it is wanted any more.
    package func stop() { runner.stop() }

    /// Lets the writes that were decided reach the journal.
    package func finishWrites() async { await runner.finishWrites() }

    /// Keeps what makes the next start quick; nothing is lost without it.
    package func keepForNextStart() async { await runner.keepForNextStart() }

    /// Says what is on the screen when that has changed, and now and then that somebody is still there.
    private func attend() {
        guard let lastKeyAt, state.list.isLoaded else { return }
        let attention = state.attention
        if let attended, attended.attention == attention, lastKeyAt < attended.at + Self.presencePause { return }
        attended = (attention, clock.now())
        runner.attend(attention, lastKeyAt: lastKeyAt)
    }

    /// Seconds that may pass before another key says that somebody is there.
    private static let presencePause = 5.0

    /// How long nothing on the screen changes by itself; `nil` for ever.
    private var timeUntilDeadline: Duration? {
        Deadlines.next(in: state, &deadlines).map { due in
            // A moment late, so that the step has been taken when the frame is drawn.
            max(.milliseconds(1), .milliseconds(Int((due.timeIntervalSince(clock.now()) * 1_000).rounded(.up)) + 1))
        }
    }
}

// MARK: Painting

extension Program {
    private func paint() throws(TerminalError) {
        let layout = layOut()
        let rendering = painter(state, layout, dispatcher.pending, context, &memory)
        try terminal.present(rendering.frame)
        self.rendering = rendering
        paintedRows = state.list.rows
        guard let asking = newQuestion, layout.kind != .tooSmall else {
            painted = nil
            return
        }
        if painted?.asking != asking { painted = (asking, clock.uptime()) }
    }

    private var hasNewGround: Bool { terminal.reportedBackground.map { $0 != ground } ?? false }

    /// Changes the look when the terminal has told its ground since the last frame.
    private func adoptGround() {
        guard let told = terminal.reportedBackground, told != ground else { return }
        ground = told
        context.look = lookOnGround(told)
    }

    /// Tells the state how many lines everything has now; done once for each frame.
    private func layOut() -> ScreenLayout {
        let layout = Screen.layout(state, size: terminal.size, context: context, memory: &memory)
        let viewport = Screen.viewport(state, layout: layout, context: context, memory: &memory)
        dispatch(.happened(.viewport(viewport)))
        isLaidOut = true
        return layout
    }
}

// MARK: Input

extension Program {
    private func handle(_ input: InputEvent, amongOthers isAmongOthers: Bool) throws(TerminalError) {
        switch input {
        case .key(Self.suspendKey): try suspend()
        case .key(Self.interruptKey) where !held.isEmpty: dropHeld()
        case .key(let press):
            lastKeyAt = clock.now()
            take(HeldInput.item(for: press, amongOthers: isAmongOthers))
        case .paste(let text):
            lastKeyAt = clock.now()
            take(.paste(text))
        case .burst(let presses):
            lastKeyAt = clock.now()
            take(.burst(presses))
        case .signal(.interrupt) where !held.isEmpty: dropHeld()
        case .signal(.interrupt): take(.key(Self.interruptKey))
        case .signal(.suspend): try suspend()
        case .signal(let signal): end(.signal(signal))
        case .endOfInput: end(.terminalLost)
        case .resize: terminal.redraw()
        case .mouse(let event): point(event)
        case .wake: break
        }
    }

    /// False on a terminal that is too small to show anything: what cannot be seen must not be answered.
    private var canBeSeen: Bool {
        ScreenLayout(size: terminal.size, preferences: state.layout, focus: state.focus).kind != .tooSmall
    }

    private static let quitKey = KeyPress(.character("q"))
    private static let suspendKey = KeyPress(.character("z"), modifiers: .control)
    private static let interruptKey = KeyPress(.character("c"), modifiers: .control)

    /// Handles input, or lets it wait behind what waits already.
    func take(_ item: HeldInput.Item) {
        held.append(item)
        releaseHeld()
    }

    func releaseHeld() {
        while state.isRunning, let item = held.first {
            if let keys = keys(of: item) {
                _ = held.removeFirst()
                held.putFirst(keys.map(HeldInput.Item.key))
                continue
            }
            guard !mustWait(item) else { return }
            _ = held.removeFirst()
            perform(item)
        }
    }

    /// What an item comes to where it is pressed; `nil` for one that stands for itself.
    private func keys(of item: HeldInput.Item) -> [KeyPress]? {
        switch item {
        case .key(let press): dispatcher.escapeAndKey(in: press, state)
        case .hasty(let press): dispatcher.escapeAndKey(in: press, amongOthers: true, state) ?? [press]
        case .paste, .burst, .line, .action: nil
        }
    }

    private func mustWait(_ item: HeldInput.Item) -> Bool {
        switch item {
        case .key(let press), .hasty(let press): dispatcher.mustWait(press, in: state)
        case .line(let line): dispatcher.mustWait(line: line, in: state)
        case .action(_, let needsRows): needsRows && state.isAwaitingRows || state.reaching != nil
        case .paste, .burst: state.reaching != nil
        }
    }

    private func dropHeld() {
        dispatch(.program(.show(.keysDropped(held.count))))
        held.removeAll()
    }

    private func perform(_ item: HeldInput.Item) {
        hasNews = true
        // How far a page leads only the panes know, so what the key before it has opened or zoomed is laid out first.
        if !isLaidOut { _ = layOut() }
        switch item {
        case .key(let press), .hasty(let press): handle(press)
        case .paste(let text): canBeSeen ? handlePaste(text) : terminal.bell()
        case .burst(let presses): canBeSeen ? askAbout(presses) : terminal.bell()
        case .line(let line): dispatch(dispatcher.action(forLine: line, in: state))
        case .action(let action, _): canBeSeen ? dispatch(action) : terminal.bell()
        }
    }

    private func handle(_ press: KeyPress) {
        guard canBeSeen || press == Self.quitKey && state.overlay == nil else {
            terminal.bell()
            return
        }
        if newQuestion != nil {
            let isReadable = painted.map { clock.uptime() - $0.since >= Self.readingTime } ?? false
            guard isReadable || leavesPlan(press) else {
                refuseEarly(press)
                return
            }
            noteShown()
        }
        if let action = dispatcher.action(for: press, in: state) { dispatch(action) }
        if let remark = dispatcher.takeRemark() { dispatch(.program(.show(remark))) }
    }

    private func end(_ ending: Ending) {
        self.ending = ending
        dispatch(.program(.quit))
    }

    func suspend() throws(TerminalError) {
        keepTexts()
        if !terminal.canSuspend {
            let key = state.keys[.suspend]
            state.notice = .noted("There is no shell here that could bring Foyer back, so \(key) does nothing.")
        }
        try terminal.suspend()
        terminal.redraw()
    }
}

// MARK: Actions

extension Program {
    func dispatch(_ action: Action) {
        let effects = AppReducer.reduce(&state, action)
        isLaidOut = false
        hasNews = true
        hasDispatched = true
        // The next question may be asked before the next frame, and must not pass for the one that was on this frame.
        if newQuestion != painted?.asking { painted = nil }
        for effect in effects { run(effect) }
    }
}
