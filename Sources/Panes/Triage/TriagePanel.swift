import FoundationEssentials
import Leads
import Terminal
import ViewModels

/// The panel of triage: what each key will do to the lead that is up, before it is pressed.
enum TriagePanel {
    static func draw(_ state: AppState, layout: ScreenLayout, on canvas: inout Canvas) {
        guard let rect = layout.panel, let row = state.list.selectedRow else { return }
        let facts = rect.width >= 100 ? "each line says what its key does before it is pressed" : "what each key does"
        let title = PaneTitle(name: "How did it end?", facts: [Canvas.Piece(facts, .muted)], chip: .markChip)
        canvas.drawPane(rect, title: title, isFocused: state.overlay == nil, isBoxed: layout.isBoxed)
        let inner =
            layout.isBoxed
            ? rect.inset(by: 1) : Rect(x: rect.x, y: rect.y + 1, width: rect.width, height: rect.height - 1)
        let columns = columns(of: state.dispositions.count, in: inner)
        let pipeline = Pipeline(state.account.team.stages)
        for (index, disposition) in state.dispositions.prefix(9).enumerated() {
            let rows = max(1, inner.height)
            let place = Rect(
                x: inner.x + index / rows * (inner.width / columns),
                y: inner.y + index % rows,
                width: inner.width / columns,
                height: 1
            )
            guard index / rows < columns else { break }
            let words = DispositionWords(disposition, on: row, state, pipeline, canvas.glyphs)
            let isOffered = disposition.id == state.offeredDisposition.id
            draw(disposition, index + 1, words, isOffered: isOffered, in: place, on: &canvas)
            canvas.mark(place, as: .item(index))
        }
    }

    /// One where every disposition has a line of its own.
    private static func columns(of count: Int, in inner: Rect) -> Int {
        let rows = max(1, inner.height)
        return max(1, min(3, (min(9, count) + rows - 1) / rows))
    }

    private static func draw(
        _ disposition: Disposition,
        _ number: Int,
        _ words: DispositionWords,
        isOffered: Bool,
        in rect: Rect,
        on canvas: inout Canvas
    ) {
        let edge = Canvas.Piece(isOffered ? canvas.glyphs[.rowEdge] : " ", .focus)
        let isBlocked = words.obstacle != nil
        let name = TextWidth.pad(disposition.label, to: min(17, max(0, rect.width - 5)))
        let head = [
            edge, Canvas.Piece(" \(number)", isBlocked ? .muted : .key),
            Canvas.Piece(" \(name)", isBlocked ? .muted : isOffered ? .strong : .text),
        ]
        let x = canvas.write(head, in: rect)
        let rest = Rect(x: x + 1, y: rect.y, width: rect.maxX - x - 1, height: 1)
        guard rest.width >= 24 else { return }
        guard rest.width >= 84, !isBlocked else {
            canvas.write(words.pieces, in: rest)
            return
        }
        // Columns, so that one kind of thing is compared down the lines.
        let cells: [([Canvas.Piece], Int)] = [
            ([Canvas.Piece(words.log, words.log == "no log" ? .muted : .text)], 18), (words.change, 28),
            ([Canvas.Piece(words.date)], 28), ([Canvas.Piece(words.end, .muted)], 10),
        ]
        var start = rest.x
        for (pieces, width) in cells where start < rest.maxX {
            canvas.write(pieces, in: Rect(x: start, y: rest.y, width: min(width, rest.maxX - start), height: 1))
            start += width + 1
        }
    }
}

/// The top line of triage: where one is in the queue, and how long this lead has been up.
enum TriageHeader {
    static func draw(_ session: TriageSession, _ state: AppState, in rect: Rect, on canvas: inout Canvas) {
        canvas.fill(rect, .bar)
        let status = status(session, state, canvas.glyphs)
        let clock = [
            Canvas.Piece("this lead ", .muted),
            Canvas.Piece(Formatters.clock(max(0, Int(state.now.timeIntervalSince(session.since)))), .strong),
        ]
        let right = (rect.width >= 60 ? clock + [Canvas.Piece("  ")] : []) + status
        canvas.writeRight(right, in: rect, on: .bar)
        let room = Rect(x: rect.x, y: rect.y, width: max(0, rect.width - right.cells - 1), height: 1)
        canvas.write(left(session, state, width: room.width, canvas.glyphs), in: room, on: .bar)
    }

    private static func left(
        _ session: TriageSession,
        _ state: AppState,
        width: Int,
        _ glyphs: Glyphs
    ) -> [Canvas.Piece] {
        let count = state.list.rows.count
        let place = state.list.position.map { "\(Formatters.count($0 + 1)) of \(Formatters.count(count))" } ?? "0 of 0"
        var pieces = [Canvas.Piece(" TRIAGE ", .strong, on: .markChip)]
        let name = state.queue?.definition.name ?? ""
        if width >= 36 { pieces.append(Canvas.Piece("  \(name)", .strong)) }
        pieces.append(Canvas.Piece("  \(place)"))
        if width >= 70 { pieces += [Canvas.Piece("  ")] + bar(session, count, glyphs) }
        if let breached = session.breached, breached > 0 {
            pieces.append(Canvas.Piece("  \(Formatters.count(breached)) breached", .danger, on: nil, .bold))
        }
        pieces.append(Canvas.Piece("  \(session.records.count) done", .ok))
        if !session.skipped.isEmpty { pieces.append(Canvas.Piece("  \(session.skipped.count) skipped", .muted)) }
        return pieces
    }

    /// How much of the queue is done.
    private static func bar(_ session: TriageSession, _ count: Int, _ glyphs: Glyphs) -> [Canvas.Piece] {
        let width = 14
        let done = min(width, session.records.count * width / max(1, count))
        return [
            Canvas.Piece(String(repeating: glyphs[.heavyRule], count: done), .mark),
            Canvas.Piece(String(repeating: glyphs[.rule], count: width - done), .faint),
        ]
    }

    private static func status(_ session: TriageSession, _ state: AppState, _ glyphs: Glyphs) -> [Canvas.Piece] {
        let (sign, role): (Glyphs.Sign, TextRole) =
            switch state.account.link {
            case .online: (.linkLive, .ok)
            case .connecting, .limited: (.linkFilling, .accent)
            case .offline: (.linkOffline, .caution)
            case .credentialRejected, .accountUnknown, .otherAccount: (.linkRefused, .danger)
            }
        let stuck = state.unsent.count { $0.needsPerson }
        let trouble = stuck > 0 ? [Canvas.Piece(" \(glyphs[.refused])\(stuck)", .danger, on: nil, .bold)] : []
        return StateMarks.pieces(state, isLong: false, glyphs) + [
            Canvas.Piece(glyphs[sign], role), Canvas.Piece(" \(glyphs[.sending])\(state.unsent.count)", .muted),
        ] + trouble + [Canvas.Piece(" ")]
    }
}
