import ArgumentParser
import FoundationEssentials
import Glibc
import LoftyAPI
import PrivateFiles
import Store
import Sync
import Webhooks

extension HooksCommand {
    struct Serve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "serve",
            abstract: "Receive deliveries on 127.0.0.1 until SIGTERM or SIGINT.",
            discussion: """
                Takes a POST whose path ends with the secret that “foyer hooks subscribe” made, whatever comes before \
                it, and answers anything else with an error. The first line on standard output names the address.
                """
        )

        @Option(help: "Port to listen on; 0 takes a free one.")
        var port: UInt16 = 8_765

        @Flag(name: .shortAndLong, help: "Say what comes, a line for each request.")
        var verbose = false

        func run() async throws {
            try await reportingFailure {
                let paths = FoyerPaths(environment: ProcessInfo.processInfo.environment)
                let secret = try HookSecret.readOrMake(paths)
                let directory = StateDirectory(path: paths.state)
                do throws(StoreError) {
                    try directory.prepare()
                } catch {
                    throw FoyerFailure(error)
                }
                let spool = HintSpool(path: directory.hintSpool)
                // Better told now than by the first delivery.
                try FoyerFailure.reporting { () throws(PrivateFileError) in _ = try spool.put([]) }
                OpenFileLimit.raise()
                try TerminationSignals.catchOrFail()
                let receiver = try start(secret: secret, spool: spool)
                try Output.write(
                    "Listening on http://127.0.0.1:\(receiver.port)/; the secret is in \(paths.hookSecretFile)\n"
                )
                await TerminationSignals.wait()
                receiver.stop()
            }
        }

        private func start(secret: String, spool: HintSpool) throws(FoyerFailure) -> WebhookReceiver {
            let say = Narrator(isVerbose: verbose)
            do throws(ReceiverError) {
                return try WebhookReceiver.start(
                    port: port,
                    secret: secret,
                    taking: { delivery in Self.keep(delivery, in: spool, say) },
                    refused: { refusal in say.say("refused, status \(refusal.status)") }
                )
            } catch {
                throw FoyerFailure(.unusable, error.sentence)
            }
        }

        private static func keep(
            _ delivery: WebhookDelivery,
            in spool: HintSpool,
            _ narrator: Narrator
        ) -> Bool {
            do throws(PrivateFileError) {
                let hints = [DatedHint](delivery)
                let count = try spool.put(hints)
                narrator.say("\(delivery.event?.words ?? "something"): \(hints.count) named, \(count) new")
                return true
            } catch {
                StandardError.print("foyer: A delivery was not kept, and Lofty was told so: \(error.sentence).")
                return false
            }
        }
    }
}

/// Says what comes, for those who asked.
private struct Narrator: Sendable {
    let isVerbose: Bool

    func say(_ text: String) {
        if isVerbose { StandardError.print("foyer: \(text)") }
    }
}

extension Reported<WebhookEvent> {
    /// The event as people say it.
    var words: String {
        switch self {
        case .known(let event): event.words
        case .other(let number): "event \(number)"
        }
    }
}
