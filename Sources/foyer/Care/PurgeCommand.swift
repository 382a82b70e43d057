import ArgumentParser
import Configuration
import FoundationEssentials
import Glibc
import Leads
import Store
import Sync

/// `foyer purge`: nothing of the account stays on this machine.
struct PurgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge",
        abstract: "Remove what Foyer keeps on this machine: mirror, journal, drafts, exports, log, hints and budgets.",
        discussion: """
            Says first what will go, and asks; --yes answers, and --dry-run only says it. Changes that are not on the server yet keep it from \
            happening, unless --discard-unsent gives them up. With --account the key, the secret of webhooks and your own \
            settings, keys, queues and themes go too. Nothing on the server changes.
            """
    )

    @Flag(help: "Do not ask.")
    var yes = false

    @Flag(help: "Say what would go, and leave it.")
    var dryRun = false

    @Flag(help: "Give up changes that are not on the server yet.")
    var discardUnsent = false

    @Flag(help: "Forget the key, and your settings, keys, queues and themes too.")
    var account = false

    func run() async throws {
        try await reportingFailure {
            let paths = FoyerPaths(environment: ProcessInfo.processInfo.environment)
            let kept = KeptFiles(paths, withAccount: account)
            if yes, dryRun { throw ValidationError("Give --yes or --dry-run, not both.") }
            guard !kept.present().isEmpty else { return try Output.writeLine("There is nothing to remove.") }
            let lease = try Self.takeWorkbench(paths)
            defer { withExtendedLifetime(lease) {} }
            try await checkUnsent(paths)
            // Only now: the look at the journal leaves locks of its own.
            let found = kept.present()
            for file in found { try Output.writeLine("\(file.path)  \(file.words)") }
            if dryRun { return }
            guard yes || Self.confirm(found.count) else {
                throw FoyerFailure(.refused, "Nothing was removed.")
            }
            for file in found { try Self.remove(file.path) }
            for folder in [paths.budgets, paths.demo, paths.state]
                + (account ? [paths.configuration] : [])
            {
                // A folder that holds something of somebody else's stays.
                rmdir(folder)
            }
            try Output.writeLine("Removed.")
        }
    }

    /// A workbench that is open would go on writing files that nobody sees any more.
    private static func takeWorkbench(_ paths: FoyerPaths) throws(FoyerFailure) -> FileLease? {
        guard FileManager.default.fileExists(atPath: paths.state) else { return nil }
        do throws(StoreError) {
            return try StateDirectory(path: paths.state).takeWorkbench()
        } catch {
            throw FoyerFailure(error)
        }
    }

    private func checkUnsent(_ paths: FoyerPaths) async throws(FoyerFailure) {
        guard !discardUnsent, FileManager.default.fileExists(atPath: "\(paths.state)/foyer.sqlite")
        else { return }
        let count: Int
        do throws(StoreError) {
            count = try StateDirectory(path: paths.state).open().store.unsent().entries.count
        } catch {
            throw FoyerFailure(
                .unusable,
                "It cannot be told whether changes are unsent, since the journal cannot be read. --discard-unsent removes "
                    + "it all the same."
            )
        }
        guard count == 0 else {
            throw FoyerFailure(
                .refused,
                "\(count == 1 ? "1 change is" : "\(count) changes are") not on the server yet, so nothing was removed. "
                    + "“foyer outbox send” sends them; --discard-unsent gives them up."
            )
        }
    }

    private static func confirm(_ count: Int) -> Bool {
        guard isatty(STDIN_FILENO) == 1 else {
            StandardError.print("foyer: Nobody can be asked here; --yes answers.")
            return false
        }
        StandardError.print("Remove these \(count) files? Type yes:")
        return readLine()?.trimmedWord == "yes"
    }

    private static func remove(_ path: String) throws(FoyerFailure) {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            // SQLite takes the files beside a database away itself when the last connection is closed.
            guard FileManager.default.fileExists(atPath: path) else { return }
            throw FoyerFailure(
                .unusable,
                "\(path) cannot be removed. Remove it by hand; what stands above it is gone."
            )
        }
    }
}

/// What Foyer leaves on a machine, by name: nothing else is ever removed.
struct KeptFiles {
    private let paths: FoyerPaths
    private let withAccount: Bool

    init(_ paths: FoyerPaths, withAccount: Bool) {
        self.paths = paths
        self.withAccount = withAccount
    }

    struct File {
        var path: String
        var words: String
    }

    /// The journal first: should it stop half way, no copy of a lead outlives what was still to be sent.
    func present() -> [File] {
        let state = files(in: paths.state) { name in
            // A file that was being written when the power went.
            let name = name.hasSuffix(".new") ? String(name.dropLast(4)) : name
            return Self.stateNames.contains(name) || name.hasPrefix("foyer.sqlite")
                || name.hasPrefix("foyer.log")
                || name.hasPrefix("capabilities") || name.hasPrefix("book.columns")
        }
        let demo = files(in: paths.demo) { _ in true }
        let budgets = files(in: paths.budgets) { _ in true }
        let account = files(in: paths.configuration) { withAccount && Self.accountNames.contains($0) }
        return state.sorted { Self.rank($0) < Self.rank($1) } + demo + budgets + account
    }

    private static let stateNames: Set<String> = [
        "doorbell", "opening.lock", "users.lock", "workbench.lock", "sender.lock", "pass.lock", "hints", "drafts.jsonl",
        "exports", "paused-run.json", "view.json", "texts", "book.columns",
    ]
    private static let accountNames: Set<String> = [
        "config.json", "api-key", "hook-secret", Configuration.settingsFile, Configuration.keysFile,
        Configuration.queuesFile, Configuration.bundlesFile, Configuration.templatesFile, Configuration.verbsFile,
        Configuration.macrosFile, Configuration.themesFolder,
    ]

    private static func rank(_ file: File) -> Int { file.path.hasSuffix("/foyer.sqlite") ? 0 : 1 }

    private func files(in folder: String, _ isOurs: (String) -> Bool) -> [File] {
        // A folder that is not there holds nothing.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter(isOurs).sorted().map {
            File(path: "\(folder)/\($0)", words: Self.words($0))
        }
    }

    private static func words(_ name: String) -> String {
        switch name {
        case let name where name.hasPrefix("foyer.sqlite"): "mirror and journal"
        case let name where name.hasPrefix("foyer.log"): "log"
        case let name where name.hasPrefix("capabilities"): "what is known of the account"
        case let name where name.hasPrefix("book.columns"): "columns of the mirror"
        case "hints": "hints of webhooks"
        case "drafts.jsonl": "texts that were never sent"
        case "paused-run.json": "rest of a paused run"
        case "view.json": "how the workbench was arranged"
        case "exports": "files that you asked for"
        case "texts": "texts that an editor had"
        case "book.columns": "columns of the mirror"
        case "doorbell": "tells one Foyer of another’s changes"
        case let name where name.hasSuffix(".lock"): "lock"
        case "config.toml": "settings"
        case "keys.toml": "keys"
        case "queues.toml": "queues"
        case "bundles.toml": "what one key makes of a lead"
        case "templates.toml": "texts for notes"
        case "verbs.toml": "programs of yours"
        case "macros.toml": "steps that you have recorded"
        case "themes": "themes"
        case "api-key": "key"
        case "hook-secret": "secret of webhooks"
        case "config.json": "account"
        default: "made by Foyer"
        }
    }
}

extension String {
    fileprivate var trimmedWord: String { filter { !$0.isWhitespace } }
}
