import Terminal
package import ViewModels

extension CommandTable {
    /// The help for where one is: what can be done there first, then what stands there, then the rest.
    package func help(in state: AppState) -> HelpSheet {
        if let overlay = state.overlay { return help(over: overlay) }
        let verbs = state.triage == nil ? commands : commandsInTriage
        let isHere = { (command: Command) in state.focus == .timeline && command.isOfTimeline }
        let here = verbs.filter(isHere)
        let blocks = [Command.Group.lead, .moving, .view, .program].map { group in
            block(group.rawValue, verbs.filter { $0.group == group && !isHere($0) }, in: state)
        }
        let first = here.isEmpty ? Array(blocks.prefix(1)) : [block("The timeline", here, in: state)]
        let rest = here.isEmpty ? Array(blocks.dropFirst()) : blocks
        return HelpSheet(
            title: "Help: \(state.focus.words)",
            rows: first.flatMap(\.self) + HelpSheet.explanations(for: state.focus, state.keys)
                + HelpSheet.headerExplanations(state.keys)
                + rest.flatMap(\.self) + (state.about.isEmpty ? [] : [.heading("This sitting")])
                + state.about.map(HelpSheet.Row.text)
        )
    }

    private func block(_ title: String, _ verbs: [Command], in state: AppState) -> [HelpSheet.Row] {
        guard !verbs.isEmpty else { return [] }
        return [.heading(title)] + verbs.map { .entry(entry($0, in: state)) }
    }

    private func entry(_ command: Command, in state: AppState) -> HelpSheet.Entry {
        HelpSheet.Entry(
            .keys(Self.display(command.keys)),
            command.summary,
            line: [command.name, command.argument].compactMap(\.self).joined(separator: " "),
            obstacle: command.obstacle(state),
            run: .line(command.name)
        )
    }

    /// The keys of what lies over the panes; running one presses it there.
    ///
    /// A yes is only explained: the help hides what it would be an answer to, and Enter, which is no answer there, would
    /// be one here.
    private func help(over overlay: Overlay) -> HelpSheet {
        let keys = (overlays[overlay.kind] ?? []).filter { $0.isMeant(overlay) }.map { command in
            HelpSheet.Row.entry(
                HelpSheet.Entry(
                    .keys(Self.display(command.keys)),
                    command.hint(overlay) ?? command.summary,
                    run: command.consents ? nil : command.keys.first.map { .keys($0) }
                )
            )
        }
        let edits = editing.map { HelpSheet.Row.entry(HelpSheet.Entry(.keys(Self.display($0.keys)), $0.edit.words)) }
        return HelpSheet(
            title: "Help: what is open here",
            rows: [.heading("Keys")] + keys + (overlay.takesText ? [.heading("In the text")] + edits : [])
        )
    }

    private static func display(_ keys: [String]) -> String {
        keys.compactMap(KeyNotation.parse).map { KeyNotation.display($0) }.joined(separator: " ")
    }
}

extension OverlayCommand {
    /// True for what a question or a plan asks for and nobody may do by accident.
    fileprivate var consents: Bool {
        switch action {
        case .question(.answer(true)), .bulk(.run), .bulk(.submit): true
        case .question, .bulk, .filter, .picker, .form, .help, .outbox, .dates, .agenda, .report, .summary, .palette:
            false
        }
    }
}

extension Command {
    fileprivate var isOfTimeline: Bool { name.hasPrefix("timeline-") || name.hasSuffix("-day") }
}

extension Pane {
    fileprivate var words: String {
        switch self {
        case .list: "the list"
        case .detail: "the lead"
        case .timeline: "the timeline"
        }
    }
}

extension TextField.Edit {
    fileprivate var words: String {
        switch self {
        case .insert: "type"
        case .deleteBackward: "delete the character before the cursor"
        case .deleteForward: "delete the character at the cursor"
        case .deleteWord: "delete the word before the cursor"
        case .deleteWordForward: "delete the word after the cursor"
        case .deleteToStart: "delete to the start of the line"
        case .left: "left"
        case .right: "right"
        case .wordLeft: "a word to the left"
        case .wordRight: "a word to the right"
        case .start: "to the start of the line"
        case .end: "to the end of the line"
        case .line(let step): step < 0 ? "a line up" : "a line down"
        }
    }
}
