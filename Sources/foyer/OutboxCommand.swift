import AppRuntime
import ArgumentParser
import Foundation
import Leads
import Sync

/// `foyer outbox`: what is not on the server yet.
struct OutboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox",
        abstract: "Changes that are not on the server yet.",
        subcommands: [List.self, Send.self],
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
                        String(entry.id.rawValue), entry.leadName, OutboxText.change(entry.change),
                        OutboxText.status(entry),
                    ]
                }
                try Output.table(["ID", "LEAD", "CHANGE", "STATE"], rows)
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
                let left = try await Departure(engine: engine).sendAll(within: .seconds(timeout), includingTrash: true)
                guard left == 0 else { throw FoyerFailure.unconfirmed(changes: left) }
            }
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

/// An outbox entry in a table.
private enum OutboxText {
    static func change(_ change: LeadChange) -> String {
        switch change {
        case .create: "create"
        case .setStage(_, let stage): "stage \(stage)"
        case .addTag(let tag): "tag +\(tag)"
        case .removeTag(let tag): "tag -\(tag)"
        case .assign(_, let member): "assign \(member.email)"
        case .addNote: "note"
        case .logCall(let log): "call \(log.outcome.rawValue)"
        case .trash(let reason): "trash: \(reason)"
        }
    }

    static func status(_ entry: OutboxEntry) -> String {
        switch entry.status {
        case .held: "held for undo"
        case .queued: "queued"
        case .sending: "being sent"
        case .waiting(_, let attempt): "waiting after try \(attempt)"
        case .ambiguous: "answer lost, looking"
        case .conflicted(let theirs): "conflict: now \(theirs)"
        case .wedged(let failure): "refused: \(failure.reason)"
        case .settled: "settled"
        case .cancelled: "cancelled"
        }
    }
}
