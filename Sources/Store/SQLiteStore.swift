import FoundationEssentials
import GRDB
import Glibc
import Leads
import PrivateFiles
package import Sync
import Synchronization

/// The mirror and the journal in one SQLite file, so that an entry and the row that shows it are one transaction.
///
/// Every commit is synchronised to the disk before it returns (`synchronous = FULL`).
package final class SQLiteStore: MirrorStore, OutboxStore {
    /// Rings after each transaction.
    package let doorbell: Doorbell
    let path: String
    private let pool: DatabasePool
    private let use: SharedUse
    private let notices = Mutex(Notices())

    private struct Notices {
        /// Records that have been named, each once.
        var named: Set<String> = []
        var pending: [StoreError] = []
    }

    /// Opens the store of a directory that was prepared, making or migrating it when needed.
    ///
    /// A damaged file is set aside and made anew with its journal, see ``DamagedStore``.
    package convenience init(directory: StateDirectory) throws(StoreError) {
        let path = directory.path + "/foyer.sqlite"
        let doorbell = try Doorbell(path: directory.path + "/doorbell")
        // Two processes that start together must not migrate together.
        let opening = try FileLease(path: directory.path + "/opening.lock")
        try opening.acquire()
        defer { opening.release() }
        let use = try SharedUse(path: directory.path + "/users.lock")
        // What a crash has left of a rebuilding is finished before anything is looked for in the file.
        var rebuilt = try use.isAlone() ? StoreRebuilding(path: path).complete() : nil
        try StoreError.reporting { () throws(PrivateFileError) in try PrivateFile.ensure(path) }
        let pool: DatabasePool
        do throws(StoreError) {
            pool = try Self.open(path)
        } catch {
            guard DamagedStore(path: path).isMeant(by: error) else { throw error }
            guard use.isAlone() else { throw .damagedInUse(path: path) }
            try Self.rebuild(path, doorbell, use, stamp: Int(Date().timeIntervalSince1970))
            rebuilt = try StoreRebuilding(path: path).complete()
            pool = try Self.open(path)
        }
        self.init(path: path, pool, doorbell, use)
        if let rebuilt {
            let unsent = try unsent().entries.count
            note(.rebuilt(path: path, setAside: rebuilt.setAside, saved: rebuilt.saved, entries: unsent))
        }
        if let kind = NetworkDisk.kind(of: directory.path), kind.isRemote {
            note(.networkDisk(path: directory.path, kind: kind.name))
        }
    }

    private init(path: String, _ pool: DatabasePool, _ doorbell: Doorbell, _ use: SharedUse) {
        self.path = path
        self.pool = pool
        self.doorbell = doorbell
        self.use = use
    }

    /// Makes a new store of what can be saved of a damaged one; it stands beside that until it is put in its place.
    static func rebuild(_ path: String, _ doorbell: Doorbell, _ use: SharedUse, stamp: Int) throws(StoreError) {
        let saved = try DamagedStore(path: path).salvage(stamp: stamp)
        let rebuilding = StoreRebuilding(path: path)
        try rebuilding.beginDraft()
        let draft = SQLiteStore(path: rebuilding.draft, try open(rebuilding.draft, isDraft: true), doorbell, use)
        try draft.restore(saved)
        try draft.close()
        try rebuilding.finishDraft(stamp: stamp)
    }

    /// Writes everything into the one file and lets go of it.
    private func close() throws(StoreError) {
        do {
            try pool.writeWithoutTransaction(Self.moveLogIn)
            try pool.close()
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Leaves the file as the next opening finds it soonest: no log to go through, and known to be whole.
    ///
    /// Waits for nobody: while others read, or when the disk is full, the file stays as it is.
    package func tidy() {
        do {
            try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA busy_timeout = 100")
                try Self.moveLogIn(db)
                try db.execute(sql: "PRAGMA busy_timeout = \(Self.patience)")
            }
            try DamagedStore.check(pool, path: path, isKnown: WholeMark.isKnown(path))
        } catch {
            // Damage is remembered for the next opening, which mends it.
            _ = told(error)
        }
    }

    private static func moveLogIn(_ db: Database) throws {
        _ = try Row.fetchAll(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }

    /// Milliseconds that a lock of another process is waited for.
    private static let patience = 5_000

    private static func open(_ path: String, isDraft: Bool = false) throws(StoreError) -> DatabasePool {
        do {
            // A file that was found whole, and that nobody has touched since, is known to be Foyer's.
            let isKnown = WholeMark.isKnown(path)
            if !isKnown { try checkOwnership(of: path) }
            let pool = try DatabasePool(path: path, configuration: configuration)
            if isKnown { try pool.read { try checkVersion($0, path) } }
            // GRDB opens a pool with NORMAL, which may lose the last commits to a power cut.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            try Schema.migrator.migrate(pool)
            if !isDraft { try DamagedStore.check(pool, path: path, isKnown: isKnown) }
            try pool.write { try forgetOldRemovals($0) }
            return pool
        } catch {
            throw StoreError(error, path: path)
        }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(Double(patience) / 1_000)
        configuration.label = "foyer.store"
        return configuration
    }

    /// Looks before anything is written: a file that is not Foyer's must stay as it is.
    private static func checkOwnership(of path: String) throws {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(Double(patience) / 1_000)
        try DatabaseQueue(path: path, configuration: configuration).read { db in
            guard try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0 > 0 else { return }
            guard try Int.fetchOne(db, sql: "PRAGMA application_id") == Schema.applicationID else {
                throw StoreError.foreignDatabase(path: path)
            }
            try checkVersion(db, path)
        }
    }

    private static func checkVersion(_ db: Database, _ path: String) throws {
        if try Schema.migrator.hasBeenSuperseded(db) { throw StoreError.newerSchema(path: path) }
    }

    /// Revisions for which it is known which leads left.
    static let keptRemovals: Int64 = 100_000

    /// No process is so far behind that it still needs them.
    private static func forgetOldRemovals(_ db: Database) throws {
        try db.execute(
            sql: "DELETE FROM removal WHERE revision < (SELECT value FROM counter WHERE name = 'revision') - :kept",
            arguments: ["kept": keptRemovals]
        )
    }

    func reading<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do {
            return try pool.read(body)
        } catch {
            throw told(error)
        }
    }

    func writing<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do {
            return try pool.write(body)
        } catch {
            throw told(error)
        }
    }

    /// Names the error, and has the file looked at when it is opened next.
    private func told(_ error: any Error) -> StoreError {
        let named = StoreError(error, path: path)
        if error is DatabaseError, case .corrupt = named { DamagedStore.mark(path) }
        return named
    }

    // MARK: Notices

    package func takeNotices() -> [StoreError] {
        notices.withLock { notices in
            defer { notices.pending = [] }
            return notices.pending
        }
    }

    func note(_ record: String, _ error: any Error) {
        notices.withLock { notices in
            guard notices.named.insert(record).inserted else { return }
            let detail = (error as? LeadRecord.Unreadable)?.reason ?? "its text is not what Foyer writes"
            notices.pending.append(.unreadableRecord(path: path, record: record, detail: detail))
        }
    }

    func note(_ error: StoreError) { notices.withLock { $0.pending.append(error) } }

    /// Keeps the file from growing beyond so many pages, as a full disk does; `nil` lifts the limit.
    package func limitSize(toPages pages: Int?) throws(StoreError) {
        // SQLite never lowers the limit below the present size.
        let limit = pages ?? 0xFFFF_FFFE
        _ = try writing { try Int.fetchOne($0, sql: "PRAGMA max_page_count = \(limit)") }
    }
}

