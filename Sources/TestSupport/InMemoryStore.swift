package import FoundationEssentials
package import Leads
package import Sync
import Synchronization

/// A mirror and journal that lives as long as its medium: the store of tests that do not care for the disk.
package final class InMemoryStore: MirrorStore, OutboxStore {
    /// What would be on the disk; several stores may share it, as several processes share a file.
    package final class Medium: Sendable {
        fileprivate let content = Mutex(Content())

        package init() {}

        /// The error that every commit throws from now on; `nil` mends it.
        package func failCommits(with error: StoreError?) { content.withLock { $0.commitFailure = error } }
    }

    private let medium: Medium

    package init(on medium: Medium = Medium()) { self.medium = medium }

    package func commit(_ transaction: StoreTransaction) throws(StoreError) -> StoreCommit {
        let result = medium.content.withLock { content -> Result<StoreCommit, StoreError> in
            if let failure = content.commitFailure { return .failure(failure) }
            var draft = content
            do throws(StoreError) {
                let commit = try draft.apply(transaction)
                content = draft
                return .success(commit)
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    package func rows() throws(StoreError) -> [LeadRow] { medium.content.withLock { Array($0.rows.values) } }

    package func rows(after id: Lead.ID?, limit: Int) throws(StoreError) -> [LeadRow] {
        medium.content.withLock { content in
            let ids = content.rows.keys.filter { known in id.map { known > $0 } ?? true }.sorted().prefix(limit)
            return ids.compactMap { content.rows[$0] }
        }
    }

    package func rows(of ids: [Lead.ID]) throws(StoreError) -> [LeadRow] {
        medium.content.withLock { content in ids.compactMap { content.rows[$0] } }
    }

    package func bases(of ids: [Lead.ID]) throws(StoreError) -> [Lead.ID: MirroredLead] {
        medium.content.withLock { content in content.bases.filter { ids.contains($0.key) } }
    }

    package func mirroredCount() throws(StoreError) -> Int {
        medium.content.withLock { $0.bases.count - $0.gone.count }
    }

    package func currentRevision() throws(StoreError) -> Int64 { medium.content.withLock(\.revision) }

    package func beginPass() throws(StoreError) -> PassTicket {
        medium.content.withLock { content in
            content.lastPass += 1
            return PassTicket(number: content.lastPass, revision: content.revision)
        }
    }

    package func sight(_ ids: [Lead.ID], by pass: PassTicket?, at date: Date) throws(StoreError) {
        medium.content.withLock { content in
            for id in ids where content.bases[id] != nil {
                content.bases[id]?.readAt = date
                content.seenBy[id] = max(content.seenBy[id, default: 0], pass?.number ?? 0)
            }
        }
    }

    package func unseen(by pass: PassTicket, limit: Int) throws(StoreError) -> [Lead.ID] {
        medium.content.withLock { content in
            let ids = content.bases.keys.filter { content.isUnseen($0, by: pass) }
            return Array(ids.sorted().prefix(limit))
        }
    }

    package func unseenCount(by pass: PassTicket) throws(StoreError) -> Int {
        medium.content.withLock { content in content.bases.keys.count { content.isUnseen($0, by: pass) } }
    }

    package func timeline(of id: Lead.ID) throws(StoreError) -> Timeline? {
        medium.content.withLock { $0.timelines[id] }
    }

    package func save(_ timeline: Timeline, of id: Lead.ID, at date: Date) throws(StoreError) {
        medium.content.withLock { content in
            if content.rows[id] != nil { content.timelines[id] = timeline }
        }
    }

    package func looks(of ids: [Lead.ID]) throws(StoreError) -> [Lead.ID: LeadLook] {
        let asked = Set(ids)
        return medium.content.withLock { $0.looks.filter { asked.contains($0.key) } }
    }

    package func save(_ looks: [Lead.ID: LeadLook]) throws(StoreError) {
        medium.content.withLock { content in
            for (id, look) in looks where content.rows[id] != nil { content.looks[id] = look }
        }
    }

    package func referenceData() throws(StoreError) -> ReferenceData { medium.content.withLock { $0.reference } }

    package func save(_ reference: ReferenceData) throws(StoreError) {
        medium.content.withLock { $0.reference = reference }
    }

    package func forbiddingCalls() throws(StoreError) -> [Lead.ID: ContactEvidence] {
        medium.content.withLock { $0.kept.filter { !$0.value.isEmpty } }
    }

    package func listedNumbers() throws(StoreError) -> Set<String> { medium.content.withLock(\.listedNumbers) }

    /// Whoever has a number that is listed is shown anew in the same breath.
    package func newsOfListings() throws(StoreError) -> Int64? { nil }

    package func showListed(after id: Lead.ID?, limit: Int) throws(StoreError) -> ListedStretch {
        ListedStretch(commit: nil, last: nil)
    }

    package func noteListed(_ news: Int64) throws(StoreError) {}

    package func snoozes() throws(StoreError) -> [Lead.ID: Snooze] { medium.content.withLock(\.snoozes) }

    package func followUps() throws(StoreError) -> FollowUpBook { medium.content.withLock(\.followUps) }

    package func save(_ followUps: FollowUpBook) throws(StoreError) {
        medium.content.withLock { $0.followUps = followUps }
    }

    package func marks() throws(StoreError) -> SyncMarks { medium.content.withLock { $0.marks } }

    package func save(_ marks: SyncMarks) throws(StoreError) { medium.content.withLock { $0.marks = marks } }

    package func savedBook() throws(StoreError) -> SavedBook? {
        medium.content.withLock { content in
            content.book.flatMap { $0.revision <= content.revision ? $0 : nil }
        }
    }

    package func note(_ book: SavedBook) throws(StoreError) { medium.content.withLock { $0.book = book } }

    package func openingPage() throws(StoreError) -> OpeningPage? { medium.content.withLock(\.openingPage) }

    package func save(_ page: OpeningPage) throws(StoreError) { medium.content.withLock { $0.openingPage = page } }

    package func claim(_ account: AccountIdentity) throws(StoreError) {
        let recorded = medium.content.withLock { content in
            if content.account == nil { content.account = account }
            return content.account ?? account
        }
        if recorded != account { throw .otherAccount(recorded: recorded, found: account) }
    }

    package func changes(since revision: Int64) throws(StoreError) -> StoreChanges {
        medium.content.withLock { $0.changes(since: revision, upTo: $0.revision) }
    }

    package func changes(since revision: Int64, limit: Int) throws(StoreError) -> StoreChanges {
        medium.content.withLock { content in
            let revisions = content.rows.keys.map { content.rowRevisions[$0, default: 0] } + content.removals.values
            let later = revisions.filter { $0 > revision }.sorted().prefix(limit)
            return content.changes(since: revision, upTo: later.count < limit ? content.revision : later[limit - 1])
        }
    }

    package func unsent() throws(StoreError) -> StoreChanges {
        medium.content.withLock { content in
            let entries = content.entries.values.filter(\.entry.status.isUnsent).sorted { $0.id < $1.id }
            return StoreChanges(revision: content.revision, entries: entries)
        }
    }

    package func entries(_ ids: [OutboxEntry.ID]) throws(StoreError) -> [JournalEntry] {
        medium.content.withLock { content in ids.compactMap { content.entries[$0] } }
    }

    package func finished(of lead: Lead.ID?, limit: Int) throws(StoreError) -> [JournalEntry] {
        medium.content.withLock { content in
            let finished = content.entries.values.filter { entry in
                !entry.entry.status.isUnsent && (lead == nil || entry.entry.leadID == lead)
            }
            return Array(finished.sorted { $0.id > $1.id }.prefix(limit))
        }
    }

    package func auditRecords(after number: Int64, limit: Int) throws(StoreError) -> [AuditRecord] {
        medium.content.withLock { Array($0.audit.map(\.record).filter { $0.number > number }.prefix(limit)) }
    }

    package func latestAuditRecords(of lead: Lead.ID?, limit: Int) throws(StoreError) -> [AuditRecord] {
        medium.content.withLock { content in
            let wanted = content.audit.reversed().filter { lead == nil || $0.lead == lead }
            return wanted.prefix(limit).map(\.record)
        }
    }

    package func prune(decidedBefore date: Date) throws(StoreError) {
        medium.content.withLock { content in
            content.entries = content.entries.filter { $1.entry.status.isUnsent || $1.entry.createdAt >= date }
        }
    }
}

/// The tables of the memory store.
private struct Content: Sendable {
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
