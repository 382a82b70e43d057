import CPty
import Foundation

/// A program on a pseudo-terminal, timed from the outside as a person would see it.
final class Pty {
    private let processID: pid_t
    private let master: Int32
    private let started = ContinuousClock.now
    private var seen = Data()

    init(_ path: String, _ arguments: [String], columns: Int32 = 120, rows: Int32 = 40) throws {
        let argv = ([path] + arguments).map { strdup($0) } + [nil]
        defer { for text in argv { free(text) } }
        var master: Int32 = -1
        processID = foyer_pty_spawn(path, argv, columns, rows, &master)
        self.master = master
        guard processID > 0 else { throw Failure("cannot start \(path): \(String(cString: strerror(errno)))") }
    }

    deinit {
        kill(processID, SIGKILL)
        waitpid(processID, nil, 0)
        close(master)
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String

        init(_ description: String) { self.description = description }
    }

    /// Time since the start until the screen was sent with this text on it.
    func time(until text: String, limit: Duration = .seconds(20)) throws -> Duration {
        let wanted = Data(text.utf8)
        while seen.range(of: wanted) == nil {
            let left = limit - (ContinuousClock.now - started)
            guard left > .zero, read(for: left) else {
                throw Failure("“\(text)” never came; seen: \(seen.count) bytes")
            }
        }
        return ContinuousClock.now - started
    }

    /// Time from a key to the first byte of what it changed.
    func answer(to key: String) throws -> Duration {
        while read(for: .milliseconds(15)) {}
        let pressed = ContinuousClock.now
        type(key)
        guard read(for: .seconds(2)) else { throw Failure("no answer to “\(key)”") }
        return ContinuousClock.now - pressed
    }

    func type(_ keys: String) { _ = Array(keys.utf8).withUnsafeBytes { write(master, $0.baseAddress, $0.count) } }

    private func read(for limit: Duration) -> Bool {
        var request = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        let milliseconds = Int32(limit / .milliseconds(1))
        guard poll(&request, 1, max(1, milliseconds)) == 1 else { return false }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = Glibc.read(master, &buffer, buffer.count)
        guard count > 0 else { return false }
        seen.append(contentsOf: buffer.prefix(count))
        return true
    }
}
