import Glibc
package import Terminal

/// The keys, signals and wake-ups of an ``NcursesTerminal``.
@MainActor package final class NcursesEventSource: EventSource {
    /// More than this is left for the next turn, so that a flood of input does not keep the screen from being painted.
    private static let readLimitInBytes = 1 << 20

    package nonisolated let wake: @Sendable () -> Void

    private let terminal: NcursesTerminal
    private let wakeDescriptor: WakeDescriptor
    private let now: () -> ContinuousClock.Instant
    private var input: KeyInput
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)

    /// - Parameters:
    ///   - terminal: whose keys and signals these are.
    ///   - configuration: how long keys are waited for.
    ///   - now: the time, for telling an Escape key from the head of a sequence.
    /// - Throws: ``TerminalError/system(call:errno:)`` when there are no descriptors left.
    package init(
        terminal: NcursesTerminal,
        configuration: KeyInput.Configuration = .init(),
        now: @escaping () -> ContinuousClock.Instant = { .now }
    ) throws(TerminalError) {
        let wakeDescriptor = try WakeDescriptor()
        self.terminal = terminal
        self.wakeDescriptor = wakeDescriptor
        self.now = now
        input = KeyInput(configuration: configuration)
        wake = { wakeDescriptor.wake() }
    }

    package func waitForEvents(timeout: Duration?) throws(TerminalError) -> [InputEvent] {
        guard let signalDescriptor = terminal.signalDescriptor else { return [.endOfInput] }
        let ready = try sleep(
            on: [terminal.inputDescriptor, signalDescriptor, wakeDescriptor.number],
            timeout: timeout
        )
        var events = ready[1] ? signalEvents(from: signalDescriptor) : []
        let reading = ready[0] ? try readAll() : Reading()
        events += input.receive(reading.bytes, at: now())
        if ready[2] {
            // Before the event is out, so that what is posted while it is handled wakes again.
            wakeDescriptor.clear()
            events.append(.wake)
        }
        if reading.isLast { events.append(.endOfInput) }
        return events
    }

    /// Which of the descriptors have something; none after a timeout or a signal.
    private func sleep(on descriptors: [Int32], timeout: Duration?) throws(TerminalError) -> [Bool] {
        let pending = input.pendingTimeout(at: now())
        let shortest = [timeout, pending].compactMap(\.self).min()
        var requests = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let count = poll(&requests, nfds_t(requests.count), shortest.map(\.wholeMilliseconds) ?? -1)
        guard count >= 0 || errno == EINTR else { throw .system(call: "poll", errno: errno) }
        // A hang-up is something to read too: the read says that there is no more.
        return requests.map { count > 0 && $0.revents != 0 }
    }

    // MARK: Keys

    private struct Reading {
        var bytes: [UInt8] = []
        /// The terminal is gone.
        var isLast = false
    }

    private func readAll() throws(TerminalError) -> Reading {
        var reading = Reading()
        repeat {
            let count = read(terminal.inputDescriptor, &buffer, buffer.count)
            reading.bytes += buffer.prefix(max(0, count))
            if count > 0 || (count < 0 && (errno == EINTR || errno == EAGAIN)) { continue }
            guard count == 0 || errno == EIO || errno == ENXIO else { throw .system(call: "read", errno: errno) }
            reading.isLast = true
        } while !reading.isLast && reading.bytes.count < Self.readLimitInBytes && hasMoreInput()
        return reading
    }

    private func hasMoreInput() -> Bool {
        var request = pollfd(fd: terminal.inputDescriptor, events: Int16(POLLIN), revents: 0)
        return poll(&request, 1, 0) == 1
    }

    // MARK: Signals

    private func signalEvents(from descriptor: Int32) -> [InputEvent] {
        var numbers = [UInt8](repeating: 0, count: 64)
        let count = read(descriptor, &numbers, numbers.count)
        let received = numbers.prefix(max(0, count)).map(Int32.init)
        if received.contains(SIGCONT) { terminal.resume() }
        let hasNewSize = received.contains(SIGWINCH) || received.contains(SIGCONT)
        return received.compactMap(event(for:)) + (hasNewSize ? [.resize(terminal.resize())] : [])
    }

    private func event(for signal: Int32) -> InputEvent? {
        switch signal {
        // In raw mode Ctrl-C is a key; a `kill -INT` means the same.
        case SIGINT: .key(KeyPress(.character("c"), modifiers: .control))
        case SIGTERM: .signal(.terminate)
        case SIGHUP: .signal(.hangup)
        case SIGTSTP: .signal(.suspend)
        default: nil
        }
    }
}

extension Duration {
    /// Rounded up, as a sleep that ends too early would only have to be repeated; never negative.
    fileprivate var wholeMilliseconds: Int32 {
        let (seconds, attoseconds) = components
        let milliseconds = Double(seconds) * 1000 + (Double(attoseconds) / 1e15)
        return Int32(min(Double(Int32.max), max(0, milliseconds.rounded(.up))))
    }
}
