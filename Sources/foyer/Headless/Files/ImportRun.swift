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
    struct Begun {
        var record: ImportRecord
        var entry: OutboxEntry.ID
        /// Whom the file gives the lead to.
        var owner: Member?
        /// False for one that an earlier import made, and that lacks its owner.
        var isNew = true
    }

    private static let stretch = 40

    func run(
        _ table: inout ImportTable,
        telling printer: inout ImportPrinter
    ) async throws(FoyerFailure) -> ImportOutcome {
        var begun: [Begun] = []
        var (made, failed) = (0, 0)
        var isOver = false
        var lastLine = 0
        while !isOver {
            if let line = try table.next() {
                lastLine = line.line
                if let next = try await begin(line, resumed: table.resumed(line)) {
                    begun.append(next)
                } else {
                    try printer.print(ImportRecord(line))
                }
            } else {
                isOver = true
            }
            guard begun.count >= Self.stretch || isOver, !begun.isEmpty else { continue }
            let (results, failure) = try await settle(begun)
            for result in results { try printer.print(result.record) }
            if let failure { throw failure }
            made += results.count { $0.record.verdict == "created" }
            failed += results.count { $0.needsPerson }
            begun = []
            if results.contains(where: \.isUnsent) { return .stopped(made: made, line: lastLine) }
            tell(made, lastLine)
        }
        return .done(made: made, failed: failed)
    }

    private func tell(_ made: Int, _ line: Int) {
        guard isatty(STDERR_FILENO) == 1, line > 0 else { return }
        StandardError.print("foyer: \(made) made, at line \(line)")
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
            let entry = try await session.engine.submit(create: imported.lead, notes: imported.notes, hold: .zero)
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
    func sendRest() async throws(FoyerFailure) {
        guard await engine.unsentEntries.contains(where: { !$0.needsPerson }) else { return }
        let left = await Departure(engine).sendAll(within: timeout, includingTrash: false)
        if left > 0 { throw .unconfirmed(changes: left, link: await engine.linkState) }
    }

    /// Brings the mirror up to date, so that whoever is in the book is known.
    func bringUpToDate(until end: ContinuousClock.Instant) async throws(FoyerFailure) {
        try await limited(until: end) { engine async throws(SyncError) in try await engine.refresh(.incremental) }
    }
}
