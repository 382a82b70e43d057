import Leads
import Terminal
import ViewModels

/// The selected lead: may I contact them, what do they want, who owns them.
enum DetailPane {
    /// What the lines are made from.
    struct Source: Equatable {
        var row: LeadRow
        var width: Int
        var isRoomy: Bool
        var glyphs: Glyphs
        var team: Team
        var queue: QueueDefinition?
        var departure: ListState.Departure?
        var isHandled: Bool
        var unsent: [OutboxEntry]
        var next: AgendaItem?
        var snooze: Snooze?
        var contact: ContactLookup.Sources
        var isMasked: Bool
        var kin: [Kin]
        var deals: [String]
        var assistant: AssistantReading?
        /// What was seen of the lead last.
        var look: LeadLook?
    }

    static func draw(
        _ state: AppState,
        layout: ScreenLayout,
        context: PaneContext,
        _ memory: inout ScreenMemory,
        on canvas: inout Canvas
    ) {
        guard let rect = layout.panes[.detail] else { return }
        let isFocused = state.focus == .detail && state.overlay == nil
        let content = layout.content(of: .detail)
        let lines = lines(state, layout: layout, context: context, &memory)
        let top = state.detail.cursor.top
        let below = lines.count - top - content.height
        canvas.drawPane(
            rect,
            title: title(state, below: below, canvas.glyphs),
            isFocused: isFocused,
            isBoxed: layout.isBoxed,
            thumb: ScrollThumb(top: top, visible: content.height, total: lines.count)
        )
        if isFocused { canvas.frame.cursor = Point(x: content.x + 1, y: content.y) }
        for (index, line) in lines.dropFirst(top).prefix(content.height).enumerated() {
            let place = Rect(x: content.x + 1, y: content.y + index, width: content.width - 2, height: 1)
            canvas.write(line, in: place)
        }
    }

    static func extent(
        _ state: AppState,
        layout: ScreenLayout,
        context: PaneContext,
        _ memory: inout ScreenMemory
    ) -> Viewport.Extent {
        Viewport.Extent(
            visible: layout.content(of: .detail).height,
            total: lines(state, layout: layout, context: context, &memory).count
        )
    }

    private static func lines(
        _ state: AppState,
        layout: ScreenLayout,
        context: PaneContext,
        _ memory: inout ScreenMemory
    ) -> [[Canvas.Piece]] {
        guard let row = state.list.selectedRow else { return [] }
        let width = layout.content(of: .detail).width - 2
        let source = DetailText.source(
            row,
            state,
            glyphs: context.look.glyphs,
            width: width,
            isRoomy: layout.isBoxed
        )
        return memory.detail.value(for: source, at: state.now) {
            let text = DetailText(row, state, context, width: width)
            return (text.lines(isRoomy: layout.isBoxed), text.changesAt)
        }
    }

    /// Nothing is cut without a word: the frame tells how much is below.
    private static func title(_ state: AppState, below: Int, _ glyphs: Glyphs) -> PaneTitle {
        guard let row = state.list.selectedRow else { return PaneTitle(name: "No lead selected") }
        let count = Formatters.count(state.list.rows.count)
        // Before the first answer nobody knows of how many.
        let place = state.list.isLoaded ? state.list.position : nil
        let position = place.map { "lead \(Formatters.count($0 + 1)) of \(count)" }
        let more = Canvas.Piece("\(glyphs[.more]) \(below) more \(below == 1 ? "line" : "lines")", .accent)
        return PaneTitle(
            name: state.shownName(of: row.lead),
            facts: [position.map { Canvas.Piece($0, .muted) }].compactMap(\.self),
            place: below > 0 ? [more] : []
        )
    }
}
