import ArgumentParser
import FoundationEssentials
import Glibc
import LoftyAPI
import LoftySandbox
import PrivateFiles

/// `foyer demo`: a sandbox with an invented book, and the workbench on it.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Try Foyer on this machine with an invented book; it is kept between runs.",
        discussion: """
            Each pair of --leads and --seed has a book of its own. While the demo runs, its address and key are in \
            session.json beside the book, so that other commands and curl can ask the same server.
            """
    )

    @Option(help: "Leads of the book.")
    var leads = 5_000

    @Option(help: "Seed of the book.")
    var seed: UInt64 = 1

    @Option(help: "Port of the server; 0 takes a free one.")
    var port: UInt16 = 0

    @Flag(inversion: .prefixedNo, help: "Offer the tour to whoever has not been through it.")
    var tour = true

    @OptionGroup var screen: ScreenOptions

    func validate() throws {
        guard (1...1_000_000).contains(leads) else { throw ValidationError("--leads must be from 1 to 1,000,000.") }
    }

    @MainActor func run() async throws {
        try await reportingFailure {
            try TerminalCheck.standardStreams()
            let environment = screen.applied(to: ProcessInfo.processInfo.environment)
            let home = DemoHome(FoyerPaths(environment: environment), leads: leads, seed: seed)
            try home.prepare()
            let sandbox = try await startSandbox(in: home)
            let settings = AccountSettings(
                baseURL: sandbox.endpoint.url,
                credential: .apiKey(sandbox.endpoint.apiKey)
            )
            let session = try WorkbenchSession(
                account: try OpenAccount.open(settings, state: home.state),
                name: "demo",
                about: about(sandbox.endpoint, home),
                tour: tour ? .begins : .waits,
                environment: environment
            )
            // Only once this workbench has the state: a demo that runs already has written how to reach its own server.
            try home.beginSession(sandbox.endpoint)
            defer { home.endSession() }
            try await session.run()
            await sandbox.stop()
        }
    }

    private func startSandbox(in home: DemoHome) async throws(FoyerFailure) -> Sandbox {
        if !FileManager.default.fileExists(atPath: home.book) {
            StandardError.print("Inventing a book of \(leads) leads…")
        }
        do {
            return try await Sandbox.start(
                SandboxConfiguration(
                    port: port,
                    leads: leads,
                    seed: seed,
                    database: home.book,
                    rateLimitPerMinute: 500
                )
            )
        } catch {
            throw FoyerFailure(.unusable, "The demo's server cannot start: \(error.description)")
        }
    }

    private func about(_ endpoint: SandboxEndpoint, _ home: DemoHome) -> [String] {
        [
            "The demo's server: \(endpoint.url)",
            "Its key is in \(home.session); ask it with",
            "  curl \(endpoint.url)/v1.0/leads?limit=1 -H \"Authorization: token KEY\"",
        ]
    }
}

/// The directory of one demo book.
struct DemoHome {
    let directory: String
    let session: String

    init(_ paths: FoyerPaths, leads: Int, seed: UInt64) {
        directory = "\(paths.demo)/\(leads)-\(seed)"
        session = paths.demoSession
    }

    var book: String { "\(directory)/book.sqlite" }
    var state: String { "\(directory)/state" }

    func prepare() throws(FoyerFailure) {
        try FoyerFailure.reporting { () throws(PrivateFileError) in try PrivateFolder.make(directory) }
    }

    /// Tells other commands how to reach the server.
    func beginSession(_ endpoint: SandboxEndpoint) throws(FoyerFailure) {
        try PrivateFile.save(endpoint.json + "\n", to: session)
    }

    func endSession() { unlink(session) }
}
