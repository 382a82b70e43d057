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
        Configuration.current().queues.map { CleanText.clean($0.name) }
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
        return completion.candidates.map { CleanText.clean(kept + $0.text) }
    }

    private static func words(_ choose: (ReferenceData) -> [String]) -> [String] {
        // A name with a line end in it would be two words to the shell.
        choose(reference()).map { CleanText.clean($0) }
    }

    /// Whatever is wrong here is no matter for somebody who presses Tab: then nothing is offered.
    private static func reference() -> ReferenceData {
        let paths = FoyerPaths(environment: ProcessInfo.processInfo.environment)
        guard FileManager.default.fileExists(atPath: "\(paths.state)/foyer.sqlite"),
            let shared = try? StateDirectory(path: paths.state).open(),
            let reference = try? shared.store.referenceData()
        else { return ReferenceData() }
        return reference
    }
}

/// `foyer completions`: what a shell has to read.
struct CompletionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions",
        abstract: "Print the completions for a shell; they know your stages, tags and members.",
        discussion: """
            bash: foyer completions bash > ~/.local/share/bash-completion/completions/foyer
            zsh:  foyer completions zsh > ~/.zfunc/_foyer
            fish: foyer completions fish > ~/.config/fish/completions/foyer.fish
            """
    )

    @Argument(help: "bash, zsh or fish.")
    var shell: ShellArgument

    func run() async throws {
        try await reportingFailure { try Output.write(Foyer.completionScript(for: shell.shell) + "\n") }
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
