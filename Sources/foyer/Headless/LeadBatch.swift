import ArgumentParser
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
        var worst: FoyerFailure.Outcome?
        var (done, failed) = (0, 0)
        while let line = readLine() {
            guard line.contains(where: { !$0.isWhitespace }) else { continue }
            let (result, outcome) = await result(of: line, asking, team, session)
            try printer.print(result)
            if let outcome {
                failed += 1
                worst = worst == .unusable ? worst : outcome
                if outcome == .unusable { break }
            } else {
                done += 1
            }
        }
        try printer.end()
        if let worst {
            throw FoyerFailure(worst, "\(done) done, \(failed) not; the lines above say why.")
        }
    }

    private func result(
        of line: String,
        _ asking: Asking,
        _ team: Team,
        _ session: HeadlessSession
    ) async -> (Result, FoyerFailure.Outcome?) {
        guard let id = BatchLine.lead(line) else {
            let reason = "This line names no lead: an id, or an object with leadId, is wanted."
            return (Result(input: line, outcome: "refused", reason: reason), .refused)
        }
        do throws(FoyerFailure) {
            let lead = try await session.fetch(id)
            let intents = try await asking(id, session)
            let proposals = try HeadlessSession.plan(intents, for: lead, in: team, because: reason).proposals
            if writing.dryRun {
                return (Result(input: line, lead: id, outcome: Self.lines(proposals).joined(separator: "; ")), nil)
            }
            if !proposals.isEmpty { try await session.send(proposals, on: id) }
            return (Result(input: line, lead: id, outcome: proposals.isEmpty ? "unchanged" : "done"), nil)
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
