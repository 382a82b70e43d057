import Foundation
import Glibc
import Terminal
import Testing

@testable import NcursesTerminal

extension NcursesTests {
    @MainActor @Suite(.timeLimit(.minutes(1))) struct LifeCycle {
        private let environment = ["TERM": "xterm-256color"]
        /// SIGRTMIN, which Swift does not import; the two before it are the C library's.
        private nonisolated static let firstRealTimeSignal: Int32 = 34

        @Test("closing gives the terminal back as it was, twice does nothing, and it can be opened again")
        func closing() throws {
            let pseudo = try PseudoTerminal(size: Size(width: 80, height: 24))
            let before = pseudo.modes
            for _ in 0..<3 {
                let terminal = try NcursesTerminal(
                    configuration: Rig.configuration(for: pseudo, environment: environment)
                )
                var screen = ScreenEmulator(size: terminal.size)
                #expect(pseudo.modes != before)
                try terminal.present(Frame(size: terminal.size))
                screen.feed(pseudo.output())
                #expect(screen.privateModes.isSuperset(of: [1049, 2004]))
                #expect(!screen.isCursorVisible)
                terminal.close()
                terminal.close()
                screen.feed(pseudo.output())
                #expect(pseudo.modes == before)
                #expect(screen.privateModes.isDisjoint(with: [1000, 1006, 1049, 2004, 2026]))
                #expect(screen.isCursorVisible)
                try terminal.present(Frame(size: terminal.size))
                #expect(pseudo.output() == [])
            }
        }

        @Test("the window has its name while the terminal is taken, and then its own again")
        func title() throws {
            for (name, title, wanted) in [
                ("xterm-256color", "Foyer \u{1B}]0;x\u{7}demo", true), ("linux", "Foyer", false),
                ("xterm-256color", nil, false),
            ] as [(String, String?, Bool)] {
                let pseudo = try PseudoTerminal(size: Size(width: 80, height: 24))
                var configuration = Rig.configuration(for: pseudo, environment: ["TERM": name])
                configuration.title = title
                let terminal = try NcursesTerminal(configuration: configuration)
                let opened = String(decoding: pseudo.output(), as: UTF8.self)
                terminal.close()
                let closed = String(decoding: pseudo.output(), as: UTF8.self)
                #expect(opened.contains("\u{1B}[22;2t\u{1B}]2;Foyer") == wanted)
                #expect(opened.filter { $0 == "\u{7}" }.isEmpty, "no control character of a name gets through")
                #expect(closed.contains("\u{1B}[23;2t") == wanted)
            }
        }

        @Test("the mouse is reported only when asked for, and no longer after closing")
        func mouse() throws {
            let pseudo = try PseudoTerminal(size: Size(width: 80, height: 24))
            var configuration = Rig.configuration(for: pseudo, environment: environment)
            configuration.reportsMouse = true
            let terminal = try NcursesTerminal(configuration: configuration)
            var screen = ScreenEmulator(size: terminal.size)
            screen.feed(pseudo.output())
            #expect(screen.privateModes.isSuperset(of: [1000, 1006]))
            terminal.close()
            screen.feed(pseudo.output())
            #expect(screen.privateModes.isDisjoint(with: [1000, 1006]))
        }

        @Test("an unknown TERM falls back and says so", arguments: ["xterm-kitty", "no-such-terminal", ""])
        func fallback(name: String) throws {
            let rig = try Rig(environment: ["TERM": name])
            defer { rig.terminal.close() }
            #expect(rig.terminal.unknownTerminalName == name)
            var frame = Frame(size: rig.terminal.size)
            frame.write("Jane", at: Point(x: 5, y: 5))
            try rig.present(frame)
            #expect(rig.screen.lines == frame.lines)
        }

        @Test("a terminal that cannot address its cursor is refused and left as it was")
        func dumb() throws {
            let pseudo = try PseudoTerminal(size: Size(width: 80, height: 24))
            let before = pseudo.modes
            #expect(throws: TerminalError.unknownTerminal("dumb")) {
                try NcursesTerminal(configuration: Rig.configuration(for: pseudo, environment: ["TERM": "dumb"]))
            }
            #expect(pseudo.modes == before)
            #expect(pseudo.output() == [])
        }

        @Test("what is no terminal is refused")
        func noTerminal() throws {
            let file = Glibc.open("/dev/null", O_RDWR | O_CLOEXEC)
            defer { close(file) }
            var configuration = NcursesTerminal.Configuration(environment: environment, logPath: nil)
            configuration.input = file
            configuration.output = file
            #expect(throws: TerminalError.notATerminal) { try NcursesTerminal(configuration: configuration) }
        }

