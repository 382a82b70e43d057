import Glibc
import Terminal
import Testing

@testable import NcursesTerminal

extension NcursesTests {
    @MainActor @Suite(.timeLimit(.minutes(1))) struct JobControl {
        @Test("K14: started in the background, it waits without a byte until it is brought to the front")
        func backgroundStart() async {
            await #expect(processExitsWith: .success) {
                await JobShell.run { shell in
                    let before = shell.pseudo.modes
                    let job = shell.start(inFront: false)
                    shell.check(shell.stopSignal(of: job) == SIGTTOU)
                    shell.look()
                    shell.check(shell.lastOutput.isEmpty)
                    shell.check(shell.pseudo.modes == before)
                    shell.bringToFront(job)
                    shell.waitForText("Jane Smith")
                    shell.quit(job)
                    shell.check(shell.pseudo.modes == before)
                }
            }
        }

        @Test("K14: after Ctrl-Z, bg leaves it stopped and the keys to the shell, and fg brings it back")
        func suspension() async {
            await #expect(processExitsWith: .success) {
                await JobShell.run { shell in
                    let before = shell.pseudo.modes
                    let job = shell.startInSight()
                    shell.stop(job, by: SIGTSTP)
                    shell.look()
                    shell.check(shell.screen.privateModes.isDisjoint(with: [1049, 2004, 2026]))
                    shell.check(shell.pseudo.modes == before)
                    for _ in 0..<3 {
                        shell.continueInBackground(job)
                        shell.pseudo.type("q\n")
                        shell.check(shell.stopSignal(of: job) == SIGTTOU)
                        // The kernel's own echo, which comes in its own time, and nothing else.
                        var echo: [UInt8] = []
                        while echo.last != 0x0A {
                            shell.look()
                            echo += shell.lastOutput
                        }
                        shell.check(String(decoding: echo, as: UTF8.self) == "q\r\n")
                        shell.check(shell.pseudo.modes == before)
                        var line = [UInt8](repeating: 0, count: 16)
                        shell.check(read(shell.pseudo.far, &line, line.count) == 2)
                    }
                    shell.bringToFront(job)
                    shell.waitForText("Jane Smith")
                    shell.check(shell.screen.privateModes.isSuperset(of: [1049, 2004]))
                    shell.quit(job)
                    shell.check(shell.pseudo.modes == before)
                }
            }
        }

        @Test(
            "K14: stopped from outside and continued behind the shell, it stays stopped; fg takes the whole screen again"
        )
        func stopFromOutside() async {
            await #expect(processExitsWith: .success) {
                await JobShell.run { shell in
                    var cooked = termios()
                    tcgetattr(shell.pseudo.far, &cooked)
                    let before = shell.pseudo.modes
                    let job = shell.startInSight()
                    shell.stop(job, by: SIGSTOP)
                    tcsetattr(shell.pseudo.far, TCSANOW, &cooked)
                    shell.look()
                    shell.continueInBackground(job)
                    shell.check(shell.stopSignal(of: job) == SIGTTOU)
                    shell.look()
                    shell.check(shell.lastOutput.isEmpty)
                    shell.check(shell.pseudo.modes == before)
                    shell.bringToFront(job)
                    while !shell.lastOutput.starts(with: "\u{1B}[?2004h".utf8) { shell.look() }
                    var all = shell.lastOutput
                    while !String(decoding: all, as: UTF8.self).contains("Jane Smith") {
                        shell.look()
                        all += shell.lastOutput
                    }
                    // Another program may have left the alternate screen.
                    shell.check(String(decoding: all, as: UTF8.self).contains("\u{1B}[?1049h"))
                    shell.quit(job)
                    shell.check(shell.pseudo.modes == before)
                }
            }
        }

        @Test("ended behind the shell, it gives the screen back and leaves the shell's modes alone")
        func endedInBackground() async {
            await #expect(processExitsWith: .success) {
                await JobShell.run { shell in
                    let job = shell.startInSight()
                    shell.stop(job, by: SIGSTOP)
                    let modes = shell.editLine()
                    shell.pseudo.type("keys for the shell")
                    kill(job, SIGTERM)
                    shell.continueInBackground(job)
                    shell.check(shell.exitCode(of: job) == JobShell.Ending.terminated)
                    shell.check(shell.pseudo.modes == modes)
                    shell.look()
                    shell.check(shell.screen.privateModes.isDisjoint(with: [1049, 2004, 2026]))
                }
            }
        }

        @Test("a crash behind the shell leaves the shell's modes alone too")
        func crashInBackground() async {
            await #expect(processExitsWith: .success) {
                await JobShell.run { shell in
                    let job = shell.startInSight()
                    shell.stop(job, by: SIGSTOP)
                    let modes = shell.editLine()
                    kill(job, SIGUSR1)
                    shell.continueInBackground(job)
                    shell.check(shell.exitCode(of: job) == nil)
                    shell.check(shell.pseudo.modes == modes)
                    shell.look()
                    shell.check(shell.screen.privateModes.isDisjoint(with: [1049, 2004, 2026]))
                }
            }
        }

        @Test("behind another program with nobody to bring it to the front, it ends its input instead of spinning")
        func orphaned() async {
            await #expect(processExitsWith: .success) {
                await JobShell.run { shell in
                    // The leader of the session has the screen, and then another group is in front: as after a shell
                    // that died, nobody can stop the leader.
                    let terminal = try shell.openTerminal()
                    let source = try NcursesEventSource(terminal: terminal)
                    let other = shell.start(inFront: true) { _ in
                        sleep(20)
                        return 0
                    }
                    shell.pseudo.type("q")
                    shell.check(try source.waitForEvents(timeout: .seconds(10)).last == .endOfInput)
                    shell.look()
                    try terminal.present(Frame(size: terminal.size))
                    shell.look()
                    shell.check(shell.lastOutput.isEmpty)
                    kill(other, SIGKILL)
                }
            }
        }

        @Test("K21: with a shell above it can be suspended, and without one it says so and stays")
        func noJobControl() async {
            await #expect(processExitsWith: .success) {
                await JobShell.run { shell in
                    let job = shell.start(inFront: true) { shell in
                        let terminal = try shell.openTerminal()
                        defer { terminal.close() }
                        return terminal.canSuspend ? 0 : 1
                    }
                    shell.check(shell.exitCode(of: job) == 0)
                    shell.comeToFront()
                    // The leader of the session, as under `script`: nobody could continue it.
                    let terminal = try shell.openTerminal()
                    shell.look()
                    shell.check(!terminal.canSuspend)
                    let modes = shell.pseudo.modes
                    try terminal.suspend()
                    shell.look()
                    shell.check(shell.lastOutput == [7])
                    shell.check(shell.pseudo.modes == modes)
                    terminal.close()
                }
            }
        }
    }
}
