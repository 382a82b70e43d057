import CNcurses
import Glibc
package import Terminal

/// A terminal that ncurses draws on.
///
/// There can be one at a time in a process, on its main thread.
@MainActor package final class NcursesTerminal: TerminalDevice {
    /// The `TERM` that has no terminfo entry here; the screen goes by ``Configuration/fallbackTerminalName`` then.
    package let unknownTerminalName: String?

    private let configuration: Configuration
    private let palette: Palette
    private let logDescriptor: Int32
    /// `nil` once closed.
    private var screen: OpaquePointer?
    /// What curses was last given; `nil` when it must be given every row again.
    private var drawn: Frame?

    /// Takes the terminal over.
    ///
    /// - Throws: ``TerminalError/notATerminal``; ``TerminalError/unknownTerminal(_:)`` for a terminal that cannot place
    ///   its cursor (`dumb`), or when the fallback has no entry either; ``TerminalError/system(call:errno:)`` when the
    ///   log cannot be written or the terminal cannot be had.
    package init(configuration: Configuration) throws(TerminalError) {
        guard isatty(configuration.inputDescriptor) == 1, isatty(configuration.outputDescriptor) == 1 else {
            throw .notATerminal
        }
        let name = try Self.usableTerminalName(environment: configuration.environment)
        logDescriptor = try Self.openLog(configuration)
        do throws(TerminalError) {
            let screen = try Self.open(configuration, terminalName: name.usable, logDescriptor: logDescriptor)
            self.screen = screen
            palette = Palette(colorCount: Int(foyer_screen_color_count(screen)))
        } catch {
            Glibc.close(logDescriptor)
            throw error
        }
        unknownTerminalName = name.unknown
        self.configuration = configuration
    }

    isolated deinit { close() }

    package var size: Size {
        guard let screen else { return Size(width: 0, height: 0) }
        var (rows, columns): (Int32, Int32) = (0, 0)
        foyer_screen_get_size(screen, &rows, &columns)
        return Size(width: Int(columns), height: Int(rows))
    }

    package func present(_ frame: Frame) throws(TerminalError) {
        guard let screen else { return }
        draw(frame, on: screen)
        let bounds = Rect(size)
        let cursor = frame.cursor.flatMap { bounds.contains($0) ? $0 : nil }
        try check(foyer_screen_show(screen, Int32(cursor?.y ?? -1), Int32(cursor?.x ?? -1)), call: "write")
    }

    package func redraw() {
        guard let screen else { return }
        foyer_screen_invalidate(screen)
    }

    package func copy(_ text: String) throws(TerminalError) {
        guard let bytes = ClipboardSequence.bytes(for: text, isInTmux: configuration.isInTmux) else {
            throw .system(call: "OSC 52", errno: EMSGSIZE)
        }
        try send(bytes)
    }

    package func bell() {
        // A bell that cannot be heard is no reason to stop; the next frame tells what is wrong.
        try? send([0x07])
    }

    package func suspend() throws(TerminalError) {
        guard let screen else { return }
        foyer_screen_suspend(screen)
    }

    package func close() {
        guard let screen else { return }
        self.screen = nil
        foyer_screen_close(screen)
        Glibc.close(logDescriptor)
    }

    // MARK: For the event source

    var inputDescriptor: Int32 { configuration.inputDescriptor }

    /// Where signal numbers come out; `nil` once closed.
    var signalDescriptor: Int32? { screen.map { foyer_screen_signal_descriptor($0) } }

    /// Takes the terminal's new size over.
    func resize() -> Size {
        if let screen { foyer_screen_resize(screen) }
        drawn = nil
        return size
    }

    /// Takes the terminal again after a stop that nobody announced.
    func resume() {
        if let screen { foyer_screen_resume(screen) }
    }

    // MARK: Output

    /// Gives curses the rows that differ from what it was given last.
    ///
    /// curses would find the differences by itself, but at a price for each cell.
    private func draw(_ frame: Frame, on screen: OpaquePointer) {
        let comparable = drawn?.size == frame.size ? drawn : nil
        if comparable == nil { foyer_screen_erase(screen) }
        let bounds = size
        for y in 0..<min(frame.size.height, bounds.height) {
            let columns = 0..<min(frame.size.width, bounds.width)
            if let comparable, columns.allSatisfy({ frame[$0, y] == comparable[$0, y] }) { continue }
            for x in columns { put(frame, x: x, y: y, within: columns.upperBound, on: screen) }
        }
        drawn = frame
    }

    private func put(_ frame: Frame, x: Int, y: Int, within width: Int, on screen: OpaquePointer) {
        let cell = frame[x, y]
        guard !cell.text.isEmpty else { return }
        let isWide = x + 1 < frame.size.width && frame[x + 1, y].text.isEmpty
        // The frame may be wider than a terminal that has just shrunk.
        var text = isWide && x + 2 > width ? " " : cell.text
        let style = palette.style(cell.style)
        let widthInCells: Int32 = isWide && x + 2 <= width ? 2 : 1
        text.withUTF8 { utf8 in
            utf8.withMemoryRebound(to: CChar.self) {
                foyer_screen_put(screen, Int32(y), Int32(x), $0.baseAddress, $0.count, widthInCells, style)
            }
        }
    }

    private func send(_ bytes: [UInt8]) throws(TerminalError) {
        guard let screen else { return }
        let failure = bytes.withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { foyer_screen_send(screen, $0.baseAddress, $0.count) }
        }
        try check(failure, call: "write")
    }

    /// A terminal that is gone, or a request to end while it took no bytes, is an event and not a failure to draw.
    private func check(_ failure: Int32, call: String) throws(TerminalError) {
        switch failure {
        case 0, EIO, ENXIO, EINTR: return
        default: throw .system(call: call, errno: failure)
        }
    }
}

extension Rect {
    fileprivate func contains(_ point: Point) -> Bool {
        (x..<maxX).contains(point.x) && (y..<maxY).contains(point.y)
    }
}
