import Leads
import Terminal
import ViewModels

/// Changes that are not on the server yet and texts that were never sent, and what can be done about each.
enum OutboxView {
    /// Lines of one item: the lead, and what its change is doing.
    private static let itemHeight = 2
    private static let width = 90

    static func draw(_ state: AppState, _ sheet: OutboxSheet, size: Size, on canvas: inout Canvas) {
        let items = state.outboxItems
        let inner = OverlayView.box(title(state), width: width, height: height(items, size), size: size, on: &canvas)
        guard !items.isEmpty else {
            canvas.write("Every change is on the server.", x: inner.x + 1, y: inner.y, width: inner.width - 2, .good)
            return
        }
        let room = max(1, inner.height / itemHeight)
        for (line, item) in items.enumerated().dropFirst(sheet.cursor.top).prefix(room) {
            let y = inner.y + (line - sheet.cursor.top) * itemHeight
            let place = Rect(x: inner.x, y: y, width: inner.width, height: itemHeight)
            draw(item, isSelected: line == sheet.cursor.position, state, in: place, on: &canvas)
            canvas.mark(place, as: .item(line))
        }
    }

    static func extent(_ state: AppState, size: Size) -> Viewport.Extent {
        let items = state.outboxItems
        let inner = OverlayView.place(width: width, height: height(items, size), size: size).inset(by: 1)
        return Viewport.Extent(visible: max(1, inner.height / itemHeight), total: items.count)
    }

    private static func height(_ items: [OutboxSheet.Item], _ size: Size) -> Int {
        min(size.height - 2, max(4, items.count * itemHeight + 2))
    }

    private static func title(_ state: AppState) -> String {
        let drafts = state.drafts.isEmpty ? "" : " · \(state.drafts.count) never sent"
        return "Outbox · \(state.unsent.count)\(drafts)"
    }

    private static func draw(
        _ item: OutboxSheet.Item,
        isSelected: Bool,
        _ state: AppState,
        in rect: Rect,
        on canvas: inout Canvas
    ) {
        let name: String
        let text: String
        let role: Role
        switch item {
        case .entry(let entry):
            name = entry.leadName
            text = Wording.entry(entry, now: state.now)
            role = entry.needsPerson ? .problem : .dim
        case .draft(let draft):
            name = draft.leadName ?? "New lead"
            text = Wording.draft(draft)
            role = .warning
        }
        let mark = isSelected ? "▸ " : "  "
        canvas.write(mark + name, x: rect.x, y: rect.y, width: rect.width, isSelected ? .selected : .plain)
        canvas.write(
            TextWidth.clip(text, to: rect.width - 5),
            x: rect.x + 4,
            y: rect.y + 1,
            width: rect.width - 4,
            role
        )
        if isSelected { canvas.frame.cursor = Point(x: rect.x, y: rect.y) }
    }
}
