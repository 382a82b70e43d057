import ArgumentParser
import Configuration
import FoundationEssentials
import Glibc

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
            abstract:
                "Write config.toml and keys.toml with every setting and key, commented out; files that are there stay."
        )

        func run() async throws {
            try await reportingFailure {
                try make("\(folder)/\(Configuration.themesFolder)")
                try write(Configuration.settingsTemplate, to: "\(folder)/\(Configuration.settingsFile)")
                try write(Configuration.keysTemplate(), to: "\(folder)/\(Configuration.keysFile)")
            }
        }

        private func make(_ path: String) throws(FoyerFailure) {
            do {
                try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            } catch {
                throw FoyerFailure(.unusable, "\(path) cannot be made. Check that you may write beside it.")
            }
        }

        /// Never over a file that is there: it is somebody's work.
        private func write(_ text: String, to path: String) throws {
            let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else {
                guard errno == EEXIST else { throw failure(path) }
                return try Output.write("\(path) is there already; nothing was changed in it." + "\n")
            }
            defer { close(descriptor) }
            var bytes = Array(text.utf8)[...]
            while !bytes.isEmpty {
                let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
                guard written > 0 else { throw failure(path) }
                bytes = bytes.dropFirst(written)
            }
            try Output.write("Wrote \(path)." + "\n")
        }

        private func failure(_ path: String) -> FoyerFailure {
            FoyerFailure(.unusable, "\(path) cannot be written (\(String(cString: strerror(errno)))).")
        }
    }

    struct Path: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print the folder of the files.")

        func run() async throws { try await reportingFailure { try Output.write(folder + "\n") } }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print the settings that hold.")

        @Flag(help: "With the keys of every verb as they are now.")
        var effective = false

        func run() async throws {
            try await reportingFailure {
                let read = Configuration(readingFrom: folder)
                try Output.write(read.effective + "\n")
                if effective { try Output.write(Configuration.keysTemplate(of: read.table) + "\n") }
            }
        }
    }
}
