import Leads
import Terminal
import ViewModels

/// A bulk change: what it would do lead by lead, and what came of it.
enum BulkView {
    static func draw(_ state: AppState, _ sheet: BulkSheet, layout: ScreenLayout, on canvas: inout Canvas) {
        let parts = BulkParts(layout, canvas.look)
        guard let job = state.bulk else { return }
        let rows = sheet.rows(of: job, state.unsent)
        let thumb = ScrollThumb(top: sheet.cursor.top, visible: parts.rows.height, total: rows.count)
        OverlayView.drawFrame(title(job, sheet, rows.count), at: parts.place, thumb: thumb, on: &canvas)
        let results = job.phase == .review || job.phase == .planning ? [:] : job.results(state.unsent)
        canvas.write(head(job, results, state, width: parts.head.width), in: parts.head, on: .raised)
        let words = BulkWords(job, results, state, canvas.glyphs)
        drawTitles(parts, on: &canvas)
        for line in rows.indices.dropFirst(sheet.cursor.top).prefix(parts.rows.height) {
            let rect = Rect(
                x: parts.rows.x,
                y: parts.rows.y + line - sheet.cursor.top,
                width: parts.rows.width,
                height: 1
            )
            draw(rows[line], words, parts, isSelected: line == sheet.cursor.position, in: rect, on: &canvas)
            canvas.mark(rect, as: .item(line))
        }
        if rows.indices.contains(sheet.cursor.position) {
            drawDetail(rows[sheet.cursor.position], words, in: parts.detail, on: &canvas)
        }
        drawQuestion(job, sheet, state, in: parts.question, on: &canvas)
    }

    static func extent(_ state: AppState, layout: ScreenLayout, look: Look) -> Viewport.Extent {
        let parts = BulkParts(layout, look)
        var total = state.bulk?.plan?.rows.count ?? 0
        if case .bulk(let sheet) = state.overlay, let job = state.bulk {
            total = sheet.rows(of: job, state.unsent).count
        }
        return Viewport.Extent(visible: max(1, parts.rows.height), total: total)
    }

    private static func title(_ job: BulkJob, _ sheet: BulkSheet, _ count: Int) -> PaneTitle {
        let leads = Formatters.count(job.request.leads.count)
        let part =
            switch sheet.shown {
            case .everyLead: ""
            case .changes: "   only what changes"
            case .needsPerson: "   only what needs you"
            }
        let place = count > 0 ? "row \(Formatters.count(sheet.cursor.position + 1)) of \(Formatters.count(count))" : ""
        return PaneTitle(
            name: "Bulk plan",
            facts: [
                Canvas.Piece(job.request.verb.name, .strong),
                Canvas.Piece("   \(leads) marked \(job.request.leads.count == 1 ? "lead" : "leads")", .mark),
                Canvas.Piece(part, .caution),
            ],
            place: [Canvas.Piece(place)]
        )
    }

    /// How much of it, and what it costs; once it runs, how far it has come.
    private static func head(
        _ job: BulkJob,
        _ results: [Lead.ID: BulkJob.Result],
        _ state: AppState,
        width: Int
    ) -> [Canvas.Piece] {
        guard let plan = job.plan else {
            return [Canvas.Piece("Looking at \(Formatters.count(job.request.leads.count)) leads…", .muted)]
        }
        guard job.phase == .review else { return progress(BulkJob.Progress(results)) }
        let changing = job.changing
        let calls = changing.reduce(0) { $0 + $1.calls }
        var pieces = [
            Canvas.Piece(" \(Formatters.count(changing.count)) will change ", .strong, on: .accentChip),
            Canvas.Piece("  "), Canvas.Piece("\(Formatters.count(plan.unchangedCount)) already so", .muted),
            Canvas.Piece("  "),
            Canvas.Piece("\(Formatters.count(plan.blockedCount)) blocked", plan.blockedCount > 0 ? .danger : .muted),
        ]
        if !job.dropped.isEmpty { pieces.append(Canvas.Piece("  \(job.dropped.count) taken out", .caution)) }
        pieces.append(Canvas.Piece("   \(Formatters.count(calls)) calls", .text))
        guard let budget = state.account.budget, calls > 0 else { return pieces }
        let time = duration(budget.seconds(forCalls: calls))
        pieces.append(Canvas.Piece(" · about \(time)"))
        let left = " · budget \(budget.remaining) of \(budget.limit)"
        return pieces.cells + left.count > width ? pieces : pieces + [Canvas.Piece(left, .muted)]
    }

