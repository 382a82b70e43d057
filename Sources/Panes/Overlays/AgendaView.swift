import FoundationEssentials
import Leads
import Terminal
import ViewModels

/// My day: follow-ups that are overdue, due today and next, and leads that are put aside.
enum AgendaView {
    static func draw(
        _ state: AppState,
        _ sheet: AgendaSheet,
        layout: ScreenLayout,
        context: PaneContext,
        on canvas: inout Canvas
    ) {
        let place = place(layout, canvas.look)
        let inner = place.content
        let agenda = state.agenda
        let thumb = ScrollThumb(top: sheet.cursor.top, visible: inner.height, total: agenda.count)
        OverlayView.drawFrame(title(state, agenda.map(\.section)), at: place, thumb: thumb, on: &canvas)
        guard !agenda.isEmpty else {
            drawEmpty(state, in: inner, on: &canvas)
            return
        }
        for (line, entry) in agenda.enumerated().dropFirst(sheet.cursor.top).prefix(inner.height) {
            let rect = Rect(x: inner.x, y: inner.y + line - sheet.cursor.top, width: inner.width, height: 1)
            let isSelected = line == sheet.cursor.position
            let isFirst = line == 0 || line == sheet.cursor.top || agenda[line - 1].section != entry.section
            draw(entry.item, entry.section, isFirst, isSelected, state, context, in: rect, on: &canvas)
            canvas.mark(rect, as: .item(line))
        }
    }

    static func extent(_ state: AppState, layout: ScreenLayout, look: Look) -> Viewport.Extent {
        Viewport.Extent(visible: max(1, place(layout, look).content.height), total: state.agenda.count)
    }

    private static func place(_ layout: ScreenLayout, _ look: Look) -> OverlayPlace {
        OverlayPlace(.sheet, lines: layout.body.height, layout: layout, look: look)
    }

    private static func title(_ state: AppState, _ sections: [AgendaItem.Section]) -> PaneTitle {
        let counts = AgendaItem.Section.allCases.compactMap { section -> String? in
            let count = sections.count { $0 == section }
            return count > 0 ? "\(count) \(section.word)" : nil
        }
        var facts = [Canvas.Piece(counts.joined(separator: " · "), .muted)]
        if let failure = state.followUps.failure {
            facts.append(Canvas.Piece("  as last read: \(failure)", .caution))
        } else if !state.followUps.isWhole {
            facts.append(Canvas.Piece("  older ones are in Lofty", .muted))
        } else if state.followUps.readAt == nil {
            facts.append(Canvas.Piece("  reading…", .muted))
        }
        return PaneTitle(name: "My day", facts: facts)
    }

    private static func drawEmpty(_ state: AppState, in inner: Rect, on canvas: inout Canvas) {
        let words =
            state.followUps.readAt == nil && state.followUps.failure == nil
            ? [Canvas.Piece("Reading your follow-ups…", .muted)]
            : [
                Canvas.Piece("\(canvas.glyphs[.allowed]) ", .ok), Canvas.Piece("Nothing is due. "),
                Canvas.Piece(state.keys[.followUp], .key), Canvas.Piece(" on a lead plans a follow-up, ", .muted),
                Canvas.Piece(state.keys[.snooze], .key), Canvas.Piece(" puts it aside.", .muted),
            ]
        canvas.write(words, in: Rect(x: inner.x + 1, y: inner.y, width: inner.width - 2, height: 1), on: .raised)
    }

    private static func draw(
        _ item: AgendaItem,
        _ section: AgendaItem.Section,
        _ isFirst: Bool,
        _ isSelected: Bool,
        _ state: AppState,
        _ context: PaneContext,
        in rect: Rect,
        on canvas: inout Canvas
    ) {
        let ground: Ground = isSelected ? .selection : .raised
        canvas.fill(rect, ground)
        let edge = Canvas.Piece(isSelected ? canvas.glyphs[.rowEdge] : " ", .focus)
        let label = rect.width >= 60 ? TextWidth.pad(isFirst ? section.word : "", to: 9) : ""
        let sign = item.unsent == nil ? " " : canvas.glyphs[.queued]
        let when = item.dueAt.map { Formatters.moment($0, now: state.now, offset: context.offsetFromGMT) } ?? "—"
        let nameWidth = max(8, min(24, rect.width / 3))
        let pieces = [
            edge, Canvas.Piece(" "), Canvas.Piece(label, section == .overdue ? .danger : .muted),
            Canvas.Piece("\(sign) ", .accent),
            Canvas.Piece(TextWidth.pad(when, to: 13), section == .overdue ? .danger : .text),
            Canvas.Piece(TextWidth.pad(TextWidth.clip(item.leadName, to: nameWidth), to: nameWidth + 1), .strong),
            Canvas.Piece(item.summary),
        ]
        canvas.write(pieces, in: rect, on: ground)
        if isSelected { canvas.frame.cursor = Point(x: rect.x, y: rect.y) }
    }
}

extension AgendaItem.Section {
    fileprivate var word: String {
        switch self {
        case .overdue: "overdue"
        case .today: "today"
        case .next: "next"
        case .aside: "aside"
        }
    }
}

extension AgendaItem {
    /// What is to be done, in a few words.
    var summary: String {
        switch content {
        case .followUp(let followUp): "\(followUp.kind.word): \(followUp.text)"
        case .planned(let plan): "\(plan.kind.word): \(plan.text)"
        case .snoozed(let snooze): snooze.until == nil ? "until the lead acts" : "or until the lead acts"
        }
    }
}

/// What a session of triage came to.
enum SummaryView {
    static func draw(_ summary: TriageSummary, layout: ScreenLayout, on canvas: inout Canvas) {
        let lines = lines(summary)
        let place = OverlayPlace(.low, lines: lines.count, layout: layout, look: canvas.look)
        OverlayView.drawFrame(PaneTitle(name: "Triage", chip: .markChip), at: place, on: &canvas)
        for (index, line) in lines.prefix(place.content.height).enumerated() {
            let inner = place.content
            let rect = Rect(x: inner.x + 1, y: inner.y + index, width: inner.width - 2, height: 1)
            canvas.write(line, in: rect, on: .raised)
        }
        canvas.frame.cursor = Point(x: place.content.x, y: place.content.y)
    }

    private static func lines(_ summary: TriageSummary) -> [[Canvas.Piece]] {
        var head = [Canvas.Piece("\(Formatters.count(summary.handled)) handled", .strong)]
        if summary.skipped > 0 { head.append(Canvas.Piece(" · \(Formatters.count(summary.skipped)) skipped", .muted)) }
        if let median = summary.medianSeconds {
            let seconds = (median * 10).rounded() / 10
            head.append(Canvas.Piece(" · median \(seconds < 10 ? "\(seconds)" : "\(Int(seconds))") s a lead"))
        }
        let outcomes = summary.outcomes.map { outcome in
            [
                Canvas.Piece(
                    String(repeating: " ", count: max(0, 5 - "\(outcome.count)".count)) + "\(outcome.count)",
                    .strong
                ),
                Canvas.Piece("  \(outcome.label)"),
            ]
        }
        return [head] + outcomes
    }
}
