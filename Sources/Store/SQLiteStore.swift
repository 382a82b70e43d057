import FoundationEssentials
import GRDB
import Glibc
import Leads
package import Sync

/// The mirror and the journal in one SQLite file, so that an entry and the row that shows it are one transaction.
///
/// Every commit is synchronised to the disk before it returns (`synchronous = FULL`).
package final class SQLiteStore: MirrorStore, OutboxStore {
    /// Rings after each transaction.
    package let doorbell: Doorbell
    let path: String
    private let pool: DatabasePool

    /// Opens the store of a directory that was prepared, making or migrating it when needed.
    package init(directory: StateDirectory) throws(StoreError) {
        let path = directory.path + "/foyer.sqlite"
        self.path = path
        doorbell = try Doorbell(path: directory.path + "/doorbell")
        // Two processes that start together must not migrate together.
        let opening = try FileLease(path: directory.path + "/opening.lock")
        try opening.acquire()
        defer { opening.release() }
        try PrivateFile.ensure(path)
        do {
            try Self.checkOwnership(of: path)
            let pool = try DatabasePool(path: path, configuration: Self.configuration)
            // GRDB opens a pool with NORMAL, which may lose the last commits to a power cut.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            try Schema.migrator.migrate(pool)
            try pool.write { try Self.forgetOldRemovals($0) }
            self.pool = pool
        } catch {
            throw StoreError(error, path: path)
        }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.label = "foyer.store"
        return configuration
    }

    /// Looks before anything is written: a file that is not Foyer's must stay as it is.
    private static func checkOwnership(of path: String) throws {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        try DatabaseQueue(path: path, configuration: configuration).read { db in
            guard try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0 > 0 else { return }
            guard try Int.fetchOne(db, sql: "PRAGMA application_id") == Schema.applicationID else {
                throw StoreError.foreignDatabase(path: path)
            }
            if try Schema.migrator.hasBeenSuperseded(db) { throw StoreError.newerSchema(path: path) }
        }
    }

    /// No process is so far behind that it still needs them.
    private static func forgetOldRemovals(_ db: Database) throws {
        try db.execute(
            sql: "DELETE FROM removal WHERE revision < (SELECT value FROM counter WHERE name = 'revision') - :kept",
            arguments: ["kept": 100_000]
        )
    }

    func reading<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do {
            return try pool.read(body)
        } catch {
            throw StoreError(error, path: path)
        }
    }

    func writing<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do {
            return try pool.write(body)
        } catch {
            throw StoreError(error, path: path)
        }
    }

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
            case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN: .unwritable(path: path, reason: detail)
            case .SQLITE_NOTADB: .notADatabase(path: path)
            case .SQLITE_CORRUPT: .corrupt(path: path, detail: detail)
            case .SQLITE_BUSY, .SQLITE_LOCKED: .busy(path: path)
            default: .failed(path: path, detail: detail)
            }
    }
}
