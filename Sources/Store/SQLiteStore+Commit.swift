package import FoundationEssentials
import GRDB
import Leads
package import Sync

extension SQLiteStore {
    package func commit(_ transaction: StoreTransaction) throws(StoreError) -> StoreCommit {
        let commit = try writing { db in
            var writer = TransactionWriter(db: db, revision: try db.advance("revision", by: 1), skipping: skipped)
            try writer.apply(transaction)
            return try writer.finish()
        }
        doorbell.ring()
        return commit
    }

    package func prune(decidedBefore date: Date) throws(StoreError) {
        try writing { db in
            try db.execute(
                sql: "DELETE FROM journal WHERE NOT is_unsent AND decided_at < :date",
                arguments: ["date": date.timeIntervalSinceReferenceDate]
            )
        }
    }
}

/// One transaction on its way into the tables.
private struct TransactionWriter {
    let db: Database
    let revision: Int64
    let skipping: JournalEntry.Skipping
    private var added: [OutboxEntry.ID] = []
    private var updated: Set<OutboxEntry.ID> = []
    private var touched: Set<Lead.ID> = []
    private var removed: [Lead.ID] = []
    /// Leads that are shown as the server said them.
    private var clean: [Lead.ID: Lead] = [:]
    private var pass: PassTicket?
    /// Numbers that the calls of some lead have listed; `nil` before they are asked for.
    private var listed: Set<String>?

    init(db: Database, revision: Int64, skipping: @escaping JournalEntry.Skipping) {
        self.db = db
        self.revision = revision
        self.skipping = skipping
    }

    mutating func apply(_ transaction: StoreTransaction) throws {
        for entry in transaction.updates { try update(entry) }
        for draft in transaction.drafts { try insert(draft) }
        for identity in transaction.identities { try identify(identity) }
        pass = transaction.pass
        for reading in transaction.readings { try take(reading) }
        for event in transaction.audit { try AuditTable.append(db, event) }
        for (lead, evidence) in transaction.evidence {
            try keep(evidence, of: lead)
            clean[lead] = nil
            touched.insert(lead)
        }
    }

    // MARK: What forbids a call

    /// Keeps it, and shows everybody else anew who has one of its numbers: a list names a number, not a person.
    private mutating func keep(_ evidence: ContactEvidence, of lead: Lead.ID) throws {
        let news = evidence.listedNumbers.isEmpty ? [] : evidence.listedNumbers.subtracting(try listedNumbers())
        try KeptEvidence.add(db, evidence, to: lead)
        guard !news.isEmpty else { return }
        listed?.formUnion(news)
        for id in try KeptEvidence.leads(db, withOneOf: news) {
            clean[id] = nil
            touched.insert(id)
        }
    }

    private mutating func listedNumbers() throws -> Set<String> {
        let all = try listed ?? KeptEvidence.listedNumbers(db)
        listed = all
        return all
    }

    private mutating func listedNumbers(of lead: Lead) throws -> Set<String> {
        let all = try listedNumbers()
        return all.isEmpty ? [] : all.intersection(lead.phones.map(\.key))
    }

    /// Shows every touched lead anew and gathers what has changed.
    mutating func finish() throws -> StoreCommit {
        var rows = clean.values.map { LeadRow(lead: $0, syncState: .clean) }
        for id in touched where clean[id] == nil {
            if let row = try show(id) { rows.append(row) }
        }
        rows.sort { $0.lead.id < $1.lead.id }
        return StoreCommit(
            revision: revision,
            added: try JournalEntry.fetch(db, ids: added, skipping),
            updated: try JournalEntry.fetch(db, ids: updated.sorted(), skipping),
            rows: rows,
            removed: removed
        )
    }

    // MARK: Journal

    private mutating func update(_ entry: JournalEntry) throws {
        try db.execute(
            sql: """
                UPDATE journal SET lead_id = :lead, is_unsent = :unsent, body = :body, revision = :revision
                WHERE id = :id AND revision = :expected
                """,
            arguments: [
                "lead": entry.entry.leadID.rawValue, "unsent": entry.entry.status.isUnsent,
                "body": try encoded(entry), "revision": revision,
                "id": entry.id.rawValue, "expected": entry.revision,
            ]
        )
        guard db.changesCount == 1 else { throw StoreError.superseded(entry: entry.id.rawValue) }
        try keep(entry.keptEvidence, of: entry.entry.leadID)
        updated.insert(entry.id)
        touched.insert(entry.entry.leadID)
    }

    private mutating func insert(_ draft: EntryDraft) throws {
        let lead = try draft.leadID ?? Lead.ID(db.advance("provisional", by: -1))
        let entry = JournalEntry(draft, id: OutboxEntry.ID(rawValue: 0), leadID: lead)
        try db.execute(
            sql: """
                INSERT INTO journal (lead_id, is_unsent, decided_at, body, revision)
                VALUES (:lead, :unsent, :decided, :body, :revision)
                """,
            arguments: [
                "lead": lead.rawValue, "unsent": entry.entry.status.isUnsent,
                "decided": draft.createdAt.timeIntervalSinceReferenceDate,
                "body": try encoded(entry), "revision": revision,
            ]
        )
        added.append(OutboxEntry.ID(rawValue: db.lastInsertedRowID))
        if case .snooze(from: _, to: let snooze) = draft.change { try StoredSnoozes.write(db, snooze, of: lead) }
        touched.insert(lead)
    }

