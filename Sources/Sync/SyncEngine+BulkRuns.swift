package import Leads

extension SyncEngine {
    /// Takes the changes of many leads into the journal in one transaction, each lead as it is at this moment.
    ///
    /// A lead that has gone, is stuck, was moved by somebody else or must not be contacted any more is left out as a whole;
    /// the others do not wait for it.
    ///
    /// - Parameters:
    ///   - proposals: what was planned; the changes of one lead in their order.
    ///   - planner: checks them against the team and the contact guard.
    ///   - hold: how long they wait before they are sent.
    /// - Returns: what is in the journal, and which leads got nothing.
    /// - Throws: ``SubmitError`` when nothing was saved.
    package func run(
        _ proposals: [Proposal],
        checkedBy planner: Planner,
        hold: Duration
    ) throws(SubmitError) -> BulkStart {
        catchUp()
        let planned = Dictionary(grouping: proposals, by: \.leadID)
        var leads: [Lead.ID: Lead] = [:]
        do throws(StoreError) {
            for row in try store.rows(of: Array(planned.keys)) { leads[row.lead.id] = row.lead }
        } catch {
            throw .store(error)
        }
        var due: [Lead.ID: [LeadChange]] = [:]
        var leftOut: [Lead.ID: BulkPlan.Outcome] = [:]
        for (id, proposals) in planned {
            let outcome = leads[id].map { self.outcome(of: proposals.map(\.change), on: $0, planner) }
            if case .changes(let changes) = outcome { due[id] = changes } else { leftOut[id] = outcome ?? .gone }
        }
        let entries = try submit(proposals.filter { due[$0.leadID]?.contains($0.change) ?? false }, hold: hold)
        return BulkStart(entries, leftOut: leftOut)
    }

    private func outcome(of changes: [LeadChange], on lead: Lead, _ planner: Planner) -> BulkPlan.Outcome {
        if isBeingTrashed(lead.id) { return .blocked(.plan(.beingTrashed)) }
        if outbox.lane(of: lead.id).contains(where: \.entry.needsPerson) { return .blocked(.stuck) }
        return planner.outcome(of: changes, on: lead)
    }
}

extension BulkPlan.Outcome {
    fileprivate static var gone: BulkPlan.Outcome { .blocked(.plan(.leadGone)) }
}