        @Test("a second terminal at the same time is refused and leaves the first alone")
        func second() throws {
            let rig = try Rig()
            defer { rig.terminal.close() }
            #expect(throws: TerminalError.system(call: "newterm", errno: EBUSY)) { try Rig() }
            var frame = Frame(size: rig.terminal.size)
            frame.write("Jane", at: Point(x: 5, y: 5))
            try rig.present(frame)
            #expect(rig.screen.lines == frame.lines)
        }

        @Test("locales without UTF-8 draw wide text all the same", arguments: ["C", "POSIX", "", "xx_XX.ISO-8859-1"])
        func locale(name: String) throws {
            let rig = try Rig(environment: ["TERM": "xterm-256color", "LC_ALL": name])
            defer { rig.terminal.close() }
            var frame = Frame(size: rig.terminal.size)
            frame.write("李小龍 é", at: Point(x: 5, y: 5))
            try rig.present(frame)
            #expect(rig.screen.lines == frame.lines)
        }

        @Test(
            "K13: every signal that ends a process, and an exit from anywhere, give the terminal back",
            arguments: [
                SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT, SIGQUIT, SIGUSR1, SIGUSR2, SIGXCPU, SIGXFSZ, SIGALRM,
                SIGVTALRM, SIGSYS, SIGPROF, SIGIO, SIGPWR, SIGSTKFLT, SIGPIPE, firstRealTimeSignal, 0,
            ]
        )
        func crash(signal: Int32) async throws {
            let pseudo = try PseudoTerminal(size: Size(width: 80, height: 24))
            let before = pseudo.modes
            let path = pseudo.path
            await #expect(processExitsWith: signal == 0 ? .exitCode(3) : .signal(signal)) {
                [path = path as String, signal = signal as Int32] in
                try await MainActor.run { try LifeCycle.die(on: path, by: signal) }
            }
            var screen = ScreenEmulator(size: Size(width: 80, height: 24))
            let output = pseudo.output()
            screen.feed(output)
            #expect(String(decoding: output, as: UTF8.self).contains("\u{1B}[?1049h"))
            #expect(pseudo.modes == before)
            #expect(screen.privateModes.isDisjoint(with: [1049, 2004, 2026]))
            #expect(screen.isCursorVisible)
        }

        @Test("suspending gives the terminal back while the process is stopped, and takes it when it is continued")
        func suspension() async throws {
            let pseudo = try PseudoTerminal(size: Size(width: 80, height: 24))
            let before = pseudo.modes
            await #expect(processExitsWith: .success) { [path = pseudo.path as String] in
                try await MainActor.run { try LifeCycle.suspendAndReturn(on: path) }
            }
            #expect(pseudo.modes == before)
            var screen = ScreenEmulator(size: Size(width: 80, height: 24))
            screen.feed(pseudo.output())
            #expect(screen.privateModes.isDisjoint(with: [1049, 2004, 2026]))
        }

        /// Suspends itself; a shell in another process group sees to it that the terminal is as it was, and continues it.
        private static func suspendAndReturn(on path: String) throws {
            let watcher = Process()
            watcher.executableURL = URL(filePath: "/bin/sh")
            let script = """
                found=$(stty -g < "$1"); echo ready
                until grep -q 'State:.T' /proc/$2/status; do kill -0 $2 || exit; done
                [ "$(stty -g < "$1")" = "$found" ] && kill -CONT $2 || kill -KILL $2
                """
            let answer = Pipe()
            watcher.arguments = ["-c", script, "sh", path, "\(getpid())"]
            watcher.standardOutput = answer
            try watcher.run()
            _ = answer.fileHandleForReading.availableData
            // A group of its own, or the test run would stop too.
            setpgid(0, 0)
            let driver = try open(path)
            let size = driver.size
            try driver.suspend()
            try driver.present(Frame(size: size))
            driver.close()
        }

        private static func open(_ path: String) throws -> NcursesTerminal {
            let descriptor = Glibc.open(path, O_RDWR | O_NOCTTY)
            var configuration = NcursesTerminal.Configuration(environment: ["TERM": "xterm-256color"], logPath: nil)
            configuration.input = descriptor
            configuration.output = descriptor
            return try NcursesTerminal(configuration: configuration)
        }

        private static func die(on path: String, by signal: Int32) throws {
            let driver = try open(path)
            try driver.present(Frame(size: driver.size))
            if signal == 0 { exit(3) }
            raise(signal)
        }
    }
}
