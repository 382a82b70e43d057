/// Turns the bytes of a terminal into keys, pastes and mouse reports.
///
/// A state machine without I/O: bytes and the time go in, events come out, and it does not matter how the bytes were cut
/// into reads. Text comes out scalar by scalar, as an accent may arrive after its letter. Sequences that mean nothing to
/// us are swallowed whole, so that their tails do not turn into commands.
package struct KeyParser: Sendable {
    /// How long to wait for the rest of something before taking it for what it is.
    package struct Timing: Hashable, Sendable {
        /// After this, an ESC was the Escape key.
        ///
        /// At 25 ms, an arrow key that a network cuts in two turns into commands.
        package var escape = Duration.milliseconds(100)
        /// For this long after an Escape key, a `[` or `O` may still be the tail of a sequence that came late.
        package var lateTail = Duration.milliseconds(250)
        /// After this, a sequence that stopped halfway is given up.
        package var sequence = Duration.milliseconds(500)
        /// After this, a terminal's reply (OSC, DCS) without an end is given up, and typing counts again.
        package var reply = Duration.milliseconds(250)
        /// After this long without a byte, a paste whose end was lost is taken as it is.
        package var paste = Duration.seconds(5)

        package init() {}
    }

    /// Longest text of one bracketed paste, in bytes of UTF-8; what goes beyond is dropped.
    package static let pasteLimitInBytes = 1 << 20

    let timing: Timing
    var state = State.ground
    /// When the state that waits for more gives up; `nil` in the ground state.
    var deadline: ContinuousClock.Instant?
    var decoder = UTF8Decoder()
    /// The text of the paste that is under way; beside the state, where a byte can be added without a copy.
    var pasteBuffer = PasteBuffer()
    var events: [InputEvent] = []

    package init(timing: Timing = Timing()) {
        self.timing = timing
    }

    enum State: Hashable, Sendable {
        case ground
        /// After an ESC that may be a key, the Alt of the next key, or the head of a sequence.
        case escape
        /// In the bytes of a letter beyond ASCII that came after an ESC, and so with Alt.
        case altLetter
        /// Just after an Escape key was reported; a sequence that begins now is a late tail.
        case afterEscape
        /// In `ESC [`, with what came since; a late one is swallowed.
        case controlSequence(ControlSequence, isLate: Bool)
        /// In `ESC O`, with the digits of its modifiers.
        case singleShift(digits: [UInt8], isLate: Bool)
        /// The bytes that are still to come of a report without an end of its own.
        case skipping(count: Int)
        /// In an OSC, DCS, SOS, PM or APC begun by ESC and this byte.
        case reply(introducer: UInt8, isEmpty: Bool, endsWithEscape: Bool)
        case paste
    }

    /// When ``expire(at:)`` has something to do if no byte comes before; `nil` when nothing is pending.
    package var pendingDeadline: ContinuousClock.Instant? { deadline }

    /// Takes bytes that were read at `now`, which never goes back.
    ///
    /// They count as in time even when ``pendingDeadline`` has passed: they may have waited in the kernel while the loop
    /// was painting. Whoever waits for them calls ``expire(at:)`` when the deadline passes without any.
    ///
    /// - Returns: the events that are complete.
    package mutating func parse(_ bytes: some Sequence<UInt8>, at now: ContinuousClock.Instant) -> [InputEvent] {
        for byte in bytes { take(byte, at: now) }
        return takeEvents()
    }

    /// Gives up what has waited long enough, such as an ESC that was the Escape key.
    package mutating func expire(at now: ContinuousClock.Instant) -> [InputEvent] {
        while let deadline, now >= deadline { giveUp(at: deadline) }
        return takeEvents()
    }

    private mutating func takeEvents() -> [InputEvent] {
        defer { events = [] }
        return events
    }

    mutating func enter(_ state: State, for duration: Duration, from now: ContinuousClock.Instant) {
        self.state = state
        deadline = now + duration
    }

    mutating func enterGround() {
        state = .ground
        deadline = nil
    }

    mutating func emit(_ key: Key, _ modifiers: KeyPress.Modifiers = []) {
        events.append(.key(KeyPress(key, modifiers: modifiers)))
    }
}
