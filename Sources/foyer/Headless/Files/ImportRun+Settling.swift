import AppRuntime
import FoundationEssentials
import LeadFiles
import Leads
import Sync

/// What becomes of rows that are in the journal.
extension ImportRun {
    struct Result {
        var record: ImportRecord
        var isUnsent = false
        var needsPerson = false

        mutating func add(_ reason: String) {
            record.reason = [record.reason, reason].compactMap(\.self).joined(separator: "; ")
        }
    }

    /// Waits for the leads, and gives them their owners.
    ///
    /// - Returns: a result for each row, and what makes it pointless to go on.
    func settle(_ begun: [Begun]) async throws(FoyerFailure) -> (results: [Result], failure: FoyerFailure?) {
        var entries: [OutboxEntry.ID: OutboxEntry] = [:]
        do throws(StoreError) {
            let settled = try await Settling(session.engine).wait(for: begun.map(\.entry), atMost: session.timeout)
            let current =
                if let settled { settled } else { try session.store.entries(begun.map(\.entry)).map(\.entry) }
            for entry in current { entries[entry.id] = entry }
        } catch {
            throw FoyerFailure(error)
        }
        var results: [Result] = []
        var failure: FoyerFailure?
        var isAnswered = true
        for row in begun {
            var result = Self.result(of: row, entries[row.entry])
            // A server that does not answer is not asked forty times; the same command later gives the rest.
            if let owner = row.owner, let id = result.record.leadID, !result.isUnsent, !result.needsPerson,
                isAnswered, failure == nil
            {
                do throws(FoyerFailure) {
                    // Only now: routing gives a new lead to somebody, and the change is made from that.
                    try await session.carryOut([.assign(to: .member(owner))], on: id)
                } catch {
                    result.add("not given to \(owner.fullName): \(error.sentence)")
                    switch error.outcome {
                    case .refused, .misused: result.needsPerson = true
                    case .unconfirmed: (result.isUnsent, isAnswered) = (true, false)
                    case .unusable: failure = error
                    }
                }
            }
            results.append(result)
        }
        return (results, failure)
    }

    private static func result(of row: Begun, _ entry: OutboxEntry?) -> Result {
        var result = Result(record: row.record)
        switch entry?.status {
        case .settled:
            if row.isNew { result.record.verdict = "created" }
            result.record.leadID = entry?.leadID
        case .wedged(let failure):
            result.needsPerson = true
            if row.isNew { result.record.verdict = "refused" }
            result.record.reason = failure.reason
        case .conflicted, .cancelled, nil:
            result.needsPerson = true
            result.record.verdict = "cancelled"
        case .held, .queued, .sending, .waiting, .ambiguous:
            result.isUnsent = true
            if row.isNew { result.record.verdict = "unsent" }
        }
        return result
    }

    // MARK: Going on

    /// A row that an earlier import made without giving it to its owner; `nil` for one that lacks nothing.
    func resume(
        _ line: ImportLine,
        _ lead: ImportedLead,
        _ entry: OutboxEntry.ID?
    ) async throws(FoyerFailure) -> Begun? {
        var record = ImportRecord(line)
        guard let entry, let owner = owner(lead.agent, &record), try await lacks(owner, entry) else { return nil }
        return Begun(record: record, entry: entry, owner: owner, isNew: false)
    }

    /// Whether the lead of a create is another's, and nobody here has given it to anybody since.
    private func lacks(_ owner: Member, _ entry: OutboxEntry.ID) async throws(FoyerFailure) -> Bool {
        let finished: [OutboxEntry]
        let create: OutboxEntry
        do throws(StoreError) {
            guard let found = try session.store.entries([entry]).first?.entry, found.status != .cancelled else {
                return false
            }
            create = found
            finished = try session.store.finished(of: create.leadID, limit: 200).map(\.entry)
        } catch {
            throw FoyerFailure(error)
        }
        let unsent = await session.engine.unsentEntries.filter { $0.leadID == create.leadID }
        let isGiven = (finished + unsent).contains { entry in
            if case .assign = entry.change { entry.status != .cancelled } else { false }
        }
        // One that is out of sight was given away or trashed.
        guard !isGiven, let lead = try await session.mirrored(create.leadID) else { return false }
        return !lead.isOwned(by: owner, in: team)
    }
}
