package import Glibc
package import PrivateFiles
import Synchronization

/// A started program and its process group.
package final class ChildProcess: Sendable {
    /// What it prints; reading never waits.
    package let output: OwnedDescriptor
    private let id: pid_t
    private let status = Mutex<Status?>(nil)

    /// How a program ended.
    package enum Status: Hashable, Sendable {
        case exited(Int32)
        case killed(Int32)
    }

    package init(_ id: pid_t, output: consuming OwnedDescriptor) {
        self.id = id
        self.output = output
    }

    /// `nil` while it runs.
    package func exitStatus() -> Status? {
        status.withLock { status in
            var raw: Int32 = 0
            guard status == nil, waitpid(id, &raw, WNOHANG) == id else { return status }
            let signal = raw & 0x7F
            status = signal == 0 ? .exited((raw >> 8) & 0xFF) : .killed(signal)
            return status
        }
    }

    /// Kills it with all its children, unless it has ended, and lets the system forget it.
    package func end() {
        // The number of a program that has been waited for may be another's by now.
        guard exitStatus() == nil else { return }
        kill(-id, SIGKILL)
        // A killed program is gone within moments unless the kernel itself holds it; then nobody should wait for it.
        for _ in 0..<1_000 where exitStatus() == nil { usleep(1_000) }
    }
}

// MARK: Starting

extension ChildProcess {
    /// Why a program cannot be started.
    package struct StartFailure: Error, Hashable, Sendable {
        /// An errno.
        package var code: Int32

        package init(code: Int32) { self.code = code }
    }

    /// Starts a program with no signal blocked and each as the system has it; no shell takes part.
    ///
    /// - Parameters:
    ///   - words: the program, looked for in `PATH`, and its arguments; not empty.
    ///   - environment: `NAME=value` each; `nil` is that of this process.
    ///   - input: a descriptor for its standard input; `nil` is `/dev/null`, here as in the next two.
    ///   - output: for its standard output.
    ///   - errors: for its standard error.
    ///   - hasOwnGroup: a group of its own lets its children be ended with it, and keeps the keys of the terminal away.
    /// - Returns: its number.
    /// - Throws: ``StartFailure`` when there is no such program, or no room for one.
    package static func start(
        _ words: [String],
        environment: [String]? = nil,
        input: Int32? = nil,
        output: Int32? = nil,
        errors: Int32? = nil,
        hasOwnGroup: Bool = true
    ) throws(StartFailure) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (place, descriptor) in [input, output, errors].enumerated() {
            if let descriptor {
                posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(place))
            } else {
                let access = place == 0 ? O_RDONLY : O_WRONLY
                posix_spawn_file_actions_addopen(&actions, Int32(place), "/dev/null", access, 0)
            }
        }
        var attributes = attributes(hasOwnGroup: hasOwnGroup)
        defer { posix_spawnattr_destroy(&attributes) }
        let arguments = words.map { strdup($0) } + [nil]
        let variables = environment.map { $0.map { strdup($0) } + [nil] }
        defer { for text in arguments + (variables ?? []) { free(text) } }
        var id = pid_t()
        let code =
            variables.map { posix_spawnp(&id, words[0], &actions, &attributes, arguments, $0) }
            ?? posix_spawnp(&id, words[0], &actions, &attributes, arguments, environ)
        guard code == 0 else { throw StartFailure(code: code) }
        return id
    }

    private static func attributes(hasOwnGroup: Bool) -> posix_spawnattr_t {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        let group = hasOwnGroup ? POSIX_SPAWN_SETPGROUP : 0
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | group))
        return attributes
    }
}
