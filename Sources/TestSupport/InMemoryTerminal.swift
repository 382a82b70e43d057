package import Terminal

/// A terminal that remembers what it was shown.
///
/// Stops the test run when it is used after ``close()`` or shown a frame of another size than its own.
@MainActor package final class InMemoryTerminal: TerminalDevice {
    /// Change it and feed ``InputEvent/resize(_:)`` to play a resize.
    package var size: Size
    package private(set) var frames: [Frame] = []
    package private(set) var copies: [String] = []
    package private(set) var bellCount = 0
    package private(set) var redrawCount = 0
    package private(set) var suspensionCount = 0
    package private(set) var isClosed = false
    package private(set) var programs: [[String]] = []
    /// What a program that is given the terminal does.
    package var whatProgramsDo: ([String]) throws(TerminalError) -> ProgramEnd = { _ throws(TerminalError) in .exited(0)
    }
    package var canSuspend = true
    /// Set it and feed ``InputEvent/wake`` to play a terminal that tells its ground.
    package var reportedBackground: RGB?

    package init(size: Size = Size(width: 80, height: 24)) { self.size = size }

    package var lastFrame: Frame? { frames.last }

    /// The last frame as text, rows without their trailing blanks.
    package var text: String {
        let rows = (lastFrame?.lines ?? []).map { row in
            String(row.reversed().drop { $0 == " " }.reversed())
        }
        return rows.joined(separator: "\n")
    }

    package func present(_ frame: Frame) throws(TerminalError) {
        requireOpen()
        precondition(frame.size == size, "A frame of \(frame.size) on a terminal of \(size)")
        frames.append(frame)
    }

    package func redraw() {
        requireOpen()
        redrawCount += 1
    }

    package func copy(_ text: String) throws(TerminalError) {
        requireOpen()
        copies.append(text)
    }

    package func bell() {
        requireOpen()
        bellCount += 1
    }

    package func suspend() throws(TerminalError) {
        requireOpen()
        suspensionCount += 1
    }

    package func runInFront(_ words: [String]) throws(TerminalError) -> ProgramEnd {
        requireOpen()
        programs.append(words)
        return try whatProgramsDo(words)
    }

    package func close() { isClosed = true }

    private func requireOpen() { precondition(!isClosed, "The terminal was used after it was closed") }
}
