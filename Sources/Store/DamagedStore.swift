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

    /// Up to this size the whole file is checked at each opening; a larger one only when a reading has failed.
    private static let checkedSize = 16 << 20

    /// - Throws: a `DatabaseError` with `SQLITE_CORRUPT`.
    static func check(_ pool: DatabasePool, path: String) throws {
        var status = stat()
        let isSmall = stat(path, &status) == 0 && status.st_size <= checkedSize
        guard isSmall || access(marker(path), F_OK) == 0 else { return }
        try pool.read { db in
            let finding = try String.fetchOne(db, sql: "PRAGMA quick_check(1)")
            guard finding == "ok" else {
                throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: finding ?? "the check says nothing")
            }
        }
        unlink(marker(path))
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
        case .notADatabase: DamagedHeader(path: path) != nil
        case .diskFull, .unwritable, .notADirectory, .foreignOwner, .looseMode, .foreignDatabase, .newerSchema,
            .unreadableRecord, .rebuilt, .damagedInUse, .busy, .inUse, .otherAccount, .superseded, .failed:
            false
        }
    }

    /// Saves the journal as text and moves the file out of the way.
    func setAside() throws(StoreError) -> SavedJournal {
        var journal: SavedJournal
        if let header = DamagedHeader(path: path) {
            let copy = try header.mendedCopy()
            journal = SavedJournal(salvagedFrom: copy)
            for ending in ["", "-wal", "-shm"] { unlink(copy + ending) }
        } else {
            journal = SavedJournal(salvagedFrom: path)
        }
        let stamp = Int(Date().timeIntervalSince1970)
        let text = path + ".journal-\(stamp).jsonl"
        try write(journal.text, to: text)
        let aside = path + ".set-aside-\(stamp)"
        for ending in ["", "-wal", "-shm"] where access(path + ending, F_OK) == 0 {
            guard rename(path + ending, aside + ending) == 0 else {
                throw .unwritable(path: path + ending, reason: lastSystemError())
            }
        }
        unlink(Self.marker(path))
        try StoreError.reporting { () throws(PrivateFileError) in try PrivateFile.ensure(path) }
        journal.textPath = text
        journal.setAsidePath = aside
        return journal
    }

    private func write(_ text: String, to path: String) throws(StoreError) {
        let file = try StoreError.reporting { () throws(PrivateFileError) in try PrivateFile.open(path) }
        guard file.write(Array(text.utf8)), fsync(file.number) == 0 else {
            throw errno == ENOSPC ? .diskFull(path: path) : .unwritable(path: path, reason: lastSystemError())
        }
    }
}
