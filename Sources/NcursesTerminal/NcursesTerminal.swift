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
        /// `TERM`, `NO_COLOR`, `TMUX` and the locale are read from here.
        package var environment: [String: String]
        /// The file that stderr is appended to while the terminal is open, made with mode 0600; `nil` drops it.
        package var logPath: String?
        package var reportsMouse = false
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

    let input: Int32
    private let depth: ColorDepth
    private let isInsideTmux: Bool
    private let log: Int32
    private(set) var isOpen = true
    /// What the terminal shows; `nil` when that is not known.
    private var shown: Frame?

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
        depth = ColorDepth(count: Int(cn_colour_count()))
        isInsideTmux = configuration.environment["TMUX"].map { !$0.isEmpty } ?? false
        size = Self.measuredSize()
    }

    package func present(_ frame: Frame) throws(TerminalError) {
        guard isOpen, !isGone else { return }
        let known = shown?.size == frame.size ? shown : nil
        if known == nil { cn_invalidate() }
        for y in 0..<min(size.height, frame.size.height) {
            for x in 0..<min(size.width, frame.size.width) {
                let cell = frame[x, y]
                if cell.text.isEmpty || cell == known?[x, y] { continue }
                let isWide = x + 1 < frame.size.width && frame[x + 1, y].text.isEmpty
                put(cell, at: Point(x: x, y: y), width: isWide ? 2 : 1)
            }
        }
        shown = frame
        let cursor = frame.cursor.flatMap { frame.contains(x: $0.x, y: $0.y) ? $0 : nil }
        try check(cn_show(Int32(cursor?.y ?? -1), Int32(cursor?.x ?? 0)))
    }

    package func redraw() {
        shown = nil
        cn_invalidate()
    }

    package func copy(_ text: String) throws(TerminalError) {
        try send(ClipboardSequence.bytes(copying: text, insideTmux: isInsideTmux))
    }

    package func bell() {
        // A bell that does not ring is no reason to stop; a terminal that went away shows at the next frame.
        try? send([0x07])
    }

    package func suspend() throws(TerminalError) {
        guard isOpen else { return }
        cn_suspend()
        adoptSize()
    }

    package func close() {
        guard isOpen else { return }
        isOpen = false
        cn_close()
        Glibc.close(log)
    }

    /// Takes over the size that the terminal has now; the next frame is sent whole.
    func adoptSize() {
        size = Self.measuredSize()
        cn_resize(Int32(size.width), Int32(size.height))
        shown = nil
    }

    /// Takes the terminal again after the process was stopped and continued from outside.
    func resume() {
        cn_resume()
        adoptSize()
    }

    /// Notes that nobody is at the other end any more.
    func markGone() { isGone = true }
}

extension NcursesTerminal {
    private func put(_ cell: Cell, at point: Point, width: Int32) {
        var attributes = cell.style.attributes
        if depth.needsBold(for: cell.style.foreground) { attributes.insert(.bold) }
        cn_put(
            Int32(point.y),
            Int32(point.x),
            cell.text,
            width,
            depth.number(of: cell.style.foreground),
            depth.number(of: cell.style.background),
            UInt32(attributes.rawValue)
        )
    }

    private func send(_ bytes: [UInt8]) throws(TerminalError) {
        guard isOpen, !isGone else { return }
        let failure = bytes.withUnsafeBytes { cn_send($0.baseAddress, $0.count) }
        try check(failure)
    }

    /// A hang-up is not an error of this write: the event source reports it as the end of input.
    private func check(_ failure: Int32) throws(TerminalError) {
        switch failure {
        case 0: return
        // Asked to end while the terminal took no bytes: the signal is an event too.
        case EINTR: shown = nil
        case EIO, EPIPE, ENXIO: markGone()
        default: throw .system(call: "write", errno: failure)
        }
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
                var options = cn_options(
                    input: configuration.input,
                    output: configuration.output,
                    log: log,
                    term: term,
                    locale: locale,
                    uses_colour: environment["NO_COLOR"].map(\.isEmpty) ?? true,
                    reports_mouse: configuration.reportsMouse
                )
                return Int(cn_open(&options))
            }
        }
    }

    private static func openLog(at path: String?) throws(TerminalError) -> Int32 {
        let log = Glibc.open(path ?? "/dev/null", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard log >= 0 else { throw .system(call: "open", errno: errno) }
        return log
    }
}
