import ArgumentParser
import Leads
import LoftyAPI

/// Options of every command that writes.
struct WritingOptions: ParsableArguments {
    @Option(help: "Seconds to wait for the server.")
    var timeout = 60

    @Option(help: "table or json.")
    var format = OutputFormat.table

    /// Prints the lead as the server has it now.
    func report(_ lead: Lead) throws(FoyerFailure) {
        switch format {
        case .json: try Output.json(LeadRecord(lead))
        case .table: try Output.write("\(lead.id)\n")
        }
    }
}

extension LeadsCommand {
    struct CreateCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "create", abstract: "Make a lead; prints its id.")

        @OptionGroup var writing: WritingOptions
        @Option(help: "Required; at most 30 characters.") var firstName: String
        @Option(help: "At most 30 characters.") var lastName = ""
        @Option(help: "May be repeated.") var email: [String] = []
        @Option(help: "May be repeated; at most 20 characters each.") var phone: [String] = []
        @Option(help: "buyer, seller, renter, …; may be repeated.") var type: [String] = []
        @Option(help: "Where the lead came from.") var source: String?
        @Option(help: "A stage of the team.") var stage: String?
        @Option(help: "May be repeated.") var tag: [String] = []
        @Option(help: "Skips routing: an email, a user id, or me.") var assignee: String?

        func validate() throws {
            if let wrong = email.first(where: { !ContactFormat.isEmail($0) }) {
                throw ValidationError("“\(wrong)” is no email address: the @ is missing.")
            }
            if let wrong = phone.first(where: { !ContactFormat.isPhone($0) }) {
                throw ValidationError("“\(wrong)” is no phone number of 7 to 20 characters.")
            }
        }

        func run() async throws {
            try await reportingFailure {
                let types = try type.map { name throws(FoyerFailure) in try Self.leadType(name) }
                let session = try HeadlessSession.open(timeout: writing.timeout)
                let team = Team(client: session.client)
                // Everything that can be wrong is looked up before the lead is made, or a second try would double it.
                let owner = try await team.member(assignee)
                let new = NewLead(
                    firstName: firstName,
                    lastName: lastName,
                    emails: email,
                    phones: phone,
                    types: types,
                    source: source,
                    stage: try await team.stage(stage),
                    tags: tag
                )
                let id = try await session.create(new)
                if let owner {
                    let lead = try await session.fetch(id)
                    try await session.send([.assign(from: lead.assignee, to: owner)], on: id)
                }
                try writing.report(try await session.fetch(id))
            }
        }

        private static func leadType(_ name: String) throws(FoyerFailure) -> LeadType {
            if let type = LeadType(name: name) { return type }
            let known = LeadType.named.map { $0.name.lowercased() }.joined(separator: ", ")
            throw FoyerFailure(.refused, "There is no lead type “\(name)”. Known: \(known), other.")
        }
    }

    struct UpdateCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "update",
            abstract: "Change stage and tags of a lead."
        )

        @OptionGroup var writing: WritingOptions
        @Argument(help: "The lead's id.") var lead: LeadArgument
        @Option(help: "A stage of the team.") var stage: String?
        @Option(help: "May be repeated.") var addTag: [String] = []
        @Option(help: "May be repeated.") var removeTag: [String] = []

        func validate() throws {
            if stage == nil, addTag.isEmpty, removeTag.isEmpty {
                throw ValidationError("Give --stage, --add-tag or --remove-tag.")
            }
        }

        func run() async throws {
            try await reportingFailure {
                let session = try HeadlessSession.open(timeout: writing.timeout)
                let stage = try await Team(client: session.client).stage(stage)
                let before = try await session.fetch(lead.id)
                var changes: [LeadChange] = []
                if let stage, stage != before.stage { changes.append(.setStage(from: before.stage, to: stage)) }
                changes += addTag.filter { !before.tags.contains($0) }.map(LeadChange.addTag)
                changes += removeTag.filter { before.tags.contains($0) }.map(LeadChange.removeTag)
                if !changes.isEmpty { try await session.send(changes, on: lead.id) }
                try writing.report(try await session.fetch(lead.id))
            }
        }
    }

    struct AssignCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "assign", abstract: "Give a lead to a member.")

        @OptionGroup var writing: WritingOptions
        @Argument(help: "The lead's id.") var lead: LeadArgument
        @Option(help: "An email, a user id, or me.") var to: String

        func run() async throws {
            try await reportingFailure {
                let session = try HeadlessSession.open(timeout: writing.timeout)
                let member = try await Team(client: session.client).member(to)
                let before = try await session.fetch(lead.id)
                try await session.send([.assign(from: before.assignee, to: member)], on: lead.id)
                try writing.report(try await session.fetch(lead.id))
            }
        }
    }

    struct NoteCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "note", abstract: "Add a note to a lead.")

        @OptionGroup var writing: WritingOptions
        @Argument(help: "The lead's id.") var lead: LeadArgument
        @Argument(help: "The note, at most 2,000 characters.") var text: [String]

        func run() async throws {
            try await reportingFailure {
                let session = try HeadlessSession.open(timeout: writing.timeout)
                _ = try await session.fetch(lead.id)
                try await session.send([.addNote(text.joined(separator: " "))], on: lead.id)
                try writing.report(try await session.fetch(lead.id))
            }
        }
    }

    struct CallCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "call", abstract: "Log a call made elsewhere.")

        @OptionGroup var writing: WritingOptions
        @Argument(help: "The lead's id.") var lead: LeadArgument
        @Option(help: "Talked, VoiceMessage, NoAnswer, BadNumber, DNCNumber or DNCContact.")
        var outcome: CallOutcomeArgument
        @Option(help: "What was said.") var text: String?
        @Option(help: "The number that was called; the lead's first one without it.") var phone: String?

        func run() async throws {
            try await reportingFailure {
                let session = try HeadlessSession.open(timeout: writing.timeout)
                let before = try await session.fetch(lead.id)
                guard let number = phone ?? before.phones.first?.number else {
                    throw FoyerFailure(.refused, "The lead has no phone number, and Lofty wants one. Give --phone.")
                }
                let log = LeadChange.CallLog(
                    outcome: outcome.outcome,
                    phone: number,
                    text: text ?? outcome.outcome.label
                )
                try await session.send([.logCall(log)], on: lead.id)
                try writing.report(try await session.fetch(lead.id))
            }
        }
    }

    struct TrashCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "trash",
            abstract: "Move a lead to the trash; Lofty offers no way back."
        )

        @OptionGroup var writing: WritingOptions
        @Argument(help: "The lead's id.") var lead: LeadArgument
        @Option(help: "Why; it is stored with the lead.") var reason: String

        func run() async throws {
            try await reportingFailure {
                let session = try HeadlessSession.open(timeout: writing.timeout)
                let before = try await session.fetch(lead.id)
                try await session.send([.trash(reason: reason)], on: lead.id)
                try writing.report(before)
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
