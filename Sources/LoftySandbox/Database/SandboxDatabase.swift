import Foundation
import GRDB

/// The book and the keys, in a file or in memory.
///
/// Requests run one transaction each; GRDB lets one write at a time, so concurrent writers never lose an update.
struct SandboxDatabase: Sendable {
    /// The keys of the account that the sandbox announces.
    let keys: SandboxKeys
    /// Leads that those keys can see.
    let leadsAtStart: Int
    /// The second team, in a database of its own.
    let neighbour: NeighbourTeam?
    private let writer: any DatabaseWriter

    static func open(
        _ configuration: SandboxConfiguration,
        environment: SandboxEnvironment
    ) throws(SandboxStartError) -> SandboxDatabase {
        guard (1...2_000_000).contains(configuration.leads) else { throw .invalidLeadCount(configuration.leads) }
        if let key = configuration.apiKey, !SandboxKeys.isUsable(key) { throw .unusableKey }
        do {
            try makeFile(configuration, environment: environment)
            let writer = try connect(to: configuration.database)
            let neighbour =
                configuration.hasNeighbourTeam
                ? try NeighbourTeam.open(configuration, environment: environment) : nil
            return try writer.write { db in
                let keys = try prepareBook(configuration, environment: environment, db)
                let count = try LeadListQuery().count(visibleTo: keys.memberID, db)
                return SandboxDatabase(keys: keys, leadsAtStart: count, neighbour: neighbour, writer: writer)
            }
        } catch let error as SandboxStartError {
            throw error
        } catch {
            throw .unusableDatabase(path: configuration.database ?? "in memory", reason: Self.reason(error))
        }
    }

    private static func makeFile(_ configuration: SandboxConfiguration, environment: SandboxEnvironment) throws {
        guard let file = configuration.database.map({ BookFile(path: $0) }), file.isMissing else { return }
        try file.make(
            Book(seed: configuration.seed, leads: configuration.leads, nowMillis: environment.nowMillis),
            BookProgress(leads: configuration.leads, environment: environment)
        )
    }

    /// Makes the book of a database in memory, or of an old file without one, and finds the keys of either.
    private static func prepareBook(
        _ configuration: SandboxConfiguration,
        environment: SandboxEnvironment,
        _ db: Database
    ) throws -> SandboxKeys {
        if try !Team.exists(db) {
            let book = Book(seed: configuration.seed, leads: configuration.leads, nowMillis: environment.nowMillis)
            try book.write(to: db)
        }
        if let lifetime = configuration.tokenLifetime {
            var settings = try OAuthSettings.fetch(db)
            settings.tokenMillis = lifetime.millis
            try settings.store(db)
        }
        let account = try Member.fetchAccount(db)
        return try SandboxKeys.prepare(
            for: account,
            givenKey: configuration.apiKey,
            environment: environment,
            db
        )
    }

    func perform(_ action: Route.Action, for call: Call) async throws -> SandboxResponse {
        let writer = neighbour.flatMap { $0.has(call.caller) ? $0.writer : nil } ?? writer
        switch action {
        case .read(let handler):
            let response = try await writer.read { db in
                try LeadOffer.isDue(call.nowMillis, db) ? nil : try handler(call, db)
            }
            if let response { return response }
            // Time has passed that nobody has written down yet.
            try await writer.write { db in try LeadOffer.moveOn(nowMillis: call.nowMillis, db) }
            return try await writer.read { db in try handler(call, db) }
        case .write(let handler):
            return try await writer.write { db in
                try LeadOffer.moveOn(nowMillis: call.nowMillis, db)
                return try handler(call, db)
            }
        }
    }

    /// Who stands behind a secret.
    func credential(_ secret: String, nowMillis: Int64) async throws -> (Credential, Member)? {
        if let own = try await read({ db in try Credential.find(secret, nowMillis: nowMillis, db) }) { return own }
        return try await neighbour?.writer.read { db in try Credential.find(secret, nowMillis: nowMillis, db) }
    }

    func read<Result: Sendable>(_ body: @escaping @Sendable (Database) throws -> Result) async throws -> Result {
        try await writer.read(body)
    }

    /// One transaction, which an error rolls back.
    func write<Result: Sendable>(_ body: @escaping @Sendable (Database) throws -> Result) async throws -> Result {
        try await writer.write(body)
    }

    /// Calls `body` after every commit that changed the table, until the returned observation is cancelled.
    func observeCommits(to table: String, _ body: @escaping @Sendable () -> Void) -> any DatabaseCancellable {
        DatabaseRegionObservation(tracking: Table(table)).start(
            in: writer,
            // It cannot start on a closed database, which has no more commits either.
            onError: { _ in },
            onChange: { _ in body() }
        )
    }

    func close() {
        // Closing fails only while statements are in use; the file is consistent either way.
        try? writer.close()
        try? neighbour?.writer.close()
    }
}

// MARK: - Connecting

extension SandboxDatabase {
    static func connect(to path: String?) throws(SandboxStartError) -> any DatabaseWriter {
        do {
            guard let path else {
                let queue = try DatabaseQueue()
                try SandboxSchema.migrator.migrate(queue)
                return queue
            }
            return try connect(toFile: path)
        } catch let error as SandboxStartError {
            throw error
        } catch {
            throw .unusableDatabase(path: path ?? "in memory", reason: reason(error))
        }
    }

    private static func connect(toFile path: String) throws -> any DatabaseWriter {
        try SandboxStartError.prepareFile(path)
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { db in
            // What was answered outlives a power cut too.
            try db.execute(sql: "PRAGMA synchronous = FULL")
            // A new lead stands in some thirty indexes, mostly on the same pages as the one before: 32 MiB of journal
            // bring them home together.
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 8192")
        }
        try refuseForeign(path)
        let pool = try DatabasePool(path: path, configuration: configuration)
        try SandboxSchema.migrator.migrate(pool)
        return pool
    }

    /// Looks before it touches: opening a pool already switches a database to WAL mode.
    private static func refuseForeign(_ path: String) throws {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }  // A read-only look leaves nothing to lose.
        let isForeign = try queue.read { db in
            let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
            let id = try Int32.fetchOne(db, sql: "PRAGMA application_id")
            return tables > 0 && id != SandboxSchema.applicationID
        }
        if isForeign { throw SandboxStartError.unusableDatabase(path: path, reason: "it belongs to another program") }
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case let error as DatabaseError where error.resultCode == .SQLITE_NOTADB: "it is not an SQLite database"
        case let error as DatabaseError: error.message ?? "SQLite error \(error.resultCode.rawValue)"
        default: String(describing: error)
        }
    }
}
