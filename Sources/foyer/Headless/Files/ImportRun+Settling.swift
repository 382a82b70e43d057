import AppRuntime
import FoundationEssentials
import LeadFiles
import Leads
import Sync
import ViewModels

/// Brings rows that are in the journal to an end.
extension ImportRun {
    /// Waits for the leads, gives them their owners and waits for that and for their notes.
    ///
    /// - Returns: the rows with what was journaled of them on the way.
    func settle(
        _ begun: [Begun],
        _ patience: SyncEngine.Patience,
        _ tally: inout Tally
    ) async throws(FoyerFailure) -> [Begun] {
        if begun.isEmpty { return begun }
        var rows = begun
        let isInTime = try await wait(for: rows.map(\.entry), patience)
        let isAnswered = try await giveToOwners(&rows, patience, &tally)
        guard isInTime, isAnswered else { return rows }
        _ = try await wait(for: try following(rows), patience)
        return rows
    }

    /// False when the time was up first.
    private func wait(
        for ids: [OutboxEntry.ID],
        _ patience: SyncEngine.Patience
    ) async throws(FoyerFailure) -> Bool {
        if ids.isEmpty { return true }
        do throws(StoreError) {
            let settling = Settling(session.engine)
            return try await settling.wait(for: ids, atMost: session.timeout, patience: patience) != nil
        } catch {
            throw FoyerFailure(error)
        }
    }

    /// What the rows have left to send: what was not waited for may have moved since.
    private func following(_ rows: [Begun]) throws(FoyerFailure) -> [OutboxEntry.ID] {
        let creates = try entries(rows.map(\.entry))
        let byLead = Dictionary(rows.compactMap { row in creates[row.entry].map { ($0.leadID, row) } }) { $1 }
        do throws(StoreError) {
            return try session.store.unsent().entries.filter { byLead[$0.entry.leadID]?.owns($0.entry) == true }.map(
                \.id
            )
        } catch {
            throw FoyerFailure(error)
        }
    }

    /// Gives the leads that are made to their owners, one after the other.
    ///
    /// - Returns: false when the server gives no answer: it is not asked forty times, and the same command later gives
    ///   the rest.
    private func giveToOwners(
        _ rows: inout [Begun],
        _ patience: SyncEngine.Patience,
        _ tally: inout Tally
    ) async throws(FoyerFailure) -> Bool {
        let creates = try entries(rows.map(\.entry))
        for index in rows.indices {
            guard let owner = rows[index].gift.wanted, let create = creates[rows[index].entry],
                case .settled = create.status
            else { continue }
            do throws(FoyerFailure) {
                // Only now: routing gives a new lead to somebody, and the change is made from that.
                let given = try await session.giving(create.leadID, to: owner)
                rows[index].gift = .journaled(owner, try await session.journal(given, on: create.leadID).map(\.id))
            } catch {
                switch error.outcome {
                case .refused, .misused: rows[index].gift = .refused(owner, error)
                case .unconfirmed, .unusable: rows[index].gift = .late(owner, error)
                }
                if error.outcome == .unusable { tally.failure = error }
            }
            // Waited for one by one: a change that goes out at once stands on the reading that it was planned on.
            let isInTime = try await wait(for: rows[index].gift.entries, patience)
            guard isInTime, try results(of: [rows[index]]).allSatisfy({ $0.state != .unsent }) else { return false }
        }
        return true
    }

    // MARK: Going on

    /// A row that an earlier import left without its owner or with something unsent; `nil` for one that lacks nothing.
    func resume(
        _ line: ImportLine,
        _ lead: ImportedLead,
        _ entry: OutboxEntry.ID?
    ) async throws(FoyerFailure) -> Begun? {
        guard let entry, let create = try entries([entry])[entry], create.status != .cancelled else { return nil }
        var record = ImportRecord(line)
        let owner = owner(lead.agent, &record)
        var row = Begun(record: record, entry: entry, notes: lead.notes, gift: .none, isNew: false)
        let unsent = await session.engine.unsentEntries.filter { $0.leadID == create.leadID }
        if let owner {
            let given = unsent.filter { if case .assign = $0.change { true } else { false } }
            let theirs = given.filter { if case .assign(from: _, to: owner) = $0.change { true } else { false } }
            if !theirs.isEmpty {
                row.gift = .journaled(owner, theirs.map(\.id))
            } else if given.isEmpty, try await lacks(owner, create) {
                row.gift = .wanted(owner)
            }
        }
        let isLeft = create.status.isUnsent || row.gift.wanted != nil || unsent.contains(where: row.owns)
        return isLeft ? row : nil
    }

    /// Whether the lead of a create is another's, and nobody here has given it to anybody since, or has given that up.
    private func lacks(_ owner: Member, _ create: OutboxEntry) async throws(FoyerFailure) -> Bool {
        let finished: [OutboxEntry]
        do throws(StoreError) {
            finished = try session.store.finished(of: create.leadID, limit: .max).map(\.entry)
        } catch {
            throw FoyerFailure(error)
        }
        let isGiven = finished.contains { entry in
            if case .assign = entry.change { true } else { false }
        }
        // One that is out of sight was given away or trashed.
        guard !isGiven, let lead = try await session.mirrored(create.leadID) else { return false }
        return !lead.isOwned(by: owner, in: team)
    }
}

extension HeadlessSession {
    /// What gives a lead to a member, with an entry for the journal also where routing has given it to them already.
    ///
    /// Without it, an import that is run again could not tell a lead that never went to its owner from one that others have
    /// given away since. Nothing is written for it that is so already.
    fileprivate func giving(_ id: Lead.ID, to owner: Member) async throws(FoyerFailure) -> [Proposal] {
        let plan = try await plan([.assign(to: .member(owner))], on: id)
        let asIs = Proposal(.assign(from: plan.lead.assignee, to: owner), on: id)
        return plan.proposals.isEmpty ? [asIs] : plan.proposals
    }
}
