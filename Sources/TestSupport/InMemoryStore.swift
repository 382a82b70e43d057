package import FoundationEssentials
package import Leads
package import Sync
import Synchronization

/// A mirror and journal that lives as long as its medium: the store of tests that do not care for the disk.
package final class InMemoryStore: MirrorStore, OutboxStore {
    /// What would be on the disk; several stores may share it, as several processes share a file.
    package final class Medium: Sendable {
        fileprivate let content = Mutex(InMemoryTables())

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

    package func timelinePage(of id: Lead.ID) throws(StoreError) -> Timeline? { try timeline(of: id)?.newestPage }

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
