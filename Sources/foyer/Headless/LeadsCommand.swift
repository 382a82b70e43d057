import ArgumentParser
import FoundationEssentials
import Leads
import LoftyAPI

/// `foyer leads`: the verbs of the workbench for scripts.
struct LeadsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leads",
        abstract: "Work leads from scripts; every write waits until the server has it.",
        discussion: """
            Exit codes: 0 done, 1 refused or gone, 2 Foyer cannot work here (account, key, state), 3 not confirmed in \
            time: the change is kept in the outbox and goes out later, 64 wrong usage.
            """,
        subcommands: [
            ListCommand.self, CountCommand.self, ShowCommand.self, CreateCommand.self, UpdateCommand.self,
            AssignCommand.self,
            NoteCommand.self, CallCommand.self, DialCommand.self, DisposeCommand.self, FollowUpCommand.self,
            SnoozeCommand.self,
            TrashCommand.self, UndoCommand.self, TimelineCommand.self,
            ExportCommand.self,
            ImportCommand.self,
        ]
    )
}

/// A lead named on the command line.
struct LeadArgument: ExpressibleByArgument {
    let id: Lead.ID

    init?(argument: String) {
        guard let number = Int64(argument), number > 0 else { return nil }
        id = Lead.ID(number)
    }

    var defaultValueDescription: String { id.description }
}

extension AccountSettings {
    /// The account of the environment and the configuration file.
    static func current() throws(FoyerFailure) -> AccountSettings {
        let environment = ProcessInfo.processInfo.environment
        return try load(environment: environment, paths: FoyerPaths(environment: environment))
    }
}
