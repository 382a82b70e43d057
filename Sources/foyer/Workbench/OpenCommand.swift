import ArgumentParser
import FoundationEssentials
import Glibc
import LoftyAPI
import Terminal

/// Plain `foyer`: the workbench of the configured account.
struct OpenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Open the workbench; this is what plain “foyer” does."
    )

    @MainActor func run() async throws {
        try await reportingFailure {
            let environment = ProcessInfo.processInfo.environment
            let paths = FoyerPaths(environment: environment)
            let settings = try AccountSettings.load(environment: environment, paths: paths)
            try TerminalCheck.standardStreams()
            let account = try OpenAccount.open(settings, state: paths.state)
            let session = try WorkbenchSession(
                account: account,
                name: URL(string: settings.baseURL)?.host ?? settings.baseURL,
                environment: environment
            )
            try await session.run()
        }
    }
}

/// Refuses early where nobody could see or type anything.
enum TerminalCheck {
    @MainActor static func standardStreams() throws(FoyerFailure) {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
            throw FoyerFailure(.unusable, WorkbenchSession.sentence(.notATerminal))
        }
    }
}
