package import FoundationEssentials
package import Leads

/// The rest of a run that is paused, as it is found again when Foyer ends meanwhile: nothing of it is in the outbox.
package struct HeldRun: Hashable, Sendable, Codable {
    package var verb: BulkVerb
    package var sort: LeadSort
    package var pausedAt: Date
    /// What was taken back, in the order in which it was decided.
    package var changes: [Change]

    package struct Change: Hashable, Sendable, Codable {
        /// The entry of the journal that was taken back.
        package var entry: OutboxEntry.ID
        package var leadID: Lead.ID
        package var leadName: String
        package var change: LeadChange

        init(_ entry: OutboxEntry) {
            self.entry = entry.id
            leadID = entry.leadID
            leadName = entry.leadName
            change = entry.change
        }
    }

    init(_ request: BulkRequest, _ entries: [OutboxEntry], pausedAt: Date) {
        verb = request.verb
        sort = request.sort
        self.pausedAt = pausedAt
        changes = entries.sorted { $0.id < $1.id }.map(Change.init)
    }

    /// What is still to be done by the journal, which knows better after a kill: nothing of it goes out twice.
    ///
    /// Left out is what was not taken back after all, and what was decided once more since; `nil` when nothing is left.
    /// The journal is asked for entries in any state.
    package func rest(after journal: [OutboxEntry]) -> HeldRun? {
        var gone: Set<OutboxEntry.ID> = []
        var again: [Lead.ID: [LeadChange]] = [:]
        for entry in journal where entry.status != .cancelled {
            gone.insert(entry.id)
            if entry.createdAt > pausedAt { again[entry.leadID, default: []].append(entry.change) }
        }
        var run = self
        run.changes.removeAll { change in
            gone.contains(change.entry) || again[change.leadID]?.contains(change.change) == true
        }
        return run.changes.isEmpty ? nil : run
    }
}

extension BulkJob {
    /// A run that was paused when Foyer ended.
    init(_ run: HeldRun) {
        var held: [Lead.ID: [LeadChange]] = [:]
        var leads: [Lead] = []
        for change in run.changes {
            if held[change.leadID] == nil { leads.append(Lead(id: change.leadID, firstName: change.leadName)) }
            held[change.leadID, default: []].append(change.change)
        }
        // No group of this session has that name.
        self.init(BulkRequest(id: ChangeGroup.ID(rawValue: 0), run.verb, on: Set(held.keys), sort: run.sort))
        plan = BulkPlan(run.verb, rows: leads.map { BulkPlan.Row($0, .changes(held[$0.id] ?? [])) })
        self.held = held
        entries = Dictionary(run.changes.map { ($0.entry, $0.leadID) }, uniquingKeysWith: { first, _ in first })
        takenBack = Set(entries.keys)
        phase = .paused
    }
}

extension AppState {
    /// Takes over a run that was paused when Foyer ended, and says so.
    package mutating func recover(_ run: HeldRun) {
        let job = BulkJob(run)
        bulk = job
        let leads = job.held.count == 1 ? "1 lead" : "\(job.held.count) leads"
        notice =
            notice
            ?? .noted(
                "“\(run.verb.name)” is still paused and waits for \(leads): \(keys[.bulk]) shows it, "
                    + "\(keys[.bulkResume]) goes on, \(keys[.bulkStop]) leaves it."
            )
    }

    /// What a pause is about to take back, before the journal has answered: a kill in between loses nothing.
    func aboutToHold(_ job: BulkJob) -> HeldRun {
        HeldRun(job.request, unsent.filter { job.entries[$0.id] != nil && !$0.needsPerson }, pausedAt: now)
    }
}
