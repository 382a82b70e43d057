import Commands
import Leads
import Terminal
import ViewModels

/// What there is to say about a state, part by part; a part is said again when its key changes.
///
/// Keys leave out what changes by itself, such as ages and countdowns, so that a voice is quiet while nobody acts.
struct LinearSpeech {
    enum Part: Hashable { case tour, marks, view, link, pane, overlay, item, field, pending, notice }

    struct Utterance {
        var part: Part
        var key: String
        var lines: [String]
    }

    /// A text that is being typed, and how many cells stand before its cursor.
    struct Field {
        var text: String
        var cells: Int
    }

    private(set) var utterances: [Utterance] = []
    private(set) var field: Field?
    private let drawn: Rendering

    init(_ state: AppState, pending: [KeyHint], drawn: Rendering, context: PaneContext) {
        let state = state.masked
        self.drawn = drawn
        if let tour = state.tour {
            let words = TourPanel.pieces(tour.step, state.keys).map(\.text).joined()
            say(.tour, words, [words])
        }
        let marks = StateMarks.spoken(state)
        say(.marks, marks.joined(separator: "; "), marks)
        sayView(state)
        sayPane(state, context)
        sayOverlay(state)
        sayField(state)
        if !pending.isEmpty, state.overlay == nil {
            let words = pending.map { "\($0.keys) \($0.summary)" }.joined(separator: "; ")
            say(.pending, words, ["then: \(words)"])
        }
        if let message = FooterBar.message(state, .ascii) {
            let words = message.map(\.text).joined()
            say(.notice, words, [words])
        }
    }

    private mutating func say(_ part: Part, _ key: String, _ lines: [String]) {
        let plain = lines.map(Self.plain).filter { !$0.isEmpty }
        if !plain.isEmpty { utterances.append(Utterance(part: part, key: key, lines: plain)) }
    }

    // MARK: Parts

    private mutating func sayView(_ state: AppState) {
        if let progress = state.account.progress {
            let total = progress.total.map { " of \(Formatters.count($0))" } ?? ""
            // In tenths, as every page read would be a line.
            let tenth = progress.total.map { progress.loaded * 10 / max(1, $0) } ?? progress.loaded / 1_000
            say(.link, "reading \(tenth)", ["reading leads: \(Formatters.count(progress.loaded))\(total)"])
        }
        guard state.list.answered == state.list.asked, let queue = state.queue else { return }
        let filter = state.list.filter.isEmpty ? "" : ", filter \(state.list.filter)"
        let count = state.list.rows.count
        let key = "\(state.activeQueue) \(state.list.filter) \(state.list.asked.visit)"
        say(
            .view,
            key,
            ["\(queue.definition.name)\(filter): \(Formatters.count(count)) \(count == 1 ? "lead" : "leads")"]
        )
    }

    private mutating func sayPane(_ state: AppState, _ context: PaneContext) {
        switch state.overlay {
        case nil, .filter: break
        case .picker, .form, .question, .help, .outbox, .dates, .agenda, .report, .summary, .palette, .bulk: return
        }
        guard let row = state.list.selectedRow, let position = state.list.position else { return }
        let lead = row.lead
        switch state.focus {
        case .list:
            let key = "\(lead.id) \(lead.stage ?? "") \(lead.tags) \(lead.assignee?.name ?? "") \(row.syncState)"
            let isDone = state.list.isHandled(lead.id)
            say(
                .pane,
                "\(key) \(isDone)",
                [words(of: row, state, isDone: isDone) + ". \(position + 1) of \(state.list.rows.count)"]
            )
        case .detail:
            let lines = text(of: drawn.layout.content(of: .detail))
            say(.pane, "detail \(lead.id) \(state.detail.cursor.top)", ["\(state.shownName(of: lead)), detail"] + lines)
        case .timeline:
            let scroll = state.timeline.scroll
            let rows = state.timeline.outline.rows
            guard rows.indices.contains(scroll.cursor) else {
                return say(.pane, "timeline \(lead.id)", ["\(state.shownName(of: lead)), timeline: nothing to read"])
            }
            let lines = TimelineText(state, context, width: 200).lines(scroll.cursor).map { $0.map(\.text).joined() }
            // Rows that come behind the one of the cursor are no reason to say it again.
            say(.pane, "timeline \(lead.id) \(rows[scroll.cursor].id) \(lines.count)", lines)
        }
    }

    /// A row in words, the deciding ones first.
    private func words(of row: LeadRow, _ state: AppState, isDone: Bool) -> String {
        let columns = ListColumns(width: 200, choice: state.layout.columns)
        let painter = ListRowPainter(columns: columns, state: state, leads: [row.lead.id])
        let cells = ListCells(row, painter: painter, .ascii)
        let told = columns.all.compactMap { column -> String? in
            let text = cells.pieces(column).map(\.text).joined()
            switch column.kind {
            case .name, .type, .tags, .phone: return nil
            case .wait: return isDone ? "done" : "waiting \(text)"
            case .flag: return text == "DNC" ? "do not contact" : text
            case .stage: return row.lead.stage ?? "no stage"
            case .score: return row.lead.score.map { "score \($0)" }
            case .touch: return "touched \(text)"
            case .next: return "next step \(text)"
            case .source: return text
            case .owner: return "owner \(text)"
            }
        }
        let sync = row.syncState == .clean ? [] : ["\(row.syncState)"]
        return ([state.shownName(of: row.lead)] + told.filter { !Self.plain($0).isEmpty } + sync).joined(
            separator: ", "
        )
    }

