import FoundationEssentials
import Leads
import Terminal
import ViewModels

/// The list: one line for each lead of the view.
enum ListPane {
    static func draw(_ state: AppState, layout: ScreenLayout, _ memory: inout RowMemory, on canvas: inout Canvas) {
        guard let rect = layout.panes[.list] else { return }
        let isFocused = state.focus == .list && state.overlay == nil
        let content = layout.content(of: .list)
        canvas.drawPane(
            rect,
            title: title(state, canvas.glyphs),
            isFocused: isFocused,
            isBoxed: layout.isBoxed,
            thumb: ScrollThumb(top: state.list.cursor.top, visible: content.height, total: state.list.rows.count)
        )
        let columns = ListColumns(width: content.width, choice: state.layout.columns)
        drawTitles(columns, state, in: layout.columnTitles, on: &canvas)
        guard state.list.rows.count > 0 else {
            EmptyList.draw(state, in: content, on: &canvas)
            return
        }
        drawRows(columns, state, isFocused, in: content, &memory, on: &canvas)
    }

    private static func drawRows(
        _ columns: ListColumns,
        _ state: AppState,
        _ isFocused: Bool,
        in content: Rect,
        _ memory: inout RowMemory,
        on canvas: inout Canvas
    ) {
        let setting = RowMemory.Setting(
            width: content.width,
            choice: state.layout.columns,
            look: canvas.look,
            team: state.account.team,
            isMasked: state.isMasked
        )
        memory.begin(setting, RowMemory.Sight(state))
        var painter: ListRowPainter?
        for line in 0..<content.height {
            let position = state.list.cursor.top + line
            guard position < state.list.rows.count else { break }
            let lead = state.list.rows.id(at: position)
            let isSelected = lead == state.list.selected
            let ground: Ground = !isSelected ? .page : isFocused ? .selection : .quietSelection
            let place = Rect(x: content.x, y: content.y + line, width: content.width, height: 1)
            if let cells = memory.cells(of: lead, on: ground, at: state.now) {
                canvas.frame.paste(cells, at: Point(x: place.x, y: place.y))
            } else {
                let artist =
                    painter ?? ListRowPainter(columns: columns, state: state, leads: seen(state, content.height))
                painter = artist
                artist.draw(state.list.row(at: position), in: place, on: ground, &memory, &canvas)
            }
            canvas.mark(place, as: .row(position))
            if isSelected, state.overlay == nil {
                canvas.frame.cursor = Point(x: content.x + nameX(columns), y: place.y)
            }
        }
    }

    private static func seen(_ state: AppState, _ height: Int) -> Set<Lead.ID> {
        let top = state.list.cursor.top
        return Set((top..<min(state.list.rows.count, top + height)).map(state.list.rows.id(at:)))
    }

    /// The real cursor stands on the name, for those who read the screen by it.
    private static func nameX(_ columns: ListColumns) -> Int { columns.all.first { $0.kind == .name }?.x ?? 0 }

    private static func title(_ state: AppState, _ glyphs: Glyphs) -> PaneTitle {
        let count = Formatters.count(state.list.rows.count)
        var facts = [Canvas.Piece(state.list.isLoaded ? count : "", .muted)]
        // Marks may be out of sight, so their number goes before whatever is cut.
        if !state.marks.isEmpty {
            let marked = "\(Formatters.count(state.marks.count)) marked"
            facts += [Canvas.Piece(" · ", .muted), Canvas.Piece(marked, .mark, on: nil, .bold)]
        }
        if state.marks.anchor != nil { facts += [Canvas.Piece(" · ", .muted), Canvas.Piece("range", .accent)] }
        if let sort = state.list.sort ?? state.queue?.definition.sort {
            let sign = glyphs[sort.readsUpwards ? .sortedUp : .sortedDown]
            facts.append(Canvas.Piece(" · by \(sort.key.rawValue)\(sign)", .muted))
        }
        if !state.list.filter.isEmpty {
            facts += [Canvas.Piece(" · ", .muted), Canvas.Piece("/\(state.list.filter)", .accent)]
        }
        // Foyer's own queues name stages that not every team has.
        if let queue = state.queue?.definition, !QueueDefinition.defaults.contains(queue) {
            facts += state.goneStages.prefix(1).map { Canvas.Piece(" · there is no stage “\($0.value)”", .caution) }
        }
        // Before the first answer nobody knows of how many.
        let position = state.list.isLoaded ? state.list.position : nil
        let place = position.map { Canvas.Piece("\(Formatters.count($0 + 1)) of \(count)") }
        return PaneTitle(
            name: state.marks.alone == nil ? state.queue?.definition.name ?? "Leads" : "Marked",
            facts: facts,
            place: [place].compactMap(\.self)
        )
    }

    private static func drawTitles(
        _ columns: ListColumns,
        _ state: AppState,
        in rect: Rect,
        on canvas: inout Canvas
    ) {
        guard rect.height > 0 else { return }
        canvas.fill(rect, .bar)
        let sort = state.list.sort ?? state.queue?.definition.sort
        for column in columns.all {
            let isSorted = sort.map { column.kind.shows($0.key) } ?? false
            let sign = isSorted ? canvas.glyphs[sort?.readsUpwards == true ? .sortedUp : .sortedDown] : ""
            let title = column.kind.title(width: column.width) + sign
            // The sign may stand in the blank before a column of numbers.
            let width = max(column.width, TextWidth.cells(of: title))
            let end = rect.x + column.x + column.width
            let x = column.isRight ? end - TextWidth.cells(of: title) : rect.x + column.x
            guard x < rect.maxX else { break }
            let room = min(width, rect.maxX - x)
            canvas.write(title, x: x, y: rect.y, width: room, isSorted ? .key : .muted, on: .bar)
        }
    }
}
