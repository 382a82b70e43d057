import Glibc
import PrivateFiles
import Sync

/// Says that this process has the store open, for as long as the value lives.
///
/// A file that others have open must not be replaced under them: what they write would go into the old one.
final class SharedUse: Sendable {
    private let file: OwnedDescriptor

    init(path: String) throws(StoreError) {
        file = try StoreError.reporting { () throws(PrivateFileError) in try PrivateFile.open(path) }
        // Only whoever holds the opening lease asks for more, and never for long.
        while flock(file.number, LOCK_SH) != 0 {
            guard errno == EINTR else { throw StoreError(locking: path, refused: errno) }
        }
    }

    /// True when nobody else has the store open; the caller must hold the opening lease, so that nobody comes.
    func isAlone() -> Bool {
        guard flock(file.number, LOCK_EX | LOCK_NB) == 0 else {
            // Changing a lock gives the old one up first.
            while flock(file.number, LOCK_SH) != 0, errno == EINTR {}
            return false
        }
        while flock(file.number, LOCK_SH) != 0, errno == EINTR {}
        return true
    }
}
