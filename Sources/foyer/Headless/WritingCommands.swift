import ArgumentParser
import Leads
import LoftyAPI
import Panes
import Terminal

/// Options of every command that writes.
struct WritingOptions: ParsableArguments {
    @Option(help: "Seconds to wait for the server.")
    var timeout = 60

    @Flag(help: "Say what would change, and send nothing.")
    var dryRun = false

    @OptionGroup var printing: PrintingOptions

    /// Prints the lead as the server has it now; in a table its id alone.
    func report(_ lead: Lead) throws(FoyerFailure) {
        var printer = try LeadFields.printer(printing, table: ["leadId"])
        if printing.format == .table, printing.columns == nil {
            try Output.write("\(lead.id)\n")
        } else {
            try printer.printOne(lead)
        }
    }
}

extension LeadsCommand {
    struct CreateCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "create",
            abstract: "Make a lead; prints its id."
        )

        @OptionGroup var writing: WritingOptions
        @Option(parsing: .unconditional, help: "Required; at most 30 characters.") var firstName: String
        @Option(parsing: .unconditional, help: "At most 30 characters.") var lastName = ""
        @Option(help: "May be repeated.") var email: [String] = []
        @Option(help: "May be repeated; at most 20 characters each.") var phone: [String] = []
        @Option(help: "buyer, seller, renter, …; may be repeated.") var type: [String] = []
        @Option(parsing: .unconditional, help: "Where the lead came from.") var source: String?
        @Option(parsing: .unconditional, help: "A stage of the team.", completion: LiveWords.stages)
        var stage: String?
        @Option(parsing: .unconditionalSingleValue, help: "May be repeated.", completion: LiveWords.tags)
        var tag: [String] = []
        @Option(help: "Skips routing: an email, a user id, or me.", completion: LiveWords.members)
        var assignee: String?

        func validate() throws {
            if let wrong = email.first(where: { !ContactFormat.isEmail($0) }) {
                throw ValidationError(Wording.noAddress(wrong))
            }
            if let wrong = phone.first(where: { !ContactFormat.isPhone($0) }) {
                throw ValidationError(Wording.noPhone(wrong))
            }
        }

        func run() async throws {
            try await reportingFailure {
                let types = try type.map { name throws(FoyerFailure) in try Self.leadType(name) }
                let session = try HeadlessSession.open(timeout: writing.timeout)
                // Everything that can be wrong is looked up before the lead is made, or a second try would double it.
                let team = try await session.team(
                    for: [stage.map(Intent.setStage), assignee.map { .assign(to: .named($0)) }].compactMap(
                        \.self
                    )
                )
                let owner = try assignee.map { words throws(FoyerFailure) in
                    try Self.member(words, in: team)
                }
                let new = NewLead(
                    firstName: firstName,
                    lastName: lastName,
                    emails: email,
                    phones: phone,
                    types: types,
                    source: source,
                    stage: try stage.map { name throws(FoyerFailure) in try Self.stage(name, in: team) },
                    tags: tag
                )
                try KinTelling.tell(of: new, in: LocalBook(session.store))
                if writing.dryRun { return try Output.writeLine("would create \(new.displayName)") }
                let id = try await session.create(new)
                if let owner {
                    try writing.report(try await session.carryOut([.assign(to: .member(owner))], on: id).lead)
                } else if let made = try await session.mirrored(id) {
                    try writing.report(made)
                } else {
                    try writing.report(try await session.fetch(id))
                }
            }
        }

        private static func stage(_ name: String, in team: Team) throws(FoyerFailure) -> String {
            if let stage = team.stage(named: name) { return stage.name }
            let obstacle = PlanObstacle.unknownStage(name, known: team.stages.map(\.name), nearest: nil)
            throw FoyerFailure(.refused, "\(obstacle.sentence(lead: "")) Nothing was changed.")
        }

        private static func member(_ words: String, in team: Team) throws(FoyerFailure) -> Member {
            do throws(PlanObstacle) {
                return try team.member(named: words)
            } catch {
                throw FoyerFailure(.refused, "\(error.sentence(lead: "")) Nothing was changed.")
            }
        }

        private static func leadType(_ name: String) throws(FoyerFailure) -> LeadType {
            if let type = LeadType(name: name) { return type }
            let known = LeadType.named.map { $0.name.lowercased() }.joined(separator: ", ")
            throw FoyerFailure(.refused, "There is no lead type “\(name)”. Known: \(known), other.")
        }
    }

    struct AssignCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "assign",
            abstract: "Give a lead to a member."
        )

        @OptionGroup var writing: WritingOptions
        @Argument(help: LeadBatch.help, completion: LiveWords.leads) var lead: LeadTarget
        @Option(help: "An email, a user id, or me.", completion: LiveWords.members) var to: String

        func run() async throws {
            try await reportingFailure {
                try await LeadBatch(writing).carryOut([.assign(to: .named(to))], on: lead)
            }
        }
    }

    struct NoteCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "note",
            abstract: "Add a note to a lead."
        )

        @OptionGroup var writing: WritingOptions
        @Argument(help: LeadBatch.help, completion: LiveWords.leads) var lead: LeadTarget
        @Argument(help: "The note, at most 2,000 characters.") var text: [String]

        func run() async throws {
            try await reportingFailure {
                try await LeadBatch(writing).carryOut([.addNote(text.joined(separator: " "))], on: lead)
            }
        }
    }

    struct CallCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "call",
            abstract: "Log a call made elsewhere."
        )

        @OptionGroup var writing: WritingOptions
        @Argument(help: LeadBatch.help, completion: LiveWords.leads) var lead: LeadTarget
        @Option(help: "Talked, VoiceMessage, NoAnswer, BadNumber, DNCNumber or DNCContact.")
        var outcome: CallOutcomeArgument
        @Option(parsing: .unconditional, help: "What was said.") var text: String?
        @Option(help: "The number that was called; without it, the one Foyer offers for calls.")
        var phone: String?
        @OptionGroup var override: CallOverrideOptions

        func run() async throws {
            try await reportingFailure {
                let call = Intent.logCall(outcome.outcome, text: text ?? "", phone: phone)
                try await LeadBatch(writing, overriding: override.reason).carryOut([call], on: lead)
            }
        }
    }

    struct TrashCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "trash",
            abstract: "Move a lead to the trash; Lofty offers no way back."
        )

        @OptionGroup var writing: WritingOptions
        @Argument(help: LeadBatch.help, completion: LiveWords.leads) var lead: LeadTarget
        @Option(parsing: .unconditional, help: "Why; it is stored with the lead.") var reason: String

        func run() async throws {
            try await reportingFailure {
                try await LeadBatch(writing).carryOut([.trash(reason: reason)], on: lead)
            }
        }
    }
}

/// A call outcome named on the command line, whatever its case.
struct CallOutcomeArgument: ExpressibleByArgument {
    let outcome: CallOutcome

    init?(argument: String) {
        let match = CallOutcome.allCases.first { $0.rawValue.lowercased() == argument.lowercased() }
        guard let match else { return nil }
        outcome = match
    }
}
