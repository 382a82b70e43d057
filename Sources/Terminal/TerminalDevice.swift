/// A screen that can show a frame.
///
/// Bound to the thread that made it, as curses keeps its state in globals.
@MainActor package protocol TerminalDevice: AnyObject {
    var size: Size { get }
    /// Paints the frame; what did not change is not sent. The cursor goes where ``Frame/cursor`` says.
    ///
    /// A terminal that is behind is sent only the newest frame, once it has caught up.
    func present(_ frame: Frame) throws(TerminalError)
    /// Forgets what the terminal is believed to show, so that the next frame is sent whole.
    func redraw()
    /// Hands `text` to the clipboard of the person's own machine (OSC 52).
    ///
    /// - Throws: ``TerminalError/copyTooLong(limitInBytes:)``; whether the terminal allows it cannot be known.
    func copy(_ text: String) throws(TerminalError)
    func bell()
    /// Gives the terminal back and stops the process, as Ctrl-Z does; returns when it is continued in front.
    ///
    /// Rings the bell and does nothing else where ``canSuspend`` is false.
    func suspend() throws(TerminalError)
    /// Gives the terminal to a program until it ends, and takes it again; the next frame is sent whole.
    ///
    /// Ctrl-Z in the program stops Foyer as well, so that the shell is in front, and `fg` goes on with both.
    ///
    /// - Parameter words: the program, looked for in `PATH`, and its arguments; no shell takes part.
    /// - Returns: how it ended.
    /// - Throws: ``TerminalError/system(call:errno:)`` when it cannot be started.
    func runInFront(_ words: [String]) throws(TerminalError) -> ProgramEnd
    /// Gives the terminal back for good. Safe to call twice.
    func close()

    /// How many colours it can show.
    var colors: ColorSupport { get }
    /// The ground that the terminal says it paints on; `nil` while it has not said. A change is a ``InputEvent/wake``.
    var reportedBackground: RGB? { get }
    /// Whether ``suspend()`` would stop the process. Without a shell that can bring it back, nothing is stopped, and
    /// the person should be told so.
    var canSuspend: Bool { get }
    /// Asks the terminal what ``reportedBackground`` is. Many terminals never answer.
    func askForBackground() throws(TerminalError)
}

extension TerminalDevice {
    package var colors: ColorSupport { .palette }
    package var reportedBackground: RGB? { nil }
    package var canSuspend: Bool { true }
    package func askForBackground() throws(TerminalError) {}
    package func runInFront(_ words: [String]) throws(TerminalError) -> ProgramEnd { throw .notATerminal }
}

/// How a program that had the terminal ended.
package enum ProgramEnd: Hashable, Sendable {
    /// With this code; 0 is well.
    case exited(Int32)
    /// By this signal.
    case killed(Int32)
}

/// Where keys, signals and wake-ups come from: the one place where the loop sleeps.
@MainActor package protocol EventSource: AnyObject {
    /// Sleeps until something happens or `timeout` passes.
    ///
    /// - Parameter timeout: how long to sleep at most; `nil` sleeps until something happens.
    /// - Returns: everything that is ready, in the order it came; empty after a timeout.
    /// - Throws: ``TerminalError/system(call:errno:)`` when the descriptors cannot be read.
    func waitForEvents(timeout: Duration?) throws(TerminalError) -> [InputEvent]
    /// Ends the sleep from any thread; many calls before the next sleep count as one.
    nonisolated var wake: @Sendable () -> Void { get }
}

/// Why a terminal cannot be used.
package enum TerminalError: Error, Hashable, Sendable {
    case notATerminal
    /// `TERM` names no usable terminal and the fallback was refused too.
    case unknownTerminal(String)
    /// Terminals take no more than this into the clipboard.
    case copyTooLong(limitInBytes: Int)
    /// A system call failed; `errno` is its number.
    case system(call: String, errno: Int32)
}
