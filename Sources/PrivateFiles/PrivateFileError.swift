import Glibc

/// Why a file or folder of a user's own cannot be used.
package enum PrivateFileError: Error, Hashable, Sendable {
    /// The system refused a step; `code` is its `errno`.
    case refused(path: String, step: Step, code: Int32)
    case notPlainFile(path: String)
    case notFolder(path: String)
    /// Another Unix user owns it.
    case foreignOwner(path: String)
    /// Others may read or write it; `allowed` is the mode that it should have.
    case looseMode(path: String, mode: UInt32, allowed: UInt32)
    /// Larger than `limit` bytes.
    case tooLarge(path: String, limit: Int)
    /// Another process has been writing it for too long.
    case busy(path: String)

    package enum Step: Hashable, Sendable {
        case open, make, examine, read, write, lock
    }

    /// What failed, why, and what to do about it; without full stop, and never with what is in the file.
    package var sentence: String {
        switch self {
        case .refused(let path, let step, let code): "\(path) cannot be \(step.word) (\(Self.words(of: code)))"
        case .notPlainFile(let path): "\(path) is no plain file; name the right one"
        case .notFolder(let path): "\(path) is no folder; name another"
        case .foreignOwner(let path): "\(path) belongs to another user; make a copy of your own"
        case .looseMode(let path, _, let allowed):
            "\(path) can be read by others; run: \(Self.remedy(path: path, allowed: allowed))"
        case .tooLarge(let path, let limit): "\(path) is larger than \(limit) bytes; name the right file"
        case .busy(let path): "\(path) is being written by another program; try again"
        }
    }

    /// The command that mends a loose mode.
    package static func remedy(path: String, allowed: UInt32) -> String {
        "chmod \(String(allowed, radix: 8)) '\(path.replacing("'", with: "'\\''"))'"
    }

    /// The system's words for an `errno`.
    package static func words(of code: Int32) -> String {
        guard let text = strerror(code) else { return "error \(code)" }
        return String(cString: text)
    }
}

extension PrivateFileError.Step {
    fileprivate var word: String {
        switch self {
        case .open: "opened"
        case .make: "made"
        case .examine: "examined"
        case .read: "read"
        case .write: "written"
        case .lock: "locked"
        }
    }
}
