import ArgumentParser
import Configuration
import FoundationEssentials
import PrivateFiles

/// `foyer config`: the files with a person's settings, keys and themes.
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Settings, keys and themes: where they are, what is wrong with them, what holds.",
        subcommands: [Check.self, Init.self, Path.self, Show.self],
        defaultSubcommand: Check.self
    )

    /// Where the files are.
    private static var folder: String { FoyerPaths(environment: ProcessInfo.processInfo.environment).configuration }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Say what is wrong, by file and line; exit code 2 when something is."
        )

        func run() async throws {
            try await reportingFailure {
                let read = Configuration(readingFrom: folder)
                for fault in read.faults { try Output.write(fault.text + "\n") }
                guard read.faults.isEmpty else { throw ExitCode(FoyerFailure.Outcome.unusable.rawValue) }
                try Output.write("Nothing is wrong in \(folder)." + "\n")
            }
        }
    }

    struct Init: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "init",
            abstract:
                "Write config.toml and the files beside it with all there is, commented out; files that are there stay."
        )

        func run() async throws {
            try await reportingFailure {
                try FoyerFailure.reporting { () throws(PrivateFileError) in
                    try PrivateFolder.make("\(folder)/\(Configuration.themesFolder)")
                }
                try write(Configuration.settingsTemplate, to: "\(folder)/\(Configuration.settingsFile)")
                try write(Configuration.keysTemplate(), to: "\(folder)/\(Configuration.keysFile)")
                try write(Configuration.bundlesTemplate, to: "\(folder)/\(Configuration.bundlesFile)")
                try write(Configuration.templatesTemplate, to: "\(folder)/\(Configuration.templatesFile)")
                try write(Configuration.queuesTemplate, to: "\(folder)/\(Configuration.queuesFile)")
                try write(Configuration.verbsTemplate, to: "\(folder)/\(Configuration.verbsFile)")
            }
        }

        /// Never over a file that is there: it is somebody's work.
        private func write(_ text: String, to path: String) throws(FoyerFailure) {
            var isNew = false
            try FoyerFailure.reporting { () throws(PrivateFileError) in isNew = try PrivateFile.make(path) }
            guard isNew else {
                return try Output.write("\(path) is there already; nothing was changed in it.\n")
            }
            try PrivateFile.save(text, to: path)
            try Output.write("Wrote \(path).\n")
        }
    }

    struct Path: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "path", abstract: "Print the folder of the files.")

        func run() async throws { try await reportingFailure { try Output.write(folder + "\n") } }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "show", abstract: "Print the settings that hold.")

        @Flag(help: "With the keys of every verb and the dispositions as they are now.")
        var effective = false

        func run() async throws {
            try await reportingFailure {
                let read = Configuration(readingFrom: folder)
                try Output.write(read.effective + "\n")
                guard effective else { return }
                try Output.write(Configuration.keysTemplate(of: read.table) + "\n" + read.effectiveBundles)
            }
        }
    }
}
