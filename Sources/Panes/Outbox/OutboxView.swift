import Leads
import Terminal
import ViewModels

/// Changes that are not on the server yet and texts that were never sent: a list, and the selected one whole.
enum OutboxView {
    static func draw(
        _ state: AppState,
        _ sheet: OutboxSheet,
        layout: ScreenLayout,
        context: PaneContext,
        on canvas: inout Canvas
    ) {
        let items = state.outboxItems
        let parts = Parts(items.count, layout, context.look)
        let below = items.count - sheet.cursor.top - parts.rows
        let thumb = ScrollThumb(top: sheet.cursor.top, visible: parts.rows, total: items.count)
        OverlayView.drawFrame(title(state, below: below, canvas.glyphs), at: parts.place, thumb: thumb, on: &canvas)
        guard let selected = items.first(where: { $0.id == sheet.selected }) else {
            drawEmpty(in: parts.place.content, on: &canvas)
            return
        }
        for (line, item) in items.enumerated().dropFirst(sheet.cursor.top).prefix(parts.rows) {
            let rect = parts.row(line - sheet.cursor.top)
            draw(item, isSelected: item.id == selected.id, in: rect, on: &canvas)
            canvas.mark(rect, as: .item(line))
        }
        parts.drawDivider(on: &canvas)
        let lines = OutboxText(state, context, width: parts.text.width).lines(of: selected)
        draw(lines, from: sheet.text.top, in: parts.text, on: &canvas)
    }

    static func extent(_ state: AppState, layout: ScreenLayout, look: Look) -> Viewport.Extent {
        let items = state.outboxItems
        return Viewport.Extent(visible: Parts(items.count, layout, look).rows, total: items.count)
    }

    /// The room of the selected item's whole text.
    static func textExtent(
        _ state: AppState,
        _ sheet: OutboxSheet,
        layout: ScreenLayout,
        context: PaneContext
    ) -> Viewport.Extent {
        let items = state.outboxItems
        let text = Parts(items.count, layout, context.look).text
        let lines = items.first { $0.id == sheet.selected }.map {
            OutboxText(state, context, width: text.width).lines(of: $0)
        }
        return Viewport.Extent(visible: max(1, text.height), total: lines?.count ?? 0)
    }

    private static func title(_ state: AppState, below: Int, _ glyphs: Glyphs) -> PaneTitle {
        var facts = [Canvas.Piece("\(state.unsent.count) not on the server", .muted)]
        if !state.drafts.isEmpty { facts.append(Canvas.Piece(" · \(state.drafts.count) never sent", .caution)) }
        let more = Canvas.Piece("\(glyphs[.more]) \(below) more", .accent)
        return PaneTitle(name: "Outbox", facts: facts, place: below > 0 ? [more] : [])
    }

    private static func drawEmpty(in rect: Rect, on canvas: inout Canvas) {
        let words = [Canvas.Piece("\(canvas.glyphs[.allowed]) ", .ok), Canvas.Piece("Every change is on the server.")]
        canvas.write(words, in: Rect(x: rect.x + 1, y: rect.y, width: rect.width - 2, height: 1), on: .raised)
    }

    /// A line of the list, or two where the list has a column of its own.
    private static func draw(_ item: OutboxSheet.Item, isSelected: Bool, in rect: Rect, on canvas: inout Canvas) {
        let ground: Ground = isSelected ? .selection : .raised
        canvas.fill(rect, ground)
        let edge = Canvas.Piece(isSelected ? canvas.glyphs[.rowEdge] : " ", .focus)
        let (name, sign, words) =
            switch item {
            case .entry(let entry):
                (entry.leadName, SyncState(of: [entry]).piece(canvas.glyphs), Wording.change(entry.change))
            case .draft(let draft):
                (
                    draft.leadName ?? "New lead", Canvas.Piece(canvas.glyphs[.note], .caution),
                    "\(Wording.kind(of: draft)), never sent"
                )
            }
        let head = [edge, Canvas.Piece(" "), sign, Canvas.Piece(" "), Canvas.Piece(name, .strong)]
        let first = Rect(x: rect.x, y: rect.y, width: rect.width, height: 1)
        if rect.height > 1 {
            canvas.write(head, in: first, on: ground)
            let second = Rect(x: rect.x, y: rect.y + 1, width: rect.width - 1, height: 1)
            canvas.write([edge, Canvas.Piece("   "), Canvas.Piece(words, .muted)], in: second, on: ground)
        } else {
            canvas.write(head + [Canvas.Piece("  "), Canvas.Piece(words, .muted)], in: first, on: ground)
        }
        if isSelected { canvas.frame.cursor = Point(x: rect.x + 4, y: rect.y) }
    }

    /// The text from a line on; what is above or below is said in its first and last lines.
    private static func draw(_ lines: [[Canvas.Piece]], from top: Int, in rect: Rect, on canvas: inout Canvas) {
        for (index, pieces) in lines.dropFirst(top).prefix(rect.height).enumerated() {
            let place = Rect(x: rect.x, y: rect.y + index, width: rect.width, height: 1)
            canvas.write(pieces, in: place, on: .raised)
        }
        let below = lines.count - top - rect.height
        guard below > 0, rect.height > 0 else { return }
        let more = Canvas.Piece(" \(canvas.glyphs[.more]) \(below) more \(below == 1 ? "line" : "lines")", .accent)
        let last = Rect(x: rect.x, y: rect.maxY - 1, width: rect.width, height: 1)
        canvas.writeRight([more], in: last, on: .raised)
    }

    /// Where the list and the text stand: side by side where both can be read, else the list above.
    private struct Parts {
        let place: OverlayPlace
        let text: Rect
        /// Items that are seen.
        let rows: Int
        private let list: Rect
        private let isBeside: Bool

        init(_ count: Int, _ layout: ScreenLayout, _ look: Look) {
            place = OverlayPlace(.sheet, lines: layout.body.height, layout: layout, look: look)
            let inner = place.content
            isBeside = inner.width >= 100
            if isBeside {
                let width = inner.width * 2 / 5
                list = Rect(x: inner.x, y: inner.y, width: width, height: inner.height)
                text = Rect(x: inner.x + width + 2, y: inner.y, width: inner.width - width - 3, height: inner.height)
                rows = max(1, inner.height / 2)
            } else {
                let height = max(1, min(count, inner.height / 3))
                list = Rect(x: inner.x, y: inner.y, width: inner.width, height: height)
                let room = max(0, inner.height - height - 1)
                text = Rect(x: inner.x + 1, y: list.maxY + 1, width: max(0, inner.width - 2), height: room)
                rows = height
            }
        }

        func row(_ index: Int) -> Rect {
            let height = isBeside ? min(2, list.height) : 1
            return Rect(x: list.x, y: list.y + index * height, width: list.width, height: height)
        }

        func drawDivider(on canvas: inout Canvas) {
            if isBeside {
                for y in list.y..<list.maxY {
                    canvas.write(canvas.glyphs.frame.vertical, x: list.maxX, y: y, width: 1, .border, on: .raised)
                }
            } else if list.maxY < place.content.maxY {
                let rule = String(repeating: canvas.glyphs.frame.horizontal, count: list.width)
                canvas.write(rule, x: list.x, y: list.maxY, width: list.width, .border, on: .raised)
            }
        }
    }
}
