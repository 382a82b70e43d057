package import FoundationEssentials
import GRDB
import Leads
package import Sync

extension SQLiteStore {
    package func commit(_ transaction: StoreTransaction) throws(StoreError) -> StoreCommit {
        let commit = try writing { db in
            var writer = TransactionWriter(
                db: db,
                revision: try db.advance("revision", by: 1),
                isPage: transaction.readings.contains(where: \.isListed),
                skipping: skipped
            )
            try writer.apply(transaction)
            return try writer.finish()
        }
        doorbell.ring()
        return commit
    }

    /// Shows leads anew, by what is listed now.
    func showAnew(_ ids: [Lead.ID]) throws(StoreError) -> StoreCommit {
        let commit = try writing { db in
            let revision = try db.advance("revision", by: 1)
            var writer = TransactionWriter(db: db, revision: revision, isPage: true, skipping: skipped)
            return try writer.showAnew(ids)
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

extension LeadReading {
    /// True for a lead out of a page.
    fileprivate var isListed: Bool {
        if case .listed = self { true } else { false }
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
    /// The lead of the last create.
    private var made: Lead.ID?
    /// Leads that have been shown anew.
    private var rows: [Lead.ID: LeadRow] = [:]
    /// Leads that are shown as the server said them.
    private var clean: [Lead.ID: Lead] = [:]
    private var pass: PassTicket?
    /// Whether any number is listed; `nil` before that is asked for.
    private var listsAny: Bool?
    /// True when many leads are read or shown at once: nobody looks through the book for the numbers of each.
    private let isPage: Bool
    /// True when a page listed a number or took one off: those who came before it are then looked at again.
    private var hasNews = false

    init(db: Database, revision: Int64, isPage: Bool, skipping: @escaping JournalEntry.Skipping) {
        self.db = db
        self.revision = revision
        self.isPage = isPage
        self.skipping = skipping
    }

    /// Shows these leads anew, by what is listed now.
    mutating func showAnew(_ ids: [Lead.ID]) throws -> StoreCommit {
        touched.formUnion(ids)
        return try finish()
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
        let news = try evidence.listedNumbers.filter { try !KeptEvidence.lists(db, key: $0) }
        try KeptEvidence.add(db, evidence, to: lead)
        try showOwners(of: news)
    }

    /// An unsent call that lists a number speaks for everybody who has it, until it is taken back.
    private mutating func keepListing(of entry: OutboxEntry) throws {
        let numbers = ContactEvidence([entry.change]).listedNumbers
        guard !numbers.isEmpty else { return }
        let before = try numbers.filter { try KeptEvidence.lists(db, key: $0) }
        let unsent = try JournalEntry.fetchUnsent(db, of: entry.leadID, skipping).map(\.entry.change)
        try KeptEvidence.list(db, unsent: ContactEvidence(unsent).listedNumbers, of: entry.leadID)
        let after = try numbers.filter { try KeptEvidence.lists(db, key: $0) }
        try showOwners(of: before.symmetricDifference(after))
    }

    /// What a reading tells of numbers on a list; answers whether it is more than nothing, so that the lead is shown anew.
    private mutating func keepListing(of lead: Lead, over known: KnownLead) throws -> Bool {
        try KeptEvidence.takeOff(db, ContactEvidence.takenOff(lead, since: known.base), of: lead.id)
        let left = ContactEvidence(takenAwayBy: lead, from: known.base)
        try KeptEvidence.add(db, left, to: lead.id)
        return known.hasKeptEvidence || !left.isEmpty || lead.phones.contains(where: \.isListed)
    }

    /// What speaks against calling the numbers of a lead, as it is shown by itself, speaks for everybody who has them.
    private mutating func keepListing(ofShown lead: Lead?, base: Lead?, id: Lead.ID) throws {
        let said = base.map { ContactEvidence(listingOf: $0).listedNumbers } ?? []
        let all = lead.map { ContactEvidence(listingOf: $0).listedNumbers } ?? []
        let news = try KeptEvidence.list(db, saidInLofty: said, forbidden: all.subtracting(said), of: id)
        if !news.isEmpty { try showOwners(of: news, but: id) }
    }

    /// Shows everybody anew who has one of the numbers.
    ///
    /// After a page only those of the same transaction: looking through the book for each number of a page would take
    /// longer than the book. The others are marked whenever they are read, and shown anew by
    /// ``SQLiteStore/showListed(after:limit:)``.
    private mutating func showOwners(of numbers: Set<String>, but id: Lead.ID? = nil) throws {
        guard !numbers.isEmpty else { return }
        listsAny = nil
        if isPage {
            hasNews = true
            return
        }
        for owner in try PhoneLines.leads(db, withOneOf: numbers) where owner != id {
            clean[owner] = nil
            touched.insert(owner)
        }
    }

    /// A page may list a number of somebody who stands before it.
    private mutating func lookAgain() throws {
        for lead in Array(clean.values) + rows.values.map(\.lead) where try !unmarked(lead).isEmpty {
            clean[lead.id] = nil
            touched.insert(lead.id)
        }
    }

    private mutating func unmarked(_ lead: Lead) throws -> Set<String> {
        let any = try listsAny ?? KeptEvidence.listsAny(db)
        listsAny = any
        return any ? try KeptEvidence.unmarked(db, of: lead) : []
    }

    /// Shows every touched lead anew and gathers what has changed.
    mutating func finish() throws -> StoreCommit {
        try showTouched()
        if hasNews {
            try lookAgain()
            try showTouched()
            _ = try db.advance("listing", by: 1)
        }
        let rows = clean.values.map { LeadRow(lead: $0, syncState: .clean) } + Array(rows.values)
        return StoreCommit(
            revision: revision,
            added: try JournalEntry.fetch(db, ids: added, skipping),
            updated: try JournalEntry.fetch(db, ids: updated.sorted(), skipping),
            rows: rows.sorted { $0.lead.id < $1.lead.id },
            removed: removed
        )
    }

    /// A lead that is shown may list a number of one that has been shown before it.
    private mutating func showTouched() throws {
        while !touched.isEmpty {
            let ids = touched.sorted()
            touched = []
            for id in ids { rows[id] = try show(id) }
        }
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
        try keepListing(of: entry.entry)
        updated.insert(entry.id)
        touched.insert(entry.entry.leadID)
    }

    private mutating func insert(_ draft: EntryDraft) throws {
        let given = draft.isOfNewLead ? made : draft.leadID
        let lead = try given ?? Lead.ID(db.advance("provisional", by: -1))
        if case .create = draft.change { made = lead }
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
        try keepListing(of: entry.entry)
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

    private mutating func write(
        _ lead: Lead,
        at date: Date,
        asked: Int64,
        over known: KnownLead
    ) throws {
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
        if known.base?.phones != lead.phones { try PhoneLines.keep(db, lead.phones, of: lead.id) }
        if known.isRemoved {
            try db.execute(sql: "DELETE FROM removal WHERE lead_id = :id", arguments: ["id": lead.id.rawValue])
        }
        // Without own changes what the server said is what is shown; most leads of a book need no more than that.
        let isListed = try keepListing(of: lead, over: known)
        let isTouched =
            try isListed || known.hasUnsent || known.hasKeptEvidence || touched.contains(lead.id)
            || !unmarked(lead).isEmpty
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
        let kept = try KeptEvidence.fetch(db, of: id, unsaidBy: row?.base)
        let itself = Lead.shown(id: id, base: row?.base, kept: kept, unsent: unsent)
        try keepListing(ofShown: itself, base: row?.base, id: id)
        guard !isForgotten, var lead = itself else {
            try remove(id)
            return nil
        }
        lead.mark(listed: try unmarked(lead))
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
        try PhoneLines.keep(db, lead.phones, of: id)
        try db.execute(sql: "DELETE FROM removal WHERE lead_id = :id", arguments: ["id": id.rawValue])
        return LeadRow(lead: lead, syncState: state)
    }

    private mutating func remove(_ id: Lead.ID) throws {
        try db.execute(sql: "DELETE FROM lead WHERE id = :id", arguments: ["id": id.rawValue])
        // What was saved of a damaged store waits for the lead to be read again.
        guard db.changesCount > 0 else { return }
        for table in LeadTable.allCases where table != .forbiddingCall { try table.delete(db, of: id) }
        try KeptEvidence.leave(db, id)
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
