import GRDB
import Glibc
import PrivateFiles

/// Makes the file of a new book under another name, so that a crash leaves nothing half-made that would be opened.
///
/// Nobody reads the file meanwhile, and a failed one is thrown away: it needs no journal, no checks of references, and
/// its indexes only when all rows are there.
struct BookFile {
    private let path: String
    private var draft: String { path + ".new" }

    init(path: String) { self.path = path }

    /// Whether there is nothing yet at the path.
    var isMissing: Bool {
        var status = stat()
        return stat(path, &status) != 0 ? errno == ENOENT : status.st_size == 0
    }

    /// Throws ``SandboxStartError/unusableDatabase(path:reason:)`` and errors of SQLite.
    func make(_ book: Book, _ progress: BookProgress) throws {
        // Its end frees the lock; what was written is synced before.
        let file = try lockDraft()
        // Another process may have been faster.
        guard isMissing else { return }
        do {
            // What an earlier process left when it was killed.
            try require(ftruncate(file.number, 0) == 0)
            try fill(book, progress)
            try require(fsync(file.number) == 0)
            try publish()
        } catch {
            unlink(draft)
            throw error
        }
    }

    /// Two processes that make the same book would write into each other's draft.
    private func lockDraft() throws(SandboxStartError) -> OwnedDescriptor {
        let file = try SandboxStartError.reporting(path) { () throws(PrivateFileError) in
            try OwnedDescriptor(opening: draft, O_CREAT | O_RDWR | O_NOFOLLOW)
        }
        let isMine = try SandboxStartError.reporting(path) { () throws(PrivateFileError) in try file.tryLock(draft) }
        guard isMine else { throw .unusableDatabase(path: path, reason: "another process is making it") }
        return file
    }

    private func fill(_ book: Book, _ progress: BookProgress) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        configuration.prepareDatabase { db in
            try db.execute(
                sql: """
                    PRAGMA locking_mode = EXCLUSIVE;
                    PRAGMA journal_mode = OFF;
                    PRAGMA synchronous = OFF;
                    PRAGMA cache_size = -65536;
                    """
            )
        }
        let queue = try DatabaseQueue(path: draft, configuration: configuration)
        try SandboxSchema.migrator.migrate(queue)
        try queue.write { db in try book.writeAtOnce(to: db, progress) }
        try queue.close()
    }

    /// The name changes for good only when the directory is on the disk, too.
    private func publish() throws {
        // A journal without its database means nothing, but SQLite would try to play it back into the new one.
        unlink(path + "-wal")
        unlink(path + "-shm")
        try require(rename(draft, path) == 0)
        try SandboxStartError.reporting(path) { () throws(PrivateFileError) in try PrivateFolder.sync(of: path) }
    }

    private func require(_ succeeded: Bool) throws {
        guard succeeded else {
            throw SandboxStartError.unusableDatabase(path: path, reason: String(cString: strerror(errno)))
        }
    }
}

extension Book {
    /// Writes without indexes and triggers and makes them afterwards.
    fileprivate func writeAtOnce(to db: Database, _ progress: BookProgress) throws {
        let rows = try Row.fetchAll(
            db,
            sql: "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
        )
        for row in rows { try db.execute(sql: "DROP \(row["type"] as String) \(row["name"] as String)") }
        var progress = progress
        try write(to: db) { leads in progress.reached(leads: leads) }
        progress.reached(step: 0, of: rows.count)
        try db.execute(sql: SandboxSchema.fillScale)
        for (index, row) in rows.enumerated() {
            progress.reached(step: index + 1, of: rows.count)
            try db.execute(sql: row["sql"])
        }
    }
}
