import Foundation

/// A program started with nothing of the test's but its environment.
///
/// Foundation's `Process` learns of an end through a descriptor that the child inherits, so a server that the child
/// leaves behind (tmux) keeps it waiting for ever; and a child started from a worker thread inherits its blocked signals.
final class ChildProcess {
    let processID: pid_t
    private var status: Int32?

    /// Paths of files.
    struct Streams {
        var input = "/dev/null"
        var output = "/dev/null"
        var errors = "/dev/null"
    }

    init(
        _ executable: String,
        _ arguments: [String],
        environment: [String: String] = [:],
        streams: Streams = Streams(),
        isLeader: Bool = false
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, streams.input, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, streams.output, O_WRONLY | O_APPEND, 0)
        posix_spawn_file_actions_addopen(&actions, 2, streams.errors, O_WRONLY | O_APPEND, 0)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        // A leader of a session takes the first terminal that it opens for its own; POSIX_SPAWN_SETSID of glibc is 0x80.
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK) | (isLeader ? 0x80 : 0))

        let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let argv = ([executable] + arguments).map { strdup($0) } + [nil]
        let envp = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in argv + envp { free(text) } }
        var processID = pid_t()
        let failure = posix_spawnp(&processID, executable, &actions, &attributes, argv, envp)
        guard failure == 0 else {
            throw CannotStart(executable: executable, reason: String(cString: strerror(failure)))
        }
        self.processID = processID
    }

    struct CannotStart: Error {
        let executable: String
        let reason: String
    }

    /// Waits for the end: the exit code, or 128 and the signal as a shell says it.
    func wait() -> Int32 {
        if let status { return status }
        var raw: Int32 = 0
        while waitpid(processID, &raw, 0) < 0, errno == EINTR {}
        return note(raw)
    }

    /// Waits so many seconds for the end, and kills what has not ended then.
    func end(within seconds: Double) {
        let deadline = Date(timeIntervalSinceNow: seconds)
        while status == nil, Date() < deadline {
            var raw: Int32 = 0
            if waitpid(processID, &raw, WNOHANG) == processID { _ = note(raw) } else { usleep(10_000) }
        }
        send(SIGKILL)
        _ = wait()
    }

    private func note(_ raw: Int32) -> Int32 {
        let signal = raw & 0x7F
        let ended = signal == 0 ? (raw >> 8) & 0xFF : 128 + signal
        status = ended
        return ended
    }

    func send(_ signal: Int32) {
        if status == nil { kill(processID, signal) }
    }
}
