import ViewModels

extension OverlayCommand {
    /// Only a small `y` says yes, so that Caps Lock does not; Enter is the default, which is No.
    static let question = [
        OverlayCommand("yes", "yes", keys: ["y"], hint: "yes", .question(.answer(true))),
        OverlayCommand(
            "no",
            "no",
            keys: ["n", "<Enter>", "N", "q", "<Esc>", "<C-c>"],
            hint: "no",
            .question(.answer(false))
        ),
    ]

    static let help =
        scrolling { .help(.scroll($0)) } + [
            OverlayCommand("run", "run the row", keys: ["<Enter>"], hint: "run", .help(.run)),
            OverlayCommand("search", "search keys and words", keys: ["/"], hint: "search", .help(.search)),
            OverlayCommand(
                "close",
                "close",
                keys: ["<Esc>", "q", "?", "<F1>", "<C-c>"],
                hint: { $0.isSearchedHelp ? "show all" : "close" },
                .help(.close)
            ),
        ]

    /// The keys of the list, so that they go equally far everywhere.
    static func scrolling(
        needs: Command.Needs = .nothing,
        _ action: (Motion) -> OverlayAction
    ) -> [OverlayCommand] {
        [
            OverlayCommand("down", "down", keys: ["j", "<Down>"], hint: "down", needs: needs, action(.lines(1))),
            OverlayCommand("up", "up", keys: ["k", "<Up>"], hint: "up", needs: needs, action(.lines(-1))),
            OverlayCommand("half-page-down", "half a page down", keys: ["<C-d>"], needs: needs, action(.halfPages(1))),
            OverlayCommand("half-page-up", "half a page up", keys: ["<C-u>"], needs: needs, action(.halfPages(-1))),
            OverlayCommand(
                "page-down",
                "a page down",
                keys: ["<PgDn>", "<Space>", "<C-f>"],
                needs: needs,
                action(.pages(1))
            ),
            OverlayCommand("page-up", "a page up", keys: ["<PgUp>", "<C-b>"], needs: needs, action(.pages(-1))),
            OverlayCommand("first", "to the start", keys: ["g", "<Home>"], needs: needs, action(.start)),
            OverlayCommand("last", "to the end", keys: ["G", "<End>"], needs: needs, action(.end)),
        ]
    }
}

extension Overlay {
    fileprivate var isSearchedHelp: Bool {
        if case .help(let sheet) = self { sheet.search != nil } else { false }
    }
}
