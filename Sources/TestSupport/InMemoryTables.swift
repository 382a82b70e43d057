import FoundationEssentials
import Leads
import Sync

/// The tables of the memory store.
struct InMemoryTables: Sendable {
    var revision: Int64 = 0
    var lastProvisional: Int64 = 0
    var lastEntry: Int64 = 0
    var entries: [OutboxEntry.ID: JournalEntry] = [:]
    var bases: [Lead.ID: MirroredLead] = [:]
    var gone: Set<Lead.ID> = []
    var rows: [Lead.ID: LeadRow] = [:]
    var rowRevisions: [Lead.ID: Int64] = [:]
    var removals: [Lead.ID: Int64] = [:]
    /// What sent calls say against contacting a lead.
    var kept: [Lead.ID: ContactEvidence] = [:]
    /// Numbers that unsent calls list.
    var listing: [OutboxEntry.ID: Set<String>] = [:]
    /// Numbers that the server lists.
    var said: [Lead.ID: Set<String>] = [:]
    /// Numbers of leads that, as they are shown, forbid them by themselves.
    var forbidden: [Lead.ID: Set<String>] = [:]
    var timelines: [Lead.ID: Timeline] = [:]
    var looks: [Lead.ID: LeadLook] = [:]
    var reference = ReferenceData()
    var marks = SyncMarks()
    var snoozes: [Lead.ID: Snooze] = [:]
    var followUps = FollowUpBook()
    var book: SavedBook?
    var openingPage: OpeningPage?
    var lastPass: Int64 = 0
    /// The last pass that saw the lead.
    var seenBy: [Lead.ID: Int64] = [:]
    /// The revision at which the server was asked for what the mirror holds.
    var askedAt: [Lead.ID: Int64] = [:]
    var account: AccountIdentity?
    var commitFailure: StoreError?
    var audit: [(record: AuditRecord, lead: Lead.ID)] = []

    func changes(since revision: Int64, upTo last: Int64) -> StoreChanges {
        guard last > revision else { return StoreChanges(revision: last) }
        let range = revision + 1...last
        return StoreChanges(
            revision: last,
            entries: entries.values.filter { range.contains($0.revision) }.sorted { $0.id < $1.id },
            rows: rows.values.filter { range.contains(rowRevisions[$0.lead.id, default: 0]) }
                .sorted { $0.lead.id < $1.lead.id },
            removed: removals.filter { range.contains($0.value) }.keys.sorted()
        )
    }

    mutating func apply(_ transaction: StoreTransaction) throws(StoreError) -> StoreCommit {
        revision += 1
        let before = listedNumbers
        var touched: Set<Lead.ID> = []
        var updated = try update(transaction.updates, touching: &touched)
        let added = transaction.drafts.map { insert($0, touching: &touched) }
        var removed: [Lead.ID] = []
        for identity in transaction.identities {
            updated.formUnion(identify(identity).subtracting(added))
            if remove(identity.provisional) { removed.append(identity.provisional) }
            touched.remove(identity.provisional)
            touched.insert(identity.real)
        }
        for reading in transaction.readings {
            if take(reading, touching: &touched) { removed.append(reading.leadID) }
            if let pass = transaction.pass, case .listed(let lead, at: _, asked: _) = reading, bases[lead.id] != nil {
                seenBy[lead.id] = max(seenBy[lead.id, default: 0], pass.number)
            }
        }
        for event in transaction.audit { try append(event) }
        for (lead, evidence) in transaction.evidence {
            keep(evidence, of: lead)
            touched.insert(lead)
        }
        touched.formUnion(owners(of: listedNumbers.symmetricDifference(before)))
        var shown: [Lead.ID: LeadRow] = [:]
        while !touched.isEmpty {
            let listed = listedNumbers
            for id in touched.sorted() {
                shown[id] = show(id)
                if shown[id] == nil, remove(id) { removed.append(id) }
            }
            // A lead that is shown may list a number of one that has been shown before it.
            touched = Set(owners(of: listedNumbers.symmetricDifference(listed)))
        }
        return StoreCommit(
            revision: revision,
            added: added.compactMap { entries[$0] },
            updated: updated.sorted().compactMap { entries[$0] },
            rows: shown.values.sorted { $0.lead.id < $1.lead.id },
            removed: removed
        )
    }

