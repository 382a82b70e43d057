package import Terminal
package import ViewModels

/// Turns presses into actions: the trie for the panes, plain editing for what lies over them.
package struct KeyDispatcher: Sendable {
    private let keymap: Keymap
    private var pressed: [KeyPress] = []

    /// Keys that may follow what was pressed so far, for the which-key popup.
    package private(set) var pending: [KeyHint] = []

    package init(keymap: Keymap) { self.keymap = keymap }

    /// - Returns: the action; `nil` when the press waits for more keys or means nothing here.
    package mutating func action(for press: KeyPress, in state: AppState) -> Action? {
        if let overlay = state.overlay {
            reset()
            return OverlayKeys.action(for: press, in: overlay)
        }
        if press == Self.cancel || (press.key == .escape && !pressed.isEmpty) {
            let wasWaiting = !pressed.isEmpty
            reset()
            return wasWaiting ? nil : .show(.noted("Press q to quit."))
        }
        pressed.append(press)
        switch keymap.match(pressed) {
        case .verb(let command):
            reset()
            return Self.action(of: command, words: "", in: state)
        case .pending(let hints):
            pending = hints
            return nil
        case .unbound:
            let keys = KeyNotation.display(pressed)
            reset()
            return .show(.unknownKey(keys))
        }
    }

    /// Runs a line typed after `:` or chosen in the palette.
    package static func action(forLine line: String, in state: AppState) -> Action {
        do throws(CommandError) {
            let (command, words) = try CommandLineParser.parse(line)
            return action(of: command, words: words, in: state)
        } catch {
            return .show(.noted(error.sentence))
        }
    }

    private static func action(of command: Command, words: String, in state: AppState) -> Action {
        if let obstacle = command.obstacle(state) {
            return .show(.unavailable(verb: command.name, because: obstacle))
        }
        do throws(CommandError) {
            return try command.action(words)
        } catch {
            return .show(.noted(error.sentence))
        }
    }

    private mutating func reset() {
        pressed = []
        pending = []
    }

    private static let cancel = KeyPress(.character("c"), modifiers: .control)
}
