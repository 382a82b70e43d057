import Leads
import Terminal
import ViewModels

/// A report over the panes.
enum ReportView {
    static func draw(
        _ sheet: ReportSheet,
        _ state: AppState,
        layout: ScreenLayout,
        context: PaneContext,
        on canvas: inout Canvas
    ) {
        let place = place(layout, canvas.look)
        let inner = place.content
        let lines = lines(sheet, state, context, width: inner.width - 2)
        let thumb = ScrollThumb(top: sheet.cursor.top, visible: inner.height, total: lines.count)
        let number = ReportName.allCases.firstIndex(of: sheet.name).map { $0 + 1 } ?? 1
        let count = Canvas.Piece("\(number) of \(ReportName.allCases.count)", .muted)
        OverlayView.drawFrame(PaneTitle(name: sheet.name.title, facts: [count]), at: place, thumb: thumb, on: &canvas)
        for (line, pieces) in lines.dropFirst(sheet.cursor.top).prefix(inner.height).enumerated() {
            let rect = Rect(x: inner.x + 1, y: inner.y + line, width: inner.width - 2, height: 1)
            canvas.write(pieces, in: rect, on: .raised)
        }
        canvas.frame.cursor = Point(x: inner.x, y: inner.y)
    }

    static func extent(
        _ sheet: ReportSheet,
        _ state: AppState,
        layout: ScreenLayout,
        context: PaneContext
    ) -> Viewport.Extent {
        let inner = place(layout, context.look).content
        let count = lines(sheet, state, context, width: inner.width - 2).count
        return Viewport.Extent(visible: max(1, inner.height), total: count)
    }

    private static func place(_ layout: ScreenLayout, _ look: Look) -> OverlayPlace {
        OverlayPlace(.sheet, lines: layout.body.height, layout: layout, look: look)
    }

    private static func lines(
        _ sheet: ReportSheet,
        _ state: AppState,
        _ context: PaneContext,
        width: Int
    ) -> [[Canvas.Piece]] {
        switch sheet.content {
        case .reading: return [[Canvas.Piece("Reading…", .muted)]]
        case .failed(let reason): return [[Canvas.Piece(reason, .danger)]]
        case .report(let report):
            let text = ReportText(
                report,
                width: width,
                glyphs: context.look.glyphs,
                now: state.now,
                offset: context.offsetFromGMT
            )
            let definition = TextWrap.lines(sheet.name.definition, width: max(20, width))
            return text.lines + [[]] + definition.map { [Canvas.Piece($0, .muted)] }
        }
    }
}
