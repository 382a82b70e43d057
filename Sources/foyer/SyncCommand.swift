import AppRuntime
import ArgumentParser
import FoundationEssentials
import Leads
import Panes
import Sync
import Terminal

/// `foyer sync`: the mirror as the server has it, and what waits on its way out.
struct SyncCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: "Bring the mirror and your follow-ups up to date and send what is due, without a screen.",
        discussion: """
            Exit codes: 0 the mirror is whole and nothing waits for you, 1 a part could not be read or a change needs you, \
            2 Foyer cannot work here (account, key, state), 3 the server cannot be reached, 64 wrong usage. --watch goes on \
            until SIGTERM or SIGINT, prints a line for each lead that changes or leaves, and tells on standard error when the \
            server goes and comes back.
            """
    )

    @Flag(help: "Read every lead, not only what is new.")
    var full = false

    @Flag(help: "Go on, and print what changes.")
    var watch = false

    @Option(help: "Seconds to wait for changes that go out.")
    var timeout = 60

    func run() async throws {
        try await reportingFailure {
            let printer = ChangePrinter(isOn: watch)
            let account = try OpenAccount.current { printer.take($0) }
            guard !watch else { return try await watch(account, printer) }
            let report = try await survey(account.engine)
            Progress.say("Reading your follow-ups")
            await readFollowUps(account.engine)
            Progress.say("Sending what waits")
            let left = await Departure(account.engine).sendAll(within: .seconds(timeout), includingTrash: false)
            let odd = try await OutboxEntryAction.unreadable(in: account.engine).count(where: \.isUnsent)
            try Output.write(Self.words(report, left: left + odd))
            try await OutboxCommand.Send.report(left: await Self.due(account.engine), of: account.engine)
            guard report.isComplete else {
                throw FoyerFailure(
                    .refused,
                    "\(Self.gaps(report)) What was read is kept; run “foyer sync --full” again."
                )
            }
        }
    }

    private func survey(_ engine: SyncEngine) async throws(FoyerFailure) -> RefreshReport {
        do throws(SyncError) {
            return try await engine.survey(full ? .full : .incremental)
        } catch {
            throw FoyerFailure(error)
        }
    }

    /// For what is late and what comes next; a key that may not read them has its book all the same.
    private func readFollowUps(_ engine: SyncEngine) async {
        do throws(SyncError) {
            try await engine.readFollowUps()
        } catch {
            StandardError.print("foyer: Your follow-ups could not be read: \(FoyerFailure(error).sentence)")
        }
    }

    /// Changes that could have gone out by now; one in its undo window waits rightly.
    private static func due(_ engine: SyncEngine) async -> Int {
        await engine.unsentEntries.count { !$0.status.isInUndoWindow }
    }

    private static func words(_ report: RefreshReport, left: Int) -> String {
        var parts = ["\(report.total) leads"]
        if report.removed > 0 { parts.append("\(report.removed) left the mirror") }
        if report.heldBack > 0 {
            parts.append("\(report.heldBack) stay until a second reading agrees that they are gone")
        }
        parts.append(left == 0 ? "nothing waits" : "\(left) \(left == 1 ? "change waits" : "changes wait")")
        return parts.joined(separator: ", ") + ".\n"
    }

    private static func gaps(_ report: RefreshReport) -> String {
        var parts: [String] = []
        if report.missing > 0 { parts.append("\(report.missing) leads that the server counts did not come.") }
        if !report.unreadable.isEmpty { parts.append("\(report.unreadable.count) could not be read.") }
        return parts.joined(separator: " ")
    }

    private func watch(_ account: OpenAccount, _ printer: ChangePrinter) async throws(FoyerFailure) {
        try TerminationSignals.catchOrFail()
        let engine = account.engine
        printer.begin(isFirstFill: try isEmpty(account))
        let worker = Task.detached { await engine.run() }
        let hints = try HintWatch(account)
        do throws(FoyerFailure) {
            _ = try await survey(engine)
        } catch {
            // Without a link it goes on: what changes is read when the server is back.
            guard error.outcome == .unconfirmed else { throw error }
        }
        printer.filled()
        // From here on it waits for news, and that is no work.
        Progress.end()
        await TerminationSignals.watch(engine, worker)
        withExtendedLifetime(hints) {}
    }

    private func isEmpty(_ account: OpenAccount) throws(FoyerFailure) -> Bool {
        do throws(StoreError) {
            return try account.store.mirroredCount() == 0
        } catch {
            throw FoyerFailure(error)
        }
    }
}