    private mutating func append(_ event: AuditEvent) throws(StoreError) {
        do {
            let number = Int64(audit.count) + 1
            let last = audit.last?.record.digest ?? AuditChain.origin
            audit.append((AuditChain.record(try event.json(), number: number, after: last), event.leadID))
        } catch {
            throw .failed(path: "memory", detail: String(describing: error))
        }
    }

    private mutating func update(
        _ updates: [JournalEntry],
        touching touched: inout Set<Lead.ID>
    ) throws(StoreError) -> Set<OutboxEntry.ID> {
        for entry in updates {
            guard entries[entry.id]?.revision == entry.revision else {
                throw .superseded(entry: entry.id.rawValue)
            }
            entries[entry.id] = entry
            entries[entry.id]?.revision = revision
            keep(entry.keptEvidence, of: entry.entry.leadID)
            keepListing(of: entry.entry)
            touched.insert(entry.entry.leadID)
        }
        return Set(updates.map(\.id))
    }

    private mutating func keep(_ evidence: ContactEvidence, of lead: Lead.ID) {
        guard !evidence.isEmpty else { return }
        kept[lead, default: ContactEvidence()].merge(evidence)
    }

    private mutating func keepListing(of entry: OutboxEntry) {
        let numbers = ContactEvidence([entry.change]).listedNumbers
        listing[entry.id] = entry.status.isUnsent && !numbers.isEmpty ? numbers : nil
    }

    /// Who is to be shown anew when a number is listed, or is no more.
    private func owners(of numbers: Set<String>) -> [Lead.ID] {
        let numbers = ListedNumbers(numbers)
        guard !numbers.isEmpty else { return [] }
        return bases.values.map(\.lead).filter { !numbers.keys(of: $0).isEmpty }.map(\.id)
            + rows.values.map(\.lead).filter { !numbers.keys(of: $0).isEmpty }.map(\.id)
    }

    var listedNumbers: Set<String> {
        let all =
            kept.values.map(\.listedNumbers) + Array(listing.values) + Array(said.values) + Array(forbidden.values)
        return all.reduce(into: []) { $0.formUnion($1) }
    }

    private mutating func insert(_ draft: EntryDraft, touching touched: inout Set<Lead.ID>) -> OutboxEntry.ID {
        lastEntry += 1
        if draft.leadID == nil, !draft.isOfNewLead { lastProvisional -= 1 }
        let lead = draft.isOfNewLead ? Lead.ID(lastProvisional) : draft.leadID ?? Lead.ID(lastProvisional)
        let id = OutboxEntry.ID(rawValue: lastEntry)
        let entry = JournalEntry(draft, id: id, leadID: lead, revision: revision)
        entries[id] = entry
        keepListing(of: entry.entry)
        if case .snooze(from: _, to: let snooze) = draft.change { snoozes[lead] = snooze }
        touched.insert(lead)
        return id
    }

    private mutating func identify(_ identity: StoreTransaction.Identity) -> Set<OutboxEntry.ID> {
        let ids = entries.values.filter { $0.entry.leadID == identity.provisional }.map(\.id)
        for id in ids {
            entries[id]?.entry.leadID = identity.real
            entries[id]?.revision = revision
        }
        if let snooze = snoozes.removeValue(forKey: identity.provisional) { snoozes[identity.real] = snooze }
        if let evidence = kept.removeValue(forKey: identity.provisional) { keep(evidence, of: identity.real) }
        if let numbers = forbidden.removeValue(forKey: identity.provisional) { forbidden[identity.real] = numbers }
        return Set(ids)
    }

