import ViewModels

extension CommandTable {
    static let moving: [Command] =
        [
            motion("down", "next lead", ["j", "<Down>"], .lines(1)),
            motion("up", "previous lead", ["k", "<Up>"], .lines(-1)),
            motion("half-page-down", "half a page down", ["<C-d>"], .halfPages(1)),
            motion("half-page-up", "half a page up", ["<C-u>"], .halfPages(-1)),
            motion("page-down", "a page down", ["<PgDn>"], .pages(1)),
            motion("page-up", "a page up", ["<PgUp>"], .pages(-1)),
            motion("first", "first lead", ["gg", "<Home>"], .start),
            motion("last", "last lead", ["G", "<End>"], .end),
            Command(
                "open",
                "open: list, then detail, then timeline",
                .moving,
                keys: ["l", "<Enter>", "<Right>"],
                needs: .rows
            ) { _ in
                .navigate(.open)
            },
            Command("back", "back towards the list", .moving, keys: ["h", "<Esc>", "<Left>"], needs: .journal) { _ in
                .navigate(.back)
            },
            Command("next-pane", "focus the next pane", .moving, keys: ["<Tab>"]) { _ in .navigate(.focusStep(1)) },
            Command("previous-pane", "focus the previous pane", .moving, keys: ["<S-Tab>"]) { _ in
                .navigate(.focusStep(-1))
            },
            Command("next-lead", "next lead, from any pane", .moving, keys: ["J"], needs: .rows) { _ in
                .navigate(.stepLead(1))
            },
            Command("previous-lead", "previous lead, from any pane", .moving, keys: ["K"], needs: .rows) { _ in
                .navigate(.stepLead(-1))
            },
            Command("next-day", "next day of the timeline", .moving, keys: ["}"]) { _ in .navigate(.stepDay(1)) },
            Command("previous-day", "previous day of the timeline", .moving, keys: ["{"]) { _ in
                .navigate(.stepDay(-1))
            },
        ] + (1...9).map(queue) + [
            Command("next-queue", "next queue", .moving, keys: ["]"], needs: .journal) { _ in .navigate(.stepQueue(1))
            },
            Command("previous-queue", "previous queue", .moving, keys: ["["], needs: .journal) { _ in
                .navigate(.stepQueue(-1))
            },
        ]

    private static func motion(_ name: String, _ summary: String, _ keys: [String], _ motion: Motion) -> Command {
        Command(name, summary, .moving, keys: keys, needs: .rowsInList) { _ in .navigate(.move(motion)) }
    }

    private static func queue(_ number: Int) -> Command {
        Command(
            "queue-\(number)",
            "queue \(number)",
            .moving,
            keys: [String(number)],
            needs: .journal,
            obstacle: { $0.queues.count < number ? "there are only \($0.queues.count) queues" : nil },
            action: { _ in .navigate(.selectQueue(number - 1)) }
        )
    }
}
