import ViewModels

extension OverlayCommand {
    /// The list moves item by item; a page goes through the whole text of the selected one.
    ///
    /// What is decided here may bring leads among the rows, as a verb on a row does, so that waits for them too.
    static let outbox =
        [
            OverlayCommand(
                "open",
                "bring a draft back, or choose another value in a conflict",
                keys: ["<Enter>"],
                needs: .rowsAndJournal,
                hint: { $0.outboxOffer?.openHint },
                .outbox(.open)
            ),
            OverlayCommand(
                "retry",
                "send it, or send it again",
                keys: ["r"],
                needs: .rowsAndJournal,
                hint: { $0.outboxOffer?.retryHint },
                .outbox(.retry)
            ),
            OverlayCommand(
                "retry-all",
                "send all that waited for more than an hour",
                keys: ["S"],
                needs: .journal,
                hint: { $0.outboxOffer == .review ? "send all" : nil },
                .outbox(.retryAll)
            ),
            OverlayCommand(
                "drop-all",
                "drop all that waited for more than an hour",
                keys: ["X"],
                needs: .journal,
                hint: { $0.outboxOffer == .review ? "drop all" : nil },
                .outbox(.dropAll)
            ),
            OverlayCommand(
                "drop",
                "drop it",
                keys: ["x"],
                needs: .rowsAndJournal,
                hint: { $0.outboxOffer?.dropHint },
                .outbox(.drop)
            ),
            OverlayCommand(
                "export",
                "write all of it into a file",
                keys: ["e"],
                needs: .journal,
                hint: { $0.outboxOffer == .nothing ? nil : "into a file" },
                .outbox(.export)
            ),
            OverlayCommand("close", "close", keys: ["q", "w", "<Esc>", "<C-c>"], hint: "close", .outbox(.close)),
            OverlayCommand(
                "down",
                "next",
                keys: ["j", "<Down>"],
                hint: "next",
                needs: .journal,
                .outbox(.move(.lines(1)))
            ),
            OverlayCommand("up", "previous", keys: ["k", "<Up>"], needs: .journal, .outbox(.move(.lines(-1)))),
            OverlayCommand("first", "to the first", keys: ["g", "<Home>"], needs: .journal, .outbox(.move(.start))),
            OverlayCommand("last", "to the last", keys: ["G", "<End>"], needs: .journal, .outbox(.move(.end))),
        ] + reading

    private static let reading = [
        OverlayCommand(
            "page-down",
            "a page down in the text",
            keys: ["<PgDn>", "<Space>", "<C-f>"],
            hint: { $0.hasLongOutboxText ? "read on" : nil },
            .outbox(.scroll(.pages(1)))
        ),
        OverlayCommand("page-up", "a page up in the text", keys: ["<PgUp>", "<C-b>"], .outbox(.scroll(.pages(-1)))),
        OverlayCommand("half-page-down", "half a page down", keys: ["<C-d>"], .outbox(.scroll(.halfPages(1)))),
        OverlayCommand("half-page-up", "half a page up", keys: ["<C-u>"], .outbox(.scroll(.halfPages(-1)))),
    ]
}

extension Overlay {
    fileprivate var outboxOffer: OutboxSheet.Offer? {
        if case .outbox(let sheet) = self { sheet.offer } else { nil }
    }

    fileprivate var hasLongOutboxText: Bool {
        if case .outbox(let sheet) = self { sheet.textCount > sheet.text.visible } else { false }
    }
}

extension OutboxSheet.Offer {
    fileprivate var openHint: String? {
        switch self {
        case .draft: "go on writing"
        case .conflict(canChoose: true): "choose another"
        case .conflict(canChoose: false), .nothing, .goesOut, .stopped, .review: nil
        }
    }

    fileprivate var retryHint: String? {
        switch self {
        case .conflict: "send mine"
        case .stopped: "try again"
        case .review: "send it"
        case .nothing, .goesOut, .draft: nil
        }
    }

    fileprivate var dropHint: String? {
        switch self {
        case .conflict: "keep theirs"
        case .goesOut, .stopped, .review: "drop"
        case .draft: "throw away"
        case .nothing: nil
        }
    }
}
