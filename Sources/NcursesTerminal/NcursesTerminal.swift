import CNcurses
import Glibc
package import Terminal

/// The terminal of this process, drawn on by ncurses.
///
/// There can be only one at a time. Until ``close()`` the terminal is in raw mode on its alternate screen; a crash, a kill
/// and an `exit` from anywhere give it back too. What is written to stderr meanwhile goes to the log, as it would be lost
/// on the alternate screen.
@MainActor package final class NcursesTerminal: TerminalDevice {
    package struct Configuration: Sendable {
        /// `TERM`, `COLORTERM`, `NO_COLOR`, `TMUX`, `STY` and the locale are read from here.
        package var environment: [String: String]
        /// The file that stderr is appended to while the terminal is open, made with mode 0600; `nil` drops it.
        package var logPath: String?
        package var reportsMouse = false
        /// What the window is called meanwhile; `nil` leaves its name alone.
        package var title: String?
        /// No more colours than these, or exact ones where the terminal does not tell that it has them; `nil` goes by
        /// `TERM`, `COLORTERM` and `NO_COLOR`.
        package var colors: ColorSupport?
        package var input: Int32 = 0
        package var output: Int32 = 1

        package init(environment: [String: String], logPath: String?) {
            self.environment = environment
            self.logPath = logPath
        }
    }

    package private(set) var size: Size
    /// The `TERM` that terminfo does not know, when `xterm-256color` took its place.
    package let unknownTerminalName: String?
    /// Whether the terminal went away; from then on frames go nowhere.
    private(set) var isGone = false

    package internal(set) var reportedBackground: RGB?
    package let colors: ColorSupport

    let input: Int32
    private let depth: ColorDepth
    let environment: [String: String]
    private let log: Int32
    private(set) var isOpen = true
    /// What the terminal shows, or will once everything is sent; `nil` when that is not known.
    private var shown: Frame?
    /// Room for the cells that are being put.
    private var run: [cn_cell] = []
    /// The newest frame, while the terminal is too far behind to be sent it.
    var waitingFrame: Frame?
    var encoder: FrameEncoder
    var pacer = LinePacer()
    /// What the terminal has not taken yet.
    var backlog: [UInt8] = []
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant

    /// Takes the terminal.
    ///
    /// - Throws: ``TerminalError/notATerminal``; ``TerminalError/unknownTerminal(_:)`` when `TERM` cannot address its cursor,
    ///   or neither it nor the fallback is known; ``TerminalError/system(call:errno:)``.
    package init(configuration: Configuration) throws(TerminalError) {
        let log = try Self.openLog(at: configuration.logPath)
        do throws(TerminalError) {
            unknownTerminalName = try Self.open(configuration, log: log)
        } catch {
            Glibc.close(log)
            throw error
        }
        self.log = log
        input = configuration.input
        environment = configuration.environment
        start = clock.now
        let own = ColorDepth(count: Int(cn_colour_count()))
        depth = configuration.colors.map { own.limited(to: $0) } ?? own
        let hasSlots = depth == .palette && Self.takesExactColors(configuration)
        colors = hasSlots ? .trueColor : depth.support
        encoder = FrameEncoder(slots: hasSlots ? ColorSlots() : nil, endsAttributesSingly: own != .monochrome)
        size = Self.measuredSize()
    }

    package func present(_ frame: Frame) throws(TerminalError) {
        guard isOpen, !isGone else { return }
        waitingFrame = frame
        try catchUp()
    }

    package func redraw() {
        encoder.forget()
        shown = nil
        cn_invalidate()
    }

    package func copy(_ text: String) throws(TerminalError) {
        try send(ClipboardSequence.bytes(copying: text, insideTmux: has("TMUX")))
    }

    package func bell() {
        // A bell that does not ring is no reason to stop; a terminal that went away shows at the next frame.
        try? send([0x07])
    }

    package var canSuspend: Bool { cn_can_suspend() }

    package func suspend() throws(TerminalError) {
        guard isOpen else { return }
        // Nothing would stop, and keys meant for the shell would be taken for commands.
        guard canSuspend else { return bell() }
        takeAnswersThatAreDue()
        cn_suspend(!finishBacklog())
        forgetScreen()
        adoptSize()
    }

    package func runInFront(_ words: [String]) throws(TerminalError) -> ProgramEnd {
        takeAnswersThatAreDue()
        let arguments = words.map { strdup($0) } + [nil]
        defer { for word in arguments { free(word) } }
        var status: Int32 = 0
        let failure = cn_run_in_front(!finishBacklog(), arguments, &status)
        forgetScreen()
        adoptSize()
        guard failure == 0 else { throw .system(call: "posix_spawnp", errno: failure) }
        let signal = status & 0x7F
        return signal == 0 ? .exited((status >> 8) & 0xFF) : .killed(signal)
    }

    package func close() {
        guard isOpen else { return }
        takeAnswersThatAreDue()
        let isCut = !finishBacklog()
        isOpen = false
        cn_close(isCut)
        Glibc.close(log)
    }

    /// Takes over the size that the terminal has now; the next frame is sent whole.
    func adoptSize() {
        size = Self.measuredSize()
        cn_resize(Int32(size.width), Int32(size.height))
        shown = nil
    }

    /// Takes the terminal again after the process was stopped and continued from outside.
    ///
    /// In the background the process is stopped again, until it is in front.
    func resume() {
        // A process that nobody can bring to the front has no terminal any more; one that is asked to end just ends.
        if !cn_resume(), !cn_asked_to_end() { markGone() }
        forgetScreen()
        adoptSize()
    }

    /// Whether keys typed now are for this process.
    var isInForeground: Bool { cn_may_paint() }

    /// Time since the terminal was taken.
    var uptime: Duration { start.duration(to: clock.now) }

    func has(_ variable: String) -> Bool { environment[variable].map { !$0.isEmpty } ?? false }

    /// Forgets what was on its way to a screen that others have drawn on since.
    private func forgetScreen() {
        backlog = []
        pacer.reset()
        encoder.forget()
        shown = nil
    }

    /// Notes that nobody is at the other end any more.
    func markGone() { isGone = true }
}

