import Terminal
import ViewModels

/// What keys mean while something lies over the panes.
enum OverlayKeys {
    static func action(for press: KeyPress, in overlay: Overlay) -> Action? {
        if press.key == .escape || press == KeyPress(.character("c"), modifiers: .control) { return .cancel }
        switch overlay {
        case .filter: return filter(press)
        case .picker(let picker): return pick(press, picker)
        case .form: return form(press)
        case .confirm: return confirm(press)
        case .help: return scroll(press)
        case .outbox: return outbox(press)
        }
    }

    private static func filter(_ press: KeyPress) -> Action? {
        switch press.key {
        case .up: .moveFocus(-1)
        case .down: .moveFocus(1)
        case .enter: .submit
        default: edit(press)
        }
    }

    private static func pick(_ press: KeyPress, _ picker: Picker) -> Action? {
        switch press.key {
        case .up: return .moveFocus(-1)
        case .down: return .moveFocus(1)
        case .pageUp: return .moveFocus(-10)
        case .pageDown: return .moveFocus(10)
        case .enter: return .submit
        default: break
        }
        if press.modifiers == .control, press.key == .character("n") { return .moveFocus(1) }
        if press.modifiers == .control, press.key == .character("p") { return .moveFocus(-1) }
        guard picker.filter == nil else { return edit(press) }
        guard case .character(let letter) = press.key, press.modifiers.isEmpty else { return nil }
        if letter == "/" { return .beginPickerFilter }
        if let item = picker.items.first(where: { $0.accelerator == letter }) { return .choose(item) }
        return .show(.unknownKey(String(letter)))
    }

    private static func form(_ press: KeyPress) -> Action? {
        switch press.key {
        case .tab: .moveFocus(press.modifiers.contains(.shift) ? -1 : 1)
        case .down: .moveFocus(1)
        case .up: .moveFocus(-1)
        case .enter: .submit
        default: edit(press)
        }
    }

    /// Only `y` says yes; Enter is the default, which is No.
    private static func confirm(_ press: KeyPress) -> Action? {
        guard press.modifiers.isEmpty else { return nil }
        switch press.key {
        case .character("y"), .character("Y"): return .answer(true)
        case .character("n"), .character("N"), .character("q"), .enter: return .answer(false)
        default: return nil
        }
    }

    private static func scroll(_ press: KeyPress) -> Action? {
        switch press.key {
        case .up, .character("k"): .moveFocus(-1)
        case .down, .character("j"): .moveFocus(1)
        case .pageUp: .moveFocus(-10)
        case .pageDown, .character(" "): .moveFocus(10)
        case .home: .moveFocus(-10_000)
        case .enter, .character("q"), .character("?"), .function(1): .cancel
        default: nil
        }
    }

    private static func outbox(_ press: KeyPress) -> Action? {
        switch press.key {
        case .character("r"): .retryEntry
        case .character("x"): .dropEntry
        case .character("w"): .cancel
        default: scroll(press)
        }
    }

    private static func edit(_ press: KeyPress) -> Action? {
        if press.modifiers == .control {
            return switch press.key {
            case .character("w"): .edit(.deleteWord)
            case .character("u"): .edit(.deleteToStart)
            case .character("a"): .edit(.start)
            case .character("e"): .edit(.end)
            default: nil
            }
        }
        guard !press.modifiers.contains(.alt) else { return nil }
        return switch press.key {
        case .character(let character): .edit(.insert(String(character)))
        case .backspace: .edit(.deleteBackward)
        case .delete: .edit(.deleteForward)
        case .left: .edit(.left)
        case .right: .edit(.right)
        case .home: .edit(.start)
        case .end: .edit(.end)
        default: nil
        }
    }
}
