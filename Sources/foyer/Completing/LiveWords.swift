import ArgumentParser
import Configuration
import FoundationEssentials
import Leads
import Store
import Sync
import Terminal

/// Words of this account for the completions of a shell: what the mirror has, and no call.
enum LiveWords {
    static let stages = CompletionKind.custom { _, _, _ in words { $0.stages.map(\.name) } }
    static let tags = CompletionKind.custom { _, _, _ in words(\.tagNames) }
    static let members = CompletionKind.custom { _, _, _ in words { ["me"] + $0.members.map(\.email) }
    }

    static let queues = CompletionKind.custom { _, _, _ in
        Configuration.current().queues.map { ShellWord.spelled($0.name) }
    }

    static let dispositions = CompletionKind.custom { _, _, _ in
        Configuration.current().dispositions.map { ShellWord.spelled($0.id) }
    }

    /// Names of columns behind those that are typed already; of leads, whose are known without asking.
    static let columns = CompletionKind.custom { words, _, prefix in
        guard words.contains("leads") else { return [] }
        let typed = prefix.split(separator: ",", omittingEmptySubsequences: false)
        let before = typed.dropLast().map { $0 + "," }.joined()
        return LeadFields.all.map { ShellWord.spelled(before + $0.name) }
    }

    /// What can be typed next in a query: fields, and values behind their sign.
    static let query = CompletionKind.custom { _, _, prefix in
        let reference = reference()
        let vocabulary = QueryVocabulary(
            stages: reference.stages.map { QueryVocabulary.Label($0.name) },
            tags: reference.tagNames.map { QueryVocabulary.Label($0) },
            owners: reference.members.map { QueryVocabulary.Label($0.fullName) }
        )
        let completion = QueryCompletion.candidates(
            text: prefix,
            cursor: prefix.count,
            vocabulary: vocabulary
        )
        let kept = prefix.prefix(completion.range.lowerBound)
        return completion.candidates.map { ShellWord.spelled(kept + $0.text) }
    }

    /// Ids, and the names beside them.
    static let leads = CompletionKind.custom { _, _, prefix in
        guard let store = store() else { return [] }
        do throws(StoreError) { return try LeadWords(store).words(behind: prefix) } catch { return [] }
    }

    private static func words(_ choose: (ReferenceData) -> [String]) -> [String] {
        choose(reference()).map { ShellWord.spelled($0) }
    }

    /// Whatever is wrong here is no matter for somebody who presses Tab: then nothing is offered.
    private static func reference() -> ReferenceData {
        guard let store = store(), let reference = try? store.referenceData() else { return ReferenceData() }
        return reference
    }

    private static func store() -> SQLiteStore? {
        let paths = FoyerPaths(environment: ProcessInfo.processInfo.environment)
        guard FileManager.default.fileExists(atPath: "\(paths.state)/foyer.sqlite"),
            let shared = try? StateDirectory(path: paths.state).open()
        else { return nil }
        // A state directory has one of SQLite, which alone finds ids by their digits without reading the leads.
        return shared.store as? SQLiteStore
    }
}

/// `foyer completions`: what a shell has to read.
struct CompletionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions",
        abstract: "Print the completions for a shell; they know your stages, tags, members and leads.",
        discussion: """
            bash: foyer completions bash > ~/.local/share/bash-completion/completions/foyer
            zsh:  foyer completions zsh > ~/.zfunc/_foyer
            fish: foyer completions fish > ~/.config/fish/completions/foyer.fish
            """
    )

    @Argument(help: "bash, zsh or fish.")
    var shell: ShellArgument

    func run() async throws {
        try await reportingFailure { try Output.write(Self.script(for: shell.shell) + "\n") }
    }
}

extension CompletionsCommand {
    private static func script(for shell: CompletionShell) -> String {
        let script = Foyer.completionScript(for: shell)
        return shell == .bash ? BashWords.joining(script) : script
    }
}

/// A shell named on the command line.
struct ShellArgument: ExpressibleByArgument {
    let shell: CompletionShell

    init?(argument: String) {
        guard let shell = CompletionShell(rawValue: argument) else { return nil }
        self.shell = shell
    }

    static var allValueStrings: [String] { CompletionShell.allCases.map(\.rawValue) }
}
