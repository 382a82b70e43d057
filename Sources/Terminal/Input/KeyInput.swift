/// The bytes of a terminal as events: the key parser, then the burst detector.
package struct KeyInput: Sendable {
    /// How typing is told from pasting.
    package struct Configuration: Sendable {
        package var timing = KeyParser.Timing()
        /// How many different characters in a row, ready at one moment, are a paste; `nil` trusts bracketed paste alone.
        package var burstThreshold: Int? = 16
        /// How long after a burst text still belongs to it.
        package var burstQuiet = Duration.milliseconds(50)

        package init() {}
    }

    private var parser: KeyParser
    private var detector: BurstDetector

    package init(configuration: Configuration = Configuration()) {
        parser = KeyParser(timing: configuration.timing)
        detector = BurstDetector(threshold: configuration.burstThreshold, quiet: configuration.burstQuiet)
    }

    /// Takes all bytes that were ready at `now`; none at all let time pass.
    package mutating func receive(_ bytes: some Collection<UInt8>, at now: ContinuousClock.Instant) -> [InputEvent] {
        let events = bytes.isEmpty ? parser.expire(at: now) : parser.parse(bytes, at: now)
        defer {
            // A terminal that marks its pastes needs no guess, and what it sends fast was typed ahead.
            if events.contains(where: { if case .paste = $0 { true } else { false } }) { detector.threshold = nil }
        }
        return detector.filter(events, at: now)
    }

    /// How long to sleep at most before ``receive(_:at:)`` must be called without bytes; `nil` when nothing is pending.
    package func pendingTimeout(at now: ContinuousClock.Instant) -> Duration? {
        let deadline = [parser.pendingDeadline, detector.pendingDeadline].compactMap(\.self).min()
        return deadline.map { max(.zero, $0 - now) }
    }
}
