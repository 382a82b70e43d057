import Terminal
import ViewModels

/// A sheet of rows: the help with its keys and signs, or what a program printed.
enum HelpView {
    static func draw(_ sheet: HelpSheet, _ keys: KeyNames, layout: ScreenLayout, on canvas: inout Canvas) {
        let place = place(layout, canvas.look)
        let inner = place.content
        let room = rows(in: inner)
        let below = sheet.rows.count - sheet.cursor.top - room
        let more = Canvas.Piece("\(canvas.glyphs[.more]) \(below) more \(below == 1 ? "line" : "lines")", .accent)
        let thumb = ScrollThumb(top: sheet.cursor.top, visible: room, total: sheet.rows.count)
        let title = PaneTitle(name: sheet.title, place: below > 0 ? [more] : [])
        OverlayView.drawFrame(title, at: place, thumb: thumb, on: &canvas)
        let head = Rect(x: inner.x + 1, y: inner.y, width: inner.width - 2, height: 1)
        drawHead(sheet, keys, in: head, on: &canvas)
        if sheet.rows.isEmpty, inner.height > 1 {
            canvas.write("nothing matches", x: inner.x + 1, y: inner.y + 1, width: inner.width - 2, .muted, on: .raised)
        }
        for (index, row) in sheet.rows.enumerated().dropFirst(sheet.cursor.top).prefix(room) {
            let rect = Rect(x: inner.x, y: inner.y + 1 + index - sheet.cursor.top, width: inner.width, height: 1)
            let isSelected = index == sheet.cursor.position && sheet.selected?.run != nil
            let ground: Ground = isSelected ? .selection : .raised
            canvas.fill(rect, ground)
            let edge = Canvas.Piece(isSelected ? canvas.glyphs[.rowEdge] : " ", .focus)
            canvas.write([edge] + line(row, canvas.glyphs, width: rect.width - 2), in: rect, on: ground)
            canvas.mark(rect, as: .item(index))
            if isSelected, sheet.search == nil { canvas.frame.cursor = Point(x: rect.x + 1, y: rect.y) }
        }
    }

    static func extent(_ sheet: HelpSheet, layout: ScreenLayout, look: Look) -> Viewport.Extent {
        let inner = place(layout, look).content
        return Viewport.Extent(visible: max(1, rows(in: inner)), total: sheet.rows.count)
    }

    private static func place(_ layout: ScreenLayout, _ look: Look) -> OverlayPlace {
        OverlayPlace(.sheet, lines: layout.body.height, layout: layout, look: look)
    }

    /// The first line is for the search.
    private static func rows(in inner: Rect) -> Int { max(0, inner.height - 1) }

    private static func drawHead(_ sheet: HelpSheet, _ keys: KeyNames, in rect: Rect, on canvas: inout Canvas) {
        if let search = sheet.search {
            FieldView.draw([Canvas.Piece(keys[.helpSearch], .key)], search, in: rect, on: .raised, &canvas)
        } else {
            let words = [
                Canvas.Piece(keys[.helpSearch], .key), Canvas.Piece(" searches   ", .muted),
                Canvas.Piece(keys[.helpRun], .key),
                Canvas.Piece(" runs the row   ", .muted), Canvas.Piece(keys[.helpClose], .key),
                Canvas.Piece(" closes", .muted),
            ]
            canvas.write(words, in: rect, on: .raised)
        }
    }

    private static func line(_ row: HelpSheet.Row, _ glyphs: Glyphs, width: Int) -> [Canvas.Piece] {
        switch row {
        case .heading(let words): heading(words, glyphs, width: width)
        case .text(let words): [Canvas.Piece(words)]
        case .entry(let entry): pieces(entry, glyphs, width: width)
        }
    }

    private static func heading(_ words: String, _ glyphs: Glyphs, width: Int) -> [Canvas.Piece] {
        let rest = max(0, width - TextWidth.cells(of: words) - 1)
        return [
            Canvas.Piece(words, .accent, on: nil, .bold),
            Canvas.Piece(" " + String(repeating: glyphs[.rule], count: rest), .faint),
        ]
    }

