package import Leads
package import ViewModels

extension Command {
    /// A verb that a person has added: it runs a program of theirs on the selected lead.
    ///
    /// Its name is for the palette and for `keys.toml`; the condition says which leads it is for, `nil` for all.
    package static func tool(
        _ name: String,
        _ summary: String,
        call: ToolCall,
        when condition: LeadQuery?
    ) -> Command {
        Command(
            name,
            summary,
            .lead,
            needs: .rows,
            obstacle: { state in
                guard let row = state.list.selectedRow else { return "no lead is selected" }
                guard let condition else { return nil }
                if condition.asksForNextSteps, state.followUps.readAt == nil {
                    return "it is not known yet what is planned; \(state.keys[.refresh]) reads it"
                }
                let isFor = condition.matches(row, context: state.queryContext())
                return isFor ? nil : "this lead is none that \(name) is for"
            },
            action: { _ in .program(.tool(call)) }
        )
    }
}

extension CommandTable {
    /// The table with verbs of the person's behind its own.
    package func adding(_ verbs: [Command]) -> CommandTable {
        CommandTable(commands: commands + verbs, triage: triage, overlays: overlays, editing: editing)
    }
}
