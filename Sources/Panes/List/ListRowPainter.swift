import FoundationEssentials
import Leads
import Terminal
import ViewModels

/// Paints the rows of the list; what all of them need is worked out once.
struct ListRowPainter {
    private let columns: ListColumns
    private let state: AppState
    private let pipeline: Pipeline
    private let contacts: ContactLookup
    private let next: [Lead.ID: AgendaItem]
    let endOfToday: Date

    /// - `leads`: those whose rows are painted.
    init(columns: ListColumns, state: AppState, leads: Set<Lead.ID>) {
        self.columns = columns
        self.state = state
        endOfToday = state.endOfToday
        next = columns.all.contains { $0.kind == .next } ? state.nextFollowUps(of: leads) : [:]
        pipeline = Pipeline(state.account.team.stages)
        contacts = ContactLookup(state)
    }

    /// Paints a row, or what it looked like when that still holds.
    func draw(_ row: LeadRow, in rect: Rect, on ground: Ground, _ memory: inout RowMemory, _ canvas: inout Canvas) {
        let source = RowMemory.Source(
            row: row,
            isHandled: isHandled(row.lead),
            isSkipped: isSkipped(row.lead),
            isMarked: state.marks.contains(row.lead.id),
            departure: state.list.departure(of: row.lead.id),
            contact: contacts.sources(of: row.lead.id),
            next: next(of: row.lead),
            hasNews: hasNews(row.lead),
            snooze: state.snoozes[row.lead.id]
        )
        if let cells = memory.cells(source, on: ground, at: now) {
            canvas.frame.paste(cells, at: Point(x: rect.x, y: rect.y))
            return
        }
        let cells = ListCells(row, painter: self, canvas.glyphs)
        draw(cells, row, in: rect, on: ground, &canvas)
        let shown = canvas.frame.cells(in: rect.x..<rect.maxX, y: rect.y)
        memory.keep(shown, of: source, on: ground, while: now..<max(now, cells.changesAt))
    }

    func draw(_ row: LeadRow, in rect: Rect, on ground: Ground, _ canvas: inout Canvas) {
        draw(ListCells(row, painter: self, canvas.glyphs), row, in: rect, on: ground, &canvas)
    }

    private func draw(
        _ cells: ListCells,
        _ row: LeadRow,
        in rect: Rect,
        on ground: Ground,
        _ canvas: inout Canvas
    ) {
        let glyphs = canvas.glyphs
        canvas.fill(rect, ground)
        switch ground {
        case .selection: canvas.write(glyphs[.rowEdge], x: rect.x, y: rect.y, width: 1, .focus, on: ground)
        case .quietSelection: canvas.write(glyphs[.quietRowEdge], x: rect.x, y: rect.y, width: 1, .muted, on: ground)
        case .page, .bar, .raised, .field, .tag, .accentChip, .dangerChip, .markChip: break
        }
        if state.marks.contains(row.lead.id) {
            canvas.write(glyphs[.marked], x: rect.x + 1, y: rect.y, width: 1, .mark, on: ground)
        }
        let sync = row.syncState.piece(glyphs)
        canvas.write([sync], in: Rect(x: rect.x + 2, y: rect.y, width: 1, height: 1), on: ground)
        let flag = narrowFlag(cells, in: rect)
        for column in columns.all where column.x < rect.width {
            let end = column.kind == .name ? flag?.x : nil
            let place = Rect(
                x: rect.x + column.x,
                y: rect.y,
                width: min(column.width, (end ?? rect.maxX) - rect.x - column.x),
                height: 1
            )
            if let reason = cells.departure, column.kind != .wait, column.kind != .name {
                let rest = Rect(x: place.x, y: place.y, width: rect.maxX - place.x, height: 1)
                canvas.write([Canvas.Piece(reason, .caution)], in: rest, on: ground)
                return
            }
            let pieces = cells.pieces(column)
            if column.isRight {
                canvas.writeRight(pieces, in: place, on: ground)
            } else {
                canvas.write(pieces, in: place, on: ground)
            }
        }
        guard let flag else { return }
        canvas.write([Canvas.Piece(" DNC", .danger, on: nil, .bold)], in: flag, on: ground)
    }

    /// Without a column for flags the one that forbids a call stands at the end of the name, which ends before it.
    private func narrowFlag(_ cells: ListCells, in rect: Rect) -> Rect? {
        guard !columns.all.contains(where: { $0.kind == .flag }), cells.isListed,
            let name = columns.all.first(where: { $0.kind == .name })
        else { return nil }
        return Rect(x: rect.x + name.x + name.width - 4, y: rect.y, width: 4, height: 1)
    }

    func stage(_ lead: Lead, _ glyphs: Glyphs) -> [Canvas.Piece] { pipeline.pieces(lead.stage, glyphs) }

    func standing(of lead: Lead) -> ContactStanding { contacts.standing(of: lead) }

    func next(of lead: Lead) -> AgendaItem? { next[lead.id] }

    /// Seconds east of Greenwich where the person sits.
    func offset(_ date: Date) -> Int { Int(ZoneRules.home.offset(at: date.wholeSeconds)) }

    /// Whether something is not as the person saw it last; what they did themselves is no news.
    func hasNews(_ lead: Lead) -> Bool {
        guard let look = state.looks[lead.id], !isHandled(lead) else { return false }
        return !look.changes(to: lead).isEmpty
    }

    /// By how much the score has risen since the person looked last; `nil` for as much as then, or where nobody knows.
    func scoreRise(of lead: Lead) -> Int? {
        guard let before = state.looks[lead.id]?.score, let score = lead.score, score != before else { return nil }
        return score - before
    }

    /// Whether the lead was put aside and has come back.
    func isBack(_ lead: Lead) -> Bool { state.snoozes[lead.id]?.isOver(for: lead, at: now) ?? false }

    /// When the lead comes back that was put aside; `nil` for one that is not, or has come back.
    func waking(of lead: Lead) -> Date? { state.snoozes[lead.id]?.until.flatMap { $0 > now ? $0 : nil } }

    var now: Date { state.now }

    var isMasked: Bool { state.isMasked }

    func name(of lead: Lead) -> String { state.shownName(of: lead) }

    func isHandled(_ lead: Lead) -> Bool { state.list.isHandled(lead.id) }

    func isSkipped(_ lead: Lead) -> Bool { state.triage?.skipped.contains(lead.id) ?? false }

    func departure(of lead: Lead) -> String? {
        guard let departure = state.list.departure(of: lead.id), departure == .gone || !isHandled(lead) else {
            return nil
        }
        return Wording.departure(departure, to: lead, isOwn: state.wasDecidedHere(departure, of: lead))
    }

    func owner(of lead: Lead) -> Canvas.Piece {
        let team = state.account.team
        if let me = team.me, lead.isOwned(by: me, in: team) { return Canvas.Piece("me") }
        return lead.assignee.map { Canvas.Piece($0.name) } ?? Canvas.Piece("nobody", .caution)
    }
}
