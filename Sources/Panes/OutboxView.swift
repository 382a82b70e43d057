import Leads
import Terminal
import ViewModels

/// Changes that are not on the server yet, and what can be done about each.
enum OutboxView {
    static func draw(_ state: AppState, cursor: Int, size: Size, on canvas: inout Canvas) {
        let entries = state.unsent
        let height = min(size.height - 2, max(5, entries.count * 2 + 3))
        let inner = OverlayView.box("Outbox · \(entries.count)", width: 90, height: height, size: size, on: &canvas)
        guard !entries.isEmpty else {
            canvas.write("Every change is on the server.", x: inner.x + 1, y: inner.y, width: inner.width - 2, .good)
            return
        }
        let room = max(1, (inner.height - 1) / 2)
        let top = max(0, min(cursor - room / 2, entries.count - room))
        for (line, entry) in entries.dropFirst(top).prefix(room).enumerated() {
            let y = inner.y + line * 2
            let isSelected = top + line == cursor
            let mark = isSelected ? "▸ " : "  "
            canvas.write(mark + entry.leadName, x: inner.x, y: y, width: inner.width, isSelected ? .selected : .plain)
            let role: Role = entry.needsPerson ? .problem : .dim
            canvas.write(Wording.entry(entry, now: state.now), x: inner.x + 4, y: y + 1, width: inner.width - 4, role)
            if isSelected { canvas.frame.cursor = Point(x: inner.x, y: y) }
        }
        let keys = "r tries again · x drops · q closes"
        canvas.write(keys, x: inner.x + 1, y: inner.maxY - 1, width: inner.width - 2, .dim)
    }
}
