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
        discussion: """
            Exit codes: 0 done, 1 refused or not there, 2 Foyer cannot work here (account, key, state), 3 not confirmed in \
            time: the change is kept and goes out later, 64 wrong usage.
            """,
        subcommands: [List.self, Show.self, Send.self, Retry.self, Drop.self, Export.self],
        defaultSubcommand: List.self
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "List them, oldest first.")

        @OptionGroup var printing: PrintingOptions

        func run() async throws {
            try await reportingFailure {
                let engine = try OpenAccount.current().engine
                let entries = await engine.unsentEntries
                let unreadable = try await OutboxEntryAction.unreadable(in: engine).filter(\.isUnsent)
                let records = (entries.map { OutboxRecord($0, among: entries) } + unreadable.map { OutboxRecord($0) })
                    .sorted { $0.id < $1.id }
                switch printing.format {
                case .json where printing.isUsual: try Output.json(records)
                case .table where printing.isUsual:
                    let rows = entries.map { entry in
                        [String(entry.id.rawValue), entry.leadName, Wording.state(of: entry, now: Date())]
                    }
                    let others = unreadable.map { entry in
                        [String(entry.id.rawValue), "lead \(entry.leadID)", entry.line]
                    }
                    try Output.table(printing.noHeader ? nil : ["ID", "LEAD", "CHANGE"], rows + others)
                case .table, .json, .jsonl, .csv, .tsv:
                    var printer = try OutboxFields.printer(printing)
                    try printer.printAll(records)
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Show one whole: what it says, what it is doing, and what to do next.",
            discussion: "Also one that is on the server or was dropped, for 14 days."
        )

        @OptionGroup var printing: PrintingOptions
        @Argument(help: "The change's id in the list.") var id: Int64

        func run() async throws {
            try await reportingFailure {
                let engine = try OpenAccount.current().engine
                let unsent = await engine.unsentEntries
                if let foreign = try await OutboxEntryAction.unreadable(id, in: engine) { return try show(foreign) }
                let entry = try await OutboxEntryAction.entry(id, in: engine)
                switch printing.format {
                case .json: try Output.json(OutboxRecord(entry, among: unsent))
                case .jsonl, .csv, .tsv:
                    var printer = try OutboxFields.printer(printing)
                    try printer.printOne(OutboxRecord(entry, among: unsent))
                case .table:
                    try Output.write(OutboxText.page(of: entry, among: unsent, now: Date(), offset: LocalTime.offset))
                }
            }
        }

        private func show(_ foreign: UnreadableEntry) throws(FoyerFailure) {
            switch printing.format {
            case .json: try Output.json(OutboxRecord(foreign))
            case .jsonl, .csv, .tsv:
                var printer = try OutboxFields.printer(printing)
                try printer.printOne(OutboxRecord(foreign))
            case .table:
                try Output.writeLine("\(foreign.id.rawValue)  lead \(foreign.leadID): \(foreign.text)")
                try Output.writeLine("\(UnreadableEntry.explanation) \(UnreadableEntry.advice)")
            }
        }
    }

    struct Send: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "send",
            abstract: "Send them now and wait for the server."
        )

        @Option(help: "Seconds to wait for the server.")
        var timeout = 60

        func run() async throws {
            try await reportingFailure {
                let engine = try OpenAccount.current().engine
                let left = await Departure(engine).sendAll(within: .seconds(timeout), includingTrash: true)
                try await Self.report(left: left, of: engine)
            }
        }

        /// Says what did not go out, and why as far as that is known.
        static func report(left: Int, of engine: SyncEngine) async throws(FoyerFailure) {
            let refused = await engine.unsentEntries.filter(\.needsPerson)
            if let first = refused.first {
                throw FoyerFailure(
                    .refused,
                    "\(refused.count == 1 ? "1 change needs" : "\(refused.count) changes need") you, the first of "
                        + "\(first.leadName): \(Wording.state(of: first, now: Date())) “foyer outbox show "
                        + "\(first.id.rawValue)” tells what to do."
                )
            }
            let odd = try await OutboxEntryAction.unreadable(in: engine).count(where: \.isUnsent)
            guard odd == 0 else {
                throw FoyerFailure(
                    .refused,
                    "\(odd == 1 ? "1 change" : "\(odd) changes") cannot be read by this Foyer and "
                        + "\(odd == 1 ? "waits" : "wait"). “foyer outbox” shows what there is of "
                        + "\(odd == 1 ? "it" : "them")."
                )
            }
            guard left == 0 else { throw FoyerFailure.unconfirmed(changes: left, link: await engine.linkState) }
        }
    }

    struct Drop: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "drop",
            abstract: "Give a change up; it is not sent. In a conflict this keeps what the server holds."
        )

        @OptionGroup var choice: OutboxChoice

        func run() async throws {
            try await reportingFailure {
                let engine = try OpenAccount.current().engine
                // The last first: with a create go the changes that were to follow it.
                for entry in try await choice.entries(in: engine).reversed() {
                    if choice.dryRun {
                        try Self.preview(entry)
                        continue
                    }
                    try await translatingSync { () async throws(SyncError) in
                        guard try await engine.drop(entry.id).isEmpty else { return nil }
                        // Nothing was wrong with it, so dropping it is taking it back.
                        guard case .impossible(let obstacle) = try await engine.undo(entry.id) else { return nil }
                        return
                            "Change \(entry.id.rawValue) of \(entry.leadName) cannot be dropped: \(obstacle.sentence)"
                    }
                }
            }
        }

        private static func preview(_ entry: OutboxEntry) throws(FoyerFailure) {
            switch entry.status {
            case .held, .queued, .waiting, .conflicted, .wedged:
                try Output.writeLine("would drop \(entry.inWords)")
            case .sending, .ambiguous, .settled:
                try Output.writeLine("would take back \(entry.inWords), by its opposite where it has one")
            case .cancelled:
                throw FoyerFailure(
                    .refused,
                    "Change \(entry.id.rawValue) of \(entry.leadName) cannot be dropped: "
                        + UndoObstacle.alreadyCancelled.sentence
                )
            }
        }
    }

    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "retry",
            abstract: "Let a refused change go out again. In a conflict this sends yours."
        )

        @OptionGroup var choice: OutboxChoice

        func run() async throws {
            try await reportingFailure {
                let engine = try OpenAccount.current().engine
                for entry in try await choice.entries(in: engine) {
                    if choice.dryRun {
                        try Self.preview(entry)
                        continue
                    }
                    try await translatingSync { () async throws(SyncError) in try await Self.retry(entry, in: engine) }
                }
            }
        }

        private static func preview(_ entry: OutboxEntry) throws(FoyerFailure) {
            guard entry.needsPerson else { throw FoyerFailure(.refused, notWaiting(entry)) }
            let over = entry.theirs.map { " over “\($0)”" } ?? ""
            try Output.writeLine("would send \(entry.inWords)\(over)")
        }

        private static func notWaiting(_ entry: OutboxEntry) -> String {
            "Change \(entry.id.rawValue) is not waiting for that: \(Wording.state(of: entry, now: Date()))"
        }

        /// Why it does not go out; `nil` when it does.
        private static func retry(_ before: OutboxEntry, in engine: SyncEngine) async throws(SyncError) -> String? {
            let id = before.id.rawValue
            guard let after = try await engine.retry(before.id) else {
                return notWaiting(before)
            }
            guard let theirs = after.theirs else { return nil }
            return
                "Not sent: \(after.leadName) was changed to “\(theirs)” since. “foyer outbox retry \(id)” sends yours over "
                + "that, “foyer outbox drop \(id)” keeps theirs."
        }
    }
}

