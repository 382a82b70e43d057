import AppRuntime
import FoundationEssentials
import LeadFiles
import Leads
import Store
import Sync

/// What this machine has of the book, with unsent changes applied; read a stretch at a time.
struct LocalBook {
    private let store: any MirrorStore & OutboxStore

    init(_ store: any MirrorStore & OutboxStore) { self.store = store }

    /// The mirror of the configured account.
    static func open() throws(FoyerFailure) -> LocalBook {
        let paths = FoyerPaths(environment: ProcessInfo.processInfo.environment)
        do throws(StoreError) {
            return LocalBook(try StateDirectory(path: paths.state).open().store)
        } catch {
            throw FoyerFailure(error)
        }
    }

    func row(_ id: Lead.ID) throws(FoyerFailure) -> LeadRow? {
        do throws(StoreError) {
            return try store.rows(of: [id]).first
        } catch {
            throw FoyerFailure(error)
        }
    }

    /// When the whole book was last read.
    func readAt() throws(FoyerFailure) -> Date? {
        do throws(StoreError) {
            return try store.marks().completeSweepAt
        } catch {
            throw FoyerFailure(error)
        }
    }

    func forEach(_ take: (LeadRow) throws(FoyerFailure) -> Void) throws(FoyerFailure) {
        var last: Lead.ID?
        var done = 0
        // Asked only where somebody looks; it is no matter for a failure.
        let total: Int? = if Progress.isWatched { try? store.mirroredCount() } else { nil }
        while true {
            let rows: [LeadRow]
            do throws(StoreError) {
                rows = try store.rows(after: last, limit: 1_000)
            } catch {
                throw FoyerFailure(error)
            }
            for row in rows { try take(row) }
            guard let end = rows.last?.lead.id else { return }
            last = end
            done += rows.count
            Progress.count("Looking through the mirror", done, of: total)
        }
    }

    func forEach(
        matching query: LeadQuery,
        _ take: (Lead) throws(FoyerFailure) -> Void
    ) throws(FoyerFailure) {
        var reference = ReferenceData()
        var followUps = FollowUpBook()
        var snoozed: Set<Lead.ID> = []
        let now = Date()
        do throws(StoreError) {
            reference = try store.referenceData()
            followUps = try store.followUps()
            if query.asksForSnoozed { snoozed = try store.leadsAside(at: now) }
        } catch {
            throw FoyerFailure(error)
        }
        let context = QueryContext(
            now: now,
            me: reference.me,
            members: reference.members,
            clock: ZoneDatabase.local,
            nextSteps: followUps.readAt == nil ? nil : NextSteps(followUps.followUps),
            snoozed: snoozed
        )
        let evidence: LocalEvidence
        do throws(StoreError) { evidence = try LocalEvidence(store) } catch { throw FoyerFailure(error) }
        // The facts of a lead cost more than its reading, and to ask for every lead is to ask for none of them.
        let predicate = query == .everything ? nil : LeadPredicate(query, context: context)
        try forEach { found throws(FoyerFailure) in
            var row = found
            row.lead = evidence.marking(found.lead)
            if predicate?.matches(LeadFacts(row)) ?? true { try take(row.lead) }
        }
    }

    /// Leads that were made through this machine's outbox, as they were asked for, whatever has become of them since.
    func creates() throws(FoyerFailure) -> [NewLead: [JournaledCreate]] {
        do throws(StoreError) {
            let entries = try store.unsent().entries + store.finished(limit: .max)
            return entries.map(\.entry).reduce(into: [:]) { made, entry in
                guard case .create(var new) = entry.change, entry.status != .cancelled else { return }
                new.assigneeID = nil
                let counterpart = ImportLine.Counterpart.lead(entry.leadID, name: entry.leadName)
                made[new, default: []].append(JournaledCreate(counterpart: counterpart, entry: entry.id))
            }
        } catch {
            throw FoyerFailure(error)
        }
    }
}

/// A lead that was made through this machine's outbox.
struct JournaledCreate {
    var counterpart: ImportLine.Counterpart
    var entry: OutboxEntry.ID
}
