import AppRuntime
import FoundationEssentials
import Glibc
import LeadFiles
import Leads
import Sync
import ViewModels

/// Makes the leads of a file through the outbox, forty rows at a time.
struct ImportRun {
    let session: HeadlessSession
    let team: Team

    /// A row that is in the journal.
    private struct Begun {
        var record: ImportRecord
        var entry: OutboxEntry.ID
        /// Whom the file gives the lead to.
        var owner: Member?
    }

    private static let stretch = 40

    func run(
        _ table: inout ImportTable,
        telling printer: inout ImportPrinter
    ) async throws(FoyerFailure) -> ImportOutcome {
        var begun: [Begun] = []
        var (made, failed) = (0, 0)
        var isOver = false
        while !isOver {
            var stopLine = 0
            if let line = try table.next() {
                stopLine = line.line
                if let next = try await begin(line) {
                    begun.append(next)
                } else {
                    try printer.print(ImportRecord(line))
                }
            } else {
                isOver = true
            }
            guard begun.count >= Self.stretch || isOver, !begun.isEmpty else { continue }
            let results = try await settle(begun)
            for result in results { try printer.print(result.record) }
            made += results.count { $0.record.verdict == "created" }
            failed += results.count { $0.needsPerson }
            begun = []
            if results.contains(where: \.isUnsent) { return .stopped(made: made, line: stopLine + 1) }
            tell(made, stopLine)
        }
        return .done(made: made, failed: failed)
    }

    private func tell(_ made: Int, _ line: Int) {
        guard isatty(STDERR_FILENO) == 1, line > 0 else { return }
        StandardError.print("foyer: \(made) made, at line \(line)")
    }

    /// Journals the lead of a row, and behind it what only a note can hold.
    private func begin(_ line: ImportLine) async throws(FoyerFailure) -> Begun? {
        let imported: ImportedLead
        switch line.verdict {
        case .create(let lead), .household(let lead, _): imported = lead
        case .same, .refused: return nil
        }
        var record = ImportRecord(line)
        let owner = owner(imported.agent, &record)
        do throws(SubmitError) {
            let entry = try await session.engine.submit(create: imported.lead, hold: .zero)
            if let note = imported.noteText {
                _ = try await session.engine.submit([Proposal(.addNote(note), on: entry.leadID)], hold: .zero)
            }
            return Begun(record: record, entry: entry.id, owner: owner)
        } catch {
            throw FoyerFailure(error)
        }
    }

    /// What would become of a row, with what there is to say about its agent.
    func record(of line: ImportLine) -> ImportRecord {
        var record = ImportRecord(line)
        switch line.verdict {
        case .create(let lead), .household(let lead, _): _ = owner(lead.agent, &record)
        case .same, .refused: break
        }
        return record
    }

    /// The member that the file names; a name that the team does not have is told, and routing decides.
    private func owner(_ words: String?, _ record: inout ImportRecord) -> Member? {
        guard let words else { return nil }
        if case .found(let member) = team.member(words) { return member }
        // "Moss, Alice", as programs sort their lists.
        let halves = words.split(separator: ",").map { String($0).trimmed }
        if halves.count == 2, case .found(let member) = team.member("\(halves[1]) \(halves[0])") { return member }
        record.reason = [record.reason, "no member is called “\(words)”, so routing decides"].compactMap(\.self)
            .joined(separator: "; ")
        return nil
    }

    private struct Result {
        var record: ImportRecord
        var isUnsent = false
        var needsPerson = false
    }

    private func settle(_ begun: [Begun]) async throws(FoyerFailure) -> [Result] {
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
        for row in begun {
            let result = Self.result(of: row.record, entries[row.entry])
            results.append(result)
            if let owner = row.owner, let id = result.record.leadID, result.record.verdict == "created" {
                // Only now: routing gives a new lead to somebody, and the change is made from that.
                try await session.carryOut([.assign(to: .member(owner))], on: id)
            }
        }
        return results
    }

    private static func result(of record: ImportRecord, _ entry: OutboxEntry?) -> Result {
        var result = Result(record: record)
        switch entry?.status {
        case .settled:
            result.record.verdict = "created"
            result.record.leadID = entry?.leadID
        case .wedged(let failure):
            result.needsPerson = true
            result.record.verdict = "refused"
            result.record.reason = failure.reason
        case .conflicted, .cancelled, nil:
            result.needsPerson = true
            result.record.verdict = "cancelled"
        case .held, .queued, .sending, .waiting, .ambiguous:
            result.isUnsent = true
            result.record.verdict = "unsent"
        }
        return result
    }
}

extension ImportedLead {
    /// What Lofty's new lead has no place for, as a note; `nil` when there is nothing.
    fileprivate var noteText: String? {
        let prices = [inquiry.priceMin, inquiry.priceMax].compactMap(\.self).map { "$\($0)" }
        let place = [address.street, address.city, address.state, address.zipCode].compactMap(\.self)
        let parts = [
            note, prices.isEmpty ? nil : "Price: " + prices.joined(separator: " to "),
            place.isEmpty ? nil : "Address: " + place.joined(separator: ", "),
        ].compactMap(\.self)
        return parts.isEmpty ? nil : String(parts.joined(separator: "\n").prefix(LeadLimits.note))
    }
}

extension HeadlessSession {
    /// What an import asks of the team.
    func importTeam() async throws(FoyerFailure) -> Team {
        try await team(for: [.setStage(""), .assign(to: .named("?")), .assign(to: .named("me"))])
    }

    /// Sends what an import that was broken off has left in the outbox.
    func sendRest() async throws(FoyerFailure) {
        guard await engine.unsentEntries.contains(where: { !$0.needsPerson }) else { return }
        let left = await Departure(engine).sendAll(within: timeout, includingTrash: false)
        if left > 0 { throw .unconfirmed(changes: left, link: await engine.linkState) }
    }

    /// Brings the mirror up to date, so that whoever is in the book is known.
    func bringUpToDate() async throws(FoyerFailure) {
        do throws(SyncError) {
            try await engine.refresh(.incremental)
        } catch {
            throw FoyerFailure(error)
        }
    }
}