    private mutating func sayOverlay(_ state: AppState) {
        guard let overlay = state.overlay, let area = drawn.hits.last(where: { $0.target == .overlay })?.area else {
            return
        }
        let items = drawn.hits.filter { if case .item = $0.target { area.contains($0.area) } else { false } }
        let rows = (area.y..<area.maxY).filter { y in !items.contains { $0.area.y == y } }
        let lines = rows.map { text(y: $0, from: area.x, to: area.maxX) }
        // What is typed is said as a field.
        let isTyped = overlay.takesText
        say(
            .overlay,
            "\(overlay.kind) \(lines.first ?? "")",
            isTyped && !items.isEmpty ? Array(lines.prefix(1)) : lines
        )
        guard let position = overlay.position, let item = items.first(where: { $0.target == .item(position) }) else {
            return
        }
        let words = text(y: item.area.y, from: item.area.x, to: item.area.maxX)
        say(.item, "\(overlay.kind) \(position) \(words)", [words])
    }

    private mutating func sayField(_ state: AppState) {
        guard let (label, typed) = state.overlay?.typing else { return }
        let before = String(typed.characters.prefix(typed.cursor))
        let text = "\(label)\(typed.text)"
        field = Field(text: text, cells: TextWidth.cells(of: label + before))
        utterances.append(
            Utterance(
                part: .field,
                key: "\(text) \(typed.cursor)",
                lines: [text.map { $0.isNewline ? "/" : String($0) }.joined()]
            )
        )
    }

    // MARK: Reading the screen

    private func text(of rect: Rect) -> [String] {
        (rect.y..<rect.maxY).map { text(y: $0, from: rect.x, to: rect.maxX) }
    }

    private func text(y: Int, from: Int, to: Int) -> String {
        guard (0..<drawn.frame.size.height).contains(y), from < to else { return "" }
        return Self.plain(drawn.frame.cells(in: from..<min(to, drawn.frame.size.width), y: y).map(\.text).joined())
    }

    /// Without frames and marks, and with a comma where a column ended.
    private static func plain(_ text: String) -> String {
        let kept = unframed(text).filter { !drawnSigns.contains($0) }
        let columns = kept.split(separator: "  ").map { String($0).trimmed }.filter { !$0.isEmpty }
        return columns.joined(separator: ", ")
    }

    /// Without a frame of ASCII, whose signs are signs of texts, too: `+- Stage ---+` and `| a line |`.
    private static func unframed(_ text: String) -> String {
        let text = text.trimmed
        guard text.count > 1, let first = text.first, let last = text.last else { return text }
        if first == "+", last == "+" || last == "-" {
            return text.split(separator: "--").map { $0.drop { $0 == "+" || $0 == "-" } }
                .map { String($0.reversed().drop { $0 == "+" || $0 == "-" }.reversed()) }.joined(separator: "  ")
        }
        guard first == "|", last == "|" || last == "#" else { return text }
        return String(text.dropFirst().dropLast())
    }

    private static let drawnSigns = Set("│╭╮╰╯─┃▌▏▸━▁▂▃▄▅▆▇█○◔◑◕●◌")
}

extension Rect {
    fileprivate func contains(_ other: Rect) -> Bool {
        (y..<maxY).contains(other.y) && other.x >= x && other.maxX <= maxX
    }
}

extension Overlay {
    /// The row its cursor is on; `nil` for one without rows.
    fileprivate var position: Int? {
        switch self {
        case .picker(let picker): picker.cursor.position
        case .palette(let palette): palette.cursor.position
        case .help(let sheet): sheet.cursor.position
        case .outbox(let sheet): sheet.cursor.position
        case .agenda(let sheet): sheet.cursor.position
        case .bulk(let sheet): sheet.cursor.position
        case .filter, .form, .question, .dates, .report, .summary: nil
        }
    }

    /// The field that has the keys, and what stands before it.
    fileprivate var typing: (label: String, field: TextField)? {
        switch self {
        case .filter(let line): ("filter: ", line.field)
        case .form(let form): ("\(form.fields[form.focus].label): ", form.fields[form.focus].text)
        case .palette(let palette): ("command: ", palette.field)
        case .picker(let picker): picker.filter.map { ("search: ", $0) }
        case .help(let sheet): sheet.search.map { ("search: ", $0) }
        case .dates(let prompt): prompt.field.map { ("when: ", $0) }
        case .bulk(let sheet): sheet.count.map { ("number of leads: ", $0) }
        case .question, .outbox, .agenda, .report, .summary: nil
        }
    }
}
