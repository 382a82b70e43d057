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
            switch state.focus {
            case .list: return commands.compactMap { command in command.hint.flatMap { hint(command, $0, in: state) } }
            case .detail: return hints(Self.detailHints, among: commands, in: state)
            case .timeline: return hints(Self.timelineHints, among: commands, in: state)
            }
        }
        let wayOut = Self.wayOut(of: overlay.kind)?.name
        // How to move is known from everywhere else, so where room is short it goes first.
        let commands = overlayCommands(of: overlay)
        let moving = commands.filter { ["down", "up"].contains($0.name) }
        let others = commands.filter { !["down", "up"].contains($0.name) }
        let hints = (others + moving).compactMap { command -> KeyHint? in
            let isWayOut = command.name == wayOut
            guard let word = command.hint(overlay),
                let notation = command.keys.first ?? (isWayOut ? freeWayOut(of: overlay.kind) : nil),
                let keys = KeyNotation.parse(notation)
            else { return nil }
            let isDefault = overlay.kind == .question && isWayOut && command.keys.contains("<Enter>")
            return KeyHint(
                keys: KeyNotation.display(keys),
                summary: isDefault ? "\(word) (Enter is \(word))" : word,
                // Of a question the bottom line may be all that shows the answers.
                stays: isWayOut || overlay.kind == .question
            )
        }
        return hints + [helpHint(over: overlay)].compactMap(\.self)
    }

    /// A key that leaves also where none is bound to leaving, unless it is bound to something else.
    private func freeWayOut(of kind: Overlay.Kind) -> String? {
        ["<Esc>", "<C-c>"].first { !isBound($0, over: kind) }
    }

    /// The help itself needs none, and a question says its answers and nothing beside them.
    private func helpHint(over overlay: Overlay) -> KeyHint? {
        guard overlay.kind != .help, overlay.kind != .question else { return nil }
        let key = ["?", "<F1>"].first { !isBound($0, over: overlay.kind) && !(overlay.takesText && $0 == "?") }
        return key.flatMap(KeyNotation.parse).map { KeyHint(keys: KeyNotation.display($0), summary: "help") }
    }

    private func isBound(_ notation: String, over kind: Overlay.Kind) -> Bool {
        let presses = KeyNotation.parse(notation)
        return overlays[kind]?.contains { $0.keys.contains { KeyNotation.parse($0) == presses } } ?? false
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
        return [digits] + hints(Self.triageVerbs, among: commandsInTriage, in: state)
    }

    private func hints(_ verbs: [(name: String, word: String)], among commands: [Command], in state: AppState)
        -> [KeyHint]
    {
        verbs.compactMap { verb in
            commands.first { $0.name == verb.name }.flatMap { hint($0, verb.word, in: state) }
        }
    }

    private func hint(_ command: Command, _ word: String, in state: AppState) -> KeyHint? {
        guard let keys = command.keys.first.flatMap(KeyNotation.parse) else { return nil }
        return KeyHint(
            keys: KeyNotation.display(keys),
            summary: word,
            isUsable: command.obstacle(state) == nil,
            stays: command.name == "help" || command.name == "leave-triage"
        )
    }

    private static let triageVerbs = [
        ("again", "again"), ("words", "with words"), ("note", "note"), ("follow-up", "follow-up"), ("stage", "stage"),
        ("snooze", "snooze"), ("done", "done"), ("undo", "undo"), ("skip", "skip"), ("leave-triage", "leave"),
        ("help", "help"),
    ]

    /// What one does with a person one reads about.
    private static let detailHints = [
        ("dial", "dial"), ("call", "log call"), ("note", "note"), ("follow-up", "follow-up"), ("stage", "stage"),
        ("tags", "tags"), ("assign", "assign"), ("edit", "edit"), ("next-lead", "next lead"), ("open", "timeline"),
        ("back", "list"), ("help", "help"),
    ]

    private static let timelineHints = [
        ("open", "open"), ("next-day", "next day"), ("timeline-find", "search"), ("timeline-calls", "calls"),
        ("timeline-notes", "notes"), ("timeline-all", "all"), ("note", "write"), ("next-lead", "next lead"),
        ("back", "list"), ("timeline-day", "a day"), ("help", "help"),
    ]

    /// What leaves an overlay in a new installation.
    static func wayOut(of kind: Overlay.Kind) -> OverlayCommand? {
        standard.overlays[kind]?.first { $0.keys.contains("<C-c>") }
    }
}
