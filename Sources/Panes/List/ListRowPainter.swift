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

    init(columns: ListColumns, state: AppState) {
        self.columns = columns
        self.state = state
        pipeline = Pipeline(state.account.team.stages)
        contacts = ContactLookup(state)
    }

    func draw(_ row: LeadRow, in rect: Rect, on ground: Ground, _ canvas: inout Canvas) {
        let glyphs = canvas.glyphs
        canvas.fill(rect, ground)
        switch ground {
        case .selection: canvas.write(glyphs[.rowEdge], x: rect.x, y: rect.y, width: 1, .focus, on: ground)
        case .quietSelection: canvas.write(glyphs[.quietRowEdge], x: rect.x, y: rect.y, width: 1, .muted, on: ground)
        case .page, .bar, .raised, .field, .tag, .accentChip, .dangerChip, .markChip: break
        }
        let sync = row.syncState.piece(glyphs)
        canvas.write([sync], in: Rect(x: rect.x + 2, y: rect.y, width: 1, height: 1), on: ground)
        let cells = ListCells(row, painter: self, glyphs)
        for column in columns.all where column.x < rect.width {
            let place = Rect(
                x: rect.x + column.x,
                y: rect.y,
                width: min(column.width, rect.width - column.x),
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
        drawNarrowFlag(cells, in: rect, on: ground, &canvas)
    }

    /// Without a column for flags the one that forbids a call stands over the end of the name.
    private func drawNarrowFlag(_ cells: ListCells, in rect: Rect, on ground: Ground, _ canvas: inout Canvas) {
        guard !columns.all.contains(where: { $0.kind == .flag }), cells.isListed,
            let name = columns.all.first(where: { $0.kind == .name })
        else { return }
        let place = Rect(x: rect.x + name.x + name.width - 4, y: rect.y, width: 4, height: 1)
        canvas.write([Canvas.Piece(" DNC", .danger, on: nil, .bold)], in: place, on: ground)
    }

    fileprivate func stage(_ lead: Lead, _ glyphs: Glyphs) -> [Canvas.Piece] { pipeline.pieces(lead.stage, glyphs) }

    fileprivate func standing(of lead: Lead) -> ContactStanding { contacts.standing(of: lead) }

    fileprivate var now: Date { state.now }

    fileprivate func isHandled(_ lead: Lead) -> Bool { state.list.isHandled(lead.id) }

    fileprivate func departure(of lead: Lead) -> String? {
        guard let departure = state.list.departure(of: lead.id), departure == .gone || !isHandled(lead) else {
            return nil
        }
        return Wording.departure(departure, to: lead)
    }

    fileprivate func owner(of lead: Lead) -> Canvas.Piece {
        let team = state.account.team
        if let me = team.me, lead.isOwned(by: me, in: team) { return Canvas.Piece("me") }
        return lead.assignee.map { Canvas.Piece($0.name) } ?? Canvas.Piece("nobody", .caution)
    }
}

/// What one row has in its columns.
private struct ListCells {
    private let lead: Lead
    private let painter: ListRowPainter
    private let glyphs: Glyphs
    private let wait: LeadWait?
    private let isHandled: Bool
    private let standing: ContactStanding
    /// Why the row no longer belongs here; `nil` when it does.
    let departure: String?

    init(_ row: LeadRow, painter: ListRowPainter, _ glyphs: Glyphs) {
        lead = row.lead
        self.painter = painter
        self.glyphs = glyphs
        wait = LeadWait(row.lead, now: painter.now)
        isHandled = painter.isHandled(row.lead)
        standing = painter.standing(of: row.lead)
        departure = painter.departure(of: row.lead)
    }

    /// Whether no number of the lead may ever be called.
    var isListed: Bool {
        guard case .blocked(let reasons) = standing.verdict(for: .call) else { return false }
        return reasons.contains(.dncContact) || reasons.contains(.dncNumber) || reasons.contains(.cannotCall)
    }

    func pieces(_ column: ListColumns.Column) -> [Canvas.Piece] {
        let pieces = plain(column)
        guard isHandled || departure != nil else { return pieces }
        return pieces.map { piece in
            var piece = piece
            if piece.role != .ok { (piece.role, piece.attributes) = (.muted, []) }
            return piece
        }
    }

    private func plain(_ column: ListColumns.Column) -> [Canvas.Piece] {
        switch column.kind {
        case .wait: [waitPiece]
        case .name: [name]
        case .flag: [flag]
        case .stage: painter.stage(lead, glyphs)
        case .score: score(hasBar: column.width >= 5)
        case .type: [Canvas.Piece(Formatters.initials(lead.types))]
        case .touch:
            [Canvas.Piece(lead.lastTouchAt.map { Formatters.age(from: $0, to: painter.now) } ?? "never", .muted)]
        case .source: [Canvas.Piece(lead.source ?? "—", .muted)]
        case .owner: [painter.owner(of: lead)]
        case .tags: Self.chips(lead.tags, width: column.width)
        case .phone: [phone]
        }
    }

    private var waitPiece: Canvas.Piece {
        if isHandled { return Canvas.Piece("done", .ok) }
        if let wait { return Canvas.Piece(wait.text, wait.band.role, on: nil, .bold) }
        // Nobody has answered yet, so it is the wait that counts and not the last visit.
        let events = lead.lastTouchAt == nil ? [lead.createdAt] : [lead.lastTouchAt, lead.lastVisitAt]
        let last = events.compactMap(\.self).max()
        return Canvas.Piece(Formatters.age(of: last, now: painter.now), .muted)
    }

    private var name: Canvas.Piece {
        if lead.isHidden { return Canvas.Piece(lead.displayName, .muted, on: nil, .italic) }
        return Canvas.Piece(lead.displayName, wait == nil ? .text : .strong)
    }

    private var flag: Canvas.Piece {
        if isListed { return Canvas.Piece("DNC", .danger, on: nil, .bold) }
        if lead.isHidden { return Canvas.Piece("hid", .muted) }
        return wait == nil ? Canvas.Piece("") : Canvas.Piece("new", .accent, on: nil, .bold)
    }

    private func score(hasBar: Bool) -> [Canvas.Piece] {
        guard let score = lead.score else { return [Canvas.Piece(hasBar ? "—  " : "—", .muted)] }
        let band = ScoreBand(score)
        let bar = hasBar && !glyphs.isASCII ? " " + glyphs.scoreBar(score) : hasBar ? "  " : ""
        return [Canvas.Piece(String(score) + bar, band.role, on: nil, band.isBold ? .bold : [])]
    }

    /// The number to call, never one that must not be.
    private var phone: Canvas.Piece {
        if let phone = standing.bestNumber(for: .call) { return Canvas.Piece(Formatters.phone(phone)) }
        return lead.phones.isEmpty ? Canvas.Piece("none", .muted) : Canvas.Piece("do not call", .danger)
    }

    /// Whole chips only, and how many more there are.
    private static func chips(_ tags: [String], width: Int) -> [Canvas.Piece] {
        var pieces: [Canvas.Piece] = []
        var used = 0
        for (index, tag) in tags.enumerated() {
            let cells = TextWidth.cells(of: tag) + 3
            let rest = tags.count - index - 1
            guard used + cells + (rest > 0 ? 3 : 0) <= width + 1 else {
                pieces.append(Canvas.Piece("+\(rest + 1)", .muted))
                break
            }
            pieces += [Canvas.Piece.tag(tag), Canvas.Piece(" ")]
            used += cells
        }
        return pieces
    }
}

extension Canvas.Piece {
    /// A tag as a chip; the canvas puts the brackets where no ground can be painted.
    static func tag(_ name: String) -> Canvas.Piece { Canvas.Piece(" \(name) ", .text, on: .tag) }
}

extension SyncState {
    /// The sign of a row whose changes are not on the server.
    func piece(_ glyphs: Glyphs) -> Canvas.Piece {
        switch self {
        case .clean: Canvas.Piece(" ")
        case .queued: Canvas.Piece(glyphs[.queued], .accent, on: nil, .bold)
        case .sending: Canvas.Piece(glyphs[.sending], .accent, on: nil, .bold)
        case .failed: Canvas.Piece(glyphs[.refused], .danger, on: nil, .bold)
        case .conflict: Canvas.Piece(glyphs[.conflict], .caution, on: nil, .bold)
        }
    }
}
