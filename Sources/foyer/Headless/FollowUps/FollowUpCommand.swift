import ArgumentParser
import FoundationEssentials
import Leads

extension LeadsCommand {
    struct FollowUpCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "follow-up",
            abstract: "Plan a follow-up, move one or finish one; without a time, list yours.",
            discussion: """
                WHEN is a day as the workbench takes it, on the lead's clock: 3 (days from now), t (today), tue 3pm, in 2 \
                weeks, 12 nov 15:00. TASK is the id of a follow-up as the list has it, or next for the one that is due first.

                Lofty gives a follow-up to whose lead it is; the list has yours, and those of a colleague's lead are theirs.
                """
        )

        @OptionGroup var writing: WritingOptions
        @Argument(help: LeadBatch.help, completion: LiveWords.leads) var lead: LeadTarget
        @Argument(help: "When it is due.") var when: [String] = []
        @Option(parsing: .unconditional, help: "What is to be done; the kind's usual words stand in for it.")
        var text: String?
        @Option(help: "call, email, text, appointment or other; without it, how the lead can be reached.")
        var kind: FollowUpKindArgument?
        @Option(help: ArgumentHelp("Move this one to WHEN.", valueName: "task")) var move: FollowUpArgument?
        @Option(help: ArgumentHelp("Mark this one as done.", valueName: "task")) var done: FollowUpArgument?

        func validate() throws {
            let isNew = move == nil && done == nil
            if move != nil, done != nil { throw ValidationError("Give --move or --done, not both.") }
            if done != nil, !when.isEmpty { throw ValidationError("--done takes no time. To move one, use --move.") }
            if move != nil, when.isEmpty {
                throw ValidationError("--move wants a time behind the lead, such as tue 3pm.")
            }
            if text != nil || kind != nil, !isNew || when.isEmpty {
                throw ValidationError("--text and --kind are for a new follow-up; say when it is due, such as tue 3pm.")
            }
            if isNew, when.isEmpty, case .standardInput = lead {
                throw ValidationError("Say when the follow-ups are due, or which are done: --done next.")
            }
        }

        func run() async throws {
            try await reportingFailure {
                let time = when.joined(separator: " ")
                let batch = LeadBatch(writing)
                if let done {
                    try await batch.carryOut(on: lead) { id, session throws(FoyerFailure) in
                        [.finishFollowUp(try await session.followUp(done, of: id))]
                    }
                } else if let move {
                    try await batch.carryOut(on: lead) { id, session throws(FoyerFailure) in
                        [.moveFollowUp(try await session.followUp(move, of: id), to: time)]
                    }
                } else if when.isEmpty, case .lead(let id) = lead {
                    try await list(of: id)
                } else {
                    let wish = FollowUpWish(time, kind: kind?.kind, text: text)
                    try await batch.carryOut([.addFollowUp(wish)], on: lead)
                }
            }
        }

        private func list(of lead: Lead.ID) async throws(FoyerFailure) {
            let session = try HeadlessSession.open(timeout: writing.timeout)
            let names = Self.fields.map(\.name)
            var printer = try RecordPrinter(Self.fields, table: names, data: names, options: writing.printing)
            try printer.printAll(try await session.openFollowUps(of: lead))
        }

        private static let fields: [RecordField<FollowUp>] = [
            RecordField("taskId", heading: "TASK") { .id($0.id.rawValue) },
            RecordField("kind") { .text($0.kind.rawValue) },
            RecordField("dueAt", heading: "DUE") { .date($0.dueAt) },
            RecordField("text") { .text($0.text) },
        ]
    }

    struct SnoozeCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "snooze",
            abstract: "Put a lead aside until a time or until it acts, or take it back.",
            discussion: """
                WHEN is a day as “foyer leads follow-up” takes it, or acts: until the lead is on the website again. Lofty \
                knows nothing of it; it stands in this machine's mirror alone.
                """
        )

        @OptionGroup var writing: WritingOptions
        @Argument(help: LeadBatch.help, completion: LiveWords.leads) var lead: LeadTarget
        @Argument(help: "Until when.") var when: [String] = []
        @Flag(help: "Take the lead back.") var wake = false

        func validate() throws {
            if wake == when.isEmpty { return }
            throw ValidationError("Say until when, such as tue 3pm or acts, or give --wake.")
        }

        func run() async throws {
            try await reportingFailure {
                let batch = LeadBatch(writing)
                if wake {
                    try await batch.carryOut(on: lead) { id, session throws(FoyerFailure) in
                        [.wake(try await session.snooze(of: id))]
                    }
                } else {
                    let time = when.joined(separator: " ")
                    let intent = Intent.snooze(until: time.lowercased() == "acts" ? nil : time)
                    try await batch.carryOut([intent], on: lead)
                }
            }
        }
    }
}

/// A follow-up named on the command line.
enum FollowUpArgument: ExpressibleByArgument {
    case task(FollowUp.ID)
    /// The open one that is due first.
    case next

    init?(argument: String) {
        if argument.lowercased() == "next" {
            self = .next
        } else if let number = Int64(argument), number > 0 {
            self = .task(FollowUp.ID(rawValue: number))
        } else {
            return nil
        }
    }
}

/// A kind of follow-up named on the command line, whatever its case.
struct FollowUpKindArgument: ExpressibleByArgument {
    let kind: FollowUp.Kind

    init?(argument: String) {
        let match = FollowUp.Kind.allCases.first { $0.rawValue.lowercased() == argument.lowercased() }
        guard let match else { return nil }
        kind = match
    }
}
