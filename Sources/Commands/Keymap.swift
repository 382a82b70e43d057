package import Terminal

/// Which keys mean which verb: a trie, so that a prefix can show what may follow.
package struct Keymap: Sendable {
    private indirect enum Node: Sendable {
        case verb(Command)
        case branch([KeyPress: Node])
    }

    private var root: [KeyPress: Node] = [:]

    /// What a sequence of presses means.
    package enum Match: Sendable {
        case verb(Command)
        /// The sequence may go on like this.
        case pending([KeyHint])
        case unbound
    }

    /// The keymap of a verb table.
    ///
    /// - Throws: ``KeymapError`` when a notation cannot be read or two verbs want the same keys.
    package init(_ commands: [Command]) throws(KeymapError) {
        for command in commands {
            for notation in command.keys {
                guard let presses = KeyNotation.parse(notation), !presses.isEmpty else {
                    throw .unreadable(notation, verb: command.name)
                }
                root = try Self.inserting(command, at: presses[...], into: root)
            }
        }
    }

    private static func inserting(
        _ command: Command,
        at presses: ArraySlice<KeyPress>,
        into branch: [KeyPress: Node]
    ) throws(KeymapError) -> [KeyPress: Node] {
        guard let first = presses.first else { return branch }
        var branch = branch
        let rest = presses.dropFirst()
        switch (branch[first], rest.isEmpty) {
        case (nil, true): branch[first] = .verb(command)
        case (nil, false): branch[first] = .branch(try inserting(command, at: rest, into: [:]))
        case (.branch(let inner), false): branch[first] = .branch(try inserting(command, at: rest, into: inner))
        case (.verb(let other), _): throw .taken(by: other.name, wantedBy: command.name)
        case (.branch, true): throw .taken(by: "a longer sequence", wantedBy: command.name)
        }
        return branch
    }

    package func match(_ presses: [KeyPress]) -> Match {
        var branch = root
        for (index, press) in presses.enumerated() {
            switch branch[press] {
            case .verb(let command): return index == presses.count - 1 ? .verb(command) : .unbound
            case .branch(let inner): branch = inner
            case nil: return .unbound
            }
        }
        return .pending(hints(of: branch))
    }

    private func hints(of branch: [KeyPress: Node]) -> [KeyHint] {
        let hints = branch.map { press, node in
            switch node {
            case .verb(let command): KeyHint(keys: KeyNotation.display(press), summary: command.summary)
            case .branch: KeyHint(keys: KeyNotation.display(press), summary: "…")
            }
        }
        return hints.sorted { $0.keys < $1.keys }
    }
}

/// A key that may follow, and what it would do.
package struct KeyHint: Hashable, Sendable {
    package var keys: String
    package var summary: String
    /// False when the verb cannot be used now.
    package var isUsable: Bool
    /// True for what a line that is too short for all keeps: the help over the panes, the way out of what lies over them.
    package var stays: Bool

    package init(keys: String, summary: String, isUsable: Bool = true, stays: Bool = false) {
        self.keys = keys
        self.summary = summary
        self.isUsable = isUsable
        self.stays = stays
    }
}

/// Why a keymap cannot be built.
package enum KeymapError: Error, Hashable, Sendable {
    case unreadable(String, verb: String)
    case taken(by: String, wantedBy: String)
}
