import ArgumentParser
import Glibc
import Leads
import Panes
import Terminal
import ViewModels

/// Carries intents out on one lead or on many; of many, each has a line for its result.
struct LeadBatch {
    static let help: ArgumentHelp = "The lead's id; - reads ids or JSON lines from standard input."

    private let writing: WritingOptions
    /// Why the guard is gone over where it is against a call; `nil` keeps to it.
    private let reason: String?

    init(_ writing: WritingOptions, overriding reason: String? = nil) {
        self.writing = writing
        self.reason = reason
    }

    /// What is wanted of a lead, where that depends on what there is of it.
    typealias Asking = (Lead.ID, HeadlessSession) async throws(FoyerFailure) -> [Intent]

    func carryOut(_ intents: [Intent], on target: LeadTarget) async throws {
        try await carryOut(on: target, needing: intents) { _, _ in intents }
    }

    /// - `known`: what is wanted of every lead, for reading once what the team has of it.
    func carryOut(on target: LeadTarget, needing known: [Intent] = [], _ asking: Asking) async throws {
        let session = try HeadlessSession.open(timeout: writing.timeout)
        switch target {
        case .lead(let id): try await carryOut(try await asking(id, session), on: id, session)
        case .standardInput: try await carryOutBatch(known, asking, session)
        }
    }

    // MARK: One

    private func carryOut(_ intents: [Intent], on id: Lead.ID, _ session: HeadlessSession)
        async throws(FoyerFailure)
    {
        if writing.dryRun {
            let plan = try await session.plan(intents, on: id, because: reason)
            for line in Self.lines(plan.proposals) { try Output.writeLine(line) }
            return
        }
        let (changes, lead) = try await session.carryOut(intents, on: id, because: reason)
        if changes.isEmpty { StandardError.print("foyer: \(lead.displayName): nothing to change, it is so already.") }
        // Standard output is for programs.
        for change in changes {
            if case .logCall(let logged) = change {
                StandardError.print("foyer: The call is logged on \(logged.phone).")
            }
            if case .followUp(.add(let plan)) = change { StandardError.print("foyer: Due \(plan.words).") }
        }
        try writing.report(lead)
    }

    private static func lines(_ proposals: [Proposal]) -> [String] {
        guard !proposals.isEmpty else { return ["nothing to change"] }
        return proposals.map { proposal in
            let override = proposal.override.map { ", over “\($0.rule)” because “\($0.reason)”" } ?? ""
            return "would change: \(Wording.change(proposal.change))\(override)"
        }
    }

    // MARK: Many

    private struct Result: Sendable {
        var input: String
        var lead: Lead.ID?
        var outcome: String
        var reason: String?
    }

    private static let fields: [RecordField<Result>] = [
        RecordField("leadId", heading: "ID") { $0.lead.map { .id($0.rawValue) } ?? .none },
        RecordField("result") { .text($0.outcome) },
        RecordField("reason") { .text($0.reason) },
        RecordField("input") { .text($0.lead == nil ? $0.input : nil) },
    ]

    private func carryOutBatch(
        _ known: [Intent],
        _ asking: Asking,
        _ session: HeadlessSession
    ) async throws(FoyerFailure) {
        let names = Self.fields.map(\.name)
        var options = writing.printing
        // A line for each result as it comes; a table would keep them back.
        if options.format == .table { (options.format, options.noHeader) = (.tsv, true) }
        var printer = try RecordPrinter(Self.fields, table: names, data: names, options: options)
        let team = try await session.team(for: known)
        try printer.begin()
        var tally = Tally()
        var doubtful = DoubtfulLeads()
        // Who types the ids is not talked to meanwhile.
        if isatty(STDIN_FILENO) == 1 { Progress.end() }
        while tally.worst != .unusable, let line = readLine() {
            guard line.contains(where: { !$0.isWhitespace }) else { continue }
            if let (result, outcome) = await result(of: line, asking, team, session, &doubtful) {
                try printer.print(result)
                tally.count(outcome)
            }
            Progress.count("Leads done", tally.count)
            if doubtful.isFull { try await tell(&doubtful, session, &printer, &tally) }
        }
        try await tell(&doubtful, session, &printer, &tally)
        try printer.end()
        // Where nothing can work, the rest of a pipe is counted and nothing of it begun.
        if tally.worst == .unusable, isatty(STDIN_FILENO) == 0 { tally.leave(Self.leadsLeft()) }
        try tally.check()
    }

    private static func leadsLeft() -> Int {
        var count = 0
        while let line = readLine() {
            if line.contains(where: { !$0.isWhitespace }) { count += 1 }
        }
        return count
    }

    /// Waits for the leads that were put aside, and says what became of them.
    private func tell(
        _ doubtful: inout DoubtfulLeads,
        _ session: HeadlessSession,
        _ printer: inout RecordPrinter<Result>,
        _ tally: inout Tally
    ) async throws(FoyerFailure) {
        for (lead, failure) in await doubtful.settle(through: session) {
            let outcome = failure?.outcome.word ?? "done"
            try printer.print(Result(input: "", lead: lead, outcome: outcome, reason: failure?.sentence))
            tally.count(failure?.outcome)
        }
    }

    /// How many leads of a batch are done.
    struct Tally {
        private(set) var worst: FoyerFailure.Outcome?
        private var (done, failed, left) = (0, 0, 0)
        var count: Int { done + failed }

        mutating func count(_ failure: FoyerFailure.Outcome?) {
            guard let failure else {
                done += 1
                return
            }
            failed += 1
            worst = worst == .unusable ? worst : failure
        }

        /// Leads that were not begun.
        mutating func leave(_ count: Int) { left = count }

        func check() throws(FoyerFailure) {
            guard let worst else { return }
            let unbegun = left > 0 ? "; \(left) more were not begun, and nothing of them is kept" : ""
            throw FoyerFailure(worst, "\(done) done, \(failed) not; the lines above say why\(unbegun).")
        }
    }

    /// `nil` for a lead that is put aside.
    private func result(
        of line: String,
        _ asking: Asking,
        _ team: Team,
        _ session: HeadlessSession,
        _ doubtful: inout DoubtfulLeads
    ) async -> (Result, FoyerFailure.Outcome?)? {
        guard let id = BatchLine.lead(line) else {
            let reason = "This line names no lead: an id, or an object with leadId, is wanted."
            return (Result(input: line, outcome: "refused", reason: reason), .refused)
        }
        do throws(FoyerFailure) {
            let lead = try await session.fetch(id)
            let intents = try await asking(id, session)
            let listed = try await session.listedNumbers(for: intents, on: lead)
            let plan = try HeadlessSession.plan(intents, for: lead, in: team, listed: listed, because: reason)
            let proposals = plan.proposals
            if writing.dryRun {
                return (Result(input: line, lead: id, outcome: Self.lines(proposals).joined(separator: "; ")), nil)
            }
            if proposals.isEmpty { return (Result(input: line, lead: id, outcome: "unchanged"), nil) }
            guard try await doubtful.send(proposals, on: id, through: session) else { return nil }
            return (Result(input: line, lead: id, outcome: "done"), nil)
        } catch {
            return (
                Result(input: line, lead: id, outcome: error.outcome.word, reason: error.sentence),
                error.outcome
            )
        }
    }
}

extension FoyerFailure.Outcome {
    /// As the lines of a batch have it.
    var word: String {
        switch self {
        case .refused: "refused"
        case .unusable: "failed"
        case .unconfirmed: "unconfirmed"
        case .misused: "wrong"
        }
    }
}
