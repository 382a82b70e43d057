import CNcurses
import Glibc
package import Terminal

extension NcursesTerminal {
    private static let updateStart = Array("\u{1B}[?2026h".utf8)
    private static let updateEnd = Array("\u{1B}[?2026l".utf8)
    private static let smallFrameInBytes = 128
    /// DSR: the answer, `CSI 0 n`, comes when everything before was taken in.
    private static let question = Array("\u{1B}[5n".utf8)
    private static let backgroundQuestion = Array("\u{1B}]11;?\u{1B}\\".utf8)

    /// Whether the terminal may still answer something, so that an ESC may not be a key.
    var owesAnswer: Bool { pacer.isWaiting(at: uptime) }

    /// How long the waiting frame waits when no answer comes; `nil` when there is none, or only the kernel is waited for.
    var frameTimeout: Duration? {
        waitingFrame != nil && backlog.isEmpty && isInForeground ? pacer.wait(at: uptime) : nil
    }

    /// Sends what the terminal takes: first what is left of the last frame, then the newest frame.
    func catchUp() throws(TerminalError) {
        guard isOpen, !isGone else { return }
        try flush()
        guard let frame = waitingFrame, backlog.isEmpty, pacer.maySend(at: uptime), isInForeground else { return }
        waitingFrame = nil
        let changes = try render(frame)
        guard !changes.isEmpty else { return }
        // Terminals that know synchronized updates show the frame at once, the others ignore the marks. A mark that moves
        // is read at once anyway, and on a thin line the marks around it would be a third of what is sent.
        let isSmall = changes.count <= Self.smallFrameInBytes
        let (start, end) = isSmall ? ([], []) : (Self.updateStart, Self.updateEnd)
        let asks = pacer.wantsQuestion(with: start.count + changes.count + end.count)
        let question = asks ? Self.question : []
        backlog = start + changes + question + end
        pacer.didSend(backlog.count, asking: asks, at: uptime)
        try flush()
    }

    /// Sends bytes that ncurses does not know about and that move no cursor.
    func send(_ bytes: [UInt8], asking: Bool = false) throws(TerminalError) {
        guard isOpen, !isGone else { return }
        backlog += bytes
        pacer.didSend(bytes.count, asking: asking, at: uptime)
        try flush()
    }

    package func askForBackground() throws(TerminalError) {
        guard !Self.printsSequences(environment["TERM"] ?? "") else { return }
        try send(Self.backgroundQuestion + Self.question, asking: true)
    }

    /// Whether a terminal prints the sequences that it does not understand, or takes them for something else.
    static func printsSequences(_ name: String) -> Bool {
        ["linux", "vt", "cons", "wsvt", "sun"].contains(where: name.hasPrefix)
    }

    /// - Returns: whether something changed that the next frame should show.
    func take(_ answers: [TerminalAnswer]) -> Bool {
        let before = reportedBackground
        for answer in answers {
            switch answer {
            case .background(let color): reportedBackground = color
            case .caughtUp: pacer.didAnswer(at: uptime)
            }
        }
        return reportedBackground != before
    }

    private func flush() throws(TerminalError) {
        while !backlog.isEmpty {
            let count = backlog.withUnsafeBytes { cn_write($0.baseAddress, $0.count) }
            if count > 0 {
                backlog.removeFirst(count)
                continue
            }
            switch count < 0 ? errno : EAGAIN {
            case EAGAIN: return
            case EINTR: continue
            case let failure:
                backlog = []
                try check(failure)
            }
        }
    }

    /// Gives the terminal a moment to take the rest of a frame.
    ///
    /// - Returns: whether it did; otherwise it may be in the middle of a sequence.
    func finishBacklog() -> Bool {
        let end = uptime + .seconds(1)
        while !backlog.isEmpty, !isGone, !cn_asked_to_end() {
            // What cannot be written any more is nothing to complain about while leaving.
            do throws(TerminalError) { try flush() } catch { return false }
            let rest = end - uptime
            guard !backlog.isEmpty, rest > .zero else { break }
            var room = pollfd(fd: cn_output_descriptor(), events: Int16(POLLOUT), revents: 0)
            _ = Glibc.poll(&room, 1, Int32(rest / .milliseconds(1)) + 1)
        }
        defer { backlog = [] }
        return backlog.isEmpty
    }

    /// Reads the answers that are still to come, so that the shell does not take them for something typed.
    ///
    /// What is typed meanwhile was meant for this process and is dropped with them.
    func takeAnswersThatAreDue() {
        var parser = KeyParser()
        // A terminal that has never answered most likely never will.
        let end = uptime + .milliseconds(pacer.isAnswering ? 500 : 200)
        while owesAnswer, !isGone, isInForeground, !cn_asked_to_end(), uptime < end {
            var keys = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
            guard Glibc.poll(&keys, 1, Int32((end - uptime) / .milliseconds(1)) + 1) > 0 else { continue }
            var bytes = [UInt8](repeating: 0, count: 256)
            let count = Glibc.read(input, &bytes, bytes.count)
            guard count > 0 else { return }
            _ = parser.feed(bytes.prefix(count), at: uptime)
            _ = take(parser.takeAnswers())
        }
    }
}
