import ArgumentParser
import Dispatch
import Foundation
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
            abstract: "Serve on 127.0.0.1 until SIGTERM or SIGINT.",
            discussion: """
                The first line on standard output is JSON with "url", "apiKey", "accessToken" and "leads". \
                The key goes in as "Authorization: token KEY", the access token as "Authorization: Bearer TOKEN".
                """
        )

        @Option(help: "Port to listen on; 0 takes a free one.")
        var port: UInt16 = 0

        @Option(help: "Leads of the invented book, when the database is new.")
        var leads: Int = 50

        @Option(help: "Seed of the invented book, when the database is new.")
        var seed: UInt64 = 1

        @Option(help: "SQLite file to keep the book in; without it the book lives in memory.")
        var database: String?

        @Option(help: "Key that clients send; without it an old database keeps its key and a new one gets one.")
        var apiKey: String?

        @Option(help: "Calls a minute for each credential, or off.")
        var rateLimit = RateLimit.perMinute(500)

        func run() async throws {
            let configuration = SandboxConfiguration(
                port: port,
                leads: leads,
                seed: seed,
                database: database,
                apiKey: apiKey,
                rateLimitPerMinute: rateLimit.callsPerMinute
            )
            let sandbox: Sandbox
            do {
                sandbox = try await Sandbox.start(configuration)
            } catch {
                FileHandle.standardError.write(Data("foyer: \(error.description)\n".utf8))
                throw ExitCode.failure
            }
            // Not before: until then a signal may end the process at once, as a half-made book is rolled back.
            let signals = TerminationSignals()
            FileHandle.standardOutput.write(Data((sandbox.endpoint.json + "\n").utf8))
            await signals.wait()
            await sandbox.stop()
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

/// SIGTERM and SIGINT as an event instead of an end.
private struct TerminationSignals {
    private let sources: [any DispatchSourceSignal]
    private let arrivals: AsyncStream<Void>

    init() {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        arrivals = stream
        sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { continuation.yield() }
            source.resume()
            return source
        }
    }

    func wait() async {
        for await _ in arrivals { break }
        for source in sources { source.cancel() }
    }
}
