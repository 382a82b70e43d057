import Foundation
import Glibc
import Synchronization
import Terminal
import Testing

@testable import NcursesTerminal

/// The far side of a slow line: reads as many bytes a second as it is told to, shows them and answers questions.
private final class SlowScreen: Sendable {
    struct Seen {
        var screen: ScreenEmulator
        var lastByte = ContinuousClock.now
        var frames = 0
        var answered = 0
    }

    private let near: Int32
    let bytesPerSecond = Atomic<Int>(1_000_000)
    private let isRunning = Atomic<Bool>(true)
    private let seen: Mutex<Seen>
    private let answers: Bool

    init(near: Int32, size: Size, answers: Bool = true) {
        self.near = near
        self.answers = answers
        seen = Mutex(Seen(screen: ScreenEmulator(size: size)))
    }

    func start() -> Thread {
        let thread = Thread { [self] in while isRunning.load(ordering: .relaxed) { readSome() } }
        thread.start()
        return thread
    }

    func stop() { isRunning.store(false, ordering: .relaxed) }

    func look() -> Seen { seen.withLock { $0 } }

    private func readSome() {
        usleep(10_000)
        var chunk = [UInt8](repeating: 0, count: max(1, bytesPerSecond.load(ordering: .relaxed) / 100))
        var waiting = pollfd(fd: near, events: Int16(POLLIN), revents: 0)
        guard poll(&waiting, 1, 0) == 1 else { return }
        let count = read(near, &chunk, chunk.count)
        guard count > 0 else { return }
        let questions = seen.withLock { seen in
            seen.screen.feed(whole: chunk[..<count])
            seen.lastByte = .now
            let new = seen.screen.questionCount - seen.answered
            seen.answered += new
            return new
        }
        guard answers else { return }
        for _ in 0..<questions { _ = write(near, "\u{1B}[0n", 4) }
    }
}

