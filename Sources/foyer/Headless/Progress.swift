import FoundationEssentials
import Glibc
import Synchronization

/// Tells a person at a terminal how far a command is: one line on standard error, which is gone when the command ends.
///
/// Pipes and cron hear nothing of it. Whatever is printed meanwhile, on either stream, takes the line away first.
enum Progress {
    /// A command that is done sooner says nothing.
    private static let patience = Duration.seconds(1)
    private static let rhythm = Duration.milliseconds(500)

    /// False where nobody looks; then nothing here costs more than asking.
    static let isWatched = isatty(STDERR_FILENO) == 1

    private static let line = Mutex(Line())

    /// What the command does from now on; who waits sees the seconds pass.
    static func say(_ words: String) { set(words, count: nil) }

    /// The same with a count, such as "Reading leads: 1200 of 5214".
    static func count(_ words: String, _ done: Int, of total: Int? = nil) {
        guard isWatched else { return }
        set(words, count: total.map { "\(done) of \(max(done, $0))" } ?? "\(done)")
    }

    /// From here on nothing more is said, as by a command that goes on until it is stopped.
    static func end() {
        guard isWatched else { return }
        line.withLock { line in
            line.isOver = true
            line.hide()
        }
    }

    private static func set(_ words: String, count: String?) {
        guard isWatched else { return }
        let isFirst = line.withLock { line in
            defer { line.isTicking = true }
            (line.words, line.count) = (words, count)
            line.drawIfDue(patience, rhythm)
            return !line.isTicking
        }
        if isFirst { begin() }
    }

    private static func begin() {
        // Also where a failure ends the program.
        atexit { Progress.end() }
        Task.detached {
            while !line.withLock({ $0.isOver }) {
                // Nobody cancels it: it ends with the program.
                try? await Task.sleep(for: rhythm)
                line.withLock { $0.drawIfDue(patience, rhythm) }
            }
        }
    }

    /// Runs what writes to a stream while the line is away.
    ///
    /// `isLineStart` says whether the terminal stands at the beginning of a line afterwards: in the middle of one there is
    /// no room for progress.
    static func makingRoom(isLineStart: Bool, _ write: () -> Int32?) -> Int32? {
        guard isWatched else { return write() }
        return line.withLock { line in
            line.hide()
            line.hasRoom = isLineStart
            return write()
        }
    }
}

extension Progress {
    private struct Line: Sendable {
        var words = ""
        var count: String?
        var hasRoom = true
        var isTicking = false
        var isOver = false
        private let begun = ContinuousClock.now
        private var drawnAt: ContinuousClock.Instant?
        private var shownWidth = 0

        mutating func drawIfDue(_ patience: Duration, _ rhythm: Duration) {
            let now = ContinuousClock.now
            guard hasRoom, !isOver, now - begun >= patience, drawnAt.map({ now - $0 >= rhythm }) ?? true else { return }
            drawnAt = now
            let seconds = (now - begun).components.seconds
            let text = "foyer: \([words, count].compactMap(\.self).joined(separator: ": ")), \(seconds) s"
            // A line that wraps could not be taken back.
            let shown = String(text.prefix(Self.width - 1))
            let rest = String(repeating: " ", count: max(0, shownWidth - shown.count))
            Self.write("\r\(shown)\(rest)\(String(repeating: "\u{8}", count: rest.count))")
            shownWidth = shown.count
        }

        /// Blanks, since not every terminal knows how to clear a line.
        mutating func hide() {
            guard shownWidth > 0 else { return }
            Self.write("\r\(String(repeating: " ", count: shownWidth))\r")
            shownWidth = 0
        }

        private static var width: Int {
            var size = winsize()
            guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 1 else { return 80 }
            return Int(size.ws_col)
        }

        /// Not through ``StandardStream``, which makes room for what it writes.
        private static func write(_ text: String) {
            let bytes = Array(text.utf8)
            // Where nobody can be told, there is nothing to do about it.
            _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
        }
    }
}
