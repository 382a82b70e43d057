import FoundationEssentials
import Leads
import Terminal
import ViewModels

/// The list: one line for each lead of the view.
enum ListPane {
    static func draw(_ state: AppState, layout: ScreenLayout, on canvas: inout Canvas) {
        guard let rect = layout.panes[.list] else { return }
        let isFocused = state.focus == .list && state.overlay == nil
        canvas.drawPane(rect, title: title(state), isFocused: isFocused, isBoxed: layout.isBoxed)
        let content = layout.content(of: .list)
        guard state.list.rows.count > 0 else {
            drawEmpty(state, in: content, on: &canvas)
            return
        }
        let columns = Columns(width: content.width)
        for line in 0..<content.height {
            let position = state.list.cursor.top + line
            guard position < state.list.rows.count else { break }
            let row = state.list.row(at: position)
            let isSelected = row.lead.id == state.list.selected
            let rect = Rect(x: content.x, y: content.y + line, width: content.width, height: 1)
            draw(row, isSelected: isSelected, in: rect, columns: columns, state: state, on: &canvas)
            canvas.mark(rect, as: .row(position))
            if isSelected, state.overlay == nil { canvas.frame.cursor = Point(x: content.x, y: content.y + line) }
        }
    }

    private static func title(_ state: AppState) -> String {
        let name = state.queue?.definition.name ?? "Leads"
        let position = state.list.position.map { "\(Formatters.count($0 + 1)) of " } ?? ""
        let sort = (state.list.sort ?? state.queue?.definition.sort).map { " · sort: \($0.key.rawValue)" } ?? ""
        let filter = state.list.filter.isEmpty ? "" : " · /\(state.list.filter)"
        return "\(name) · \(position)\(Formatters.count(state.list.rows.count))\(sort)\(filter)"
    }

    /// Says why nothing is here, and what to do next.
    private static func drawEmpty(_ state: AppState, in rect: Rect, on canvas: inout Canvas) {
        let text: String
        if !state.list.isLoaded {
            text = "Reading the mirror…"
        } else if state.account.progress != nil {
            text = "Reading leads from the server…"
        } else if !state.list.filter.isEmpty {
            text =
                "No lead matches “\(state.list.filter)” in \(state.queue?.definition.name ?? "this queue"). \\ clears."
        } else {
            text = "\(state.queue?.definition.name ?? "Leads"): 0. \(nextQueue(state))"
        }
        for (line, words) in TextWrap.lines(text, width: max(1, rect.width - 2)).enumerated() where line < rect.height {
            canvas.write(words, x: rect.x + 1, y: rect.y + line, width: rect.width - 1, .dim)
        }
    }

    private static func nextQueue(_ state: AppState) -> String {
        let next = state.queues.enumerated().first { $0.offset != state.activeQueue && ($0.element.count ?? 0) > 0 }
        guard let next else { return "Press R to ask the server, or N to make a lead." }
        return "Next: \(next.offset + 1) \(next.element.definition.name), \(next.element.count ?? 0)."
    }

    private static func draw(
        _ row: LeadRow,
        isSelected: Bool,
        in rect: Rect,
        columns: Columns,
        state: AppState,
        on canvas: inout Canvas
    ) {
        let lead = row.lead
        let isHandled = state.list.isHandled(lead.id)
        let departure = state.list.departure(of: lead.id)
        let isFaded = isHandled || departure != nil
        let role: Role = isSelected ? .selected : isFaded ? .handled : .plain
        var x = canvas.write(isSelected ? "▸" : isHandled ? "✓" : " ", x: rect.x, y: rect.y, width: 1, .mark)
        let signRole: Role = row.syncState == .failed || row.syncState == .conflict ? .problem : .warning
        x = canvas.write(Formatters.sign(row.syncState), x: x, y: rect.y, width: 1, signRole)
        if let departure, !isHandled || departure == .gone {
            let reason = Wording.departure(departure, to: lead)
            let nameWidth = max(8, min(TextWidth.cells(of: lead.displayName), rect.width / 2))
            let name = TextWidth.pad(lead.displayName, to: nameWidth)
            x = canvas.write(" \(name)", x: x, y: rect.y, width: nameWidth + 1, role)
            canvas.write(TextWidth.pad("  \(reason)", to: rect.maxX - x), x: x, y: rect.y, width: rect.maxX - x, role)
            return
        }
        for column in columns.all {
            let text = TextWidth.pad(column.text(lead, state.now), to: column.width)
            canvas.write(text, x: x + 1, y: rect.y, width: column.width, column.isQuiet && !isSelected ? .dim : role)
            x += column.width + 1
        }
    }

    /// Columns in the order of what is dropped last: age and name always, then stage, score, types, source.
    struct Columns {
        struct Column {
            var width: Int
            var isQuiet = false
            var text: (Lead, Date) -> String
        }

        let all: [Column]

        init(width: Int) {
            let age = Column(width: 4, isQuiet: true) { lead, now in
                Formatters.age(of: lead.createdAt, now: now).leftPadded(to: 4)
            }
            let types = Column(width: 2) { lead, _ in Formatters.initials(lead.types) }
            let stage = Column(width: 14) { lead, _ in lead.stage ?? "–" }
            let score = Column(width: 3) { lead, _ in (lead.score.map(String.init) ?? "–").leftPadded(to: 3) }
            let source = Column(width: 11, isQuiet: true) { lead, _ in lead.source ?? "" }
            var extras: [Column] = []
            // Two cells of marks, the age with its gap, and a name that can still be read.
            var room = width - 2 - (age.width + 1) - 17
            for column in [stage, score, types, source] where room >= column.width + 1 {
                extras.append(column)
                room -= column.width + 1
            }
            let used = extras.reduce(0) { $0 + $1.width + 1 }
            let name = Column(width: max(4, width - 2 - (age.width + 1) - used - 1)) { lead, _ in lead.displayName }
            all = [age, name] + extras
        }
    }
}

extension String {
    fileprivate func leftPadded(to width: Int) -> String {
        String(repeating: " ", count: max(0, width - TextWidth.cells(of: self))) + self
    }
}