extension NcursesTests {
    @MainActor @Suite(.timeLimit(.minutes(1))) struct SlowLine {
        @Test("K22: at 2.5 KB/s the screen rests within half a second of a held key, on the newest frame")
        func heldKey() throws {
            let size = Size(width: 160, height: 50)
            let rig = try Rig(size: size, environment: ["TERM": "xterm-256color", "COLORTERM": "truecolor"])
            let source = try NcursesEventSource(terminal: rig.terminal)
            let far = SlowScreen(near: rig.pseudo.near, size: size)
            let thread = far.start()
            defer {
                far.stop()
                rig.terminal.close()
                while !thread.isFinished { usleep(1_000) }
            }
            try rig.terminal.askForBackground()
            try source.waitForAnswers(atMost: .seconds(5))
            #expect(!rig.terminal.owesAnswer)
            var frame = ListSample.frame(selected: 0)
            try rig.terminal.present(frame)
            try pass(.seconds(1), source)
            #expect(far.look().screen.lines == frame.lines)

            far.bytesPerSecond.store(2500, ordering: .relaxed)
            let start = ContinuousClock.now
            var selected = 0
            while start.duration(to: .now) < .seconds(6) {
                selected = (selected + 1) % 46
                frame = ListSample.frame(selected: selected)
                try rig.terminal.present(frame)
                try pass(.milliseconds(33), source)
            }
            let release = ContinuousClock.now
            try pass(.seconds(2), source)
            let seen = far.look()
            let rest = release.duration(to: seen.lastByte)
            #expect(rest <= .milliseconds(500), "rested after \(rest)")
            let isNewest = seen.screen.lines == frame.lines
            #expect(isNewest)
            #expect(seen.screen.cursor == frame.cursor)
            #expect(seen.screen.unknown == [])
            print("slow line: the screen rested \(rest) after the key, \(seen.answered) frames in 6 s")
        }

        @Test("a terminal that takes nothing for a while is then sent the newest frame and none between")
        func blocked() throws {
            let rig = try Rig()
            defer { rig.terminal.close() }
            let source = try NcursesEventSource(terminal: rig.terminal)
            rig.look()
            rig.pseudo.fill()
            var frame = Frame(size: rig.terminal.size)
            for step in 0..<200 {
                frame = Frame(size: rig.terminal.size)
                frame.write("step \(step) done", at: Point(x: step % 40, y: step % 24))
                let start = ContinuousClock.now
                try rig.terminal.present(frame)
                #expect(start.duration(to: .now) < .seconds(1))
            }
            var output: [UInt8] = []
            for _ in 0..<20 {
                output += rig.pseudo.output()
                try pass(.milliseconds(5), source)
            }
            var screen = ScreenEmulator(size: frame.size)
            screen.feed(output + rig.pseudo.output())
            #expect(screen.lines == frame.lines)
            let sent = output.count { $0 != 0x0D }
            #expect(sent < 300, "\(sent) bytes for what should be two frames")
            #expect(screen.unknown == [])
        }

        @Test("waiting costs no processor and wakes nobody, with a frame waiting or not")
        func idle() throws {
            let rig = try Rig()
            defer { rig.terminal.close() }
            let source = try NcursesEventSource(terminal: rig.terminal)
            try rig.present(Frame(size: rig.terminal.size))
            #expect(try wakeUps(during: .seconds(2), source) <= 2)
            rig.pseudo.fill()
            var frame = Frame(size: rig.terminal.size)
            frame.write("Jane", at: Point(x: 1, y: 1))
            try rig.terminal.present(frame)
            #expect(try wakeUps(during: .seconds(1), source) <= 2)
        }

        @Test(
            "the ground of the terminal is asked for, found out before the first frame, and keys typed meanwhile are kept"
        )
        func background() throws {
            let rig = try Rig()
            defer { rig.terminal.close() }
            let source = try NcursesEventSource(terminal: rig.terminal)
            try rig.terminal.askForBackground()
            rig.look()
            #expect(rig.screen.commands == ["11;?"] && rig.screen.questionCount == 1)
            rig.pseudo.type("j\u{1B}]11;rgb:0000/2b2b/3636\u{1B}\\k\u{1B}[0n")
            try source.waitForAnswers(atMost: .seconds(20))
            #expect(rig.terminal.reportedBackground == RGB(0x002B36))
            let keys = try source.waitForEvents(timeout: .zero)
            #expect(keys == [.key(KeyPress(.character("j"))), .key(KeyPress(.character("k"))), .wake])
            // A theme that changes while Foyer runs is told too, byte by byte as well.
            for byte in "\u{1B}]11;#fdf6e3\u{7}" { rig.pseudo.type(String(byte)) }
            #expect(try source.waitForEvents(timeout: .seconds(20)) == [.wake])
            #expect(rig.terminal.reportedBackground == RGB(0xFDF6E3))
        }

        @Test("a terminal that answers nothing is waited for as long as was said, and keys come through")
        func silentTerminal() throws {
            let rig = try Rig()
            defer { rig.terminal.close() }
            let source = try NcursesEventSource(terminal: rig.terminal)
            try rig.terminal.askForBackground()
            rig.pseudo.type("j")
            let start = ContinuousClock.now
            try source.waitForAnswers(atMost: .milliseconds(150))
            #expect((.milliseconds(150)...(.seconds(5))).contains(start.duration(to: .now)))
            #expect(try source.waitForEvents(timeout: .zero) == [.key(KeyPress(.character("j")))])
            #expect(rig.terminal.reportedBackground == nil)
        }

        @Test("terminals that would print the question are not asked", arguments: ["linux", "vt100"])
        func notAsked(name: String) throws {
            let rig = try Rig(environment: ["TERM": name])
            defer { rig.terminal.close() }
            rig.look()
            try rig.terminal.askForBackground()
            rig.look()
            #expect(rig.lastOutput == [])
        }

        @Test("an answer that is still to come is not left for the shell")
        func answerBeforeClose() throws {
            let rig = try Rig()
            rig.look()
            try rig.terminal.askForBackground()
            let answering = Thread { [near = rig.pseudo.near] in
                usleep(100_000)
                _ = write(near, "\u{1B}]11;#000000\u{7}\u{1B}[0n", 17)
            }
            answering.start()
            rig.terminal.close()
            var modes = termios()
            tcgetattr(rig.pseudo.far, &modes)
            modes.c_lflag &= ~tcflag_t(ICANON)
            tcsetattr(rig.pseudo.far, TCSANOW, &modes)
            while !answering.isFinished { usleep(1_000) }
            var left = pollfd(fd: rig.pseudo.far, events: Int16(POLLIN), revents: 0)
            #expect(poll(&left, 1, 0) == 0)
        }

        private func pass(_ time: Duration, _ source: NcursesEventSource) throws {
            let end = ContinuousClock.now + time
            while ContinuousClock.now < end {
                _ = try source.waitForEvents(timeout: end - ContinuousClock.now)
            }
        }

        /// Counted by the kernel: how often this thread went to sleep of its own will.
        private func wakeUps(during time: Duration, _ source: NcursesEventSource) throws -> Int {
            let before = Self.sleeps()
            _ = try source.waitForEvents(timeout: time)
            return Self.sleeps() - before
        }

        private static func sleeps() -> Int {
            // RUSAGE_THREAD, which Swift does not import.
            let thisThread: __rusage_who_t = 1
            var usage = rusage()
            getrusage(thisThread, &usage)
            return usage.ru_nvcsw
        }
    }
}
