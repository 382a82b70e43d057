/// Turns the bytes of a terminal into events.
///
/// A state machine without input or output of its own: the caller hands in bytes as they were read, with the time, and
/// calls ``expire(at:)`` when ``pendingTimeout(at:)`` has passed without any. Times are durations since any one moment.
///
/// Understands UTF-8, CSI and SS3 keys with modifiers (xterm, VT, Linux console, `modifyOtherKeys`, `CSI u`), SGR mouse
/// reports and bracketed paste. Whatever else a terminal says, such as focus reports and answers to questions of
/// programs that ran before, is swallowed whole.
package struct KeyParser: Sendable {
    /// How long the parser waits, and how much it holds.
    package struct Limits: Hashable, Sendable {
        /// After this long an ESC was the key; at 25 ms an arrow key that the network split became commands.
        package var escape = Duration.milliseconds(100)
        /// For this long after an ESC key, `[A` and the like are the late rest of a sequence and not commands.
        package var lateTail = Duration.milliseconds(400)
        /// Bytes of one late rest follow each other at least this fast; a person is slower.
        package var lateTailGap = Duration.milliseconds(50)
        /// An unfinished sequence is given up after this much silence.
        package var sequence = Duration.milliseconds(500)
        /// A paste whose end never came is delivered after this much silence.
        package var paste = Duration.seconds(5)
        /// What a paste holds beyond this is dropped.
        package var pasteInBytes = 1 << 20

        package init() {}
    }

    var state = State.ground
    let limits: Limits
    private var lastByte = Duration.zero
    private var lateTailEnd: Duration?

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
        case string(introducer: UInt8, isEmpty: Bool)
        case stringEscape
        case paste(PasteCollector)
        /// `[` or `O` soon after an ESC key.
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
        case .string(let introducer, isEmpty: true):
            return [.key(KeyPress(.character(Character(Unicode.Scalar(introducer))), modifiers: .alt))]
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

    /// How much silence the present state bears; a half-read character waits for as long as it takes.
    private var patience: Duration? {
        switch state {
        case .ground, .character: nil
        case .escape, .string(_, isEmpty: true): limits.escape
        case .lateIntroducer: limits.lateTailGap
        case .control, .consoleFunctionKey, .oldMouseReport, .singleShift, .string, .stringEscape: limits.sequence
        case .paste: limits.paste
        }
    }

    /// Whether a `[` or `O` now may be the late rest of a sequence; asked once for each ESC key.
    mutating func isLateTail(_ byte: UInt8, at now: Duration) -> Bool {
        defer { lateTailEnd = nil }
        guard let end = lateTailEnd, now < end else { return false }
        return byte == UInt8(ascii: "[") || byte == UInt8(ascii: "O")
    }
}
