import FoundationEssentials
import Leads
import Sync

/// What is planned for a lead, and until when it is put aside.
extension HeadlessSession {
    /// The person's open follow-ups of a lead, the one that is due first before the others.
    func openFollowUps(of lead: Lead.ID) async throws(FoyerFailure) -> [FollowUp] {
        let open = try await followUpBook().followUps.filter { $0.leadID == lead && !$0.isFinished }
        return open.sorted { ($0.dueAt ?? .distantFuture, $0.id) < ($1.dueAt ?? .distantFuture, $1.id) }
    }

    /// The follow-up of a lead that a command names.
    ///
    /// - Throws: a failure when there is no such one, or when it is done.
    func followUp(_ argument: FollowUpArgument, of lead: Lead.ID) async throws(FoyerFailure) -> FollowUp {
        let open = try await openFollowUps(of: lead)
        switch argument {
        case .next:
            if let first = open.first { return first }
            throw FoyerFailure(.refused, "No follow-up of yours is open for lead \(lead). Nothing was changed.")
        case .task(let id):
            if let match = open.first(where: { $0.id == id }) { return match }
            let isDone = try await followUpBook().followUps.contains { $0.id == id && $0.leadID == lead }
            throw FoyerFailure(
                .refused,
                isDone
                    ? "Follow-up \(id.rawValue) is done already. Nothing was changed."
                    : "Lead \(lead) has no follow-up \(id.rawValue) of yours. “foyer leads follow-up \(lead)” lists "
                        + "them. Nothing was changed."
            )
        }
    }

    /// The person's follow-ups as the server had them less than a minute ago: a batch asks once.
    private func followUpBook() async throws(FoyerFailure) -> FollowUpBook {
        let known = try await mirroredFollowUps()
        if let readAt = known.readAt, (0..<60).contains(Date().timeIntervalSince(readAt)) { return known }
        try await limited(until: nil) { engine async throws(SyncError) in try await engine.readFollowUps() }
        return try await mirroredFollowUps()
    }

    private func mirroredFollowUps() async throws(FoyerFailure) -> FollowUpBook {
        do throws(StoreError) { return try await engine.mirroredFollowUps() } catch { throw FoyerFailure(error) }
    }

    /// Since when and until when a lead is put aside; `nil` when it is not.
    func snooze(of lead: Lead.ID) async throws(FoyerFailure) -> Snooze? {
        do throws(StoreError) { return try await engine.snoozes()[lead] } catch { throw FoyerFailure(error) }
    }
}
