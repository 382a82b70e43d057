import Testing

@testable import NcursesTerminal

@Suite(.timeLimit(.minutes(1))) struct LinePacerTests {
    /// A line with a delay and a speed, that answers questions; plays a key held down, as fast as frames may go.
    private struct Line {
        let bytesPerSecond: Double
        let delay: Duration
        var pacer = LinePacer()
        private(set) var framesSent = 0
        private var now = Duration.zero
        private var busyUntil = Duration.zero
        private var answers: [Duration] = []

        init(bytesPerSecond: Double, delay: Duration) {
            self.bytesPerSecond = bytesPerSecond
            self.delay = delay
        }

        mutating func send(_ count: Int, asking: Bool) {
            pacer.didSend(count, asking: asking, at: now)
            busyUntil = max(busyUntil, now) + .seconds(Double(count) / bytesPerSecond)
            if asking { answers.append(busyUntil + delay) }
        }

        mutating func advance(to time: Duration) {
            while let next = answers.first, next <= time {
                answers.removeFirst()
                pacer.didAnswer(at: next)
            }
            now = time
        }

        /// - Returns: how long the line is still busy after the last frame that the key made.
        mutating func holdKey(for duration: Duration, frameBytes: Int) -> Duration {
            send(20, asking: true)
            advance(to: max(busyUntil, now) + .seconds(2))
            let release = now + duration
            var waits = false
            while now < release || waits {
                if now < release { waits = true }
                if waits, pacer.maySend(at: now) {
                    send(frameBytes, asking: pacer.wantsQuestion(with: frameBytes))
                    framesSent += 1
                    waits = false
                }
                advance(to: now + .milliseconds(33))
            }
            return busyUntil - release
        }
    }

    @Test(
        "K22: on a line of 2.5 KB/s the screen rests soon after a held key, whatever the delay",
        arguments: [0, 20, 100]
    )
    func slowLine(delay: Int) {
        var line = Line(bytesPerSecond: 2500, delay: .milliseconds(delay))
        let rest = line.holdKey(for: .seconds(15), frameBytes: 450)
        #expect(rest <= .milliseconds(500), "\(rest)")
        #expect(line.framesSent >= 40, "\(line.framesSent) frames")
    }

    @Test("a fast line drops nothing, and a long one that is fast hardly anything", arguments: [0, 50, 200])
    func fastLine(delay: Int) {
        var line = Line(bytesPerSecond: 5_000_000, delay: .milliseconds(delay))
        _ = line.holdKey(for: .seconds(15), frameBytes: 450)
        #expect(line.framesSent >= 15 * 30 * 8 / 10, "\(line.framesSent) frames")
    }

    @Test("a line that was busy when it was first asked is found to be slow all the same")
    func busyAtFirst() {
        var line = Line(bytesPerSecond: 2500, delay: .milliseconds(20))
        line.send(9000, asking: false)
        let rest = line.holdKey(for: .seconds(15), frameBytes: 450)
        #expect(rest <= .milliseconds(500), "\(rest)")
    }

    @Test("a terminal that never answers is never waited for")
    func silent() {
        var pacer = LinePacer()
        for step in 0..<1000 {
            let now = Duration.milliseconds(step)
            #expect(pacer.maySend(at: now) && !pacer.wantsQuestion(with: 900))
            pacer.didSend(900, asking: step == 0, at: now)
        }
    }

    @Test("a terminal that stops answering is waited for once, for five seconds")
    func fallsSilent() {
        var pacer = LinePacer()
        pacer.didSend(20, asking: true, at: .zero)
        pacer.didAnswer(at: .milliseconds(1))
        pacer.didSend(900, asking: pacer.wantsQuestion(with: 900), at: .seconds(1))
        #expect(pacer.wait(at: .seconds(2)) == .seconds(4))
        #expect(pacer.isWaiting(at: .seconds(2)))
        #expect(pacer.maySend(at: .seconds(6)))
        #expect(!pacer.isWaiting(at: .seconds(6)))
        pacer.didSend(900, asking: pacer.wantsQuestion(with: 900), at: .seconds(6))
        #expect(pacer.maySend(at: .seconds(6)))
    }

    @Test("an answer to nothing changes nothing")
    func unasked() {
        var pacer = LinePacer()
        pacer.didAnswer(at: .seconds(1))
        #expect(!pacer.isAnswering)
    }

    @Test("small frames carry no question until some hundred bytes are under way")
    func smallFrames() {
        var pacer = LinePacer()
        pacer.didSend(20, asking: true, at: .zero)
        pacer.didAnswer(at: .milliseconds(1))
        #expect(!pacer.wantsQuestion(with: 60))
        pacer.didSend(60, asking: false, at: .seconds(1))
        #expect(!pacer.wantsQuestion(with: 60))
        pacer.didSend(60, asking: false, at: .seconds(1))
        #expect(pacer.wantsQuestion(with: 60))
        #expect(pacer.maySend(at: .seconds(1)))
    }
}
