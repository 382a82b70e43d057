import Leads
import Sync

/// Leads of a batch of which nobody can tell yet whether a change arrived.
///
/// They hold up no other: they have their lines at the end, or when so many are in doubt that it is the server's trouble.
struct DoubtfulLeads {
    private var waiting: [(lead: Lead.ID, entries: [OutboxEntry])] = []

    /// True when they are to be waited for before anything else is sent.
    var isFull: Bool { waiting.count > 5 }

    /// Sends changes of a lead.
    ///
    /// - Returns: false when the lead is put aside.
    mutating func send(
        _ proposals: [Proposal],
        on lead: Lead.ID,
        through session: HeadlessSession
    ) async throws(FoyerFailure) -> Bool {
        let journaled = try await session.journal(proposals, on: lead)
        let entries = try await session.settle(journaled, patience: .whileUndoubted)
        let isDone = entries.allSatisfy { if case .settled = $0.status { true } else { false } }
        if !isDone { waiting.append((lead, entries)) }
        return isDone
    }

    /// What became of the leads that were put aside; none are afterwards.
    mutating func settle(through session: HeadlessSession) async -> [(lead: Lead.ID, failure: FoyerFailure?)] {
        var results: [(lead: Lead.ID, failure: FoyerFailure?)] = []
        for (lead, entries) in waiting {
            do throws(FoyerFailure) {
                try await session.settle(entries)
                results.append((lead, nil))
            } catch {
                results.append((lead, error))
            }
        }
        waiting = []
        return results
    }
}
