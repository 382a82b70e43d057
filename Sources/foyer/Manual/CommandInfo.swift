import ArgumentParser
import FoundationEssentials

/// A command as the parser describes it: the one source of usage, completions and man pages.
///
/// Source: ArgumentParserToolInfo, `CommandInfoV0`, as `--experimental-dump-help` prints it.
struct CommandInfo: Decodable {
    var commandName: String
    var shouldDisplay: Bool?
    var abstract: String?
    var discussion: String?
    var defaultSubcommand: String?
    var subcommands: [CommandInfo]?
    var arguments: [Argument]?

    var isShown: Bool { (shouldDisplay ?? true) && commandName != "help" }
    var shownSubcommands: [CommandInfo] { (subcommands ?? []).filter(\.isShown) }
    /// Options first, then words, in the order of the help.
    var shownArguments: [Argument] {
        let shown = (arguments ?? []).filter { $0.shouldDisplay && $0.valueName != "version" }
        return shown.filter { $0.kind != "positional" } + shown.filter { $0.kind == "positional" }
    }

    /// The whole tree of `foyer`.
    static func foyer() throws(FoyerFailure) -> CommandInfo {
        do {
            return try JSONDecoder().decode(Tool.self, from: Data(Foyer._dumpHelp().utf8)).command
        } catch {
            throw FoyerFailure(.unusable, "The parser’s description of the commands cannot be read: \(error).")
        }
    }

    private struct Tool: Decodable {
        var command: CommandInfo
    }

    struct Argument: Decodable {
        /// `positional`, `option` or `flag`.
        var kind: String
        var shouldDisplay: Bool
        var isOptional: Bool
        var isRepeating: Bool
        var names: [Name]?
        var valueName: String?
        var defaultValue: String?
        var abstract: String?
        var discussion: String?

        struct Name: Decodable {
            /// `long`, `short` or `longWithSingleDash`.
            var kind: String
            var name: String

            var text: String { kind == "long" ? "--\(name)" : "-\(name)" }
        }

        /// `--format`, `-v`; empty for a word.
        var spellings: [String] { (names ?? []).map(\.text) }
    }
}
