import ArgumentParser

/// The program's command.
///
/// Each command has its `commandName` written down: the parser would else make one of the type's name, which costs the
/// runtime a search through all types of the program, at every start and for every command.
struct Foyer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "foyer",
        abstract: "The keyboard-driven terminal workbench for the leads of a Lofty CRM account.",
        discussion: """
            Plain “foyer” opens the workbench; “foyer demo” tries it with an invented book. “foyer --restricted [COMMAND]” is \
            for logins that may do nothing else, see foyer(1).
            """,
        version: BuildFacts.version,
        subcommands: [
            OpenCommand.self, DemoCommand.self, LeadsCommand.self, OutboxCommand.self, QueuesCommand.self,
            ConfigCommand.self,
            LoginCommand.self, SandboxCommand.self, APICommand.self, CompletionsCommand.self, EventsCommand.self,
            HooksCommand.self, DoctorCommand.self, PurgeCommand.self, SyncCommand.self, AuditCommand.self,
            ReportCommand.self, BulkCommand.self, TransactionsCommand.self, AssistantCommand.self,
            ManualCommand.self,
        ],
        defaultSubcommand: OpenCommand.self
    )
}
