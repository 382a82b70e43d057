/// One connection: a request comes, an answer goes, nothing more.
struct Exchange {
    let socket: OwnedSocket
    private var reader: RequestReader
    private var phase: Phase
    private let judge: Judge

    private enum Phase {
        case reading(until: ContinuousClock.Instant)
        /// The answer is sent; closing on bytes that are still to be read would destroy it under way.
        case draining(until: ContinuousClock.Instant, bytes: Int)
    }

    /// What a receiver decides about a request.
    struct Judge: Sendable {
        /// Before the body comes.
        var head: @Sendable (RequestHead) throws(Refusal) -> Void
        var body: @Sendable ([UInt8]) throws(Refusal) -> Void
        var refused: @Sendable (Refusal) -> Void
    }

    init(_ socket: OwnedSocket, limits: ReceiverLimits, judge: Judge, now: ContinuousClock.Instant) {
        self.socket = socket
        self.judge = judge
        reader = RequestReader(limits: limits)
        phase = .reading(until: now + limits.patience)
    }

    /// When it is over whatever comes.
    var deadline: ContinuousClock.Instant {
        switch phase {
        case .reading(let until), .draining(let until, _): until
        }
    }

    private static let drainTime = Duration.seconds(2)
    /// Of a body that was refused; whoever sends more may lose the answer.
    private static let drainBytes = 4 << 20

    /// Takes what has come; false when the connection is to be closed.
    mutating func advance(buffer: inout [UInt8], now: ContinuousClock.Instant) -> Bool {
        // A few pieces at a time, so that nobody who sends fast keeps the others waiting.
        for _ in 0..<16 {
            switch socket.read(into: &buffer) {
            case .nothingYet: return true
            case .ended: return false
            case .bytes(let bytes): guard take(bytes, now: now) else { return false }
            }
        }
        return true
    }

    /// The time is up; false when the connection is to be closed.
    mutating func expire(now: ContinuousClock.Instant) -> Bool {
        guard case .reading = phase else { return false }
        refuse(.tooSlow, now: now)
        return true
    }

    private mutating func take(_ bytes: ArraySlice<UInt8>, now: ContinuousClock.Instant) -> Bool {
        switch phase {
        case .draining(let until, let left):
            phase = .draining(until: until, bytes: left - bytes.count)
            return left > bytes.count
        case .reading:
            do throws(Refusal) {
                try read(bytes, now: now)
            } catch {
                refuse(error, now: now)
            }
            return true
        }
    }

    private mutating func read(_ bytes: ArraySlice<UInt8>, now: ContinuousClock.Instant) throws(Refusal) {
        var progress = try reader.take(bytes)
        if case .head(let head) = progress {
            try judge.head(head)
            progress = try reader.take([])
        }
        guard case .whole(let body) = progress else { return }
        try judge.body(body)
        answer(200, now: now)
    }

    private mutating func refuse(_ refusal: Refusal, now: ContinuousClock.Instant) {
        judge.refused(refusal)
        answer(refusal.status, now: now)
    }

    private mutating func answer(_ status: Int, now: ContinuousClock.Instant) {
        // Without a phrase (RFC 9112 §4), and without keeping the connection: deliveries are few.
        let allow = status == 405 ? "Allow: POST\r\n" : ""
        socket.answer("HTTP/1.1 \(status) \r\n\(allow)Content-Length: 0\r\nConnection: close\r\n\r\n")
        phase = .draining(until: now + Self.drainTime, bytes: Self.drainBytes)
    }
}
