import ArgumentParser
import FoundationEssentials
import Glibc
import LoftySandbox

/// `foyer sandbox`: the local Lofty-compatible service.
struct SandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox",
        abstract: "A Lofty-compatible lead service on this machine, with an invented book.",
        subcommands: [Serve.self]
    )

    struct Serve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "serve",
            abstract: "Serve on 127.0.0.1 until SIGTERM or SIGINT.",
            discussion: """
                The first line on standard output is JSON with "url", "apiKey", "accessToken", "leads", \
                "clientId", "clientSecret" and "keys", one for each role, and with --neighbour "neighbourKey". The key \
                goes in as "Authorization: token KEY", the access token as "Authorization: Bearer TOKEN".
                """
        )

        @Option(help: "Port to listen on; 0 takes a free one.")
        var port: UInt16 = 0

        @Option(help: "Leads of the invented book, when the database is new; 50 without it.")
        var leads: Int?

        @Option(help: "Seed of the invented book, when the database is new.")
        var seed: UInt64 = 1

        @Option(help: "SQLite file to keep the book in; without it the book lives in memory.")
        var database: String?

        @Option(help: "Key that clients send; without it an old database keeps its key and a new one gets one.")
        var apiKey: String?

        @Option(help: "Calls a minute for each credential, or off.")
        var rateLimit = RateLimit.perMinute(500)

        @Option(help: "JSON file of faults for requests to come; more can be posted to /sandbox/faults.")
        var faults: String?

        @Option(help: ArgumentHelp("Strangeness to switch; /sandbox/oddities lists them.", valueName: "name=value"))
        var oddity: [String] = []

        @Option(help: "Events a minute that happen by themselves: leads arrive, visit, reply and move; up to 6000.")
        var live: Int = 0

        @Flag(help: "Serve a second, small team too, whose key is announced as \"neighbourKey\".")
        var neighbour = false

        func validate() throws {
            guard Sandbox.liveRates.contains(live) else {
                throw ValidationError("--live takes 0 to \(Sandbox.liveRates.upperBound) events a minute, not \(live).")
            }
        }

        func run() async throws {
            try await reportingFailure { try await serve() }
        }

        private func serve() async throws {
            let configuration = SandboxConfiguration(
                port: port,
                leads: leads ?? 50,
                seed: seed,
                database: database,
                apiKey: apiKey,
                rateLimitPerMinute: rateLimit.callsPerMinute,
                oddities: try oddities(),
                faults: try readFaults(),
                liveEventsPerMinute: live,
                hasNeighbourTeam: neighbour
            )
            OpenFileLimit.raise()
            let sandbox: Sandbox
            do {
                var environment = SandboxEnvironment.live
                environment.report = Self.say
                sandbox = try await Sandbox.start(configuration, environment: environment)
            } catch {
                throw Self.failure(error.description)
            }
            // Not before: until then a signal may end the process at once, as a half-made book is never opened.
            guard TerminationSignals.catchAll() else {
                await sandbox.stop()
                throw Self.failure(
                    "There is no descriptor left to listen for signals. Close other programs and try again."
                )
            }
            if let leads, leads != sandbox.endpoint.leads {
                Self.say("The database keeps its \(sandbox.endpoint.leads) leads; --leads is for a new one.")
            }
            guard announce(sandbox.endpoint) else {
                await sandbox.stop()
                throw Self.failure("The address and keys cannot be written to standard output.")
            }
            let end = await firstEnd(of: sandbox)
            await sandbox.stop()
            guard case .listenerFailure(let reason) = end else { return }
            throw Self.failure("The sandbox no longer listens: \(reason).")
        }

        /// `false` on a full disk or a closed descriptor: nobody would ever learn the port.
        private func announce(_ endpoint: SandboxEndpoint) -> Bool {
            StandardStream.output.write(endpoint.json + "\n") == nil
        }

        /// Says on standard error what is wrong.
        private static func failure(_ sentence: String) -> ExitCode {
            say(sentence)
            return .failure
        }

        @Sendable private static func say(_ text: String) { StandardError.print("foyer: \(text)") }

        private func oddities() throws -> SandboxOddities {
            var oddities = SandboxOddities()
            do {
                for assignment in oddity { try oddities.set(assignment) }
            } catch {
                throw ValidationError(error.description)
            }
            return oddities
        }

        private func readFaults() throws -> [Fault] {
            guard let faults else { return [] }
            do {
                return try FaultScript.parse(String(contentsOfFile: faults, encoding: .utf8))
            } catch let error as FaultScriptError {
                throw ValidationError("\(faults): \(error.description)")
            } catch {
                // Foundation's own words are about Cocoa domains as often as about the file.
                throw ValidationError("The fault script \(faults) cannot be read; it must be a file of UTF-8 text.")
            }
        }

        private enum End: Sendable {
            case signal
            case listenerFailure(String)
        }

        /// The task that loses keeps waiting; the process ends around it.
        private func firstEnd(of sandbox: Sandbox) async -> End {
            let (ends, continuation) = AsyncStream.makeStream(of: End.self)
            Task {
                await TerminationSignals.wait()
                continuation.yield(.signal)
            }
            Task { continuation.yield(.listenerFailure(await sandbox.end())) }
            for await end in ends { return end }
            return .signal
        }
    }
}

/// The value of `--rate-limit`.
enum RateLimit: Hashable, Sendable, ExpressibleByArgument {
    case perMinute(Int)
    case off

    init?(argument: String) {
        if argument == "off" {
            self = .off
        } else if let calls = Int(argument), calls > 0 {
            self = .perMinute(calls)
        } else {
            return nil
        }
    }

    var defaultValueDescription: String {
        switch self {
        case .perMinute(let calls): String(calls)
        case .off: "off"
        }
    }

    var callsPerMinute: Int? {
        switch self {
        case .perMinute(let calls): calls
        case .off: nil
        }
    }
}