    private mutating func identify(_ identity: StoreTransaction.Identity) throws {
        let ids = try Int64.fetchAll(
            db,
            sql: "UPDATE journal SET lead_id = :real, revision = :revision WHERE lead_id = :provisional RETURNING id",
            arguments: [
                "real": identity.real.rawValue, "revision": revision, "provisional": identity.provisional.rawValue,
            ]
        )
        updated.formUnion(ids.map { OutboxEntry.ID(rawValue: $0) })
        updated.subtract(added)
        try LeadTable.forbiddingCall.move(db, from: identity.provisional, to: identity.real)
        try LeadTable.snooze.move(db, from: identity.provisional, to: identity.real)
        try remove(identity.provisional)
        touched.remove(identity.provisional)
        touched.insert(identity.real)
    }

    // MARK: Mirror

    private mutating func take(_ reading: LeadReading) throws {
        switch reading {
        case .lead(let lead, at: let date, asked: let asked):
            let known = try KnownLead.fetch(db, id: lead.id)
            guard known.asked <= asked else { return }
            try write(lead, at: date, asked: asked, over: known)
        case .listed(let lead, at: let date, asked: let asked):
            let known = try KnownLead.fetch(db, id: lead.id)
            if let pass, known.isMirrored { try see(lead.id, by: pass) }
            guard known.asked <= asked else { return }
            if let mine = known.base?.updatedAt, let listed = lead.updatedAt, mine > listed { return }
            try write(lead, at: date, asked: asked, over: known)
        case .gone(let id):
            try db.execute(
                sql: "UPDATE lead SET is_gone = 1, asked = :revision WHERE id = :id",
                arguments: ["id": id.rawValue, "revision": revision]
            )
            clean[id] = nil
            touched.insert(id)
        case .unseen(let id, by: let pass):
            guard try MirrorRow.isUnseen(db, id: id, by: pass) else { return }
            try remove(id)
        }
    }

    private func see(_ id: Lead.ID, by pass: PassTicket) throws {
        let statement = try db.cachedStatement(
            sql: "UPDATE lead SET seen_by = max(seen_by, :pass) WHERE id = :id"
        )
        try statement.execute(arguments: ["id": id.rawValue, "pass": pass.number])
    }

    private mutating func write(_ lead: Lead, at date: Date, asked: Int64, over known: KnownLead) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO lead (id, base, read_at, asked, seen_by, revision)
                VALUES (:id, :base, :date, :asked, :pass, :revision)
                ON CONFLICT (id) DO UPDATE SET
                    base = :base, shown = NULL, sync_state = 0, read_at = :date, asked = :asked, is_gone = 0,
                    revision = :revision
                """
        )
        try statement.execute(arguments: [
            "id": lead.id.rawValue, "base": LeadRecord.encode(lead), "date": date.timeIntervalSinceReferenceDate,
            "asked": min(asked, revision), "pass": pass?.number ?? 0, "revision": revision,
        ])
        if known.isRemoved {
            try db.execute(sql: "DELETE FROM removal WHERE lead_id = :id", arguments: ["id": lead.id.rawValue])
        }
        // Without own changes what the server said is what is shown; most leads of a book need no more than that.
        let isTouched =
            try known.hasUnsent || known.hasKeptEvidence || touched.contains(lead.id)
            || !listedNumbers(of: lead).isEmpty
        if isTouched {
            clean[lead.id] = nil
            touched.insert(lead.id)
        } else {
            clean[lead.id] = lead
        }
    }

    private mutating func show(_ id: Lead.ID) throws -> LeadRow? {
        let row = try MirrorRow.fetch(db, id: id)
        let unsent = try JournalEntry.fetchUnsent(db, of: id, skipping).map(\.entry)
        let isForgotten = unsent.isEmpty && (row?.isGone ?? false)
        var kept = try KeptEvidence.fetch(db, of: id, unsaidBy: row?.base)
        if let base = row?.base { kept.listedNumbers.formUnion(try listedNumbers(of: base)) }
        guard !isForgotten, let lead = Lead.shown(id: id, base: row?.base, kept: kept, unsent: unsent) else {
            try remove(id)
            return nil
        }
        let state = SyncState(of: unsent)
        let shown = lead == row?.base ? nil : LeadRecord.encode(lead)
        let arguments: StatementArguments = [
            "id": id.rawValue, "shown": shown, "state": state.code, "revision": revision,
        ]
        let sql =
            row == nil
            ? "INSERT INTO lead (id, shown, sync_state, revision) VALUES (:id, :shown, :state, :revision)"
            : "UPDATE lead SET shown = :shown, sync_state = :state, revision = :revision WHERE id = :id"
        try db.execute(sql: sql, arguments: arguments)
        try db.execute(sql: "DELETE FROM removal WHERE lead_id = :id", arguments: ["id": id.rawValue])
        return LeadRow(lead: lead, syncState: state)
    }

    private mutating func remove(_ id: Lead.ID) throws {
        for table in LeadTable.allCases where table != .forbiddingCall { try table.delete(db, of: id) }
        try KeptEvidence.leave(db, id)
        try db.execute(sql: "DELETE FROM lead WHERE id = :id", arguments: ["id": id.rawValue])
        guard db.changesCount > 0 else { return }
        try db.execute(
            sql: "INSERT OR REPLACE INTO removal (lead_id, revision) VALUES (:id, :revision)",
            arguments: ["id": id.rawValue, "revision": revision]
        )
        clean[id] = nil
        removed.append(id)
    }

    private func encoded(_ entry: JournalEntry) throws -> String {
        String(decoding: try JSONEncoder().encode(entry), as: UTF8.self)
    }
}
