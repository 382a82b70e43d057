package import ViewModels

/// Every verb and every key of every overlay: the one value from which keys, hints, help and palette are made.
package struct CommandTable: Sendable {
    /// The verbs of the panes, in the order of the help.
    package let commands: [Command]
    /// The keys of what lies over the panes.
    package let overlays: [Overlay.Kind: [OverlayCommand]]
    /// Keys that edit the text of a field.
    package let editing: [EditingKey]

    package init(commands: [Command], overlays: [Overlay.Kind: [OverlayCommand]], editing: [EditingKey]) {
        self.commands = commands
        self.overlays = overlays
        self.editing = editing
    }

    /// The verbs and keys of a new installation.
    package static let standard = CommandTable(
        commands: moving + leads + view + timeline + program,
        overlays: [
            .filter: OverlayCommand.filter, .picker: OverlayCommand.picker, .form: OverlayCommand.form,
            .question: OverlayCommand.question, .help: OverlayCommand.help, .outbox: OverlayCommand.outbox,
        ],
        editing: EditingKey.all
    )

    package func command(named name: String) -> Command? { commands.first { $0.name == name } }

    /// The hints for whatever has the keys now.
    package func hints(in state: AppState) -> [KeyHint] {
        guard let overlay = state.overlay else {
            return commands.compactMap { command in
                guard let hint = command.hint, let keys = command.keys.first.flatMap(KeyNotation.parse) else {
                    return nil
                }
                return KeyHint(keys: KeyNotation.display(keys), summary: hint, isUsable: command.obstacle(state) == nil)
            }
        }
        return (overlays[overlay.kind] ?? []).compactMap { command in
            guard let hint = command.hint(overlay), let keys = command.keys.first.flatMap(KeyNotation.parse) else {
                return nil
            }
            return KeyHint(keys: KeyNotation.display(keys), summary: hint)
        }
    }
}