extension OutboxEntry {
    /// The change as a dry run names it.
    fileprivate var inWords: String { "\(id.rawValue) of \(leadName): \(Wording.change(change))" }
}

/// Finds the change that a command is about.
enum OutboxEntryAction {
    /// Those that this Foyer cannot read.
    static func unreadable(in engine: SyncEngine) async throws(FoyerFailure) -> [UnreadableEntry] {
        do throws(StoreError) {
            return try await engine.unreadableEntries()
        } catch {
            throw FoyerFailure(error)
        }
    }

    static func unreadable(_ number: Int64, in engine: SyncEngine) async throws(FoyerFailure) -> UnreadableEntry? {
        try await unreadable(in: engine).first { $0.id.rawValue == number }
    }

    static func entry(_ number: Int64, in engine: SyncEngine) async throws(FoyerFailure) -> OutboxEntry {
        if try await unreadable(number, in: engine) != nil {
            throw FoyerFailure(
                .refused,
                "Change \(number) stays as it is: \(UnreadableEntry.explanation) \(UnreadableEntry.advice)"
            )
        }
        do throws(SyncError) {
            if let entry = try await engine.entry(OutboxEntry.ID(rawValue: number)) { return entry }
        } catch {
            throw FoyerFailure(error)
        }
        throw FoyerFailure(.refused, "There is no change \(number). “foyer outbox” lists what there is.")
    }
}

/// Runs work on the outbox; what it answers is why it could not be done.
private func translatingSync(_ work: () async throws(SyncError) -> String?) async throws(FoyerFailure) {
    let obstacle: String?
    do throws(SyncError) {
        obstacle = try await work()
    } catch {
        throw FoyerFailure(error)
    }
    if let obstacle { throw FoyerFailure(.refused, obstacle) }
}

extension OpenAccount {
    /// The account of the environment and the configuration file, for a command: what the store and the engine have to
    /// tell goes to standard error.
    static func current(
        observer: @escaping @Sendable (SyncEvent) -> Void = { _ in }
    ) throws(FoyerFailure) -> OpenAccount {
        let environment = ProcessInfo.processInfo.environment
        let paths = FoyerPaths(environment: environment)
        let settings = try AccountSettings.load(environment: environment, paths: paths)
        return try headless(settings, state: paths.state, observer: observer)
    }
}
