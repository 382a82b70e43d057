/// Turns the bytes of a terminal into events.
///
/// A state machine without input or output of its own: the caller hands in bytes as they were read, with the time, and
/// calls ``expire(at:)`` when ``pendingTimeout(at:)`` has passed without any. Times are durations since any one moment.
///
/// Understands UTF-8, CSI and SS3 keys with modifiers (xterm, VT, Linux console, `modifyOtherKeys`, `CSI u`), SGR mouse
/// reports and bracketed paste. Answers to questions are kept for ``takeAnswers()``. Whatever else a terminal says, such
/// as focus reports and answers to questions of programs that ran before, is swallowed whole.
package struct KeyParser: Sendable {
    /// How long the parser waits, and how much it holds.
    package struct Limits: Hashable, Sendable {
        /// After this long an ESC was the key; at 25 ms an arrow key that the network split became commands.
        package var escape = Duration.milliseconds(100)
        /// While the terminal owes an answer, an ESC may be the beginning of that, and waits longer.
        package var escapeBeforeAnswer = Duration.milliseconds(500)
        /// For this long after an ESC key, `[A` and the like are the late rest of a sequence and not commands.
        package var lateTail = Duration.milliseconds(500)
        /// How long the first byte of what may be a late rest waits for the second one.
        ///
        /// A line that splits sequences does so again, so this is no shorter than what came before; a key of a person is
        /// late by this, once after an ESC.
        package var lateTailGap = Duration.milliseconds(400)
        /// An unfinished sequence is given up after this much silence.
        package var sequence = Duration.seconds(1)
        /// An unfinished answer is given up after this much silence; its letters would be commands.
        package var string = Duration.seconds(2)
        /// A paste whose end never came is delivered after this much silence.
        package var paste = Duration.seconds(5)
        /// What a paste holds beyond this is dropped.
        package var pasteInBytes = 1 << 20

        package init() {}
    }

    var state = State.ground
    let limits: Limits
    /// Whether the terminal was asked something and has not answered yet.
    package var expectsAnswer = false
    var answers: [TerminalAnswer] = []
    private var lastByte = Duration.zero
    private var lateTailEnd: Duration?
    /// An introducer that was reported as an Alt key, although the rest of an answer may follow it.
    private var reportedIntroducer: UInt8?

    enum State {
        case ground
        case character(UTF8Assembler, modifiers: KeyPress.Modifiers)
        case escape
        case control(ControlSequence)
        /// After `CSI [`, which the Linux console sends for F1 to F5.
        case consoleFunctionKey
        /// After `CSI M`: the three bytes of an old mouse report, which may be anything.
        case oldMouseReport(remaining: Int)
        case singleShift(isLate: Bool)
        /// OSC, DCS, SOS, PM or APC, up to BEL or ST; the introducer alone is an Alt key.
        case string(TerminalString)
        case stringEscape(TerminalString)
        case paste(PasteCollector)
        /// The first byte of what may be the rest of a sequence, soon after an ESC key.
        case lateIntroducer(UInt8)
    }

    package init(limits: Limits = Limits()) { self.limits = limits }

    /// The events that these bytes complete.
    ///
    /// They count as in time even when ``pendingTimeout(at:)`` has passed: they may have waited in the kernel while the
    /// loop was painting, and the ESC before them is no key then. How the bytes are divided over calls at the same time makes no difference.
    package mutating func feed(_ bytes: some Sequence<UInt8>, at now: Duration) -> [InputEvent] {
        var events: [InputEvent] = []
        for byte in bytes { take(byte, at: now, into: &events) }
        lastByte = now
        return events
    }

    /// Ends what has waited too long: an ESC becomes the key, an unfinished sequence is dropped.
    package mutating func expire(at now: Duration) -> [InputEvent] {
        guard let wait = patience, now - lastByte >= wait else { return [] }
        let expired = state
        state = .ground
        switch expired {
        case .escape:
            lateTailEnd = now + limits.lateTail
            return [.key(KeyPress(.escape))]
        case .string(let string) where string.isEmpty && !string.isLate:
            lateTailEnd = now + limits.lateTail
            reportedIntroducer = string.introducer
            return [.key(KeyPress(.character(Character(Unicode.Scalar(string.introducer))), modifiers: .alt))]
        case .lateIntroducer(let byte):
            return [.key(KeyPress(.character(Character(Unicode.Scalar(byte)))))]
        case .paste(let paste):
            return [.paste(paste.text)]
        case .ground, .character, .control, .consoleFunctionKey, .oldMouseReport, .singleShift, .string, .stringEscape:
            return []
        }
    }

    /// How long until ``expire(at:)`` has something to do; `nil` when nothing is pending.
    package func pendingTimeout(at now: Duration) -> Duration? {
        patience.map { max(.zero, lastByte + $0 - now) }
    }

    /// What the terminal has answered since the last call.
    package mutating func takeAnswers() -> [TerminalAnswer] {
        defer { answers = [] }
        return answers
    }

    /// How much silence the present state bears; a half-read character waits for as long as it takes.
    private var patience: Duration? {
        switch state {
        case .ground, .character: nil
        case .escape: expectsAnswer ? limits.escapeBeforeAnswer : limits.escape
        case .string(let string) where string.isEmpty && !string.isLate:
            expectsAnswer ? limits.escapeBeforeAnswer : limits.escape
        case .lateIntroducer: limits.lateTailGap
        case .control, .consoleFunctionKey, .oldMouseReport, .singleShift: limits.sequence
        case .string, .stringEscape: limits.string
        case .paste: limits.paste
        }
    }

    /// What a byte begins or continues when it may be the late rest of a key or an answer; asked once for each ESC.
    mutating func lateTail(beginningWith byte: UInt8, at now: Duration) -> State? {
        defer {
            lateTailEnd = nil
            reportedIntroducer = nil
        }
        guard let end = lateTailEnd, now < end else { return nil }
        guard let reportedIntroducer else { return "[O]P_".utf8.contains(byte) ? .lateIntroducer(byte) : nil }
        var string = TerminalString(introducer: reportedIntroducer, isLate: true)
        guard string.continues(with: byte) else { return nil }
        string.append(byte)
        return .string(string)
    }
}
