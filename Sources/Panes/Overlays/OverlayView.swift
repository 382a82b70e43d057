import Commands
import Leads
import Terminal
import ViewModels

/// Pickers, forms, questions, help and the outbox, drawn over the panes.
enum OverlayView {
    static func draw(
        _ state: AppState,
        pending: [KeyHint],
        layout: ScreenLayout,
        context: PaneContext,
        on canvas: inout Canvas
    ) {
        switch state.overlay {
        case .picker(let picker): PickerView.draw(picker, state, layout: layout, on: &canvas)
        case .form(let form): FormView.draw(form, state, layout: layout, on: &canvas)
        case .question(let confirmation): QuestionView.draw(confirmation, state, layout: layout, on: &canvas)
        case .help(let sheet): HelpView.draw(sheet, state.keys, layout: layout, on: &canvas)
        case .outbox(let sheet): OutboxView.draw(state, sheet, layout: layout, context: context, on: &canvas)
        case .dates(let prompt): DatePromptView.draw(prompt, state, layout: layout, on: &canvas)
        case .agenda(let sheet): AgendaView.draw(state, sheet, layout: layout, context: context, on: &canvas)
        case .report(let sheet): ReportView.draw(sheet, state, layout: layout, context: context, on: &canvas)
        case .summary(let summary): SummaryView.draw(summary, layout: layout, on: &canvas)
        case .filter(let line): FilterAdvice.draw(line, state, layout: layout, on: &canvas)
        case .palette(let palette): PaletteView.draw(palette, layout: layout, on: &canvas)
        case .bulk(let sheet): BulkView.draw(state, sheet, layout: layout, on: &canvas)
        case nil where !pending.isEmpty: HintsView.draw(pending, layout: layout, on: &canvas)
        case nil: break
        }
    }

    /// The room of what scrolls in the overlay on top.
    static func extent(_ state: AppState, layout: ScreenLayout, context: PaneContext) -> Viewport.Extent? {
        switch state.overlay {
        case .picker(let picker): PickerView.extent(picker, layout: layout, look: context.look)
        case .help(let sheet): HelpView.extent(sheet, layout: layout, look: context.look)
        case .outbox: OutboxView.extent(state, layout: layout, look: context.look)
        case .agenda: AgendaView.extent(state, layout: layout, look: context.look)
        case .palette(let palette): PaletteView.extent(palette, layout: layout, look: context.look)
        case .report(let sheet): ReportView.extent(sheet, state, layout: layout, context: context)
        case .bulk: BulkView.extent(state, layout: layout, look: context.look)
        case .filter, .form, .question, .dates, .summary, nil: nil
        }
    }

    /// The room of the text beside the list of the overlay on top.
    static func textExtent(_ state: AppState, layout: ScreenLayout, context: PaneContext) -> Viewport.Extent? {
        switch state.overlay {
        case .outbox(let sheet): OutboxView.textExtent(state, sheet, layout: layout, context: context)
        case .picker, .help, .filter, .form, .question, .dates, .agenda, .report, .summary, .palette, .bulk, nil: nil
        }
    }

    /// Paints an overlay's ground and frame.
    static func drawFrame(
        _ title: PaneTitle,
        at place: OverlayPlace,
        thumb: ScrollThumb? = nil,
        on canvas: inout Canvas
    ) {
        canvas.fill(place.rect, .raised)
        canvas.drawPane(place.rect, title: title, isFocused: true, isBoxed: place.isBoxed, on: .raised, thumb: thumb)
        canvas.mark(place.rect, as: .overlay)
    }

    /// Paints the row of the lead again, above an overlay that covers it.
    static func keepRow(
        of lead: Lead.ID?,
        _ state: AppState,
        above place: OverlayPlace,
        _ layout: ScreenLayout,
        on canvas: inout Canvas
    ) {
        let content = layout.content(of: .list)
        guard let lead, let position = state.list.rows.position(of: lead), content.height > 0 else { return }
        let y = content.y + position - state.list.cursor.top
        guard y >= place.rect.y, y < place.rect.maxY, place.rect.x <= content.x, place.rect.y - 1 >= content.y - 1
        else {
            return
        }
        let rect = Rect(x: content.x, y: place.rect.y - 1, width: content.width, height: 1)
        let painter = ListRowPainter(
            columns: ListColumns(width: content.width, choice: state.layout.columns),
            state: state,
            leads: [lead]
        )
        painter.draw(state.list.row(at: position), in: rect, on: .quietSelection, &canvas)
        canvas.mark(rect, as: .row(position))
    }
}

/// The keys that may follow what was pressed.
enum HintsView {
    static func draw(_ hints: [KeyHint], layout: ScreenLayout, on canvas: inout Canvas) {
        let body = layout.body
        let keyWidth = min(8, hints.map { TextWidth.cells(of: $0.keys) }.max() ?? 0) + 1
        let longest = keyWidth + 1 + (hints.map { TextWidth.cells(of: $0.summary) }.max() ?? 0)
        let columns = columns(for: hints.count, longest: longest, in: body)
        let rows = (hints.count + columns - 1) / columns
        let height = min(rows + 1, body.height)
        let rect = Rect(x: body.x, y: body.maxY - height, width: body.width, height: height)
        canvas.fill(rect, .raised)
        canvas.drawPane(rect, title: PaneTitle(name: "then"), isFocused: true, isBoxed: false, on: .raised)
        canvas.mark(rect, as: .overlay)
        let width = rect.width / columns
        for (index, hint) in hints.enumerated() where index % max(1, rows) < height - 1 {
            let place = Rect(
                x: rect.x + 1 + index / max(1, rows) * width,
                y: rect.y + 1 + index % max(1, rows),
                width: width - 2,
                height: 1
            )
            let key = Canvas.Piece(TextWidth.pad(hint.keys, to: keyWidth), .key)
            canvas.write([key, Canvas.Piece(" \(hint.summary)")], in: place, on: .raised)
        }
    }

    /// Three, or fewer where words would be cut and half the screen is enough for the lines.
    private static func columns(for count: Int, longest: Int, in body: Rect) -> Int {
        guard body.width >= 80 else { return 1 }
        let fitting = [3, 2, 1].first { columns in
            longest <= body.width / columns - 2 && (count + columns - 1) / columns < body.height / 2
        }
        return fitting ?? 3
    }
}
