import FoundationEssentials
import Leads
import Terminal
import ViewModels

/// The lead's past, newest first.
enum TimelinePane {
    static func draw(_ state: AppState, layout: ScreenLayout, context: PaneContext, on canvas: inout Canvas) {
        guard let rect = layout.panes[.timeline] else { return }
        let isFocused = state.focus == .timeline && state.overlay == nil
        canvas.drawPane(rect, title: title(state.timeline), isFocused: isFocused, isBoxed: layout.isBoxed)
        let content = layout.content(of: .timeline)
        if isFocused { canvas.frame.cursor = Point(x: content.x, y: content.y) }
        var y = content.y
        for line in heading(state.timeline) where y < content.maxY {
            canvas.write(line, in: Rect(x: content.x, y: y, width: content.width, height: 1))
            y += 1
        }
        let rest = Rect(x: content.x, y: y, width: content.width, height: content.maxY - y)
        draw(state, context, in: rest, on: &canvas)
    }

    /// The room for entries, and the place the scroll leads to.
    static func extent(_ state: AppState, in content: Rect) -> Viewport.TimelineExtent {
        let visible = max(1, content.height - heading(state.timeline).count)
        let entries = state.timeline.entries
        let scroll = entries.map { entries in
            state.timeline.scroll.settled(count: entries.count, visible: visible) { index in
                textLines(entries[index], width: content.width).count
            }
        }
        // While nothing is there yet, motions are kept for what comes.
        return Viewport.TimelineExtent(visible: visible, scroll: scroll ?? state.timeline.scroll)
    }

    private static func title(_ timeline: TimelineState) -> String {
        switch timeline.content {
        case .nothing, .loading: "Timeline"
        case .loaded(let loaded, _): "Timeline · all · \(loaded.entries.count)"
        }
    }

    /// What stands above the entries: what could not be read, and that there is nothing yet.
    private static func heading(_ timeline: TimelineState) -> [[Canvas.Piece]] {
        var lines: [[Canvas.Piece]] = []
        if let failure = timeline.failure {
            lines.append([Canvas.Piece(" ⚠ not read anew: \(failure)", .problem)])
        }
        switch timeline.content {
        case .nothing: break
        case .loading: lines.append([Canvas.Piece(" Reading…", .dim)])
        case .loaded(let loaded, let isFresh):
            lines += loaded.gaps.map { [Canvas.Piece(" ⚠ \(Wording.gap($0))", .problem)] }
            if loaded.entries.isEmpty, loaded.gaps.isEmpty {
                lines.append([Canvas.Piece(isFresh ? " Nothing has happened yet." : " Nothing is known yet.", .dim)])
            }
        }
        return lines
    }

    private static func draw(_ state: AppState, _ context: PaneContext, in rect: Rect, on canvas: inout Canvas) {
        guard let entries = state.timeline.entries else { return }
        var y = rect.y
        var skipped = state.timeline.scroll.line
        for entry in entries.dropFirst(state.timeline.scroll.entry) where y < rect.maxY {
            let lines = textLines(entry, width: rect.width)
            let moment = Formatters.moment(entry.at, now: state.now, offset: context.offsetFromGMT)
            for (index, line) in lines.enumerated().dropFirst(skipped) where y < rect.maxY {
                if index == 0 { draw(moment, entry, y: y, in: rect, on: &canvas) }
                let role: Role = Wording.isPending(entry.kind) ? .warning : .plain
                let indent = indent(rect.width)
                canvas.write(line, x: rect.x + indent, y: y, width: rect.width - indent, role)
                y += 1
            }
            skipped = 0
        }
    }

    private static func draw(_ moment: String, _ entry: TimelineEntry, y: Int, in rect: Rect, on canvas: inout Canvas) {
        let kind = rect.width < narrow ? "" : Wording.kind(entry.kind)
        let head = TextWidth.pad(" \(TextWidth.pad(moment, to: 12)) \(kind)", to: indent(rect.width))
        canvas.write(head, x: rect.x, y: y, width: indent(rect.width), .dim)
    }

    private static let narrow = 60

    private static func indent(_ width: Int) -> Int { width < narrow ? 15 : 23 }

    /// The whole text of an entry; nothing of it is cut, as the pane scrolls by lines.
    private static func textLines(_ entry: TimelineEntry, width: Int) -> [String] {
        let text = entry.actor.map { "\(entry.text) (\($0))" } ?? entry.text
        let lines = TextWrap.lines(text, width: max(8, width - indent(width)))
        return lines.isEmpty ? [""] : lines
    }
}

extension TimelineState {
    /// `nil` while nothing is there.
    fileprivate var entries: [TimelineEntry]? {
        switch content {
        case .nothing, .loading: nil
        case .loaded(let timeline, _): timeline.entries
        }
    }
}
