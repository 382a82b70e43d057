import ArgumentParser

@main
struct Foyer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "foyer",
        abstract: "The keyboard-driven terminal workbench for the leads of a Lofty CRM account.",
        version: "0.1.0",
        subcommands: [LeadsCommand.self, OutboxCommand.self, LoginCommand.self, SandboxCommand.self]
    )
}
