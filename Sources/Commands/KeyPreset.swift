/// Keys for people who come from elsewhere; a person's own keys go on top.
package enum KeyPreset: String, Hashable, Sendable, CaseIterable {
    /// Foyer's own: those of vim where vim has them.
    case vim
    /// Function keys for verbs, for those who would rather not know letters; the arrows work in every preset.
    case arrows
    /// As mail programs have them.
    case mail

    /// What is different from ``vim``.
    package var rebindings: [KeyRebinding] {
        switch self {
        case .vim: []
        case .arrows:
            [
                KeyRebinding(.panes, "filter", keys: ["<F3>", "/"]),
                KeyRebinding(.panes, "stage", keys: ["<F2>", "s"]),
                KeyRebinding(.panes, "tags", keys: ["<F4>", "t"]), KeyRebinding(.panes, "assign", keys: ["<F6>", "a"]),
                KeyRebinding(.panes, "call", keys: ["<F7>", "c"]), KeyRebinding(.panes, "note", keys: ["<F8>", "m"]),
                KeyRebinding(.panes, "undo", keys: ["<F9>", "u"]), KeyRebinding(.panes, "quit", keys: ["<F10>", "q"]),
            ]
        case .mail:
            [
                KeyRebinding(.panes, "next-lead", keys: ["J", "<Tab>"]),
                KeyRebinding(.panes, "previous-lead", keys: ["K", "<S-Tab>"]),
                KeyRebinding(.panes, "next-pane", keys: ["<C-f>"]),
                KeyRebinding(.panes, "previous-pane", keys: ["<C-b>"]),
                KeyRebinding(.panes, "note", keys: ["m", "r"]),
                KeyRebinding(.panes, "refresh", keys: ["$", "R", "<F5>"]),
            ]
        }
    }
}

/// What digits do outside triage, where they are outcomes.
package enum DigitKeys: String, Hashable, Sendable, CaseIterable {
    /// `5` opens the fifth queue, and Alt-5 begins a count.
    case queues
    /// `5j` goes five down, and `g5` opens the fifth queue.
    case counts

    /// What is different from ``queues``.
    package var rebindings: [KeyRebinding] {
        switch self {
        case .queues: []
        case .counts: (1...9).map { KeyRebinding(.panes, "queue-\($0)", keys: ["g\($0)"]) }
        }
    }
}
