import Terminal
package import ViewModels

/// A key of something that lies over the panes.
package struct OverlayCommand: Sendable {
    /// Unique within its overlay, for a person's own keymap.
    package let name: String
    /// One line for help, without a full stop.
    package let summary: String
    /// Single keys in ``KeyNotation``.
    package let keys: [String]
    /// What has to be on the screen before the key can act.
    package let needs: Command.Needs
    /// The word in the hint bar; `nil` keeps the key out of it.
    package let hint: @Sendable (Overlay) -> String?
    package let action: OverlayAction
    /// Whether the key means anything in an overlay of its kind.
    let isMeant: @Sendable (Overlay) -> Bool

    init(
        _ name: String,
        _ summary: String,
        keys: [String],
        hint: String? = nil,
        needs: Command.Needs = .nothing,
        _ action: OverlayAction
    ) {
        self.init(name, summary, keys: keys, needs: needs, hint: { _ in hint }, action)
    }

    init(
        _ name: String,
        _ summary: String,
        keys: [String],
        needs: Command.Needs = .nothing,
        hint: @escaping @Sendable (Overlay) -> String?,
        in isMeant: @escaping @Sendable (Overlay) -> Bool = { _ in true },
        _ action: OverlayAction
    ) {
        self.name = name
        self.summary = summary
        self.keys = keys
        self.needs = needs
        self.hint = hint
        self.action = action
        self.isMeant = isMeant
    }
}

/// A key that edits the text of a field, in whichever overlay the field stands.
package struct EditingKey: Sendable {
    package let keys: [String]
    package let edit: TextField.Edit

    package static let all = [
        EditingKey(keys: ["<Backspace>"], edit: .deleteBackward), EditingKey(keys: ["<Delete>"], edit: .deleteForward),
        EditingKey(keys: ["<C-w>", "<A-Backspace>"], edit: .deleteWord),
        EditingKey(keys: ["<A-d>"], edit: .deleteWordForward), EditingKey(keys: ["<C-u>"], edit: .deleteToStart),
        EditingKey(keys: ["<Left>"], edit: .left), EditingKey(keys: ["<Right>"], edit: .right),
        EditingKey(keys: ["<C-Left>", "<A-b>"], edit: .wordLeft),
        EditingKey(keys: ["<C-Right>", "<A-f>"], edit: .wordRight),
        EditingKey(keys: ["<Home>", "<C-a>"], edit: .start), EditingKey(keys: ["<End>", "<C-e>"], edit: .end),
    ]
}

extension OverlayAction {
    /// The same edit in whichever overlay has a field.
    static func edit(_ edit: TextField.Edit, in kind: Overlay.Kind) -> OverlayAction? {
        switch kind {
        case .filter: .filter(.edit(edit))
        case .picker: .picker(.edit(edit))
        case .form: .form(.edit(edit))
        case .dates: .dates(.edit(edit))
        case .palette: .palette(.edit(edit))
        case .help: .help(.edit(edit))
        case .bulk: .bulk(.edit(edit))
        case .question, .outbox, .agenda, .report, .summary: nil
        }
    }
}
