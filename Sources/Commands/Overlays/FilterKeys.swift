import ViewModels

extension OverlayCommand {
    // What Tab offers comes with the answer to what was typed before it.
    static let filter = [
        OverlayCommand("accept", "keep the filter", keys: ["<Enter>"], hint: "keep", .filter(.accept)),
        OverlayCommand(
            "complete",
            "complete, or mend a mistake",
            keys: ["<Tab>"],
            hint: "complete",
            needs: .rows,
            .filter(.complete(1))
        ),
        OverlayCommand("complete-back", "the offer before", keys: ["<S-Tab>"], needs: .rows, .filter(.complete(-1))),
        OverlayCommand("cancel", "clear the filter", keys: ["<Esc>", "<C-c>"], hint: "clear", .filter(.cancel)),
        OverlayCommand(
            "down",
            "next lead",
            keys: ["<Down>", "<C-n>"],
            hint: "next lead",
            needs: .rows,
            .filter(.move(.lines(1)))
        ),
        OverlayCommand("up", "previous lead", keys: ["<Up>", "<C-p>"], needs: .rows, .filter(.move(.lines(-1)))),
        OverlayCommand("page-down", "a page down", keys: ["<PgDn>"], needs: .rows, .filter(.move(.pages(1)))),
        OverlayCommand("page-up", "a page up", keys: ["<PgUp>"], needs: .rows, .filter(.move(.pages(-1)))),
    ]
}
