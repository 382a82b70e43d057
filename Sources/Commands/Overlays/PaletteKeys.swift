import ViewModels

extension OverlayCommand {
    static let palette = [
        OverlayCommand("submit", "run it", keys: ["<Enter>"], hint: "run", .palette(.submit)),
        OverlayCommand(
            "complete",
            "write the row into the line",
            keys: ["<Tab>"],
            hint: "complete",
            .palette(.complete)
        ),
        OverlayCommand("down", "next", keys: ["<Down>", "<C-n>"], hint: "next", .palette(.move(.lines(1)))),
        OverlayCommand("up", "previous", keys: ["<Up>", "<C-p>"], .palette(.move(.lines(-1)))),
        OverlayCommand("recall", "a line of before", keys: ["<C-r>"], hint: "lines of before", .palette(.recall)),
        OverlayCommand("page-down", "a page down", keys: ["<PgDn>"], .palette(.move(.pages(1)))),
        OverlayCommand("page-up", "a page up", keys: ["<PgUp>"], .palette(.move(.pages(-1)))),
        OverlayCommand("cancel", "leave", keys: ["<Esc>", "<C-c>"], hint: "leave", .palette(.cancel)),
    ]
}
