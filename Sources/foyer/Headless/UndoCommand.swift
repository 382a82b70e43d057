import AppRuntime
import ArgumentParser
import FoundationEssentials
import Leads
import Panes
import Sync

extension LeadsCommand {
    struct UndoCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "undo",
            abstract: "Take back the last change of a lead that was made on this machine; once more does it again.",
            discussion: """
                What has not left is cancelled and costs no call. What Lofty has is followed by its opposite; notes, logged \
                calls, new leads and the trash have none. Where somebody else has changed the lead since, nothing is done \
                without --override.
                """
        )

        @OptionGroup var writing: WritingOptions
        @Argument(help: "The lead's id.", completion: LiveWords.leads) var lead: LeadArgument
        @Option(help: "Another change than the last one, by its id as “foyer outbox” has it.") var change: Int64?
        @Flag(help: "Also over what somebody else has made of it since.") var override = false

        func run() async throws {
            try await reportingFailure {
                let session = try HeadlessSession.open(timeout: writing.timeout)
                // What others have made of it is known only from the server.
                let before = try await session.fetch(lead.id)
                let entry = try await session.change(change.map { OutboxEntry.ID(rawValue: $0) }, of: before)
                let words = Wording.change(entry.change)
                if writing.dryRun { return try Output.writeLine("would take back: \(words)") }
                try await session.takeBack(entry, isOverriding: override)
                StandardError.print("foyer: Taken back: \(words).")
                try writing.report(try await session.mirrored(lead.id) ?? before)
            }
        }
    }
}

extension HeadlessSession {
    /// A change of a lead that this machine knows; without an id, the one that was decided last and stands.
    fileprivate func change(_ id: OutboxEntry.ID?, of lead: Lead) async throws(FoyerFailure) -> OutboxEntry {
        let unsent = await engine.unsentEntries.filter { $0.leadID == lead.id }
        let finished: [OutboxEntry]
        do throws(StoreError) {
            finished = try store.finished(of: lead.id, limit: .max).map(\.entry)
        } catch {
            throw FoyerFailure(error)
        }
        let standing = (unsent + finished).filter { $0.status != .cancelled }.sorted { $0.id > $1.id }
        if let match = standing.first(where: { id == nil || $0.id == id }) { return match }
        let what = id.map { "change \($0.rawValue)" } ?? "change"
        throw FoyerFailure(
            .refused,
            "No \(what) of \(lead.displayName) is known here that could be taken back; they are kept for 14 days. Nothing "
                + "was changed."
        )
    }

    fileprivate func takeBack(_ entry: OutboxEntry, isOverriding: Bool) async throws(FoyerFailure) {
        let result: UndoResult
        do throws(SyncError) {
            result = try await engine.undo(entry.id, isOverriding: isOverriding)
        } catch {
            throw FoyerFailure(error)
        }
        switch result {
        case .cancelled: return
        case .inverseQueued(let inverse): try await settle([inverse])
        case .impossible(let obstacle):
            throw FoyerFailure(
                .refused,
                "“\(Wording.change(entry.change))” cannot be taken back: \(obstacle.sentence)"
            )
        }
    }
}
