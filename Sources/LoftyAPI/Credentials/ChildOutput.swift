package import Glibc
package import PrivateFiles
import Synchronization

/// Runs a program once and takes the first line of what it prints.
///
/// Foundation's `Process` is not used: it waits for descriptors that grandchildren inherit.
struct ChildOutput: Sendable {
    /// The program without its folder and its arguments, which may hold secrets.
    let name: String
    private let arguments: [String]
    private let deadline: Duration
    private let time: TimeSource

    private static let limit = 65_536

    init(_ arguments: [String], deadline: Duration, time: TimeSource) {
        self.arguments = arguments
        self.deadline = deadline
        self.time = time
        name = arguments.first?.split(separator: "/").last.map(String.init) ?? ""
    }

    /// - Throws: ``CredentialError/Kind/unusable`` when it cannot be started, fails, prints too much or takes too long.
    func firstLine() async throws(CredentialError) -> String {
        guard !name.isEmpty else { throw CredentialError(.unusable, "The key command is empty") }
        let child = try start()
        do throws(CredentialError) {
            let bytes = try await output(of: child)
            let line = bytes.prefix { $0 != UInt8(ascii: "\n") }
            return String(decoding: line, as: UTF8.self)
        } catch {
            child.end()
            throw error
        }
    }

    private func output(of child: ChildProcess) async throws(CredentialError) -> [UInt8] {
        let end = time.uptime() + deadline
        var bytes: [UInt8] = []
        while true {
            // Asked before the pipe is emptied: what a child that has ended had to say is then all there.
            let ended = child.exitStatus()
            while let more = try more(of: child), !more.isEmpty {
                bytes += more
                guard bytes.count <= Self.limit else {
                    throw CredentialError(.unusable, "The key command \(name) printed more than a key")
                }
            }
            if let ended {
                try check(ended)
                return bytes
            }
            guard time.uptime() < end else {
                throw CredentialError(.unusable, "The key command \(name) did not end in time")
            }
            try await pause()
        }
    }

    private func more(of child: ChildProcess) throws(CredentialError) -> [UInt8]? {
        try CredentialError.reporting { () throws(PrivateFileError) in
            try child.output.read("The output of the key command \(name)")
        }
    }

    private func check(_ status: ChildProcess.Status) throws(CredentialError) {
        switch status {
        case .exited(0): return
        case .exited(let code): throw CredentialError(.unusable, "The key command \(name) ended with code \(code)")
        case .killed(let signal):
            throw CredentialError(.unusable, "The key command \(name) was ended by signal \(signal)")
        }
    }

    private func pause() async throws(CredentialError) {
        do {
            try await time.sleep(.milliseconds(10))
        } catch {
            throw CredentialError(.cancelled, "The key command \(name) was cancelled")
        }
    }

    // MARK: Starting

    private func start() throws(CredentialError) -> ChildProcess {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .system("The key command \(name) cannot be started") }
        let output = OwnedDescriptor(ends[0])
        let input = OwnedDescriptor(ends[1])
        // Another program that is started at this very moment may inherit them, which does no harm: nobody here waits
        // for the pipe's end.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(output.number, F_SETFL, O_NONBLOCK)
        return ChildProcess(try spawn(writingTo: input.number), output: output)
    }

    private func spawn(writingTo descriptor: Int32) throws(CredentialError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, descriptor, 1)
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        // A group of its own, so that its children can be ended with it.
        posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
        posix_spawnattr_setflags(&attributes, Int16(flags))

        let words = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var id = pid_t()
        let failure = posix_spawnp(&id, arguments[0], &actions, &attributes, words, environ)
        guard failure == 0 else { throw .system("The key command \(name) cannot be started", errno: failure) }
        return id
    }
}

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
