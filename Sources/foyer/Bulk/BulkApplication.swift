import FoundationEssentials
import Leads
import Panes
import Sync

/// Carries out a plan lead by lead, each as the server has it at that moment.
struct BulkApplication {
    private let plan: BulkPlanFile
    private let writing: WritingOptions
    private let session: HeadlessSession

    init(_ plan: BulkPlanFile, _ writing: WritingOptions, _ session: HeadlessSession) {
        self.plan = plan
        self.writing = writing
        self.session = session
    }

    private struct Result: Sendable {
        var lead: Lead.ID
        var outcome: String
        var reason: String?
    }

    private static let fields: [RecordField<Result>] = [
        RecordField("leadId", heading: "ID") { .id($0.lead.rawValue) }, RecordField("result") { .text($0.outcome) },
        RecordField("reason") { .text($0.reason) },
    ]

    func run() async throws(FoyerFailure) {
        let planner = Planner(team: try await session.wholeTeam(), now: Date())
        let names = Self.fields.map(\.name)
        var options = writing.printing
        // A line for each result as it comes; a table would keep them back.
        if options.format == .table { (options.format, options.noHeader) = (.tsv, true) }
        var printer = try RecordPrinter(Self.fields, table: names, data: names, options: options)
        try printer.begin()
        var tally = LeadBatch.Tally()
        var doubtful = DoubtfulLeads()
        for entry in plan.changing where tally.worst != .unusable {
            if let (result, outcome) = await result(of: entry, planner, &doubtful) {
                try printer.print(result)
                tally.count(outcome)
            }
            Progress.count("Leads done", tally.count, of: plan.changing.count)
            if doubtful.isFull { try await tell(&doubtful, &printer, &tally) }
        }
        try await tell(&doubtful, &printer, &tally)
        try printer.end()
        try tally.check()
    }

    /// Waits for the leads that were put aside, and says what became of them.
    private func tell(
        _ doubtful: inout DoubtfulLeads,
        _ printer: inout RecordPrinter<Result>,
        _ tally: inout LeadBatch.Tally
    ) async throws(FoyerFailure) {
        for (lead, failure) in await doubtful.settle(through: session) {
            let outcome = failure?.outcome.word ?? "done"
            try printer.print(Result(lead: lead, outcome: outcome, reason: failure?.sentence))
            tally.count(failure?.outcome)
        }
    }

    /// `nil` for a lead that is put aside.
    private func result(
        of entry: BulkPlanFile.Entry,
        _ planner: Planner,
        _ doubtful: inout DoubtfulLeads
    ) async -> (Result, FoyerFailure.Outcome?)? {
        let id = Lead.ID(entry.leadId)
        do throws(FoyerFailure) {
            let journaled = try await session.journaled(entry.changes, on: id, since: plan.madeAt)
            // What a run that was cut off has left behind is sent, and not made a second time.
            let waiting = journaled.filter(\.status.isUnsent)
            if !waiting.isEmpty, !writing.dryRun { try await session.settle(waiting) }
            let lead = try await session.fetch(id)
            let due: [LeadChange]
            do throws(BulkObstacle) {
                let made = Set(journaled.map(\.change))
                due = try planner.check(entry.changes, on: lead).filter { $0.isRepeatable || !made.contains($0) }
            } catch {
                let reason = Wording.bulkObstacle(error, lead: lead.displayName)
                return (Result(lead: id, outcome: "refused", reason: reason), .refused)
            }
            if due.isEmpty { return (Result(lead: id, outcome: waiting.isEmpty ? "unchanged" : "done"), nil) }
            if writing.dryRun {
                let words = due.map { Wording.change($0) }.joined(separator: "; ")
                return (Result(lead: id, outcome: "would change", reason: words), nil)
            }
            let proposals = due.map { Proposal($0, on: id) }
            guard try await doubtful.send(proposals, on: id, through: session) else { return nil }
            return (Result(lead: id, outcome: "done"), nil)
        } catch {
            return (Result(lead: id, outcome: error.outcome.word, reason: error.sentence), error.outcome)
        }
    }
}