    /// `13 s`, `3 min`, `2 h`.
    private static func duration(_ seconds: Int) -> String {
        switch seconds {
        case ..<90: "\(seconds) s"
        case ..<5_400: "\((seconds + 30) / 60) min"
        default: "\((seconds + 1_800) / 3_600) h"
        }
    }

    private static func progress(_ progress: BulkJob.Progress) -> [Canvas.Piece] {
        if progress.total == 0 { return [Canvas.Piece("Writing it down…", .muted)] }
        var pieces = [
            Canvas.Piece(
                " \(Formatters.count(progress.done)) of \(Formatters.count(progress.total)) ",
                .strong,
                on: .accentChip
            ),
            Canvas.Piece(" on the server"),
        ]
        if progress.waiting > 0 {
            pieces.append(Canvas.Piece("  \(Formatters.count(progress.waiting)) waiting", .muted))
        }
        if progress.takenBack > 0 {
            pieces.append(Canvas.Piece("  \(Formatters.count(progress.takenBack)) taken back", .caution))
        }
        if progress.givenUp > 0 {
            pieces.append(Canvas.Piece("  \(Formatters.count(progress.givenUp)) given up", .caution))
        }
        if progress.failed > 0 {
            pieces.append(
                Canvas.Piece(
                    "  \(Formatters.count(progress.failed)) \(progress.failed == 1 ? "needs" : "need") you",
                    .danger
                )
            )
        }
        return pieces
    }

    private static func drawTitles(_ parts: BulkParts, on canvas: inout Canvas) {
        guard parts.titles.height > 0 else { return }
        canvas.fill(parts.titles, .bar)
        for (title, column) in [
            ("NAME", parts.name), ("WHAT CHANGES", parts.change), ("CALLS", parts.calls),
            ("WHAT HAPPENS", parts.result),
        ]
        where column.count > 0 {
            let x = parts.titles.x + column.lowerBound
            canvas.write(title, x: x, y: parts.titles.y, width: column.count, .muted, on: .bar)
        }
    }

    private static func draw(
        _ row: BulkPlan.Row,
        _ words: BulkWords,
        _ parts: BulkParts,
        isSelected: Bool,
        in rect: Rect,
        on canvas: inout Canvas
    ) {
        let ground: Ground = isSelected ? .selection : .raised
        canvas.fill(rect, ground)
        if isSelected {
            canvas.write(canvas.glyphs[.rowEdge], x: rect.x, y: rect.y, width: 1, .focus, on: ground)
            canvas.frame.cursor = Point(x: rect.x + parts.name.lowerBound, y: rect.y)
        }
        let cells: [([Canvas.Piece], Range<Int>)] = [
            ([words.sign(row)], 2..<4), ([words.name(row)], parts.name), (words.change(row), parts.change),
            ([Canvas.Piece(words.calls(row), .muted)], parts.calls), ([words.result(row)], parts.result),
        ]
        for (pieces, column) in cells where column.count > 0 {
            let place = Rect(x: rect.x + column.lowerBound, y: rect.y, width: column.count, height: 1)
            canvas.write(pieces, in: place, on: ground)
        }
    }

