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

        func run() async throws {
            try await reportingFailure {
                let read = Configuration.current()
                for fault in read.faults where fault.file == Configuration.queuesFile {
                    StandardError.print("foyer: \(fault.text)")
                }
                guard !asFile else { return try Output.write(Configuration.queuesText(read.queues)) }
                try Output.table(["KEY", "NAME", "SORT", "QUERY"], read.queues.enumerated().map(Self.cells))
            }
        }

        private static func cells(_ index: Int, _ queue: QueueDefinition) -> [String] {
            let direction = queue.sort.isDescending ? "descending" : "ascending"
            return [
                index < 9 ? String(index + 1) : "", queue.name, "\(queue.sort.key.rawValue) \(direction)",
                queue.queryText,
            ]
        }
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