extension NcursesTerminal {
    /// What changes the screen from what it shows to this frame, as bytes for the terminal; empty when nothing does.
    func render(_ frame: Frame) throws(TerminalError) -> [UInt8] {
        if encoder.slots?.isOverfull == true {
            encoder.slots?.removeAll()
            shown = nil
        }
        let known = shown?.size == frame.size ? shown : nil
        if known == nil { cn_invalidate() }
        frame.forEachChange(since: known, in: size) { put($1, at: $0) }
        shown = frame
        let cursor = frame.cursor.flatMap { frame.contains(x: $0.x, y: $0.y) ? $0 : nil }
        var bytes: UnsafePointer<CChar>?
        var count = 0
        try check(cn_render(Int32(cursor?.y ?? -1), Int32(cursor?.x ?? 0), &bytes, &count))
        let raw = UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : count)
        return raw.isEmpty ? [] : encoder.encode(Array(raw))
    }

    private func put(_ cells: UnsafeBufferPointer<Cell>, at point: Point) {
        run.removeAll(keepingCapacity: true)
        guard var last = cells.first else { return }
        // Neighbours mostly look alike, and colours take time to find.
        var look = look(of: last.style)
        for cell in cells {
            if !cell.hasStyle(of: last) {
                last = cell
                look = self.look(of: cell.style)
            }
            (look.first, look.rest) = cell.scalars
            run.append(look)
        }
        cn_put(Int32(point.y), Int32(point.x), run, run.count)
    }

    /// A cell of this style without text.
    private func look(of style: Style) -> cn_cell {
        var attributes = style.attributes
        if depth.needsBold(for: style.foreground) { attributes.insert(.bold) }
        return cn_cell(
            first: 0,
            rest: 0,
            foreground: number(of: style.foreground),
            background: number(of: style.background),
            attributes: UInt32(attributes.rawValue)
        )
    }

    private func number(of color: Color) -> Int32 {
        encoder.slots?.number(of: color) ?? depth.number(of: color)
    }

    /// A hang-up is not an error of this write: the event source reports it as the end of input.
    func check(_ failure: Int32) throws(TerminalError) {
        switch failure {
        case 0: return
        case EIO, EPIPE, ENXIO: markGone()
        default: throw .system(call: "write", errno: failure)
        }
    }

    /// Whether exact colours can be sent to a terminal of which terminfo does not know it.
    private static func takesExactColors(_ configuration: Configuration) -> Bool {
        if let colors = configuration.colors { return colors == .trueColor }
        let environment = configuration.environment
        // Set by terminals since 2014 and kept by tmux, which brings colours down itself. GNU screen keeps it too and
        // does not understand them.
        let isScreen =
            (environment["STY"].map { !$0.isEmpty } ?? false)
            || (environment["TERM"]?.hasPrefix("screen") == true && environment["TMUX"].map(\.isEmpty) ?? true)
        return !isScreen && ["truecolor", "24bit"].contains(environment["COLORTERM"])
    }

    private static func measuredSize() -> Size {
        var columns: Int32 = 0
        var rows: Int32 = 0
        cn_get_size(&columns, &rows)
        return Size(width: Int(columns), height: Int(rows))
    }
}

