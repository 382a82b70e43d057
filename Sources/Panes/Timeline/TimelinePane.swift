import FoundationEssentials
import Leads
import Terminal
import ViewModels

/// The lead's past, newest first.
enum TimelinePane {
    static func draw(
        _ state: AppState,
        layout: ScreenLayout,
        context: PaneContext,
        _ memory: inout ScreenMemory,
        on canvas: inout Canvas
    ) {
        guard let rect = layout.panes[.timeline] else { return }
        let isFocused = state.focus == .timeline && state.overlay == nil
        let content = layout.content(of: .timeline)
        let heading = memory.timeline.heading(Heading(state.timeline, state.keys, width: content.width, canvas.glyphs))
        let room = Rect(
            x: content.x + 1,
            y: content.y + min(heading.count, content.height),
            width: content.width - 2,
            height: max(0, content.height - heading.count)
        )
        let below = draw(state, context, in: room, &memory.timeline, on: &canvas)
        let entries = state.timeline.outline.rows.count
        canvas.drawPane(
            rect,
            title: title(state.timeline, below: below, canvas.glyphs),
            isFocused: isFocused,
            isBoxed: layout.isBoxed,
            // How many rows there are is only known of all of them.
            thumb: state.timeline.extent != .whole
                ? nil
                : ScrollThumb(
                    top: state.timeline.scroll.entry,
                    visible: max(1, entries - below - state.timeline.scroll.entry),
                    total: entries
                )
        )
        if isFocused { canvas.frame.cursor = Point(x: content.x + 1, y: content.y) }
        for (index, line) in heading.prefix(content.height).enumerated() {
            let place = Rect(x: content.x + 1, y: content.y + index, width: content.width - 2, height: 1)
            canvas.write(line, in: place)
        }
    }

    /// The place the scroll leads to, on rows as high as they are here.
    static func scroll(
        _ state: AppState,
        in content: Rect,
        context: PaneContext,
        _ memory: inout ScreenMemory
    ) -> TimelineScroll {
        let glyphs = context.look.glyphs
        let heading = memory.timeline.heading(Heading(state.timeline, state.keys, width: content.width, glyphs))
        let visible = max(1, content.height - heading.count)
        let rows = state.timeline.outline.rows
        guard rows.isEmpty else {
            let text = TimelineText(state, context, width: content.width - 2)
            memory.timeline.begin(text)
            return state.timeline.scroll.settled(
                count: rows.count,
                visible: visible,
                isCut: state.timeline.extent == .coming,
                isDayStart: text.isDayStart
            ) { memory.timeline.lines($0, of: text).count }
        }
        // While nothing is there yet, motions are kept for what comes.
        return state.timeline.scroll
    }

    /// Lines that everything there is would take, counted no further than the pane is high.
    static func height(
        _ state: AppState,
        in content: Rect,
        context: PaneContext,
        _ memory: inout ScreenMemory
    ) -> Int {
        var lines = memory.timeline.heading(
            Heading(state.timeline, state.keys, width: content.width, context.look.glyphs)
        )
        .count
        let text = TimelineText(state, context, width: content.width - 2)
        memory.timeline.begin(text)
        for index in state.timeline.outline.rows.indices {
            guard lines < content.height else { break }
            lines += memory.timeline.lines(index, of: text).count
        }
        return lines
    }

    private static func title(_ timeline: TimelineState, below: Int, _ glyphs: Glyphs) -> PaneTitle {
        let facts: [Canvas.Piece] =
            switch timeline.content {
            case .nothing: []
            case .loading: [Canvas.Piece("reading", .muted)]
            case .loaded:
                [Canvas.Piece(Wording.choice(timeline.choice), .accent), Canvas.Piece(counts(timeline), .muted)]
            }
        let isWhole = timeline.extent == .whole
        let more = Canvas.Piece(isWhole ? "\(glyphs[.more]) \(below) more" : "\(glyphs[.more]) more", .accent)
        return PaneTitle(name: "Timeline", facts: facts, place: below > 0 || !isWhole ? [more] : [])
    }

    /// How many entries there are, and how many of them are shown.
    private static func counts(_ timeline: TimelineState) -> String {
        guard timeline.choice.families.isEmpty, timeline.choice.words.isEmpty else {
            return timeline.shownCount.map { " · \($0) of \(timeline.count)" } ?? ""
        }
        return " · \(timeline.count)"
    }

    /// Returns how many rows are wholly below.
    private static func draw(
        _ state: AppState,
        _ context: PaneContext,
        in rect: Rect,
        _ memory: inout TimelineMemory,
        on canvas: inout Canvas
    ) -> Int {
        let rows = state.timeline.outline.rows
        let text = TimelineText(state, context, width: rect.width)
        memory.begin(text)
        let hasCursor = state.focus == .timeline && state.overlay == nil
        var y = rect.y
        var skipped = state.timeline.scroll.line
        var index = state.timeline.scroll.entry
        while index < rows.count, y < rect.maxY {
            for line in memory.lines(index, of: text).dropFirst(skipped) where y < rect.maxY {
                canvas.write(line, in: Rect(x: rect.x, y: y, width: rect.width, height: 1))
                if hasCursor, index == state.timeline.scroll.cursor {
                    canvas.write(
                        [Canvas.Piece(canvas.glyphs[.rowEdge], .focus)],
                        in: Rect(x: rect.x - 1, y: y, width: 1, height: 1)
                    )
                }
                y += 1
            }
            skipped = 0
            index += 1
        }
        return max(0, rows.count - index)
    }
}
