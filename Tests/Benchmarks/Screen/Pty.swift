import CPty
import Foundation

/// A program on a pseudo-terminal, timed from the outside as a person would see it.
///
/// It plays a terminal that answers at once, or one that never does.
final class Pty {
    /// What a key brought.
    struct Answer {
        /// From the key to the last byte of the frame.
        var complete: Duration
        var bytes: Int
    }

    let processID: pid_t
    private let master: Int32
    private let answers: Bool
    private let started = ContinuousClock.now
    private var seen = Data()
    /// The last bytes that may be the beginning of a question.
    private var tail = Data()
    /// When bytes came last, before anything was done with them.
    private var lastRead = ContinuousClock.now

    init(
        _ path: String,
        _ arguments: [String],
        columns: Int32 = 160,
        rows: Int32 = 50,
        answers: Bool = true
    ) throws {
        let argv = ([path] + arguments).map { strdup($0) } + [nil]
        defer { for text in argv { free(text) } }
        var master: Int32 = -1
        processID = foyer_pty_spawn(path, argv, columns, rows, &master)
        self.master = master
        self.answers = answers
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
    @discardableResult
    func time(until text: String, limit: Duration = .seconds(30)) throws -> Duration {
        try time(since: started, until: [text], limit: limit, after: "the start")
    }

    /// Time from a key until the screen was sent with texts on it that were not there before, in this order.
    ///
    /// Whatever else comes meanwhile, such as rows that somebody else has changed, is no answer.
    func time(of key: String, until texts: String..., limit: Duration = .seconds(10)) throws -> Duration {
        seen = Data()
        let pressed = ContinuousClock.now
        type(key)
        return try time(since: pressed, until: texts, limit: limit, after: "the key \(key)")
    }

    private func time(
        since start: ContinuousClock.Instant,
        until texts: [String],
        limit: Duration,
        after cause: String
    ) throws -> Duration {
        while !hasSeen(texts) {
            let left = limit - (ContinuousClock.now - start)
            guard left > .zero, read(for: left) != nil else {
                let missing = texts.joined(separator: " … ")
                throw Failure("“\(missing)” did not come within \(limit) of \(cause), but \(seen.count) bytes")
            }
        }
        return lastRead - start
    }

    private func hasSeen(_ texts: [String]) -> Bool {
        var rest = seen[...]
        for text in texts {
            guard let found = rest.range(of: Data(text.utf8)) else { return false }
            rest = rest[found.upperBound...]
        }
        return true
    }

    /// What a key brings, up to the end of its frame: a silence of some milliseconds.
    ///
    /// - Returns: `nil` when the key brought nothing, as at the end of a list.
    func press(_ keys: String) -> Answer? {
        rest()
        let pressed = ContinuousClock.now
        type(keys)
        var answer: Answer?
        while let count = read(for: answer == nil ? .milliseconds(300) : .milliseconds(6)) {
            answer = Answer(complete: lastRead - pressed, bytes: (answer?.bytes ?? 0) + count)
        }
        return answer
    }

    /// Waits until nothing has come for a while, or until `limit` is over: a screen on which somebody else's changes
    /// arrive never comes to rest.
    func rest(for silence: Duration = .milliseconds(20), limit: Duration = .seconds(5)) {
        let end = ContinuousClock.now + limit
        while end > .now, read(for: min(silence, end - .now)) != nil {}
    }

    /// Reads for a while whatever comes; the bytes.
    func watch(for duration: Duration) -> Int {
        let end = ContinuousClock.now + duration
        var bytes = 0
        while end > .now { bytes += read(for: end - .now) ?? 0 }
        return bytes
    }

    func type(_ keys: String) { _ = Array(keys.utf8).withUnsafeBytes { write(master, $0.baseAddress, $0.count) } }

    /// How many bytes came; `nil` when none did.
    private func read(for limit: Duration) -> Int? {
        var request = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        let milliseconds = Int32(limit / .milliseconds(1))
        guard poll(&request, 1, max(1, milliseconds)) == 1 else { return nil }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = Glibc.read(master, &buffer, buffer.count)
        guard count > 0 else { return nil }
        lastRead = .now
        let chunk = Data(buffer.prefix(count))
        seen.append(chunk)
        if answers { answerQuestions(in: chunk) }
        return count
    }

    /// Answers what the program asks, also where a question is cut in two: who gets no answer waits for it.
    private func answerQuestions(in chunk: Data) {
        tail += chunk
        for (question, answer) in Self.answers {
            while let asked = tail.range(of: Data(question.utf8)) {
                type(answer)
                tail.removeSubrange(tail.startIndex..<asked.upperBound)
            }
        }
        tail = Data(tail.suffix(Self.longestQuestion - 1))
    }

    /// The colour of the ground, and whether the frame has arrived.
    private static let answers = [
        ("\u{1B}]11;?", "\u{1B}]11;rgb:1111/1515/1c1c\u{1B}\\"), ("\u{1B}[5n", "\u{1B}[0n"),
    ]
    private static let longestQuestion = 6
}

extension Pty {
    /// How often each thread of the program went to sleep: `voluntary_ctxt_switches` of `/proc/PID/task/TID/status`
    /// (proc(5)).
    var sleeps: [String: Int] {
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(processID)/task")) ?? []
        let counts = threads.map { thread in
            // A thread that ended meanwhile has nothing more to say.
            let status = try? String(contentsOfFile: "/proc/\(processID)/task/\(thread)/status", encoding: .utf8)
            let line = status?.split(separator: "\n").first { $0.hasPrefix("voluntary_ctxt_switches:") }
            return (thread, line.flatMap { Int($0.filter(\.isNumber)) } ?? 0)
        }
        return Dictionary(uniqueKeysWithValues: counts)
    }
}