    /// The selected row whole.
    private static func drawDetail(_ row: BulkPlan.Row, _ words: BulkWords, in rect: Rect, on canvas: inout Canvas) {
        guard rect.height > 1 else { return }
        let rule = String(repeating: canvas.glyphs.frame.horizontal, count: rect.width)
        canvas.write(rule, x: rect.x, y: rect.y, width: rect.width, .border, on: .raised)
        let label = [Canvas.Piece(" "), words.name(row), Canvas.Piece(" ")]
        canvas.write(label, in: Rect(x: rect.x + 2, y: rect.y, width: rect.width - 4, height: 1), on: .raised)
        let text = words.change(row) + [Canvas.Piece(words.change(row).isEmpty ? "" : "   ")] + [words.result(row)]
        let lines = Canvas.wrap(text, width: rect.width - 2, indent: 0).prefix(rect.height - 1)
        for (line, pieces) in lines.enumerated() {
            let place = Rect(x: rect.x + 1, y: rect.y + 1 + line, width: rect.width - 2, height: 1)
            canvas.write(pieces, in: place, on: .raised)
        }
    }

    private static func drawQuestion(
        _ job: BulkJob,
        _ sheet: BulkSheet,
        _ state: AppState,
        in rect: Rect,
        on canvas: inout Canvas
    ) {
        guard rect.height > 0 else { return }
        if let count = sheet.count {
            let wrong = sheet.isWrongCount ? "That is another number. " : ""
            let label = [
                Canvas.Piece(wrong, .danger), Canvas.Piece("Type "),
                Canvas.Piece("\(job.changing.count)", .strong), Canvas.Piece(" to run it: "),
            ]
            FieldView.draw(label, count, in: rect, on: .raised, &canvas)
            return
        }
        canvas.write(question(job, sheet, state.keys, rect.width), in: rect, on: .raised)
    }

    private static func question(_ job: BulkJob, _ sheet: BulkSheet, _ keys: KeyNames, _ width: Int) -> [Canvas.Piece] {
        let isNarrow = width < 70
        switch job.phase {
        case .planning, .starting: return [Canvas.Piece("One moment…", .muted)]
        case .stopping: return [Canvas.Piece("Taking back what has not left…", .muted)]
        case .review where job.changing.isEmpty:
            return [Canvas.Piece("Nothing would change. \(keys[.bulkClose]) leaves.", .muted)]
        case .review:
            let early = sheet.ignoredKeys == 0 ? "" : "   keys that came before you could read this did not count"
            return [
                Canvas.Piece(" No ", .strong, on: .accentChip), Canvas.Piece("   "), Canvas.Piece(keys[.bulkRun], .key),
                Canvas.Piece(" run it on \(Formatters.count(job.changing.count))"),
                Canvas.Piece(
                    isNarrow
                        ? ""
                        : "   \(keys[.bulkSubmit]) and \(keys[.bulkClose]) are No; \(keys[.undo]) takes it back afterwards"
                            + early,
                    .muted
                ),
            ]
        case .running:
            return [
                Canvas.Piece(keys[.bulkPause], .key), Canvas.Piece(" pause   "), Canvas.Piece(keys[.bulkStop], .key),
                Canvas.Piece(" stop"),
                Canvas.Piece(
                    isNarrow ? "" : "   \(keys[.bulkClose]) leaves it running; \(keys[.bulk]) comes back",
                    .muted
                ),
            ]
        case .paused:
            return [
                Canvas.Piece("Paused. ", .caution), Canvas.Piece(keys[.bulkResume], .key),
                Canvas.Piece(" plans the rest anew   "), Canvas.Piece(keys[.bulkStop], .key),
                Canvas.Piece(" leaves it undone"),
                Canvas.Piece(isNarrow ? "" : "; nothing goes out now", .muted),
            ]
        case .finished:
            let leave = [Canvas.Piece(keys[.bulkClose], .key), Canvas.Piece(" leaves.", .muted)]
            guard sheet.hasFailures else { return [Canvas.Piece("Over. ", .ok)] + leave }
            return [
                Canvas.Piece("Some need you. ", .danger), Canvas.Piece(keys[.bulkRetry], .key),
                Canvas.Piece(" sends them again; their rows say why. "),
            ] + leave
        }
    }
}
