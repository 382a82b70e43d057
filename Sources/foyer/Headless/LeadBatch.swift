import ArgumentParser
import Leads
import Panes
import Terminal
import ViewModels

/// Carries intents out on one lead or on many; of many, each has a line for its result.
struct LeadBatch {
    static let help: ArgumentHelp = "The lead's id; - reads ids or JSON lines from standard input."

    private let writing: WritingOptions

    init(_ writing: WritingOptions) { self.writing = writing }

    func carryOut(_ intents: [Intent], on target: LeadTarget) async throws {
        let session = try HeadlessSession.open(timeout: writing.timeout)
        switch target {
        case .lead(let id): try await carryOut(intents, on: id, session)
        case .standardInput: try await carryOutBatch(intents, session)
        }
    }

    // MARK: One

    private func carryOut(_ intents: [Intent], on id: Lead.ID, _ session: HeadlessSession)
        async throws(FoyerFailure)
    {
        if writing.dryRun {
            for line in Self.lines(try await session.plan(intents, on: id).changes) { try Output.writeLine(line) }
            return
        }
        let (changes, lead) = try await session.carryOut(intents, on: id)
        for case .logCall(let logged) in changes {
            // Standard output is for programs.
            StandardError.print("foyer: The call is logged on \(logged.phone).")
        }
        try writing.report(lead)
    }

    private static func lines(_ changes: [LeadChange]) -> [String] {
        changes.isEmpty ? ["nothing to change"] : changes.map { "would change: \(Wording.change($0))" }
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

    private func carryOutBatch(_ intents: [Intent], _ session: HeadlessSession)
        async throws(FoyerFailure)
    {
        let names = Self.fields.map(\.name)
        var options = writing.printing
        // A line for each result as it comes; a table would keep them back.
        if options.format == .table { (options.format, options.noHeader) = (.tsv, true) }
        var printer = try RecordPrinter(Self.fields, table: names, data: names, options: options)
        let team = try await session.team(for: intents)
        try printer.begin()
        var worst: FoyerFailure.Outcome?
        var (done, failed) = (0, 0)
        while let line = readLine() {
            guard line.contains(where: { !$0.isWhitespace }) else { continue }
            let (result, outcome) = await Self.result(
                of: line,
                intents,
                team,
                session,
                isDry: writing.dryRun
            )
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

    private static func result(
        of line: String,
        _ intents: [Intent],
        _ team: Team,
        _ session: HeadlessSession,
        isDry: Bool
    ) async -> (Result, FoyerFailure.Outcome?) {
        guard let id = BatchLine.lead(line) else {
            let reason = "This line names no lead: an id, or an object with leadId, is wanted."
            return (Result(input: line, outcome: "refused", reason: reason), .refused)
        }
        do throws(FoyerFailure) {
            let changes = try HeadlessSession.plan(intents, for: try await session.fetch(id), in: team).changes
            if isDry {
                return (Result(input: line, lead: id, outcome: lines(changes).joined(separator: "; ")), nil)
            }
            if !changes.isEmpty { try await session.send(changes, on: id) }
            return (Result(input: line, lead: id, outcome: changes.isEmpty ? "unchanged" : "done"), nil)
        } catch {
            return (
                Result(input: line, lead: id, outcome: error.outcome.word, reason: error.sentence),
                error.outcome
            )
        }
    }
}

extension FoyerFailure.Outcome {
    fileprivate var word: String {
        switch self {
        case .refused: "refused"
        case .unusable: "failed"
        case .unconfirmed: "unconfirmed"
        case .misused: "wrong"
        }
    }
}
