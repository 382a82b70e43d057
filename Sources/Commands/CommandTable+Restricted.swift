import ViewModels

extension CommandTable {
    /// The table without the verbs that leave the workbench for a shell or write files, for logins that have nothing else.
    package func restricted() -> CommandTable {
        CommandTable(
            commands: commands.filter { !Self.doorsOut.contains($0.name) },
            triage: triage.filter { !Self.doorsOut.contains($0.name) },
            overlays: overlays.mapValues { keys in keys.filter { !$0.action.leadsOut } },
            editing: editing
        )
    }

    private static let doorsOut: Set<String> = ["suspend"]
}

extension OverlayAction {
    /// Writes a file of the person's choice to keep, or starts their editor.
    fileprivate var leadsOut: Bool { self == .outbox(.export) || self == .form(.openEditor) }
}
