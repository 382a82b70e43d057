import ArgumentParser
import Configuration
import FoundationEssentials
import Leads
import Store
import Sync

/// `foyer queues`: the saved queues of the workbench.
struct QueuesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queues",
        abstract: "The saved queues of the workbench.",
        discussion: """
            Queues of your own stand in queues.toml in the configuration folder; “foyer queues list --as-file” prints those \
            in use in its form, to begin with.
            """,
        subcommands: [List.self, Check.self],
        defaultSubcommand: List.self
    )

    private static var paths: FoyerPaths { FoyerPaths(environment: ProcessInfo.processInfo.environment) }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List them in the order of their tabs."
        )

        @Flag(help: "Print them as a file that can be changed and saved.")
        var asFile = false

        @OptionGroup var printing: PrintingOptions

        func run() async throws {
            try await reportingFailure {
                let read = Configuration.current()
                for fault in read.faults where fault.file == Configuration.queuesFile {
                    StandardError.print("foyer: \(fault.text)")
                }
                guard !asFile else { return try Output.write(Configuration.queuesText(read.queues)) }
                let names = Self.fields.map(\.name)
                var printer = try RecordPrinter(Self.fields, table: names, data: names, options: printing)
                try printer.printAll(read.queues.enumerated().map(Tab.init))
            }
        }

        private struct Tab {
            /// From 0.
            var place: Int
            var queue: QueueDefinition
        }

        private static let fields: [RecordField<Tab>] = [
            RecordField("key") { .number($0.place < 9 ? $0.place + 1 : nil) },
            RecordField("name") { .text($0.queue.name) },
            RecordField("sort") { tab in
                let direction = tab.queue.sort.isDescending ? "descending" : "ascending"
                return .text("\(tab.queue.sort.key.rawValue) \(direction)")
            },
            RecordField("query") { .text($0.queue.queryText) },
        ]
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Say what is wrong with the file, by line; exit code 2 when something is.",
            discussion: "Stages and tags are compared with those that the workbench has read last."
        )

        func run() async throws {
            try await reportingFailure {
                let read = Configuration.current()
                let faults =
                    read.faults.filter { $0.file == Configuration.queuesFile }
                    + read.queueFaults(try QueuesCommand.vocabulary())
                for fault in faults { try Output.writeLine(fault.text) }
                guard faults.isEmpty else { throw ExitCode(FoyerFailure.Outcome.unusable.rawValue) }
                try Output.writeLine("\(read.queues.count) queues, and nothing is wrong with them.")
            }
        }
    }

    /// Stages and tags as the mirror knows them; nothing is judged when there is none yet.
    private static func vocabulary() throws(FoyerFailure) -> QueryVocabulary {
        guard FileManager.default.fileExists(atPath: "\(paths.state)/foyer.sqlite") else { return QueryVocabulary() }
        do throws(StoreError) {
            let reference = try StateDirectory(path: paths.state).open().store.referenceData()
            return QueryVocabulary(
                stages: reference.stages.map { QueryVocabulary.Label($0.name) },
                tags: reference.tagNames.map { QueryVocabulary.Label($0) }
            )
        } catch {
            throw FoyerFailure(error)
        }
    }
}
