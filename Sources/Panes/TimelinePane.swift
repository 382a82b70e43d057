import Leads
import Terminal
import ViewModels

/// The lead's past, newest first.
enum TimelinePane {
    static func draw(_ state: AppState, layout: ScreenLayout, context: PaneContext, on canvas: inout Canvas) {
        guard let rect = layout.panes[.timeline] else { return }
        let isFocused = state.focus == .timeline && state.overlay == nil
        canvas.drawPane(rect, title: title(state.timeline), isFocused: isFocused, isBoxed: layout.isBoxed)
        let content = layout.content(of: .timeline)
        if isFocused { canvas.frame.cursor = Point(x: content.x, y: content.y) }
        switch state.timeline.content {
        case .nothing: break
        case .loading: canvas.write(" Reading…", x: content.x, y: content.y, width: content.width, .dim)
        case .loaded(let timeline, _): draw(timeline, state, context, in: content, on: &canvas)
        }
    }

    private static func title(_ timeline: TimelineState) -> String {
        switch timeline.content {
        case .nothing, .loading: "Timeline"
        case .loaded(let loaded, let isFresh):
            "Timeline · all · \(loaded.entries.count)\(isFresh ? "" : " · from the mirror, reading…")"
        }
    }

    private static func draw(
        _ timeline: Timeline,
        _ state: AppState,
        _ context: PaneContext,
        in rect: Rect,
        on canvas: inout Canvas
    ) {
        var y = rect.y
        for gap in timeline.gaps where y < rect.maxY {
            canvas.write(" ⚠ \(Wording.gap(gap))", x: rect.x, y: y, width: rect.width, .problem)
            y += 1
        }
        if timeline.entries.isEmpty, timeline.gaps.isEmpty {
            canvas.write(" Nothing has happened yet.", x: rect.x, y: y, width: rect.width, .dim)
        }
        for entry in timeline.entries.dropFirst(state.timeline.scroll) where y < rect.maxY {
            y = draw(entry, state, context, y: y, in: rect, on: &canvas)
        }
    }

    /// Draws one entry, its text wrapped under itself, and returns the line after it.
    private static func draw(
        _ entry: TimelineEntry,
        _ state: AppState,
        _ context: PaneContext,
        y: Int,
        in rect: Rect,
        on canvas: inout Canvas
    ) -> Int {
        let moment = Formatters.moment(entry.at, now: state.now, offset: context.offsetFromGMT)
        let isNarrow = rect.width < 60
        let indent = isNarrow ? 15 : 23
        let head = TextWidth.pad(
            " \(TextWidth.pad(moment, to: 12)) \(isNarrow ? "" : Wording.kind(entry.kind))",
            to: indent
        )
        canvas.write(head, x: rect.x, y: y, width: indent, .dim)
        var y = y
        let role: Role = Wording.isPending(entry.kind) ? .warning : .plain
        let text = entry.actor.map { "\(entry.text) (\($0))" } ?? entry.text
        for line in TextWrap.lines(text, width: max(8, rect.width - indent)).prefix(3) where y < rect.maxY {
            canvas.write(line, x: rect.x + indent, y: y, width: rect.width - indent, role)
            y += 1
        }
        return y
    }
}
