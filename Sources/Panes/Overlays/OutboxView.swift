import Leads
import Terminal
import ViewModels

/// Changes that are not on the server yet and texts that were never sent, and what can be done about each.
enum OutboxView {
    /// Lines of one item: the lead, and what its change is doing, which needs two where it is narrow.
    private static func itemHeight(_ inner: Rect) -> Int { inner.width < 100 ? 3 : 2 }

    static func draw(_ state: AppState, _ sheet: OutboxSheet, layout: ScreenLayout, on canvas: inout Canvas) {
        let items = state.outboxItems
        let place = place(layout, canvas.look)
        let inner = place.content
        let itemHeight = itemHeight(inner)
        let room = max(1, inner.height / itemHeight)
        let below = items.count - sheet.cursor.top - room
        let thumb = ScrollThumb(top: sheet.cursor.top, visible: room, total: items.count)
        OverlayView.drawFrame(title(state, below: below, canvas.glyphs), at: place, thumb: thumb, on: &canvas)
        guard !items.isEmpty else {
            let words = [
                Canvas.Piece("\(canvas.glyphs[.allowed]) ", .ok), Canvas.Piece("Every change is on the server."),
            ]
            canvas.write(words, in: Rect(x: inner.x + 1, y: inner.y, width: inner.width - 2, height: 1), on: .raised)
            return
        }
        for (line, item) in items.enumerated().dropFirst(sheet.cursor.top).prefix(room) {
            let y = inner.y + (line - sheet.cursor.top) * itemHeight
            let rect = Rect(x: inner.x, y: y, width: inner.width, height: itemHeight)
            draw(item, isSelected: line == sheet.cursor.position, state, in: rect, on: &canvas)
            canvas.mark(rect, as: .item(line))
        }
    }

    static func extent(_ state: AppState, layout: ScreenLayout, look: Look) -> Viewport.Extent {
        let inner = place(layout, look).content
        return Viewport.Extent(visible: max(1, inner.height / itemHeight(inner)), total: state.outboxItems.count)
    }

    private static func place(_ layout: ScreenLayout, _ look: Look) -> OverlayPlace {
        OverlayPlace(.sheet, lines: layout.body.height, layout: layout, look: look)
    }

    private static func title(_ state: AppState, below: Int, _ glyphs: Glyphs) -> PaneTitle {
        var facts = [Canvas.Piece("\(state.unsent.count) not on the server", .muted)]
        if !state.drafts.isEmpty { facts.append(Canvas.Piece(" · \(state.drafts.count) never sent", .caution)) }
        let more = Canvas.Piece("\(glyphs[.more]) \(below) more", .accent)
        return PaneTitle(name: "Outbox", facts: facts, place: below > 0 ? [more] : [])
    }

    private static func draw(
        _ item: OutboxSheet.Item,
        isSelected: Bool,
        _ state: AppState,
        in rect: Rect,
        on canvas: inout Canvas
    ) {
        let ground: Ground = isSelected ? .selection : .raised
        canvas.fill(rect, ground)
        let (name, sign, text, role): (String, Canvas.Piece, String, TextRole) =
            switch item {
            case .entry(let entry):
                (
                    entry.leadName, SyncState(of: [entry]).piece(canvas.glyphs), Wording.entry(entry, now: state.now),
                    entry.needsPerson ? .danger : .muted
                )
            case .draft(let draft):
                (
                    draft.leadName ?? "New lead", Canvas.Piece(canvas.glyphs[.note], .caution), Wording.draft(draft),
                    .caution
                )
            }
        let edge = Canvas.Piece(isSelected ? canvas.glyphs[.rowEdge] : " ", .focus)
        let head = Rect(x: rect.x, y: rect.y, width: rect.width, height: 1)
        canvas.write(
            [edge, Canvas.Piece(" "), sign, Canvas.Piece(" "), Canvas.Piece(name, .strong)],
            in: head,
            on: ground
        )
        let words = Canvas.wrap([Canvas.Piece(text, role)], width: rect.width - 5, indent: 0)
        for (line, pieces) in words.prefix(rect.height - 1).enumerated() {
            let place = Rect(x: rect.x + 4, y: rect.y + 1 + line, width: rect.width - 5, height: 1)
            canvas.write(pieces, in: place, on: ground)
        }
        for line in 1..<rect.height {
            canvas.write([edge], in: Rect(x: rect.x, y: rect.y + line, width: 1, height: 1), on: ground)
        }
        if isSelected { canvas.frame.cursor = Point(x: rect.x + 4, y: rect.y) }
    }
}
