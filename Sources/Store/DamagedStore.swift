import FoundationEssentials
import GRDB
import Glibc
import PrivateFiles
import Sync

/// A store file that SQLite finds damaged.
///
/// The leads can be read from the server again; the journal cannot. So every entry that can still be read is written to
/// a text file first, then the damaged file is moved aside, never deleted.
struct DamagedStore {
    let path: String

    /// Up to this size a file that has changed is looked through when it is opened; a larger one only when a reading has
    /// failed.
    private static let checkedSize = 16 << 20

    /// Looks through the file, unless it is known to be as it was when it was last found whole.
    ///
    /// - Throws: a `DatabaseError` with `SQLITE_CORRUPT`.
    static func check(_ pool: DatabasePool, path: String, isKnown: Bool) throws {
        let mark = WholeMark(of: path)
        let isDue = !isKnown && (mark?.size ?? .max) <= checkedSize
        guard isDue || access(marker(path), F_OK) == 0 else { return }
        try pool.read { db in
            let finding = try String.fetchOne(db, sql: "PRAGMA quick_check(1)")
            guard finding == "ok" else {
                throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: finding ?? "the check says nothing")
            }
        }
        unlink(marker(path))
        // One that another process has changed meanwhile is looked through again.
        if let mark, mark == WholeMark(of: path) { mark.note(for: path) }
    }

    /// Has the file checked when it is opened next.
    static func mark(_ path: String) {
        let descriptor = Glibc.open(marker(path), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        if descriptor >= 0 { close(descriptor) }
    }

    private static func marker(_ path: String) -> String { path + "-damaged" }

    /// Whether the error says that this is a store of Foyer's, and damaged.
    ///
    /// A file whose first bytes are damaged is no database to SQLite; the text of its tables still tells whose it is.
    func isMeant(by error: StoreError) -> Bool {
        switch error {
        case .corrupt: true
        case .notADatabase: wasUsed || DamagedHeader(path: path) != nil
        case .diskFull, .unwritable, .notADirectory, .foreignOwner, .looseMode, .foreignDatabase, .newerSchema,
            .unreadableRecord, .rebuilt, .damagedInUse, .busy, .inUse, .otherAccount, .superseded, .failed,
            .unreadableAccount, .noLocks, .networkDisk:
            false
        }
    }

    /// True when a Foyer has worked with a store at this place: what is there now was one, whatever it looks like.
    private var wasUsed: Bool {
        var log = stat()
        let hasLog = stat(path + "-wal", &log) == 0 && log.st_size > 0
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
        return hasLog || access(folder + StateDirectory.senderLock, F_OK) == 0
    }

    /// Saves the journal as text, under names that bear `stamp`; the file itself stays as it is.
    func salvage(stamp: Int) throws(StoreError) -> SavedJournal {
        var journal = try read()
        journal.textPath = Self.text(path, stamp)
        journal.setAsidePath = Self.aside(path, stamp)
        try write(journal.text, to: journal.textPath)
        return journal
    }

    private func read() throws(StoreError) -> SavedJournal {
        guard let header = DamagedHeader(path: path) else { return SavedJournal(salvagedFrom: path) }
        var best: SavedJournal?
        for mending in header.mendings {
            let copy = try header.mendedCopy(mending)
            let found = SavedJournal(salvagedFrom: copy)
            for ending in ["", "-wal", "-shm"] { unlink(copy + ending) }
            if let best, best.lines.count >= found.lines.count { continue }
            best = found
        }
        return best ?? SavedJournal(salvagedFrom: path)
    }

    /// Moves the file out of the way; what another attempt has moved already stays where that put it.
    func moveAside(stamp: Int) throws(StoreError) {
        let aside = Self.aside(path, stamp)
        // The log first: one that stayed behind would be taken for that of the new file.
        for ending in ["-wal", "-shm", ""] where access(path + ending, F_OK) == 0 {
            guard rename(path + ending, aside + ending) == 0 else {
                throw .unwritable(path: path + ending, reason: lastSystemError())
            }
        }
        unlink(Self.marker(path))
    }

    static func text(_ path: String, _ stamp: Int) -> String { path + ".journal-\(stamp).jsonl" }

    static func aside(_ path: String, _ stamp: Int) -> String { path + ".set-aside-\(stamp)" }

    private func write(_ text: String, to path: String) throws(StoreError) {
        let file = try StoreError.reporting { () throws(PrivateFileError) in try PrivateFile.open(path) }
        guard file.write(Array(text.utf8)), fsync(file.number) == 0 else {
            throw errno == ENOSPC ? .diskFull(path: path) : .unwritable(path: path, reason: lastSystemError())
        }
    }
}