extension NcursesTerminal {
    private static let fallbackTerminalName = "xterm-256color"

    /// - Returns: the name that was not known, if the fallback was taken.
    private static func open(_ configuration: Configuration, log: Int32) throws(TerminalError) -> String? {
        let name = configuration.environment["TERM"] ?? ""
        switch answer(to: configuration, terminalName: name, log: log) {
        case CN_OPENED: return nil
        case CN_NOT_A_TERMINAL: throw .notATerminal
        case CN_UNKNOWN_TERM: break
        case CN_INADEQUATE_TERM: throw .unknownTerminal(name)
        case CN_ALREADY_OPEN: throw .system(call: "newterm", errno: EBUSY)
        default: throw .system(call: "newterm", errno: errno)
        }
        // Common over SSH: the terminal is newer than the terminfo of the host, and speaks xterm.
        guard answer(to: configuration, terminalName: fallbackTerminalName, log: log) == CN_OPENED
        else { throw .unknownTerminal(name) }
        return name
    }

    private static func answer(to configuration: Configuration, terminalName: String, log: Int32) -> Int {
        let environment = configuration.environment
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        return terminalName.withCString { term in
            (locale ?? "C.UTF-8").withCString { locale in
                title(of: configuration, terminalName: terminalName).withCString { title in
                    var options = cn_options(
                        input: configuration.input,
                        output: configuration.output,
                        log: log,
                        term: term,
                        locale: locale,
                        uses_colour: configuration.colors != .monochrome
                            && (environment["NO_COLOR"].map(\.isEmpty) ?? true),
                        reports_mouse: configuration.reportsMouse,
                        title: title
                    )
                    return Int(cn_open(&options))
                }
            }
        }
    }

    /// The name of the window in at most a hundred bytes that are no control characters; empty for none.
    private static func title(of configuration: Configuration, terminalName: String) -> String {
        guard let title = configuration.title, !printsSequences(terminalName) else { return "" }
        var clean = CleanText.clean(title)
        while clean.utf8.count > 100 { clean.removeLast() }
        return clean
    }

    private static func openLog(at path: String?) throws(TerminalError) -> Int32 {
        let log = Glibc.open(path ?? "/dev/null", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard log >= 0 else { throw .system(call: "open", errno: errno) }
        return log
    }
}