    /// Answers whether a lead left at once.
    private mutating func take(_ reading: LeadReading, touching touched: inout Set<Lead.ID>) -> Bool {
        switch reading {
        case .lead(let lead, at: let date, asked: let asked):
            guard isLatest(asked, of: lead.id) else { return false }
            write(lead, at: date, asked: asked)
        case .listed(let lead, at: let date, asked: let asked):
            if let known = bases[lead.id]?.lead.updatedAt, let listed = lead.updatedAt, known > listed { return false }
            guard isLatest(asked, of: lead.id) else { return false }
            write(lead, at: date, asked: asked)
        case .gone(let id):
            guard bases[id] != nil else { break }
            gone.insert(id)
            askedAt[id] = revision
        case .unseen(let id, by: let pass): return isUnseen(id, by: pass) && remove(id)
        }
        touched.insert(reading.leadID)
        return false
    }

    /// False when something was learnt of the lead by a later question.
    private func isLatest(_ asked: Int64, of id: Lead.ID) -> Bool {
        askedAt[id, default: 0] <= asked && removals[id, default: 0] <= asked
    }

    func isUnseen(_ id: Lead.ID, by pass: PassTicket) -> Bool {
        bases[id] != nil && seenBy[id, default: 0] < pass.number && askedAt[id, default: 0] <= pass.revision
            && unsent(of: id).isEmpty
    }

    private mutating func write(_ lead: Lead, at date: Date, asked: Int64) {
        let old = bases[lead.id]?.lead
        let off = ContactEvidence.takenOff(lead, since: old)
        let listed = kept[lead.id]?.listedNumbers.filter { number in !off.contains { $0.rings(atOneOf: [number]) } }
        if let listed { kept[lead.id]?.listedNumbers = listed }
        keep(ContactEvidence(takenAwayBy: lead, from: old), of: lead.id)
        let numbers = ContactEvidence(listingOf: lead).listedNumbers
        said[lead.id] = numbers.isEmpty ? nil : numbers
        bases[lead.id] = MirroredLead(lead: lead, readAt: date)
        askedAt[lead.id] = min(asked, revision)
        gone.remove(lead.id)
    }

    private mutating func show(_ id: Lead.ID) -> LeadRow? {
        let unsent = unsent(of: id)
        if let base = bases[id]?.lead, let all = kept[id] {
            var rest = all.unsaid(by: base)
            // Others may have a number whose list this lead tells of itself.
            rest.listedNumbers = all.listedNumbers
            kept[id] = rest
        }
        let evidence = kept[id] ?? ContactEvidence()
        let itself = Lead.shown(id: id, base: bases[id]?.lead, kept: evidence, unsent: unsent)
        let numbers = itself.map { ContactEvidence(listingOf: $0).listedNumbers } ?? []
        forbidden[id] = numbers.subtracting(said[id] ?? []).isEmpty ? nil : numbers.subtracting(said[id] ?? [])
        guard var lead = itself, !unsent.isEmpty || !gone.contains(id) else { return nil }
        if !lead.refusesContact { lead.mark(listed: ListedNumbers(listedNumbers).keys(of: lead)) }
        let row = LeadRow(lead: lead, syncState: SyncState(of: unsent))
        rows[id] = row
        rowRevisions[id] = revision
        removals[id] = nil
        return row
    }

    private mutating func remove(_ id: Lead.ID) -> Bool {
        // A list names a number, and others may have it.
        kept[id, default: ContactEvidence()].listedNumbers.formUnion(forbidden.removeValue(forKey: id) ?? [])
        kept[id] = kept[id]?.leftBehind
        snoozes[id] = nil
        guard rows[id] != nil || bases[id] != nil else { return false }
        rows[id] = nil
        bases[id] = nil
        gone.remove(id)
        timelines[id] = nil
        looks[id] = nil
        seenBy[id] = nil
        askedAt[id] = nil
        removals[id] = revision
        return true
    }

    private func unsent(of id: Lead.ID) -> [OutboxEntry] {
        entries.values.map(\.entry).filter { $0.leadID == id && $0.status.isUnsent }.sorted { $0.id < $1.id }
    }
}

extension ContactEvidence {
    /// What of it stays when its lead has gone.
    fileprivate var leftBehind: ContactEvidence? {
        guard !listedNumbers.isEmpty else { return nil }
        var rest = ContactEvidence()
        rest.listedNumbers = listedNumbers
        return rest
    }
}
