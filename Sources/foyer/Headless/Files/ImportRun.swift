import AppRuntime
import FoundationEssentials
import LeadFiles
import Leads
import Sync
import ViewModels

/// Makes the leads of a file through the outbox, forty rows at a time.
///
/// A row of which nobody can tell yet what became of it holds up no other: it is told at the end.
struct ImportRun {
    let session: HeadlessSession
    let team: Team

    private static let stretch = 40
    /// So many rows in doubt are a sign of a server in trouble, which is waited for before it is given more.
    private static let mostInDoubt = 5

    func run(
        _ table: inout ImportTable,
        telling printer: inout ImportPrinter
    ) async throws(FoyerFailure) -> ImportOutcome {
        var tally = Tally()
        var begun: [Begun] = []
        var doubtful: [Begun] = []
        while !tally.isOver {
            if let line = try table.next() {
                tally.line = line.line
                if let next = try await begin(line, resumed: table.resumed(line)) {
                    begun.append(next)
                } else {
                    try printer.print(ImportRecord(line))
                }
            } else {
                tally.isOver = true
            }
            guard begun.count >= Self.stretch || tally.isOver else { continue }
            let rows = try await settle(begun, .whileUndoubted, &tally)
            doubtful += try tell(rows, &tally, &printer) { $0 == .inDoubt }
            begun = []
            if tally.isOver || tally.isStopped || doubtful.count > Self.mostInDoubt {
                // Once the server gives no answer there is no use in waiting for it again.
                let rows = tally.isStopped ? doubtful : try await settle(doubtful, .whileReachable, &tally)
                _ = try tell(rows, &tally, &printer) { _ in false }
                doubtful = []
            }
            if let failure = tally.failure { throw failure }
            if tally.isStopped { break }
            Progress.count("Making leads, at line \(tally.line)", tally.made)
        }
        return try await tally.outcome(link: session.engine.linkState)
    }

    /// Prints what became of rows, and answers those that are to be told later.
    private func tell(
        _ rows: [Begun],
        _ tally: inout Tally,
        _ printer: inout ImportPrinter,
        keeping isKept: (Result.State) -> Bool
    ) throws(FoyerFailure) -> [Begun] {
        var kept: [Begun] = []
        for (row, result) in zip(rows, try results(of: rows)) {
            if isKept(result.state) {
                kept.append(row)
            } else {
                try printer.print(result.record)
                tally.count(result)
            }
        }
        return kept
    }

    /// Journals the lead of a row, and with it what only a note can hold.
    ///
    /// `resumed` is what an earlier import journaled of the same row, which may have ended before the lead had its owner.
    private func begin(_ line: ImportLine, resumed: OutboxEntry.ID?) async throws(FoyerFailure) -> Begun? {
        let imported: ImportedLead
        switch line.verdict {
        case .create(let lead), .household(let lead, _): imported = lead
        case .same(let lead, _): return try await resume(line, lead, resumed)
        case .refused: return nil
        }
        var record = ImportRecord(line)
        let owner = owner(imported.agent, &record)
        do throws(SubmitError) {
            let notes = imported.notes
            let entry = try await session.engine.submit(create: imported.lead, notes: notes, hold: .zero)
            return Begun(record: record, entry: entry.id, notes: notes, gift: owner.map { .wanted($0) } ?? .none)
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
    func owner(_ words: String?, _ record: inout ImportRecord) -> Member? {
        guard let words else { return nil }
        if case .found(let member) = team.member(words) { return member }
        // "Moss, Alice", as programs sort their lists.
        let halves = words.split(separator: ",").map { String($0).trimmed }
        if halves.count == 2, case .found(let member) = team.member("\(halves[1]) \(halves[0])") { return member }
        record.reason = [record.reason, "no member is called “\(words)”, so routing decides"].compactMap(\.self)
            .joined(separator: "; ")
        return nil
    }
}

extension HeadlessSession {
    /// What an import asks of the team.
    func importTeam(until end: ContinuousClock.Instant) async throws(FoyerFailure) -> Team {
        try await team(for: [.setStage(""), .assign(to: .named("?")), .assign(to: .named("me"))], until: end)
    }

    /// Sends what an import that was broken off has left in the outbox.
    ///
    /// What needs a person, and what waits behind that, has been told and is none of it.
    func sendRest() async throws(FoyerFailure) {
        let departure = Departure(engine)
        guard await !departure.movingEntries().isEmpty else { return }
        _ = await departure.sendAll(within: timeout, includingTrash: false)
        let left = await departure.movingEntries().count
        if left > 0 { throw .unconfirmed(changes: left, link: await engine.linkState) }
    }

    /// Brings the mirror up to date, so that whoever is in the book is known.
    func bringUpToDate(until end: ContinuousClock.Instant) async throws(FoyerFailure) {
        try await limited(until: end) { engine async throws(SyncError) in try await engine.refresh(.incremental) }
    }
}
