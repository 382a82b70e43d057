package import ViewModels

/// Every verb and every key of every overlay: the one value from which keys, hints, help and palette are made.
package struct CommandTable: Sendable {
    /// The verbs of the panes, in the order of the help.
    package let commands: [Command]
    /// Verbs that take the place of others while triage is on.
    package let triage: [Command]
    /// The keys of what lies over the panes.
    package let overlays: [Overlay.Kind: [OverlayCommand]]
    /// Keys that edit the text of a field.
    package let editing: [EditingKey]
    /// The verbs of triage, then the others without the keys that mean something else there.
    let commandsInTriage: [Command]

    package init(
        commands: [Command],
        triage: [Command],
        overlays: [Overlay.Kind: [OverlayCommand]],
        editing: [EditingKey]
    ) {
        self.commands = commands
        self.triage = triage
        self.overlays = overlays
        self.editing = editing
        let taken = triage.flatMap(\.keys).compactMap(KeyNotation.parse)
        commandsInTriage = triage + commands.map { $0.without(taken) }
    }

    /// The verbs and keys of a new installation.
    package static let standard = CommandTable(
        commands: moving + leads + contact + handling + marks + macros + view + timeline + program,
        triage: triageCommands,
        overlays: [
            .filter: OverlayCommand.filter, .picker: OverlayCommand.picker, .form: OverlayCommand.form,
            .question: OverlayCommand.question, .help: OverlayCommand.help, .outbox: OverlayCommand.outbox,
            .dates: OverlayCommand.dates, .agenda: OverlayCommand.agenda, .report: OverlayCommand.report,
            .summary: OverlayCommand.summary, .palette: OverlayCommand.palette,
            .bulk: OverlayCommand.bulk,
        ],
        editing: EditingKey.all
    )

    package func command(named name: String) -> Command? { (commands + triage).first { $0.name == name } }

    /// The hints for whatever has the keys now.
    package func hints(in state: AppState) -> [KeyHint] {
        guard let overlay = state.overlay else {
            if state.triage != nil { return triageHints(in: state) }
            return commands.compactMap { command in
                guard let hint = command.hint, let keys = command.keys.first.flatMap(KeyNotation.parse) else {
                    return nil
                }
                return KeyHint(keys: KeyNotation.display(keys), summary: hint, isUsable: command.obstacle(state) == nil)
            }
        }
        let hints = overlayCommands(of: overlay).compactMap { command -> KeyHint? in
            guard let hint = command.hint(overlay), let keys = command.keys.first.flatMap(KeyNotation.parse) else {
                return nil
            }
            return KeyHint(keys: KeyNotation.display(keys), summary: hint)
        }
        return hints + [helpHint(over: overlay)].compactMap(\.self)
    }

    /// The help itself needs none, and a question says its answers and nothing beside them.
    private func helpHint(over overlay: Overlay) -> KeyHint? {
        guard overlay.kind != .help, overlay.kind != .question else { return nil }
        return KeyHint(keys: overlay.takesText ? "F1" : "?", summary: "help")
    }

    /// A date is typed behind a key of its own while the other keys choose.
    private func overlayCommands(of overlay: Overlay) -> [OverlayCommand] {
        let own = overlays[overlay.kind] ?? []
        guard case .dates(let prompt) = overlay, prompt.field == nil else { return own }
        return [.dateTyping] + own
    }

    /// What counts in triage; the panel says what the digits do.
    private func triageHints(in state: AppState) -> [KeyHint] {
        let count = min(9, state.dispositions.count)
        let digits = KeyHint(keys: count > 1 ? "1…\(count)" : "1", summary: "outcome")
        let names = ["again", "words", "note", "follow-up", "stage", "snooze", "done", "undo", "skip", "leave-triage"]
        let verbs = (names + ["help"]).compactMap { name -> KeyHint? in
            let command = commandsInTriage.first { $0.name == name }
            guard let command, let keys = command.keys.first.flatMap(KeyNotation.parse) else { return nil }
            let hint = Self.triageWords[name] ?? command.hint ?? command.summary
            return KeyHint(keys: KeyNotation.display(keys), summary: hint, isUsable: command.obstacle(state) == nil)
        }
        return [digits] + verbs
    }

    private static let triageWords = ["again": "again", "words": "with words", "skip": "skip", "leave-triage": "leave"]
}
