package import Terminal
package import ViewModels

/// Turns presses into actions: the trie for the panes, a table of single keys for each overlay, plain text for fields.
package struct KeyDispatcher: Sendable {
    package let table: CommandTable
    private let keymap: Keymap
    private let triageKeymap: Keymap
    private let overlays: [Overlay.Kind: [KeyPress: OverlayCommand]]
    private let editing: [KeyPress: TextField.Edit]
    private let search: [KeyPress: OverlayCommand]
    private let dateTyping: [KeyPress: OverlayCommand]
    private(set) var pressed: [KeyPress] = []
    var count = KeyCount()

    /// Keys that may follow what was pressed so far, for the which-key popup.
    package private(set) var pending: [KeyHint] = []

    /// - Throws: ``KeymapError`` when a notation cannot be read or two verbs want the same keys.
    package init(table: CommandTable) throws(KeymapError) {
        self.table = table
        keymap = try Keymap(table.commands)
        triageKeymap = try Keymap(table.commandsInTriage)
        var overlays: [Overlay.Kind: [KeyPress: OverlayCommand]] = [:]
        for (kind, commands) in table.overlays {
            overlays[kind] = try Self.single(commands.map { ($0.name, $0.keys, $0) })
        }
        self.overlays = overlays
        editing = try Self.single(table.editing.map { ("\($0.edit)", $0.keys, $0.edit) })
        dateTyping = try Self.single([
            (OverlayCommand.dateTyping.name, OverlayCommand.dateTyping.keys, .dateTyping)
        ])
        search = try Self.single([(OverlayCommand.pickerSearch.name, OverlayCommand.pickerSearch.keys, .pickerSearch)])
    }

    /// Bindings of one key each.
    private static func single<Binding>(
        _ bindings: [(name: String, keys: [String], binding: Binding)]
    ) throws(KeymapError) -> [KeyPress: Binding] {
        var map: [KeyPress: (name: String, binding: Binding)] = [:]
        for (name, keys, binding) in bindings {
            for notation in keys {
                guard let presses = KeyNotation.parse(notation), let press = presses.first, presses.count == 1 else {
                    throw .unreadable(notation, verb: name)
                }
                if let other = map[press] { throw .taken(by: other.name, wantedBy: name) }
                map[press] = (name, binding)
            }
        }
        return map.mapValues(\.binding)
    }

    /// True when the press has to wait, as the rows the person asked for, or the answer it hangs on, are not there.
    package func mustWait(_ press: KeyPress, in state: AppState) -> Bool {
        if state.reaching != nil { return true }
        if let overlay = state.overlay {
            if overlay.takesText, Self.isText(press) { return false }
            // A letter takes one of the usual dates at once.
            if case .dates = overlay, Self.isText(press) { return state.isAwaitingRows }
            if let command = overlays[overlay.kind]?[press] { return command.needs.areMissing(in: state) }
            // Help over a plan, and whatever else is no key of it, counts as little before the plan can be read.
            return overlay.kind == .bulk && Command.Needs.plan.areMissing(in: state)
        }
        guard !isDigitOfCount(press, in: state),
            case .verb(let command) = keymap(in: state).match(pressed + [press])
        else { return false }
        return command.needs.areMissing(in: state)
    }

    /// True when a line of the palette or of `:` has to wait.
    package func mustWait(line: String, in state: AppState) -> Bool {
        if state.reaching != nil { return true }
        do throws(CommandError) {
            return try CommandLineParser.parse(line, table: table).command.needs.areMissing(in: state)
        } catch {
            // A line that means nothing is told so at once.
            return false
        }
    }

    /// - Returns: the action; `nil` when the press waits for more keys or means nothing here.
    package mutating func action(for press: KeyPress, in state: AppState) -> Action? {
        if let overlay = state.overlay {
            reset()
            return action(for: press, over: overlay) ?? help(for: press, in: state)
        }
        let wasWaiting = !pressed.isEmpty || count.number != nil
        if press == Self.cancel || (press.key == .escape && wasWaiting) {
            reset()
            return wasWaiting ? nil : wayOut(in: state)
        }
        if isDigitOfCount(press, in: state), let digit = KeyCount.digit(of: press) {
            count.append(digit)
            pending = countHints(in: state)
            return nil
        }
        pressed.append(press)
        switch keymap(in: state).match(pressed) {
        case .verb(let command):
            let number = count.number
            noteDigits(before: command, in: state)
            reset()
            return action(of: command, counting: number, in: state)
        case .pending(let hints):
            pending = hints
            return nil
        case .unbound:
            let keys = KeyNotation.display(pressed)
            reset()
            return .program(.show(.unknownKey(keys)))
        }
    }

    /// The two keys that an Alt key was; `nil` for every press that stands for itself.
    ///
    /// A terminal sends Alt-X as ESC and X, and a person who types Escape and X fast, or over a link that stalls, sends
    /// the same bytes at the same time. Where nothing is bound to Alt-X, they are two keys. Where something is, it is
    /// Alt-X when it came alone, as nobody hits both within one read; when it came with other keys, the link has stalled
    /// and tells nothing, and Escape, which is pressed a hundred times as often, is meant wherever it does something.
    ///
    /// - Parameters:
    ///   - press: as the terminal made it of the bytes.
    ///   - isAmongOthers: whether other keys came in the same read.
    ///   - state: where it is pressed.
    /// - Returns: Escape and the key.
    package func escapeAndKey(in press: KeyPress, amongOthers isAmongOthers: Bool = false, _ state: AppState)
        -> [KeyPress]?
    {
        guard press.modifiers.contains(.alt) else { return nil }
        guard !isBound(press, in: state) || isAmongOthers && isRatherEscape(press, in: state) else { return nil }
        return [KeyPress(.escape), KeyPress(press.key, modifiers: press.modifiers.subtracting(.alt))]
    }

    /// Whether Escape does something here, and the key behind it is one that is pressed behind an Escape.
    private func isRatherEscape(_ press: KeyPress, in state: AppState) -> Bool {
        if let overlay = state.overlay {
            // A new line and a word taken off are typed without a look at the screen, and what follows them is text,
            // which must not become commands.
            let isEdit = press.key == .enter || press.key == .backspace
            return !(overlay.takesText && isEdit)
        }
        // A count that has begun goes on.
        if count.number != nil { return false }
        guard pressed.isEmpty, case .verb(let command) = keymap(in: state).match([KeyPress(.escape)]) else {
            return !pressed.isEmpty
        }
        return command.name != "back" || state.canGoBack
    }

    private func isBound(_ press: KeyPress, in state: AppState) -> Bool {
        guard let overlay = state.overlay else {
            if isDigitOfCount(press, in: state) { return true }
            if case .unbound = keymap(in: state).match(pressed + [press]) { return false }
            return true
        }
        if overlays[overlay.kind]?[press] != nil { return true }
        return overlay.takesText && editing[press] != nil
    }

    func keymap(in state: AppState) -> Keymap { state.triage == nil ? keymap : triageKeymap }

    private func action(for press: KeyPress, over overlay: Overlay) -> Action? {
        if overlay.takesText, Self.isText(press) { return text(press, in: overlay).map(Action.overlay) }
        if let command = overlays[overlay.kind]?[press] { return .overlay(command.action) }
        if let command = Self.wayOut(of: overlay, by: press) { return .overlay(command.action) }
        if Self.helpKeys.contains(press) { return nil }
        if overlay.takesText { return text(press, in: overlay).map(Action.overlay) }
        switch overlay {
        case .picker(let picker): return pick(press, from: picker)
        case .question: return nil
        case .dates(let prompt): return date(press, for: prompt)
        case .filter, .form, .help, .outbox, .agenda, .report, .summary, .palette, .bulk:
            return .program(.show(.unknownKey(KeyNotation.display(press))))
        }
    }

    /// A character, which a field takes before any key does.
    static func isText(_ press: KeyPress) -> Bool {
        if case .character = press.key { press.modifiers.isEmpty } else { false }
    }

    private static let helpKeys = [KeyPress(.function(1)), KeyPress(.character("?"))]

    /// F1, and the question mark where nothing is typed, explain what is open.
    private func help(for press: KeyPress, in state: AppState) -> Action? {
        Self.helpKeys.contains(press) ? .open(.sheet(table.help(in: state))) : nil
    }

    private func text(_ press: KeyPress, in overlay: Overlay) -> OverlayAction? {
        if let edit = editing[press] { return .edit(edit, in: overlay.kind) }
        if case .form(let form) = overlay, press.modifiers.isEmpty, let step = Self.lineSteps[press.key] {
            return form.fields[form.focus].isMultiline ? .form(.edit(.line(step))) : .form(.moveFocus(step))
        }
        guard case .character(let character) = press.key, press.modifiers.isEmpty else { return nil }
        return .edit(.insert(String(character)), in: overlay.kind)
    }

    private static let lineSteps: [Key: Int] = [.up: -1, .down: 1]

    /// A letter chooses its item at once.
    private func pick(_ press: KeyPress, from picker: Picker) -> Action {
        if let command = search[press] { return .overlay(command.action) }
        if case .character(let letter) = press.key, press.modifiers.isEmpty,
            let item = picker.items.first(where: { $0.accelerator == letter })
        {
            return .overlay(.picker(.choose(item)))
        }
        return .program(.show(.unknownKey(KeyNotation.display(press))))
    }

    /// A key of a usual date takes it at once; any other begins to type one.
    private func date(_ press: KeyPress, for prompt: DatePrompt) -> Action {
        if let command = dateTyping[press] { return .overlay(command.action) }
        guard case .character(let character) = press.key, press.modifiers.isEmpty else {
            return .program(.show(.unknownKey(KeyNotation.display(press))))
        }
        if prompt.choices.contains(where: { $0.key == character }) { return .overlay(.dates(.choose(character))) }
        return .overlay(.dates(.edit(.insert(String(character)))))
    }

    /// Runs a line typed after `:` or chosen in the palette.
    package func action(forLine line: String, in state: AppState) -> Action {
        do throws(CommandError) {
            let (command, words) = try CommandLineParser.parse(line, table: table)
            return action(of: command, words: words, in: state)
        } catch {
            return .program(.show(.noted(error.sentence)))
        }
    }

    func action(of command: Command, words: String, in state: AppState) -> Action {
        if let obstacle = command.obstacle(state) {
            return .program(.show(.unavailable(verb: command.name, because: obstacle)))
        }
        do throws(CommandError) {
            let action = try command.action(words)
            // Only here is known which verbs there are, and what each lacks.
            if case .open(.commandLine(let typed)) = action {
                return .open(.palette(table.verbs(in: state), typed: typed))
            }
            if case .open(.help) = action { return .open(.sheet(table.help(in: state))) }
            return action
        } catch {
            return .program(.show(.noted(error.sentence)))
        }
    }

    private mutating func reset() {
        pressed = []
        pending = []
        count.clear()
    }

    /// Says how to leave, in the keys that the person has; where they took all of them away, it is left.
    private func wayOut(in state: AppState) -> Action? {
        guard let quit = table.command(named: "quit") else { return nil }
        if let key = quit.keys.first { return .program(.show(.noted("Press \(Self.display(key)) to quit."))) }
        guard let key = table.command(named: "palette")?.keys.first else {
            return action(of: quit, words: "", in: state)
        }
        let submit = table.keyNames[.paletteSubmit]
        return .program(.show(.noted("Press \(Self.display(key)), then type quit and press \(submit).")))
    }

    private static func display(_ notation: String) -> String {
        KeyNotation.parse(notation).map(KeyNotation.display) ?? notation
    }

    /// Esc and Ctrl-C leave what lies over the panes unless a person has given them to another verb there: whoever takes
    /// the keys of leaving away must not be locked in.
    private static func wayOut(of overlay: Overlay, by press: KeyPress) -> OverlayCommand? {
        guard press == cancel || press == KeyPress(.escape) else { return nil }
        return CommandTable.wayOut(of: overlay.kind)
    }

    private static let cancel = KeyPress(.character("c"), modifiers: .control)
}
