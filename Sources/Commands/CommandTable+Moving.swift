import ViewModels

extension CommandTable {
    static let moving: [Command] =
        [
            motion("down", "next lead", ["j", "<Down>"]) { .lines($0) },
            motion("up", "previous lead", ["k", "<Up>"]) { .lines(-$0) },
            motion("half-page-down", "half a page down", ["<C-d>"]) { .halfPages($0) },
            motion("half-page-up", "half a page up", ["<C-u>"]) { .halfPages(-$0) },
            motion("page-down", "a page down", ["<C-f>", "<PgDn>"]) { .pages($0) },
            motion("page-up", "a page up", ["<C-b>", "<PgUp>"]) { .pages(-$0) },
            end("first", "first lead", ["gg", "<Home>"], .start),
            end("last", "last lead", ["G", "<End>"], .end),
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
            step("next-lead", "next lead, from any pane", ["J"], needs: .rows) { .stepLead($0) },
            step("previous-lead", "previous lead, from any pane", ["K"], needs: .rows) { .stepLead(-$0) },
            // What was decided before decides which leads match.
            step("next-match", "next lead that the last filter matched", ["n"], needs: .rowsAndJournal) {
                .stepMatch($0)
            },
            step("previous-match", "previous lead that it matched", ["gn", "<A-n>"], needs: .rowsAndJournal) {
                .stepMatch(-$0)
            },
            step("next-day", "next day of the timeline", ["}"]) { .stepDay($0) },
            step("previous-day", "previous day of the timeline", ["{"]) { .stepDay(-$0) },
        ] + (1...9).map(queue) + [
            step("next-queue", "next queue", ["]"], needs: .journal) { .stepQueue($0) },
            step("previous-queue", "previous queue", ["["], needs: .journal) { .stepQueue(-$0) },
        ]

    /// A verb that a count repeats.
    private static func step(
        _ name: String,
        _ summary: String,
        _ keys: [String],
        needs: Command.Needs = .nothing,
        _ navigation: @escaping @Sendable (Int) -> Navigation
    ) -> Command {
        Command(
            name,
            summary,
            .moving,
            keys: keys,
            needs: needs,
            counting: Command.Counting({ "\($0) × \(summary)" }, { .navigate(navigation($0)) }),
            action: { _ in .navigate(navigation(1)) }
        )
    }

    private static func motion(
        _ name: String,
        _ summary: String,
        _ keys: [String],
        _ motion: @escaping @Sendable (Int) -> Motion
    ) -> Command {
        step(name, summary, keys, needs: .rowsInList) { .move(motion($0)) }
    }

    /// To one end, or with a count to that line.
    private static func end(_ name: String, _ summary: String, _ keys: [String], _ motion: Motion) -> Command {
        Command(
            name,
            summary,
            .moving,
            keys: keys,
            needs: .rowsInList,
            counting: Command.Counting({ "to line \($0)" }, { .navigate(.move(.line($0 - 1))) }),
            action: { _ in .navigate(.move(motion)) }
        )
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
