import Glibc
import Terminal

@testable import NcursesTerminal

/// As much of a shell with job control as the tests need: a session of its own with a terminal that controls it.
///
/// Runs in a process that ends with it. A check that fails ends the process with the number of the check.
@MainActor final class JobShell {
    let pseudo: PseudoTerminal
    private(set) var screen: ScreenEmulator
    private(set) var lastOutput: [UInt8] = []
    private var checkCount: Int32 = 0

    /// What a program of the tests ends with.
    enum Ending {
        static let quit: Int32 = 107
        static let terminated: Int32 = 108
    }

    /// Swift does not import it, as threads do not survive it; the programs here need none.
    private static func fork() -> pid_t {
        typealias Fork = @convention(c) () -> pid_t
        guard let symbol = dlsym(nil, "fork") else { exit(99) }
        return unsafeBitCast(symbol, to: Fork.self)()
    }

    /// Runs `script` in the shell, and ends this process as the shell ends.
    static func run(_ script: @MainActor (JobShell) throws -> Void) {
        let shell = fork()
        if shell == 0 {
            do {
                setsid()
                let this = try JobShell()
                try script(this)
                _exit(0)
            } catch {
                _exit(98)
            }
        }
        var status: Int32 = 0
        waitpid(shell, &status, 0)
        exit(status & 0x7F == 0 ? status >> 8 & 0xFF : 97)
    }

    private init() throws {
        let size = Size(width: 40, height: 10)
        pseudo = try PseudoTerminal(size: size)
        screen = ScreenEmulator(size: size)
        check(ioctl(pseudo.far, UInt(TIOCSCTTY), 0) == 0)
        signal(SIGTTOU, SIG_IGN)
        alarm(30)
    }

    func check(_ condition: Bool) {
        checkCount += 1
        if !condition { _exit(checkCount) }
    }

    /// Starts a program in a process group of its own.
    func start(inFront: Bool, _ program: @MainActor (JobShell) throws -> Int32 = JobShell.program) -> pid_t {
        let job = Self.fork()
        if job == 0 {
            setpgid(0, 0)
            if inFront { tcsetpgrp(pseudo.far, getpid()) }
            signal(SIGTTOU, SIG_DFL)
            do { _exit(try program(self)) } catch { _exit(96) }
        }
        setpgid(job, job)
        if inFront { tcsetpgrp(pseudo.far, job) }
        return job
    }

    /// The workbench in small, in front and on the screen.
    func startInSight() -> pid_t {
        let job = start(inFront: true)
        waitForText("Jane Smith")
        return job
    }

    /// `q`, and the program ends as it should.
    func quit(_ job: pid_t) {
        pseudo.type("q")
        check(exitCode(of: job) == Ending.quit)
    }

    /// Stops the program, by its group when the terminal would, and takes the terminal as a shell does then.
    func stop(_ job: pid_t, by signal: Int32) {
        kill(signal == SIGTSTP ? -job : job, signal)
        check(stopSignal(of: job) == signal)
        comeToFront()
    }

    /// The modes of a shell that edits its line.
    func editLine() -> [UInt32] {
        var own = termios()
        tcgetattr(pseudo.far, &own)
        own.c_lflag = tcflag_t(ISIG)
        tcsetattr(pseudo.far, TCSANOW, &own)
        return pseudo.modes
    }

    /// A workbench in small: shows a name, repaints when told to, `q` ends it, Ctrl-Z and SIGTSTP suspend it.
    static func program(on shell: JobShell) throws -> Int32 {
        let terminal = try shell.openTerminal()
        let source = try NcursesEventSource(terminal: terminal)
        while true {
            var frame = Frame(size: terminal.size)
            frame.write("Jane Smith", at: Point(x: 2, y: 2))
            try terminal.present(frame)
            for event in try source.waitForEvents(timeout: nil) {
                switch event {
                case .key(KeyPress(.character("q"))):
                    terminal.close()
                    return Ending.quit
                case .signal(.terminate):
                    terminal.close()
                    return Ending.terminated
                case .signal(.suspend): try terminal.suspend()
                case .endOfInput: return 95
                default: break
                }
            }
        }
    }

    func openTerminal() throws -> NcursesTerminal {
        let environment = ["TERM": "xterm-256color"]
        return try NcursesTerminal(configuration: Rig.configuration(for: pseudo, environment: environment))
    }

    /// Waits until the program is stopped.
    ///
    /// - Returns: the signal that did it; `nil` when the program ended instead.
    func stopSignal(of job: pid_t) -> Int32? {
        var status: Int32 = 0
        waitpid(job, &status, WUNTRACED)
        return status & 0xFF == 0x7F ? status >> 8 & 0xFF : nil
    }

    /// Waits until the program has ended; `nil` when a signal ended it.
    func exitCode(of job: pid_t) -> Int32? {
        var status: Int32 = 0
        waitpid(job, &status, 0)
        return status & 0x7F == 0 ? status >> 8 & 0xFF : nil
    }

    /// The shell takes the terminal, as it does when a job has stopped.
    func comeToFront() { tcsetpgrp(pseudo.far, getpgrp()) }

    func bringToFront(_ job: pid_t) {
        tcsetpgrp(pseudo.far, job)
        kill(-job, SIGCONT)
    }

    /// `bg`.
    func continueInBackground(_ job: pid_t) { kill(-job, SIGCONT) }

    func look() {
        lastOutput = pseudo.output()
        screen.feed(lastOutput)
    }

    /// Waits for text on the screen; a program that never writes it is ended by the alarm.
    func waitForText(_ text: String) {
        var seen: [UInt8] = []
        while !screen.lines.joined().contains(text) {
            look()
            seen += lastOutput
            usleep(5_000)
        }
        lastOutput = seen
    }
}
