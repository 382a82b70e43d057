import FoundationEssentials
import GRDB
import Leads
import Sync

// MARK: - Rows

/// A row of the table `lead`.
struct MirrorRow {
    var base: Lead?
    var readAt: Date?
    var isGone: Bool

    static func fetch(_ db: Database, id: Lead.ID) throws -> MirrorRow? {
        let statement = try db.cachedStatement(sql: "SELECT base, read_at, is_gone FROM lead WHERE id = :id")
        guard let row = try Row.fetchOne(statement, arguments: ["id": id.rawValue]) else { return nil }
        return MirrorRow(
            base: try row.withUnsafeData(atIndex: 0) { data in
                // What cannot be read is asked for again: the next page that holds the lead mends it.
                data.flatMap { try? LeadRecord.decode($0) }
            },
            readAt: (row[1] as Double?).map { Date(timeIntervalSinceReferenceDate: $0) },
            isGone: row[2]
        )
    }
}

/// What a transaction has to know of a lead before it writes what the server said: one statement for all of it.
struct KnownLead {
    var base: Lead?
    var isMirrored = false
    /// The revision of the latest question whose answer is known, or at which the lead was taken out.
    var asked: Int64 = 0
    var isRemoved = false
    var hasUnsent = false
    /// Sent calls say something against contacting it.
    var hasKeptEvidence = false

    static func fetch(_ db: Database, id: Lead.ID) throws -> KnownLead {
        let statement = try db.cachedStatement(
            sql: """
                SELECT lead.base, lead.asked, removal.revision,
                    EXISTS (SELECT 1 FROM journal WHERE is_unsent AND lead_id = :id),
                    EXISTS (SELECT 1 FROM forbidding_call WHERE lead_id = :id)
                FROM (SELECT :id AS id) AS this
                LEFT JOIN lead ON lead.id = this.id LEFT JOIN removal ON removal.lead_id = this.id
                """
        )
        guard let row = try Row.fetchOne(statement, arguments: ["id": id.rawValue]) else { return KnownLead() }
        let asked: Int64? = row[1]
        let removed: Int64? = row[2]
        return KnownLead(
            base: try row.withUnsafeData(atIndex: 0) { data in
                // What cannot be read is written anew in a moment.
                data.flatMap { try? LeadRecord.decode($0) }
            },
            isMirrored: asked != nil,
            asked: max(asked ?? 0, removed ?? 0),
            isRemoved: removed != nil,
            hasUnsent: row[3],
            hasKeptEvidence: row[4]
        )
    }
}

extension MirrorRow {
    /// The condition under which a pass may take a lead out.
    private static let unseen = """
        base IS NOT NULL AND seen_by < :number AND asked <= :revision
        AND NOT EXISTS (SELECT 1 FROM journal WHERE is_unsent AND lead_id = lead.id)
        """

    static func isUnseen(_ db: Database, id: Lead.ID, by pass: PassTicket) throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT 1 FROM lead WHERE id = :id AND " + unseen)
        return try Row.fetchOne(statement, arguments: arguments(pass, ["id": id.rawValue])) != nil
    }

    static func unseen(_ db: Database, by pass: PassTicket, limit: Int) throws -> [Lead.ID] {
        let statement = try db.cachedStatement(
            sql: "SELECT id FROM lead WHERE " + unseen + " ORDER BY id LIMIT :limit"
        )
        return try Int64.fetchAll(statement, arguments: arguments(pass, ["limit": limit])).map { Lead.ID($0) }
    }

    static func unseenCount(_ db: Database, by pass: PassTicket) throws -> Int {
        let statement = try db.cachedStatement(sql: "SELECT count(*) FROM lead WHERE " + unseen)
        return try Int.fetchOne(statement, arguments: arguments(pass, [:])) ?? 0
    }

    private static func arguments(_ pass: PassTicket, _ others: StatementArguments) -> StatementArguments {
        others &+ ["number": pass.number, "revision": pass.revision]
    }
}

extension LeadRow {
    /// From the bytes of the shown lead and the code of the state.
    init(_ row: Row) throws {
        let lead = try row.withUnsafeData(atIndex: 0) { data in
            guard let data else { throw LeadRecord.Unreadable(reason: "a lead without content") }
            return try LeadRecord.decode(data)
        }
        self.init(lead: lead, syncState: try SyncState(code: row[1]))
    }
}

extension JournalEntry {
    /// Is told the id of an entry whose body cannot be read, and why.
    ///
    /// Such an entry stays in the table: a newer Foyer may have written it, and a person may still want its text.
    typealias Skipping = (Int64, any Error) -> Void

    static func fetch(_ db: Database, ids: [OutboxEntry.ID], _ skipping: Skipping) throws -> [JournalEntry] {
        let statement = try db.cachedStatement(sql: "SELECT id, lead_id, body, revision FROM journal WHERE id = :id")
        return try ids.compactMap { id in
            try Row.fetchOne(statement, arguments: ["id": id.rawValue]).flatMap { JournalEntry($0, skipping) }
        }
    }

    static func fetchUnsent(_ db: Database, of lead: Lead.ID, _ skipping: Skipping) throws -> [JournalEntry] {
        let statement = try db.cachedStatement(
            sql: "SELECT id, lead_id, body, revision FROM journal WHERE is_unsent AND lead_id = :lead ORDER BY id"
        )
        return try fetch(try Row.fetchCursor(statement, arguments: ["lead": lead.rawValue]), skipping)
    }

    static func fetch(_ cursor: RowCursor, _ skipping: Skipping) throws -> [JournalEntry] {
        var entries: [JournalEntry] = []
        while let row = try cursor.next() {
            if let entry = JournalEntry(row, skipping) { entries.append(entry) }
        }
        return entries
    }

    private init?(_ row: Row, _ skipping: Skipping) {
        do {
            try self.init(row)
        } catch {
            skipping(row[0], error)
            return nil
        }
    }

    /// The columns decide where they and the body say the same thing.
    private init(_ row: Row) throws {
        let body: String = row[2]
        self = try JSONDecoder().decode(JournalEntry.self, from: Data(body.utf8))
        entry.id = OutboxEntry.ID(rawValue: row[0])
        entry.leadID = Lead.ID(row[1] as Int64)
        revision = row[3]
    }
}

extension UnreadableEntry {
    static func fetch(_ db: Database, ids: [Int64]) throws -> [UnreadableEntry] {
        let statement = try db.cachedStatement(sql: "SELECT lead_id, is_unsent, body FROM journal WHERE id = :id")
        return try ids.compactMap { id in
            try Row.fetchOne(statement, arguments: ["id": id]).map { row in
                UnreadableEntry(
                    id: OutboxEntry.ID(rawValue: id),
                    leadID: Lead.ID(row[0] as Int64),
                    isUnsent: row[1],
                    text: row[2]
                )
            }
        }
    }
}

extension SyncState {
    var code: Int {
        switch self {
        case .clean: 0
        case .queued: 1
        case .sending: 2
        case .failed: 3
        case .conflict: 4
        }
    }

    init(code: Int) throws {
        let all: [SyncState] = [.clean, .queued, .sending, .failed, .conflict]
        guard let state = all.first(where: { $0.code == code }) else {
            throw LeadRecord.Unreadable(reason: "a sync state \(code)")
        }
        self = state
    }
}
