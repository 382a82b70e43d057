import CNcurses
import Glibc
package import Terminal

/// Keys, signals and wake-ups of the process that owns a ``NcursesTerminal``.
///
/// Sleeps in `poll` on three descriptors: the terminal, an eventfd for wake-ups, and the pipe that signal handlers write to.
@MainActor package final class NcursesEventSource: EventSource {
    package nonisolated let wake: @Sendable () -> Void

    private let terminal: NcursesTerminal
    private let wakeDescriptor: WakeDescriptor
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private var parser = KeyParser()
    private var bursts = BurstDetector()
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
        let end = timeout.map { now + $0 }
        while terminal.isOpen, !terminal.isGone {
            let limits = [end.map { $0 - now }, parser.pendingTimeout(at: now)].compactMap(\.self)
            let events = try drain(Ready(try poll(for: limits.min())))
            if !events.isEmpty { return events }
            if let end, now >= end { return [] }
        }
        return [.endOfInput]
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
        let ready = Glibc.poll(&descriptors, nfds_t(descriptors.count), limit?.pollMilliseconds ?? -1)
        if ready < 0 {
            guard errno == EINTR else { throw .system(call: "poll", errno: errno) }
            for index in descriptors.indices { descriptors[index].revents = 0 }
        }
        return descriptors
    }

    private func drain(_ ready: Ready) throws(TerminalError) -> [InputEvent] {
        var events = ready.input ? try readKeys() : parser.expire(at: now)
        if ready.signals { events += readSignals() }
        if ready.wake {
            wakeDescriptor.clear()
            events.append(.wake)
        }
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
        return bursts.collapse(parser.feed(bytes, at: now), at: now)
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
