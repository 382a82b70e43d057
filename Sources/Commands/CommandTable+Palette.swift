import Leads
package import ViewModels

extension CommandTable {
    /// Every verb as the palette shows it now.
    ///
    /// With its keys, the words that may follow it, and why it cannot be used; numbered queues are left out.
    package func verbs(in state: AppState) -> [VerbPalette.Verb] {
        let verbs = commands.filter { !$0.name.hasPrefix("queue-") }.map { command in
            VerbPalette.Verb(
                command.name,
                argument: command.argument,
                summary: command.summary,
                keys: command.keys.compactMap(KeyNotation.parse).map { KeyNotation.display($0) }.joined(separator: " "),
                obstacle: command.obstacle(state),
                values: Self.values(for: command.name, in: state)
            )
        }
        return verbs + VimHabit.commands.map { VerbPalette.Verb($0.name, summary: $0.summary, isHabit: true) }
    }

    /// Words that may follow a verb, as far as they are known here.
    private static func values(for verb: String, in state: AppState) -> [String] {
        let team = state.account.team
        return switch verb {
        case "stage": team.stages.map(\.name)
        case "tag": team.tags
        case "untag": state.list.selectedRow?.lead.tags ?? []
        case "assign": (team.me == nil ? [] : ["me"]) + team.members.map(\.fullName)
        case "sort": LeadSort.Key.allCases.flatMap { [$0.rawValue, "-\($0.rawValue)"] }
        case "call": CallOutcome.allCases.map(\.rawValue)
        case "dispose": state.dispositions.map(\.id)
        case "replay", "record": state.macros.map(\.name)
        case "theme": state.themes
        case "columns":
            [
                "usual", state.layout.columns?.words.joined(separator: " "),
                ListColumn.allCases.map(\.rawValue).joined(separator: " "),
            ].compactMap(\.self)
        case "tour": ["begin", "skip", "stop"]
        default: []
        }
    }
}
