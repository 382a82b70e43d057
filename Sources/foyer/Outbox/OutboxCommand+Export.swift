import AppRuntime
import ArgumentParser
import FoundationEssentials
import Leads
import Panes
import PrivateFiles
import Store
import Sync
import ViewModels

extension OutboxCommand {
    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export",
            abstract: "Write all of them, and texts that were never sent, into a file only you can read.",
            discussion: "Prints the path. Without FILE it is one in the state directory; - is standard output."
        )

        @Argument(help: "A file that is not there yet, or -.")
        var file: String?

        func run() async throws {
            try await reportingFailure {
                let account = try OpenAccount.current()
                let entries = await account.engine.unsentEntries
                let drafts = try await SessionFiles(account.directory, journal: account.journal).recovered
                let items = entries.map(OutboxSheet.Item.entry) + drafts.map(OutboxSheet.Item.draft)
                let unreadable = try await OutboxEntryAction.unreadable(in: account.engine)
                let text =
                    OutboxText.export(
                        items,
                        others: unreadable.count(where: \.isUnsent),
                        now: Date(),
                        offset: LocalTime.offset
                    )
                    + unreadable.map { "\n\($0.id.rawValue)  lead \($0.leadID): \($0.line)\n" }.joined()
                if file == "-" { return try Output.write(text) }
                try Output.write("\(try save(text, account.directory))\n")
            }
        }

        private func save(_ text: String, _ directory: StateDirectory) throws(FoyerFailure) -> String {
            guard let file else {
                do throws(StoreError) {
                    return try ExportFolder(directory: directory).write(text, named: "outbox", at: Date())
                } catch {
                    throw FoyerFailure(error)
                }
            }
            let isNew: Bool
            do throws(PrivateFileError) {
                isNew = try PrivateFile.make(file)
                if isNew { try PrivateFile.write(Array(text.utf8), to: file) }
            } catch {
                throw FoyerFailure(.unusable, "\(error.sentence). Name another file.")
            }
            guard isNew else {
                throw FoyerFailure(.refused, "\(file) is there already. Name a new file; nothing was written.")
            }
            return file
        }
    }
}

/// The clock on the person's wall.
enum LocalTime {
    /// Seconds east of Greenwich at a moment.
    static let offset: @Sendable (Date) -> Int = {
        let zone = ZoneDatabase.local
        return { zone.offset(at: Int64($0.timeIntervalSince1970.rounded(.down))) }
    }()
}
