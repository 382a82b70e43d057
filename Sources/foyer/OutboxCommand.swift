import AppRuntime
import ArgumentParser
import FoundationEssentials
import Leads
import Panes
import Sync
import ViewModels

/// `foyer outbox`: what is not on the server yet.
struct OutboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox",
        abstract: "Changes that are not on the server yet.",
        subcommands: [List.self, Send.self, Retry.self, Drop.self],
        defaultSubcommand: List.self
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List them, oldest first.")

        func run() async throws {
            try await reportingFailure {
                let engine = try OpenAccount.current().engine
                let entries = await engine.unsentEntries
                let rows = entries.map { entry in
                    [
                        String(entry.id.rawValue), entry.leadName, Wording.state(of: entry, now: Date()),
                    ]
                }
                try Output.table(["ID", "LEAD", "CHANGE"], rows)
            }
        }
    }

    struct Send: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Send them now and wait for the server.")

        @Option(help: "Seconds to wait for the server.")
        var timeout = 60

        func run() async throws {
            try await reportingFailure {
                let engine = try OpenAccount.current().engine
                let left = await Departure(engine).sendAll(within: .seconds(timeout), includingTrash: true)
                let refused = await engine.unsentEntries.filter(\.needsPerson)
                if let first = refused.first {
                    throw FoyerFailure(
                        .refused,
                        "\(refused.count == 1 ? "1 change needs" : "\(refused.count) changes need") you, the first of "
                            + "\(first.leadName): \(Wording.state(of: first, now: Date())). “foyer outbox retry \(first.id.rawValue)” or “drop”."
                    )
                }
                guard left == 0 else {
                    throw FoyerFailure.unconfirmed(changes: left, link: await engine.linkState)
                }
            }
        }
    }

    struct Drop: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Give a change up; it is not sent.")

        @Argument(help: "The change's id in the list.")
        var id: Int64

        func run() async throws {
            try await reportingFailure {
                let engine = try OpenAccount.current().engine
                try await OutboxEntryAction.perform(on: id) { id throws(SyncError) in
                    if try await engine.drop(id).isEmpty, case .impossible = try await engine.undo(id) { return false }
                    return true
                }
            }
        }
    }

    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Let a refused change go out again.")

        @Argument(help: "The change's id in the list.")
        var id: Int64

        func run() async throws {
            try await reportingFailure {
                let engine = try OpenAccount.current().engine
                try await OutboxEntryAction.perform(on: id) { id throws(SyncError) in try await engine.retry(id) != nil
                }
            }
        }
    }
}

/// Does something to one entry, or says that it cannot be done.
private enum OutboxEntryAction {
    static func perform(
        on number: Int64,
        _ action: (OutboxEntry.ID) async throws(SyncError) -> Bool
    ) async throws(FoyerFailure) {
        let isDone: Bool
        do {
            isDone = try await action(OutboxEntry.ID(rawValue: number))
        } catch {
            throw FoyerFailure(error)
        }
        guard isDone else {
            throw FoyerFailure(.refused, "Change \(number) is not waiting for that. “foyer outbox” lists what is.")
        }
    }
}

extension OpenAccount {
    /// The account of the environment and the configuration file.
    static func current() throws(FoyerFailure) -> OpenAccount {
        let environment = ProcessInfo.processInfo.environment
        let paths = FoyerPaths(environment: environment)
        return try open(try AccountSettings.load(environment: environment, paths: paths), state: paths.state)
    }
}
