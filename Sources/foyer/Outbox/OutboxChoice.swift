import ArgumentParser
import Leads
import Sync

/// Which changes a command is about.
struct OutboxChoice: ParsableArguments {
    @Argument(help: "The change's id in the list.")
    var id: Int64?

    @Flag(help: "All that waited for more than an hour and need a second look.")
    var waited = false

    @Flag(help: "Say what would become of them, and do nothing.")
    var dryRun = false

    func validate() throws {
        guard (id == nil) == waited else {
            throw ValidationError("Name one change by its id, or all that waited for long with --waited.")
        }
    }

    func entries(in engine: SyncEngine) async throws(FoyerFailure) -> [OutboxEntry] {
        if let id { return [try await OutboxEntryAction.entry(id, in: engine)] }
        let waiting = await engine.unsentEntries.filter(\.awaitsReview)
        guard waiting.isEmpty else { return waiting }
        throw FoyerFailure(.refused, "No change waits for a second look. “foyer outbox” lists what there is.")
    }
}
