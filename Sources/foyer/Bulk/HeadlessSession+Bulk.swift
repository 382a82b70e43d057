import FoundationEssentials
import Leads
import Sync

/// What a plan needs of an account.
extension HeadlessSession {
    /// Everything that is known of the team, as the server has it now.
    func wholeTeam(until end: ContinuousClock.Instant? = nil) async throws(FoyerFailure) -> Team {
        try await limited(until: end) { engine async throws(SyncError) in
            try await engine.referenceData(with: ReferenceData.Part.allCases, noOlderThan: .zero).team
        }
    }

    /// Whose key it is, as the server says.
    func account(until end: ContinuousClock.Instant? = nil) async throws(FoyerFailure) -> AccountIdentity {
        try await limited(until: end) { engine async throws(SyncError) in try await engine.account() }
    }

    /// What a plan has put into the journal already, in a run that was cut off or in one before this.
    ///
    /// Told by the change itself: the same one, of the same lead, decided since the plan was made and not taken back.
    func journaled(_ changes: [LeadChange], on lead: Lead.ID, since date: Date) async throws(FoyerFailure)
        -> [OutboxEntry]
    {
        let finished: [OutboxEntry]
        do throws(StoreError) {
            finished = try store.finished(of: lead, limit: Self.mostChanges).map(\.entry)
        } catch {
            throw FoyerFailure(error)
        }
        let unsent = await engine.unsentEntries.filter { $0.leadID == lead }
        return (finished + unsent).filter { entry in
            entry.status != .cancelled && entry.createdAt >= date && changes.contains(entry.change)
        }
    }

    /// More than anybody makes of one lead before a plan is old.
    private static let mostChanges = 200
}
