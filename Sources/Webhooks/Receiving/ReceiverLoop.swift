import Glibc

/// Waits for all connections in one place, on one thread; nothing runs while nobody sends.
struct ReceiverLoop {
    private let listener: OwnedSocket
    /// Readable when the loop is to end.
    private let stop: OwnedSocket
    private let limits: ReceiverLimits
    private let judge: Exchange.Judge
    private var exchanges: [Int32: Exchange] = [:]
    private var buffer = [UInt8](repeating: 0, count: 16_384)
    private var isListening = true
    private let clock = ContinuousClock()

    init(listener: OwnedSocket, stop: OwnedSocket, limits: ReceiverLimits, judge: Exchange.Judge) {
        self.listener = listener
        self.stop = stop
        self.limits = limits
        self.judge = judge
    }

    mutating func run() {
        while true {
            var entries = [pollfd(fd: stop.number, events: Int16(POLLIN), revents: 0)]
            // A negative descriptor is skipped: while there is no room, connections wait in the system's queue.
            let isFull = exchanges.count >= limits.connections
            entries.append(pollfd(fd: isFull ? -1 : listener.number, events: Int16(POLLIN), revents: 0))
            entries += exchanges.keys.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            poll(&entries, nfds_t(entries.count), timeout)
            if entries[0].revents != 0 { return }
            serve(entries.dropFirst(2).filter { $0.revents != 0 }.map(\.fd))
            if entries[1].revents != 0 { acceptAll() }
        }
    }

    /// Milliseconds until the first deadline; -1 for ever.
    private var timeout: Int32 {
        guard let first = exchanges.values.map(\.deadline).min() else { return -1 }
        let left = clock.now.duration(to: first) / .milliseconds(1)
        return Int32(max(0, min(60_000, left.rounded(.up))))
    }

    private mutating func serve(_ ready: [Int32]) {
        let now = clock.now
        for number in ready where exchanges[number]?.advance(buffer: &buffer, now: now) == false {
            exchanges[number] = nil
        }
        for (number, exchange) in exchanges where exchange.deadline <= now {
            if exchanges[number]?.expire(now: now) == false { exchanges[number] = nil }
        }
    }

    private mutating func acceptAll() {
        while exchanges.count < limits.connections, let socket = Sockets.accept(listener) {
            exchanges[socket.number] = Exchange(socket, limits: limits, judge: judge, now: clock.now)
        }
    }
}
