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

    @OptionGroup var screen: ScreenOptions

    @MainActor func run() async throws { try await open(screen.applied(to: ProcessInfo.processInfo.environment)) }

    /// Opens the workbench of the account that an environment names; options that were parsed play no part.
    ///
    /// - Throws: `ExitCode`, when what failed has been said.
    @MainActor func open(_ environment: [String: String]) async throws {
        // The library for digests is looked for meanwhile; opening the account waits for it.
        try await reportingFailure(checksDigests: false) {
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

/// How the workbench is drawn, for this sitting.
struct ScreenOptions: ParsableArguments {
    @Flag(help: "Send as few bytes as possible: few colours, plain signs, a mark instead of a painted row.")
    var lowBandwidth = false

    @Flag(help: "Say each change in a line of text, without boxes and columns, for those who hear or feel it.")
    var linear = false

    /// What the environment says, with the options before it.
    func applied(to environment: [String: String]) -> [String: String] {
        var told: [String: String] = [:]
        if lowBandwidth { told[Self.variable] = "1" }
        if linear { told[Self.linearVariable] = "1" }
        return environment.merging(told) { $1 }
    }

    static let variable = "FOYER_LOW_BANDWIDTH"
    static let linearVariable = "FOYER_LINEAR"
}

/// Refuses early where nobody could see or type anything.
enum TerminalCheck {
    @MainActor static func standardStreams() throws(FoyerFailure) {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
            throw FoyerFailure(.unusable, WorkbenchSession.sentence(.notATerminal))
        }
    }
}