extension StoreError {
    /// Names what the library underneath said.
    init(_ error: any Error, path: String) {
        if let known = error as? StoreError {
            self = known
            return
        }
        guard let failure = error as? DatabaseError else {
            self = .corrupt(path: path, detail: String(describing: error))
            return
        }
        let detail = failure.message ?? failure.resultCode.description
        self =
            switch failure.resultCode {
            case .SQLITE_FULL: .diskFull(path: path)
            case .SQLITE_IOERR where Self.hasNoRoom(at: path): .diskFull(path: path)
            case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN: .unwritable(path: path, reason: detail)
            case .SQLITE_NOTADB: .notADatabase(path: path)
            case .SQLITE_CORRUPT: .corrupt(path: path, detail: detail)
            case .SQLITE_BUSY, .SQLITE_LOCKED: .busy(path: path)
            default: .failed(path: path, detail: detail)
            }
    }

    /// SQLite calls it an I/O error when the memory that readers and writers share (32 KiB) finds no place on the disk.
    ///
    /// Source: https://www.sqlite.org/rescode.html#ioerr_shmsize
    private static func hasNoRoom(at path: String) -> Bool {
        var room = statvfs()
        guard statvfs(path, &room) == 0 else { return false }
        return UInt64(room.f_bavail) * UInt64(room.f_frsize) < 64 << 10
    }
}
