package import Foundation

/// A program started by its path.
package final class ChildProcess {
    package let processID: pid_t
    private let output: Int32

    package init(_ path: String, _ arguments: [String], readsOutput: Bool = false) throws {
        var ends: [Int32] = [-1, -1]
        if readsOutput { guard pipe(&ends) == 0 else { throw Failure("no pipe") } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if readsOutput {
            posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
            posix_spawn_file_actions_addclose(&actions, ends[0])
        }
        let argv = ([path] + arguments).map { strdup($0) } + [nil]
        defer { for text in argv { free(text) } }
        var child: pid_t = 0
        let code = posix_spawn(&child, path, &actions, nil, argv, environ)
        if readsOutput { close(ends[1]) }
        guard code == 0 else { throw Failure("cannot start \(path): \(String(cString: strerror(code)))") }
        processID = child
        output = ends[0]
    }

    /// Waits for the end; the exit code, or -1 after a signal.
    package func wait() -> Int32 {
        var status: Int32 = 0
        while waitpid(processID, &status, 0) < 0, errno == EINTR {}
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : -1
    }

    /// Waits for the end, but no longer than `limit`; the exit code, or -1 after a signal.
    ///
    /// - Throws: a ``Failure`` that says what was waited for; the program is killed then.
    package func wait(atMost limit: Duration, for purpose: String) throws -> Int32 {
        let end = ContinuousClock.now + limit
        var status: Int32 = 0
        while waitpid(processID, &status, WNOHANG) == 0 {
            guard end > .now else {
                kill(processID, SIGKILL)
                _ = wait()
                throw Failure("\(purpose) did not end within \(limit)")
            }
            usleep(10_000)
        }
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : -1
    }

    /// Resident memory in mebibytes: `VmHWM` of `/proc/PID/status`, the peak so far (proc(5)).
    package func peakMebibytes() -> Int { Memory.mebibytes("VmHWM", of: String(processID)) }

    package func terminate() {
        kill(processID, SIGTERM)
        _ = wait()
    }

    /// `nil` when the program ended without one, or has none after `limit`.
    package func firstLine(limit: Duration = .seconds(60)) -> Data? {
        let end = ContinuousClock.now + limit
        var line = Data()
        var byte: UInt8 = 0
        var request = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
        while poll(&request, 1, max(0, Int32((end - .now) / .milliseconds(1)))) == 1, read(output, &byte, 1) == 1 {
            if byte == UInt8(ascii: "\n") { return line }
            line.append(byte)
        }
        return nil
    }
}
