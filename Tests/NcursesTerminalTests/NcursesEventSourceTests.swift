import Foundation
import Glibc
import Terminal
import Testing

@testable import NcursesTerminal

extension NcursesTests {
    @MainActor @Suite(.timeLimit(.minutes(1))) struct Events {
        /// Long enough for a machine under load; a passing test never waits for it.
        private let patience = Duration.seconds(20)

        @Test("keys come as events, all that are ready at once")
        func keys() throws {
            let rig = try Rig()
            defer { rig.terminal.close() }
            let source = try NcursesEventSource(terminal: rig.terminal)
            rig.pseudo.type("j\u{1B}[A李")
            let expected: [InputEvent] = [
                .key(KeyPress(.character("j"))), .key(KeyPress(.up)), .key(KeyPress(.character("李"))),
            ]
            #expect(try source.waitForEvents(timeout: patience) == expected)
            #expect(try source.waitForEvents(timeout: .zero) == [])
        }

        @Test("an ESC alone comes after its tenth of a second, though the caller would wait longer")
        func escape() throws {
            let rig = try Rig()
            defer { rig.terminal.close() }
            let source = try NcursesEventSource(terminal: rig.terminal)
            rig.pseudo.type("\u{1B}")
            let start = ContinuousClock.now
            #expect(try source.waitForEvents(timeout: .milliseconds(1)) == [])
            #expect(try source.waitForEvents(timeout: nil) == [.key(KeyPress(.escape))])
            #expect(start.duration(to: .now) >= .milliseconds(100))
        }

        @Test("an arrow whose end came while the loop was busy is an arrow")
        func busyLoop() throws {
            let rig = try Rig()
            defer { rig.terminal.close() }
            let source = try NcursesEventSource(terminal: rig.terminal)
            rig.pseudo.type("\u{1B}")
            #expect(try source.waitForEvents(timeout: .milliseconds(1)) == [])
            rig.pseudo.type("[A")
            let start = ContinuousClock.now
            while start.duration(to: .now) < .milliseconds(120) { sched_yield() }
            #expect(try source.waitForEvents(timeout: patience) == [.key(KeyPress(.up))])
        }

        @Test("a closed terminal has no more input")
        func closed() throws {
            let rig = try Rig()
            let source = try NcursesEventSource(terminal: rig.terminal)
            rig.terminal.close()
            #expect(try source.waitForEvents(timeout: nil) == [.endOfInput])
        }

        @Test("a terminal that takes no bytes holds no process that is asked to end")
        func stuck() throws {
            let rig = try Rig()
            defer { rig.terminal.close() }
            rig.look()
            let before = try PseudoTerminal(size: Size(width: 1, height: 1)).modes
            let source = try NcursesEventSource(terminal: rig.terminal)
            kill(getpid(), SIGTERM)
            #expect(try source.waitForEvents(timeout: patience) == [.signal(.terminate)])
            rig.pseudo.fill()
            var frame = Frame(size: rig.terminal.size)
            frame.write("Jane", at: Point(x: 5, y: 5))
            try rig.terminal.present(frame)
            rig.look()
            #expect(rig.screen.lines != frame.lines)
            try rig.present(frame)
            #expect(rig.screen.lines == frame.lines)

            rig.pseudo.fill()
            rig.terminal.close()
            #expect(rig.pseudo.modes == before)
            rig.look()
            #expect(rig.screen.privateModes.isDisjoint(with: [1049, 2004, 2026]))
            #expect(rig.screen.isCursorVisible)
        }

        @Test("text between brackets is a paste, long lines at once may be one, and all else is keys")
        func paste() throws {
            let rig = try Rig()
            defer { rig.terminal.close() }
            let source = try NcursesEventSource(terminal: rig.terminal)
            rig.pseudo.type("delete every lead\ras quickly as you can")
            let presses = "delete every lead\nas quickly as you can".map { character in
                character == "\n" ? KeyPress(.enter) : KeyPress(.character(character))
            }
            #expect(try source.waitForEvents(timeout: patience) == [.burst(presses)])
            rig.pseudo.type("mcall back after nine\rjj")
            let typed = try source.waitForEvents(timeout: patience)
            #expect(typed.count == 24 && typed[21] == .key(KeyPress(.enter)))
            rig.pseudo.type("\u{1B}[200~dd\u{1B}[201~\u{3}\u{1A}")
            let expected: [InputEvent] = [
                .paste("dd"), .key(KeyPress(.character("c"), modifiers: .control)),
                .key(KeyPress(.character("z"), modifiers: .control)),
            ]
            #expect(try source.waitForEvents(timeout: patience) == expected)
        }

        @Test("many wakes from other threads are one event")
        func wake() throws {
            let rig = try Rig()
            defer { rig.terminal.close() }
            let source = try NcursesEventSource(terminal: rig.terminal)
            let threads = (0..<8).map { _ in Thread { [wake = source.wake] in for _ in 0..<100 { wake() } } }
            threads.forEach { $0.start() }
            #expect(try source.waitForEvents(timeout: patience) == [.wake])
            while !threads.allSatisfy(\.isFinished) { sched_yield() }
            _ = try source.waitForEvents(timeout: .zero)
            #expect(try source.waitForEvents(timeout: .zero) == [])
        }

        @Test("a wake outlives its source")
        func wakeAfterEnd() throws {
            let rig = try Rig()
            defer { rig.terminal.close() }
            let wake = try NcursesEventSource(terminal: rig.terminal).wake
            wake()
            #expect(try NcursesEventSource(terminal: rig.terminal).waitForEvents(timeout: .zero) == [])
        }

        @Test("a resize is reported once with the new size, and the next frame is sent whole")
        func resize() throws {
            let rig = try Rig(size: Size(width: 80, height: 24))
            defer { rig.terminal.close() }
            let source = try NcursesEventSource(terminal: rig.terminal)
            try rig.present(Frame(size: rig.terminal.size))
            for size in [Size(width: 200, height: 50), Size(width: 1, height: 1), Size(width: 40, height: 10)] {
                rig.pseudo.resize(to: size)
                for _ in 0..<3 { raise(SIGWINCH) }
                #expect(try source.waitForEvents(timeout: patience) == [.resize(size)])
                #expect(rig.terminal.size == size)
            }
            rig.look()
            var frame = Frame(size: rig.terminal.size)
            frame.write("Jane", at: Point(x: 36, y: 9))
            try rig.terminal.present(frame)
            var screen = ScreenEmulator(size: frame.size)
            screen.feed(rig.pseudo.output())
            #expect(screen.lines == frame.lines)
        }

        @Test("a terminal without a size, or with an absurd one, has a sane one")
        func absurdSizes() throws {
            let rig = try Rig(size: Size(width: 0, height: 0))
            defer { rig.terminal.close() }
            #expect(rig.terminal.size == Size(width: 80, height: 24))
            rig.pseudo.resize(to: Size(width: 65535, height: 65535))
            raise(SIGWINCH)
            let source = try NcursesEventSource(terminal: rig.terminal)
            #expect(try source.waitForEvents(timeout: patience) == [.resize(Size(width: 1000, height: 1000))])
        }

        @Test(
            "signals are events",
            arguments: [
                (SIGTERM, .signal(.terminate)), (SIGHUP, .signal(.hangup)), (SIGTSTP, .signal(.suspend)),
                (SIGINT, .key(KeyPress(.character("c"), modifiers: .control))),
            ] as [(Int32, InputEvent)]
        )
        func signals(number: Int32, expected: InputEvent) throws {
            let rig = try Rig()
            defer { rig.terminal.close() }
            let source = try NcursesEventSource(terminal: rig.terminal)
            raise(number)
            #expect(try source.waitForEvents(timeout: patience) == [expected])
        }

        @Test("after a stop from outside the terminal is taken again and painted whole")
        func continued() throws {
            let rig = try Rig()
            defer { rig.terminal.close() }
            let source = try NcursesEventSource(terminal: rig.terminal)
            var frame = Frame(size: rig.terminal.size)
            frame.write("Jane", at: Point(x: 5, y: 5))
            try rig.present(frame)
            raise(SIGCONT)
            #expect(try source.waitForEvents(timeout: patience) == [.resize(rig.terminal.size)])
            try rig.present(frame)
            #expect(rig.lastText.contains("Jane"))
            #expect(rig.screen.lines == frame.lines)
        }

        @Test("a terminal that goes away ends the input, for ever, and frames go nowhere")
        func hangUp() throws {
            let rig = try Rig()
            defer { rig.terminal.close() }
            let source = try NcursesEventSource(terminal: rig.terminal)
            rig.pseudo.hangUp()
            #expect(try source.waitForEvents(timeout: patience) == [.endOfInput])
            #expect(try source.waitForEvents(timeout: nil) == [.endOfInput])
            try rig.terminal.present(Frame(size: rig.terminal.size))
        }

        @Test("a frame that finds nobody ends the input too")
        func hangUpInFrame() throws {
            let rig = try Rig()
            defer { rig.terminal.close() }
            let source = try NcursesEventSource(terminal: rig.terminal)
            rig.pseudo.hangUp()
            var frame = Frame(size: rig.terminal.size)
            frame.write("Jane", at: Point(x: 5, y: 5))
            try rig.terminal.present(frame)
            #expect(try source.waitForEvents(timeout: nil) == [.endOfInput])
        }
    }
}
