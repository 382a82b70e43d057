import ViewModels

extension OverlayCommand {
    /// Enter is No until a number is typed, so that a hand that is quicker than the eye runs nothing.
    static let bulk =
        [
            OverlayCommand(
                "run",
                "run the plan",
                keys: ["y"],
                needs: .plan,
                hint: { $0.isBulkReview ? "run" : nil },
                .bulk(.run)
            ),
            OverlayCommand(
                "submit",
                "take the number, or leave",
                keys: ["<Enter>"],
                needs: .plan,
                hint: { $0.takesBulkCount ? "run" : nil },
                .bulk(.submit)
            ),
            OverlayCommand(
                "drop",
                "take a lead out, or put it back",
                keys: ["<Space>"],
                needs: .plan,
                hint: { $0.isBulkReview ? "take out" : nil },
                .bulk(.drop)
            ),
            OverlayCommand(
                "only-changes",
                "show only leads that change, or all again",
                keys: ["d"],
                needs: .plan,
                .bulk(.toggleChanges)
            ),
            OverlayCommand(
                "only-needs-you",
                "show only leads that are blocked or have failed, or all again",
                keys: ["!"],
                needs: .plan,
                hint: { $0.isBulkReview ? "blocked" : $0.hasBulkFailures ? "failed" : nil },
                .bulk(.toggleNeedsPerson)
            ),
            OverlayCommand(
                "outbox",
                "what waits of the lead and why, in the outbox",
                keys: ["w"],
                needs: .planAndJournal,
                hint: { $0.hasBulkFailures ? "decide" : nil },
                .bulk(.openOutbox)
            ),
            OverlayCommand(
                "pause",
                "pause: what has not left is taken back for now",
                keys: ["p"],
                needs: .journal,
                hint: { $0.bulkPhase == .running ? "pause" : nil },
                .bulk(.pause)
            ),
            OverlayCommand(
                "resume",
                "go on after a pause: the rest is planned anew",
                keys: ["r"],
                needs: .journal,
                hint: { $0.bulkPhase == .paused ? "go on" : nil },
                .bulk(.resume)
            ),
            OverlayCommand(
                "retry",
                "send again what failed",
                keys: ["R"],
                needs: .journal,
                hint: { $0.hasBulkFailures ? "retry" : nil },
                .bulk(.retry)
            ),
            OverlayCommand(
                "stop",
                "stop: what has not left is taken back",
                keys: ["x"],
                needs: .journal,
                hint: { $0.bulkPhase == .running || $0.bulkPhase == .paused ? "stop" : nil },
                .bulk(.stop)
            ),
            OverlayCommand("close", "leave", keys: ["<Esc>", "q", "n", "<C-c>"], hint: "leave", .bulk(.close)),
        ] + bulkMoving

    private static let bulkMoving = [
        OverlayCommand("down", "down", keys: ["j", "<Down>"], needs: .plan, .bulk(.move(.lines(1)))),
        OverlayCommand("up", "up", keys: ["k", "<Up>"], needs: .plan, .bulk(.move(.lines(-1)))),
        OverlayCommand(
            "half-page-down",
            "half a page down",
            keys: ["<C-d>"],
            needs: .plan,
            .bulk(.move(.halfPages(1)))
        ),
        OverlayCommand("half-page-up", "half a page up", keys: ["<C-u>"], needs: .plan, .bulk(.move(.halfPages(-1)))),
        OverlayCommand("page-down", "a page down", keys: ["<PgDn>"], needs: .plan, .bulk(.move(.pages(1)))),
        OverlayCommand("page-up", "a page up", keys: ["<PgUp>"], needs: .plan, .bulk(.move(.pages(-1)))),
        OverlayCommand("first", "to the first", keys: ["g", "<Home>"], needs: .plan, .bulk(.move(.start))),
        OverlayCommand("last", "to the last", keys: ["G", "<End>"], needs: .plan, .bulk(.move(.end))),
    ]
}

extension Overlay {
    fileprivate var takesBulkCount: Bool { if case .bulk(let sheet) = self { sheet.count != nil } else { false } }

    /// A plan that waits for a yes, and not for its number.
    fileprivate var isBulkReview: Bool { bulkPhase == .review && !takesBulkCount }

    fileprivate var hasBulkFailures: Bool { if case .bulk(let sheet) = self { sheet.hasFailures } else { false } }

    fileprivate var bulkPhase: BulkJob.Phase? {
        if case .bulk(let sheet) = self { sheet.phase } else { nil }
    }
}
