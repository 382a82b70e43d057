import ViewModels

extension OverlayCommand {
    // What a date means hangs on the lead, which may have to be asked for.
    static let dates = [
        OverlayCommand(
            "submit",
            "take the date",
            keys: ["<Enter>"],
            needs: .rows,
            hint: { $0.isTypingDate ? "take it" : "the first" },
            .dates(.submit)
        ),
        OverlayCommand("cancel", "leave", keys: ["<Esc>", "<C-c>"], hint: "leave", .dates(.cancel)),
    ]

    /// Opens the field of a prompt whose keys choose; there the slash is no text yet.
    static let dateTyping = OverlayCommand(
        "type",
        "type a date",
        keys: ["/", "<Space>"],
        hint: "type a date",
        .dates(.beginTyping)
    )

    /// What stands on the lines hangs on what was decided before, so keys on them wait for that.
    static let agenda =
        scrolling(needs: .journal) { .agenda(.move($0)) } + [
            OverlayCommand(
                "open",
                "go to the lead",
                keys: ["<Enter>", "l"],
                hint: "go to the lead",
                needs: .rowsAndJournal,
                .agenda(.open)
            ),
            OverlayCommand(
                "finish",
                "done, or back into the queues",
                keys: ["e"],
                hint: "done",
                needs: .rowsAndJournal,
                .agenda(.finish)
            ),
            OverlayCommand(
                "move",
                "to another time",
                keys: ["f"],
                hint: "another time",
                needs: .rowsAndJournal,
                .agenda(.reschedule)
            ),
            OverlayCommand("undo", "undo", keys: ["u"], hint: "undo", needs: .rows, .agenda(.undo)),
            OverlayCommand("reload", "read it again", keys: ["R"], .agenda(.reload)),
            OverlayCommand("close", "close", keys: ["q", "<Esc>", "<C-c>"], hint: "close", .agenda(.close)),
        ]

    static let summary = [
        OverlayCommand(
            "close",
            "close",
            keys: ["<Enter>", "<Esc>", "q", "<Space>", "<C-c>"],
            hint: "close",
            .summary(.close)
        )
    ]
}

extension Overlay {
    fileprivate var isTypingDate: Bool {
        if case .dates(let prompt) = self { prompt.field != nil } else { false }
    }
}
