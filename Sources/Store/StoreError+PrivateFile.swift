import Glibc
import PrivateFiles
import Sync

extension StoreError {
    /// Runs work on private files; a failure of theirs is one of the store.
    static func reporting<Value: ~Copyable>(
        _ work: () throws(PrivateFileError) -> Value
    ) throws(StoreError) -> Value {
        do throws(PrivateFileError) {
            return try work()
        } catch {
            throw StoreError(error)
        }
    }

    /// A lock that the system refused, though nobody else has it; `code` is its `errno`.
    init(locking path: String, refused code: Int32) {
        switch code {
        // As on NFS where nothing answers for locks.
        case ENOLCK, EOPNOTSUPP, ENOSYS: self = .noLocks(path: path)
        default: self = .unwritable(path: path, reason: PrivateFileError.words(of: code))
        }
    }

    private init(_ error: PrivateFileError) {
        switch error {
        case .refused(let path, .lock, let code): self.init(locking: path, refused: code)
        case .refused(let path, _, ENOSPC), .refused(let path, _, EDQUOT): self = .diskFull(path: path)
        case .refused(let path, _, let code): self = .unwritable(path: path, reason: PrivateFileError.words(of: code))
        case .notPlainFile(let path): self = .notADatabase(path: path)
        case .notFolder(let path): self = .notADirectory(path: path)
        case .foreignOwner(let path): self = .foreignOwner(path: path)
        case .looseMode(let path, let mode, let allowed):
            self = .looseMode(path: path, mode: mode, remedy: PrivateFileError.remedy(path: path, allowed: allowed))
        case .tooLarge(let path, let limit): self = .failed(path: path, detail: "larger than \(limit) bytes")
        case .busy(let path): self = .busy(path: path)
        }
    }
}

/// The system's words for the last failed call.
func lastSystemError() -> String { PrivateFileError.words(of: errno) }
