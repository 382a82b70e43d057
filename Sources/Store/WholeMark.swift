import FoundationEssentials
import Glibc
import PrivateFiles

/// What the store's file was like when it was found whole, so that one that nobody has touched since is not looked
/// through again at each start.
///
/// Commits go to the log beside it, whose frames carry checksums; the file itself changes when SQLite moves them over,
/// and whatever else writes to it changes the time that the system keeps (`st_ctim`), which no program can set.
struct WholeMark: Hashable {
    /// In bytes.
    let size: Int
    private let words: String

    /// The file as it is now; `nil` when there is none.
    init?(of path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        size = Int(status.st_size)
        let (modified, changed) = (status.st_mtim, status.st_ctim)
        words = [
            Int(truncatingIfNeeded: status.st_dev), Int(truncatingIfNeeded: status.st_ino), size, modified.tv_sec,
            modified.tv_nsec,
            changed.tv_sec, changed.tv_nsec,
        ].map(String.init).joined(separator: " ")
    }

    /// Whether the file was like this when it was found whole.
    func isNoted(for path: String) -> Bool {
        // A note that cannot be read says nothing: the file is looked through.
        let noted = try? PrivateFile.read(Self.file(path), limit: 1_024)
        return noted == Array(words.utf8)
    }

    /// Whether the file is as it was when it was last found whole.
    static func isKnown(_ path: String) -> Bool { WholeMark(of: path)?.isNoted(for: path) ?? false }

    /// Best effort: without the note the file is looked through again.
    func note(for path: String) { try? PrivateFile.write(Array(words.utf8), to: Self.file(path)) }

    private static func file(_ path: String) -> String { path + "-whole" }
}
