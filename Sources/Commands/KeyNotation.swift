package import Terminal

/// Writing keys down: `j`, `gg`, `<C-d>`, `<S-Tab>`, `<Space>`.
///
/// One notation serves the verb table and a person's own keymap; ``display(_:)`` is how help spells a key.
package enum KeyNotation {
    /// Reads a sequence of keys.
    ///
    /// - Parameter text: keys one after the other, names and modifiers in angle brackets.
    /// - Returns: the presses, or `nil` when a name is unknown or a bracket is not closed.
    package static func parse(_ text: String) -> [KeyPress]? {
        var presses: [KeyPress] = []
        var rest = text[...]
        while let first = rest.first {
            if first == "<", rest.count > 1 {
                guard let end = rest.firstIndex(of: ">") else { return nil }
                guard let press = named(rest[rest.index(after: rest.startIndex)..<end]) else { return nil }
                presses.append(press)
                rest = rest[rest.index(after: end)...]
            } else {
                presses.append(KeyPress(.character(first)))
                rest.removeFirst()
            }
        }
        return presses
    }

    /// Notations without those that begin with one of these sequences, or with which one of these begins.
    static func without(_ taken: [[KeyPress]], _ notations: [String]) -> [String] {
        notations.filter { notation in
            guard let presses = parse(notation) else { return false }
            return !taken.contains { $0.starts(with: presses) || presses.starts(with: $0) }
        }
    }

    private static func named(_ inner: Substring) -> KeyPress? {
        var name = inner
        var modifiers: KeyPress.Modifiers = []
        while name.count > 2, name.dropFirst().first == "-", let modifier = modifierNames[name.prefix(1).uppercased()] {
            modifiers.insert(modifier)
            name = name.dropFirst(2)
        }
        if name.count == 1, let character = name.first {
            return KeyPress(.character(character), modifiers: modifiers)
        }
        if name.first == "F", let number = Int(name.dropFirst()) {
            return KeyPress(.function(number), modifiers: modifiers)
        }
        return keyNames.first { $0.name.lowercased() == name.lowercased() }
            .map { KeyPress($0.key, modifiers: modifiers) }
    }

    private static let modifierNames: [String: KeyPress.Modifiers] = ["C": .control, "A": .alt, "S": .shift]

    private static let keyNames: [(name: String, key: Key)] = [
        ("Space", .character(" ")), ("Enter", .enter), ("Esc", .escape), ("Tab", .tab), ("Backspace", .backspace),
        ("Delete", .delete), ("Insert", .insert), ("Up", .up), ("Down", .down), ("Left", .left), ("Right", .right),
        ("Home", .home), ("End", .end), ("PgUp", .pageUp), ("PgDn", .pageDown), ("lt", .character("<")),
    ]

    /// How a person reads one key: `j`, `Ctrl-D`, `Shift-Tab`, `Space`.
    package static func display(_ press: KeyPress) -> String {
        var text = ""
        if press.modifiers.contains(.control) { text += "Ctrl-" }
        if press.modifiers.contains(.alt) { text += "Alt-" }
        if press.modifiers.contains(.shift) { text += "Shift-" }
        return text + name(of: press.key, isModified: !press.modifiers.isEmpty)
    }

    package static func display(_ presses: [KeyPress]) -> String {
        let words = presses.map(display)
        return words.joined(separator: words.allSatisfy { $0.count == 1 } ? "" : " ")
    }

    private static func name(of key: Key, isModified: Bool) -> String {
        switch key {
        case .character(" "): "Space"
        case .character(let character): isModified ? character.uppercased() : String(character)
        case .function(let number): "F\(number)"
        case .up: "↑"
        case .down: "↓"
        case .left: "←"
        case .right: "→"
        case .enter, .escape, .tab, .backspace, .delete, .insert, .home, .end, .pageUp, .pageDown:
            keyNames.first { $0.key == key }?.name ?? "?"
        }
    }
}
