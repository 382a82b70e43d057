import Dispatch
import FoundationEssentials
import Glibc
import Leads
import Store
import Sync
import Synchronization
import TestSupport
import Testing

@Suite("A state directory", .serialized, .timeLimit(.minutes(1)))
struct StateDirectoryTests {
    let state: TemporaryState

    init() throws { state = try TemporaryState() }

    @Test("is made with its parents, for its owner alone")
    func makes() throws {
        let directory = StateDirectory(path: state.file("a/b c/d"))
        _ = try directory.open()
        #expect(mode(directory.path) == 0o700)
        for name in try FileManager.default.contentsOfDirectory(atPath: directory.path) {
            #expect(mode(directory.path + "/" + name) == 0o600, "\(name)")
        }
    }

    @Test("is refused when others may look into it, with the command that mends it")
    func refusesLooseDirectory() throws {
        chmod(state.directory.path, 0o750)
        let remedy = "chmod 700 '\(state.directory.path)'"
        #expect(throws: StoreError.looseMode(path: state.directory.path, mode: 0o750, remedy: remedy)) {
            try state.directory.open()
        }
        chmod(state.directory.path, 0o700)
        _ = try state.directory.open()
    }

    @Test("is refused when a file of it may be read by others", arguments: ["foyer.sqlite", "sender.lock", "doorbell"])
    func refusesLooseFile(_ name: String) throws {
        _ = try state.directory.open()
        let path = state.file(name)
        chmod(path, 0o644)
        #expect(throws: StoreError.looseMode(path: path, mode: 0o644, remedy: "chmod 600 '\(path)'")) {
            try state.directory.open()
        }
    }

    @Test("is refused when it is a file")
    func refusesFile() throws {
        let path = state.file("plain")
        try Data("x".utf8).write(to: URL(filePath: path))
        #expect(throws: StoreError.notADirectory(path: path)) { try StateDirectory(path: path).prepare() }
    }

    @Test("is refused where nothing can be written")
    func refusesUnwritable() {
        // The kernel lets nobody, root included, make a directory there.
        #expect {
            try StateDirectory(path: "/proc/foyer").prepare()
        } throws: { error in
            guard case .unwritable(path: "/proc/foyer", reason: let reason) = error as? StoreError else { return false }
            return !reason.isEmpty
        }
    }

    @Test("lets one workbench in and names it to the next")
    func oneWorkbench() throws {
        let first = try state.directory.takeWorkbench()
        #expect(throws: StoreError.inUse(path: state.directory.path, holder: getpid())) {
            try state.directory.takeWorkbench()
        }
        first.release()
        _ = try state.directory.takeWorkbench()
    }

    @Test("lets one process send at a time, and the next when it is gone")
    func oneSender() throws {
        let waiting = try state.directory.open().lease
        do {
            let holder = try FileLease(path: state.file("sender.lock"))
            #expect(try holder.tryAcquire())
            #expect(try holder.tryAcquire(), "who has it keeps it")
            #expect(try !waiting.tryAcquire())
        }
        #expect(try waiting.tryAcquire(), "the kernel took it back with the file")
    }

    @Test("takes the lease back from a process that was killed")
    func killedHolder() async throws {
        let lease = try state.directory.open().lease
        let holder = try HoldingProcess(locking: state.file("sender.lock"))
        #expect(try !lease.tryAcquire())
        holder.kill()
        #expect(try lease.tryAcquire())
    }

    @Test("tells of a commit of another store")
    func doorbell() async throws {
        let mine = try state.directory.open()
        let theirs = try state.directory.open()
        let signal = try #require(mine.signal)
        let rings = DispatchSemaphore(value: 0)
        let subscription = try signal.onChange { rings.signal() }
        _ = try theirs.store.commit(StoreTransaction(readings: [.lead(sampleLead(1), at: someTime)]))
        let answer = await waitOffPool(rings, milliseconds: 2_000)
        #expect(answer == .success)
        #expect(try mine.store.changes(since: 0).rows.count == 1)
        withExtendedLifetime(subscription) {}
    }

    private func mode(_ path: String) -> mode_t {
        var status = stat()
        stat(path, &status)
        return status.st_mode & 0o777
    }
}

/// Waits on a thread of its own: those of the tests must not block.
private func waitOffPool(_ semaphore: DispatchSemaphore, milliseconds: Int) async -> DispatchTimeoutResult {
    await withCheckedContinuation { continuation in
        DispatchQueue.global().async {
            continuation.resume(returning: semaphore.wait(timeout: .now() + .milliseconds(milliseconds)))
        }
    }
}

/// Another process that holds a lock on a file: `flock(1)` of util-linux around `cat`, which waits for its input.
private struct HoldingProcess {
    private let id: pid_t
    private let output: Int32

    init(locking path: String) throws {
        var pipes: [Int32] = [0, 0]
        guard pipe(&pipes) == 0 else { throw StoreError.failed(path: path, detail: "pipe") }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, pipes[1], 1)
        posix_spawn_file_actions_addclose(&actions, pipes[0])
        let words = ["flock", "--no-fork", path, "sh", "-c", "echo held; exec sleep 60"]
        var arguments = words.map { strdup($0) }
        arguments.append(nil)
        defer { for argument in arguments { free(argument) } }
        var id: pid_t = 0
        let failure = posix_spawnp(&id, "flock", &actions, nil, arguments, environ)
        close(pipes[1])
        guard failure == 0 else { throw StoreError.failed(path: path, detail: "cannot start flock") }
        self.id = id
        output = pipes[0]
        var buffer = [UInt8](repeating: 0, count: 16)
        guard read(output, &buffer, buffer.count) > 0 else { throw StoreError.failed(path: path, detail: "not held") }
    }

    func kill() {
        Glibc.kill(id, SIGKILL)
        var status: Int32 = 0
        waitpid(id, &status, 0)
        close(output)
    }
}
