import CNcurses
import Glibc
package import Terminal

/// Keys, signals and wake-ups of the process that owns a ``NcursesTerminal``.
///
/// Sleeps in `poll`: on the terminal, for keys and, while frames wait, for room; on an eventfd for wake-ups; and on the pipe
/// that signal handlers write to.
@MainActor package final class NcursesEventSource: EventSource {
    package nonisolated let wake: @Sendable () -> Void

    private let terminal: NcursesTerminal
    private let wakeDescriptor: WakeDescriptor
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private var parser = KeyParser()
    private let bursts = BurstDetector()
    /// What happened while answers were waited for.
    private var early: [InputEvent] = []
    /// One wait reads no more than this, so that a flood does not keep frames from being painted.
    private static let readLimitInBytes = 64 * 1024

    package init(terminal: NcursesTerminal) throws(TerminalError) {
        self.terminal = terminal
        let descriptor = try WakeDescriptor()
        wakeDescriptor = descriptor
        wake = { descriptor.raise() }
        start = clock.now
    }

    package func waitForEvents(timeout: Duration?) throws(TerminalError) -> [InputEvent] {
        if !early.isEmpty {
            defer { early = [] }
            return early
        }
        let end = timeout.map { now + $0 }
        while terminal.isOpen, !terminal.isGone {
            let events = try step(until: end)
            if !events.isEmpty { return events }
            if let end, now >= end { return [] }
        }
        return [.endOfInput]
    }

    /// Waits until the terminal has answered what it was asked, so that the first frame suits it; keys are kept.
    ///
    /// - Parameter limit: many terminals never answer, and nobody waits for long.
    /// - Throws: ``TerminalError/system(call:errno:)`` when the descriptors cannot be read.
    package func waitForAnswers(atMost limit: Duration) throws(TerminalError) {
        let end = now + limit
        while terminal.isOpen, !terminal.isGone, terminal.owesAnswer, now < end { early += try step(until: end) }
    }

    /// Sleeps once, and does what is due.
    private func step(until end: Duration?) throws(TerminalError) -> [InputEvent] {
        parser.expectsAnswer = terminal.owesAnswer
        let limits = [end.map { $0 - now }, parser.pendingTimeout(at: now), terminal.frameTimeout].compactMap(\.self)
        let events = try drain(Ready(try poll(for: limits.min())))
        try terminal.catchUp()
        return events
    }

    private var now: Duration { start.duration(to: clock.now) }
}

extension NcursesEventSource {
    /// Which descriptors have something.
    private struct Ready {
        let input: Bool
        let signals: Bool
        let wake: Bool
        let isHungUp: Bool

        init(_ descriptors: [pollfd]) {
            let hasInput: (pollfd) -> Bool = { Int32($0.revents) & POLLIN != 0 }
            input = hasInput(descriptors[0])
            signals = hasInput(descriptors[1])
            wake = hasInput(descriptors[2])
            isHungUp = Int32(descriptors[0].revents) & (POLLHUP | POLLERR | POLLNVAL) != 0
        }
    }

    private func poll(for limit: Duration?) throws(TerminalError) -> [pollfd] {
        var descriptors = [terminal.input, cn_signal_descriptor(), wakeDescriptor.number].map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        if !terminal.backlog.isEmpty {
            descriptors.append(pollfd(fd: cn_output_descriptor(), events: Int16(POLLOUT), revents: 0))
        }
        let ready = Glibc.poll(&descriptors, nfds_t(descriptors.count), limit?.pollMilliseconds ?? -1)
        if ready < 0 {
            guard errno == EINTR else { throw .system(call: "poll", errno: errno) }
            for index in descriptors.indices { descriptors[index].revents = 0 }
        }
        return descriptors
    }

    /// Signals come first: after a stop the keys may not be for this process.
    private func drain(_ ready: Ready) throws(TerminalError) -> [InputEvent] {
        var events = ready.signals ? readSignals() : []
        if ready.input, !terminal.isInForeground {
            terminal.resume()
            events.append(.resize(terminal.size))
        }
        // Reading behind a shell would stop a process that is about to end.
        events += ready.input && terminal.isInForeground ? try readKeys() : parser.expire(at: now)
        if terminal.take(parser.takeAnswers()) || ready.wake { events.append(.wake) }
        if ready.wake { wakeDescriptor.clear() }
        if ready.isHungUp, !ready.input { terminal.markGone() }
        if terminal.isGone { events.append(.endOfInput) }
        return events
    }

    private func readKeys() throws(TerminalError) -> [InputEvent] {
        var bytes: [UInt8] = []
        repeat {
            let chunk = try readChunk()
            if chunk.isEmpty { break }
            bytes += chunk
        } while bytes.count < Self.readLimitInBytes && hasMoreInput()
        let now = now
        return bursts.collapse(parser.feed(bytes, at: now))
    }

    /// What is there to read; empty when nothing is, or when the terminal is gone.
    private func readChunk() throws(TerminalError) -> [UInt8] {
        var count = 0
        let chunk = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, initializedCount in
            count = Glibc.read(terminal.input, buffer.baseAddress, buffer.count)
            initializedCount = max(0, count)
        }
        if count > 0 { return chunk }
        switch count < 0 ? errno : EIO {
        case EINTR, EAGAIN: return []
        case EIO, ENXIO: terminal.markGone()
        default: throw .system(call: "read", errno: errno)
        }
        return []
    }

    private func hasMoreInput() -> Bool {
        var descriptor = pollfd(fd: terminal.input, events: Int16(POLLIN), revents: 0)
        return Glibc.poll(&descriptor, 1, 0) == 1 && Int32(descriptor.revents) & POLLIN != 0
    }

    private func readSignals() -> [InputEvent] {
        let numbers = [UInt8](unsafeUninitializedCapacity: 256) { buffer, initializedCount in
            initializedCount = max(0, Glibc.read(cn_signal_descriptor(), buffer.baseAddress, buffer.count))
        }
        var events: [InputEvent] = []
        for number in numbers {
            switch Int32(number) {
            case SIGINT: events.append(.key(KeyPress(.character("c"), modifiers: .control)))
            case SIGTERM: events.append(.signal(.terminate))
            case SIGHUP: events.append(.signal(.hangup))
            case SIGTSTP: events.append(.signal(.suspend))
            default: break
            }
        }
        // Many changes of size before one look are one change.
        let wasContinued = numbers.contains(UInt8(SIGCONT))
        if wasContinued { terminal.resume() } else if numbers.contains(UInt8(SIGWINCH)) { terminal.adoptSize() }
        if wasContinued || numbers.contains(UInt8(SIGWINCH)) { events.append(.resize(terminal.size)) }
        return events
    }
}

extension Duration {
    /// Whole milliseconds, rounded up so that `poll` does not return just before the time.
    fileprivate var pollMilliseconds: Int32 {
        let (seconds, attoseconds) = components
        guard seconds < 1_000_000 else { return 1_000_000_000 }
        let milliseconds = seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return Int32(max(0, milliseconds))
    }
}
