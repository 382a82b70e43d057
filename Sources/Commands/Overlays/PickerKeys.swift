import ViewModels

extension OverlayCommand {
    static let picker = [
        OverlayCommand(
            "submit",
            "choose",
            keys: ["<Enter>"],
            hint: { $0.isTagPicker ? "add" : "choose" },
            .picker(.submit)
        ),
        OverlayCommand(
            "remove",
            "take the tag off",
            keys: ["<C-x>"],
            hint: { $0.isTagPicker ? "take off (or type -name)" : nil },
            in: { $0.isTagPicker },
            .picker(.remove)
        ),
        OverlayCommand(
            "words",
            "complete the name; of an outcome, log what was said as well",
            keys: ["<Tab>"],
            hint: { $0.isOutcomePicker ? "with words" : nil },
            .picker(.toggleWords)
        ),
        OverlayCommand("cancel", "leave", keys: ["<Esc>", "<C-c>"], hint: "leave", .picker(.cancel)),
        OverlayCommand("down", "next", keys: ["<Down>", "<C-n>"], .picker(.move(.lines(1)))),
        OverlayCommand("up", "previous", keys: ["<Up>", "<C-p>"], .picker(.move(.lines(-1)))),
        OverlayCommand("page-down", "a page down", keys: ["<PgDn>"], .picker(.move(.pages(1)))),
        OverlayCommand("page-up", "a page up", keys: ["<PgUp>"], .picker(.move(.pages(-1)))),
    ]

    /// Opens the search of a picker whose letters choose; there the slash is no text yet.
    static let pickerSearch = OverlayCommand(
        "search",
        "search by name",
        keys: ["/"],
        hint: "search",
        .picker(.beginFilter)
    )
}

extension Overlay {
    fileprivate var isOutcomePicker: Bool {
        if case .picker(let picker) = self, case .callOutcome = picker.purpose { true } else { false }
    }

    fileprivate var isTagPicker: Bool {
        if case .picker(let picker) = self, case .tags = picker.purpose { true } else { false }
    }
}
