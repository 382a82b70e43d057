import FoundationEssentials
import Leads
import Terminal
import ViewModels

/// What one row has in its columns.
struct ListCells {
    private let lead: Lead
    private let painter: ListRowPainter
    private let glyphs: Glyphs
    private let wait: LeadWait?
    private let isHandled: Bool
    private let next: AgendaItem?
    private let standing: ContactStanding
    /// Why the row no longer belongs here; `nil` when it does.
    let departure: String?

    init(_ row: LeadRow, painter: ListRowPainter, _ glyphs: Glyphs) {
        lead = row.lead
        self.painter = painter
        self.glyphs = glyphs
        wait = LeadWait(row.lead, now: painter.now)
        isHandled = painter.isHandled(row.lead)
        next = painter.next(of: row.lead)
        standing = painter.standing(of: row.lead)
        departure = painter.departure(of: row.lead)
    }

    /// Whether no number of the lead may ever be called.
    var isListed: Bool {
        guard case .blocked(let reasons) = standing.verdict(for: .call) else { return false }
        return reasons.contains(.dncContact) || reasons.contains(.dncNumber) || reasons.contains(.cannotCall)
    }

    /// When something of the row next reads otherwise by itself.
    var changesAt: Date {
        let own = Deadlines.nextChange(
            of: lead,
            due: next?.dueAt,
            endOfToday: painter.endOfToday,
            after: painter.now
        )
        return [own, standing.nextChange, painter.waking(of: lead)].compactMap(\.self).min() ?? .distantFuture
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
        case .next: [nextStep]
        case .source: [Canvas.Piece(lead.source ?? "—", .muted)]
        case .owner: [painter.owner(of: lead)]
        case .tags: Self.chips(lead.tags, width: column.width)
        case .phone: [phone]
        }
    }

    private var waitPiece: Canvas.Piece {
        if isHandled { return Canvas.Piece("done", .ok) }
        if painter.isSkipped(lead) { return Canvas.Piece("skip", .muted) }
        if let wait { return Canvas.Piece(wait.text, wait.band.role, on: nil, .bold) }
        // Nobody has answered yet, so it is the wait that counts and not the last visit.
        let events = lead.lastTouchAt == nil ? [lead.createdAt] : [lead.lastTouchAt, lead.lastVisitAt]
        let last = events.compactMap(\.self).max()
        return Canvas.Piece(Formatters.age(of: last, now: painter.now), .muted)
    }

    private var name: Canvas.Piece {
        if lead.isHidden { return Canvas.Piece(painter.name(of: lead), .muted, on: nil, .italic) }
        return Canvas.Piece(painter.name(of: lead), wait == nil && !painter.hasNews(lead) ? .text : .strong)
    }

    private var flag: Canvas.Piece {
        if isListed { return Canvas.Piece("DNC", .danger, on: nil, .bold) }
        if lead.isHidden { return Canvas.Piece("hid", .muted) }
        if painter.isBack(lead) { return Canvas.Piece("back", .mark) }
        let isNew = wait != nil || painter.hasNews(lead)
        return isNew ? Canvas.Piece("new", .accent, on: nil, .bold) : Canvas.Piece("")
    }

    /// `call 19:30` today, `late −2d`, `email 3 Dec`, `—`.
    private var nextStep: Canvas.Piece {
        guard let next else { return Canvas.Piece("—", .muted) }
        guard let due = next.dueAt else { return Canvas.Piece(next.word) }
        if due <= painter.now {
            return Canvas.Piece("late −\(Formatters.age(from: due, to: painter.now))", .danger)
        }
        if due < painter.endOfToday {
            return Canvas.Piece("\(next.word) \(Formatters.time(due, offset: painter.offset))", .caution)
        }
        return Canvas.Piece("\(next.word) \(Formatters.shortDay(due, offset: painter.offset))")
    }

    private func score(hasBar: Bool) -> [Canvas.Piece] {
        guard let score = lead.score else { return [Canvas.Piece(hasBar ? "—  " : "—", .muted)] }
        let band = ScoreBand(score)
        // Lofty tells no history of the score: it has risen or fallen since this person looked.
        let trend = painter.scoreRise(of: lead).map { glyphs[$0 > 0 ? .sortedUp : .sortedDown] } ?? " "
        let bar = hasBar ? trend + (glyphs.isASCII ? " " : glyphs.scoreBar(score)) : ""
        return [Canvas.Piece(String(score) + bar, band.role, on: nil, band.isBold ? .bold : [])]
    }

    /// The number to call, never one that must not be.
    private var phone: Canvas.Piece {
        if let phone = standing.bestNumber(for: .call) {
            return Canvas.Piece(Formatters.phone(phone, isMasked: painter.isMasked))
        }
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

extension AgendaItem {
    /// What is to be done, in a word of at most five letters where there is one.
    fileprivate var word: String {
        let kind: FollowUp.Kind
        switch content {
        case .followUp(let followUp): kind = followUp.kind
        case .planned(let plan): kind = plan.kind
        case .snoozed: return "aside"
        }
        return switch kind {
        case .call, .text, .email: kind.word
        case .appointment: "meet"
        case .other: "task"
        }
    }
}