    private static func pieces(_ entry: HelpSheet.Entry, _ glyphs: Glyphs, width: Int) -> [Canvas.Piece] {
        let column = width >= 60 ? 18 : 11
        let label = label(entry.label, glyphs)
        let text = TextWidth.pad(glyphs.spelling(of: label.text), to: column) + " "
        let why = entry.obstacle.map { " \(glyphs[.separator]) not now: \($0)" } ?? ""
        // Of the two, the reason is what somebody looks for who cannot use the verb.
        let summary = TextWidth.clip(entry.summary, to: max(12, width - column - 1 - TextWidth.cells(of: why)))
        let words = [
            Canvas.Piece(text, label.role, on: nil, label.attributes),
            Canvas.Piece(why.isEmpty ? entry.summary : summary, entry.obstacle == nil ? .text : .muted),
            Canvas.Piece(why, .caution),
        ]
        guard let line = entry.line, width >= 56 else { return words }
        let room = width - words.cells - TextWidth.cells(of: line) - 2
        guard room > 0 else { return words }
        return words + [Canvas.Piece(String(repeating: " ", count: room) + ":" + line, .muted)]
    }

    private static func label(_ label: HelpSheet.Label, _ glyphs: Glyphs) -> Canvas.Piece {
        switch label {
        case .keys(let keys): Canvas.Piece(keys, .key)
        case .word(let word, let tone):
            Canvas.Piece(word, tone.role, on: nil, tone == .plain || tone == .muted ? [] : .bold)
        case .sign(let sign): sign.piece(glyphs)
        }
    }
}

extension HelpSheet.Tone {
    fileprivate var role: TextRole {
        switch self {
        case .plain: .text
        case .muted: .muted
        case .accent: .accent
        case .ok: .ok
        case .caution: .caution
        case .danger: .danger
        case .heat: .heat
        }
    }
}

extension ExplainedSign {
    fileprivate func piece(_ glyphs: Glyphs) -> Canvas.Piece {
        switch self {
        case .selectedRow: Canvas.Piece(glyphs[.rowEdge], .focus)
        case .queued: Canvas.Piece(glyphs[.queued], .accent)
        case .sending: Canvas.Piece(glyphs[.sending], .accent)
        case .refused: Canvas.Piece(glyphs[.refused], .danger)
        case .conflict: Canvas.Piece(glyphs[.conflict], .caution)
        case .firstStage: Canvas.Piece(glyphs[.stage1], .stage1)
        case .middleStage: Canvas.Piece(glyphs[.stage3], .stage3)
        case .lastStage: Canvas.Piece(glyphs[.stage5], .stage5)
        case .parkedStage: Canvas.Piece(glyphs[.parked], .muted)
        case .deadStage: Canvas.Piece(glyphs[.dead], .muted)
        case .scoreBar: Canvas.Piece("92 " + glyphs.scoreBar(92), .heat, on: nil, .bold)
        case .allowed: Canvas.Piece(glyphs[.allowed], .ok)
        case .notAllowed: Canvas.Piece(glyphs[.notAllowed], .danger)
        case .scrollThumb: Canvas.Piece(glyphs[.scrollThumb], .focus)
        case .linkLive: Canvas.Piece(glyphs[.linkLive], .ok)
        case .linkFilling: Canvas.Piece(glyphs[.linkFilling], .accent)
        case .linkOffline: Canvas.Piece(glyphs[.linkOffline], .caution)
        case .linkRefused: Canvas.Piece(glyphs[.linkRefused], .danger)
        case .visit: Canvas.Piece(glyphs[.viewed], .accent)
        case .call: Canvas.Piece(glyphs[.call])
        case .text: Canvas.Piece(glyphs[.text])
        case .email: Canvas.Piece(glyphs[.email])
        case .note: Canvas.Piece(glyphs[.note])
        case .task: Canvas.Piece(glyphs[.taskOpen])
        case .appointment: Canvas.Piece(glyphs[.appointment])
        case .system: Canvas.Piece(glyphs[.system])
        case .gap: Canvas.Piece(glyphs[.gap], .caution)
        case .outbound: Canvas.Piece(glyphs[.outbound])
        case .inbound: Canvas.Piece(glyphs[.inbound])
        }
    }
}
