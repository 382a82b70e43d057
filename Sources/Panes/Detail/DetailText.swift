import FoundationEssentials
import Leads
import Terminal
import ViewModels

/// What the detail says of a lead, as lines.
struct DetailText {
    let row: LeadRow
    let state: AppState
    let context: PaneContext
    let width: Int
    let standing: ContactStanding

    /// Cells of the labels, with the blank behind them.
    static let labelWidth = 9

    init(_ row: LeadRow, _ state: AppState, _ context: PaneContext, width: Int) {
        self.row = row
        self.state = state
        self.context = context
        self.width = max(12, width)
        standing = ContactLookup(state).standing(of: row.lead)
    }

    /// Everything that the lines depend on; the offset of the person's clock follows from the moment.
    static func source(
        _ row: LeadRow,
        _ state: AppState,
        glyphs: Glyphs,
        width: Int,
        isRoomy: Bool
    ) -> DetailPane.Source {
        let lead = row.lead.id
        return DetailPane.Source(
            row: row,
            width: width,
            isRoomy: isRoomy,
            glyphs: glyphs,
            team: state.account.team,
            queue: state.queue?.definition,
            departure: state.list.departure(of: lead),
            isHandled: state.list.isHandled(lead),
            unsent: state.unsent.filter { $0.leadID == lead },
            next: state.nextFollowUp(of: lead),
            snooze: state.snoozes[lead],
            contact: ContactLookup(state).sources(of: lead),
            isMasked: state.isMasked,
            kin: state.kin(of: lead),
            deals: deals(of: lead, state),
            assistant: state.assistant(of: lead),
            look: lastLook(at: lead, state)
        )
    }

    /// When something of the lines may next read otherwise by itself.
    var changesAt: Date {
        // Within a second, as reasons and countdowns count in these.
        let ages = [lead.createdAt, lead.lastTouchAt, lead.lastVisitAt, lead.updatedAt].compactMap { date in
            date.map { AgeScale.nextStep(of: $0, after: state.now) }
        }
        let isCounting = state.unsent.contains { $0.leadID == lead.id }
        let turns = [state.snoozes[lead.id]?.until, state.nextFollowUp(of: lead.id)?.dueAt, standing.nextChange]
            .compactMap(\.self).filter { $0 > state.now }
        // The lead's own clock turns at a whole second.
        let second = Date(timeIntervalSinceReferenceDate: state.now.timeIntervalSinceReferenceDate.rounded(.down) + 1)
        return isCounting ? state.now : (ages + turns).reduce(second, min)
    }

    var lead: Lead { row.lead }
    var glyphs: Glyphs { context.look.glyphs }

    /// All lines; where there is room, with blank ones and with reasons on lines of their own.
    func lines(isRoomy: Bool) -> [[Canvas.Piece]] {
        let gap: [[Canvas.Piece]] = isRoomy ? [[]] : []
        let head =
            wrapped(headPieces + (isRoomy ? [] : [separator] + contactMoment))
            + (isRoomy ? wrapped(contactMoment + creation) : [])
        let facts = [
            departureLines, syncLines, newsLines, gap, phoneLines(isRoomy: isRoomy), emailLines(isRoomy: isRoomy), gap,
            labelled("wants", [Canvas.Piece(Self.wants(lead.inquiry))]), tagLines, whyLines, nextLines, gap,
            labelled("address", lead.address?.line.map { [Canvas.Piece(masked($0))] } ?? []),
            dateLines(hasCreation: !isRoomy), fieldLines, dealLines, kinLines, assistantLines, furtherLines,
            labelled("id", [Canvas.Piece(String(lead.id.rawValue), .muted)]),
        ]
        return head + facts.flatMap(\.self)
    }

    /// A street or another text that is the lead's own business.
    func masked(_ text: String) -> String { state.isMasked ? PrivacyMask.words(text) : text }

    /// A label with values that wrap under their own column; nothing for no values.
    func labelled(_ label: String, _ pieces: [Canvas.Piece]) -> [[Canvas.Piece]] {
        guard !pieces.isEmpty else { return [] }
        let head = Canvas.Piece(TextWidth.pad(label, to: Self.labelWidth), .muted)
        let lines = Canvas.wrap(pieces, width: width - Self.labelWidth, indent: 0)
        return lines.enumerated().map { index, line in
            [index == 0 ? head : Canvas.Piece(String(repeating: " ", count: Self.labelWidth))] + line
        }
    }

    private func wrapped(_ pieces: [Canvas.Piece]) -> [[Canvas.Piece]] { Canvas.wrap(pieces, width: width, indent: 2) }

    private var separator: Canvas.Piece { Canvas.Piece(" · ", .muted) }

    // MARK: Head

    private var headPieces: [Canvas.Piece] {
        var parts = [Pipeline(state.account.team.stages).pieces(lead.stage, glyphs)]
        if !lead.types.isEmpty { parts.append([Canvas.Piece(lead.types.map(\.name).joined(separator: ", "))]) }
        if let score = lead.score {
            let band = ScoreBand(score)
            let number = Canvas.Piece(
                "\(score) \(glyphs.scoreBar(score))",
                band.role,
                on: nil,
                band.isBold ? .bold : []
            )
            let hint = lead.opportunity.map { [Canvas.Piece(" \($0)", .muted)] } ?? []
            parts.append([Canvas.Piece("score ", .muted), number] + hint)
        } else if let hint = lead.opportunity {
            parts.append([Canvas.Piece(hint)])
        }
        parts.append([Canvas.Piece("owner ", .muted), owner])
        if lead.isHidden { parts.append([Canvas.Piece("hidden from others", .caution)]) }
        return Array(parts.joined(separator: [separator]))
    }

    private var owner: Canvas.Piece {
        let team = state.account.team
        if let me = team.me, lead.isOwned(by: me, in: team) { return Canvas.Piece("me") }
        if let owner = lead.assignee { return Canvas.Piece(owner.name) }
        return Canvas.Piece(lead.pond.map { "nobody (pond \($0.name))" } ?? "nobody", .caution)
    }

    /// How long the lead has been waiting, or when somebody last reached out.
    private var contactMoment: [Canvas.Piece] {
        if let wait = LeadWait(lead, now: state.now) {
            return [
                Canvas.Piece("waiting ", .muted), Canvas.Piece(wait.text, wait.band.role, on: nil, .bold),
                Canvas.Piece(" of \(LeadWait.targetWords)", .muted),
            ]
        }
        guard let touched = lead.lastTouchAt else { return [Canvas.Piece("never contacted", .caution)] }
        return [Canvas.Piece("last contact \(Formatters.age(from: touched, to: state.now)) ago", .muted)]
    }

    private var creation: [Canvas.Piece] {
        guard let created = lead.createdAt else { return [] }
        let moment = Formatters.moment(created, now: state.now, offset: context.offsetFromGMT)
        return [Canvas.Piece(" · created \(moment) from \(lead.source ?? "an unknown source")", .muted)]
    }

    // MARK: Changes

    /// Why a row that no longer matches is still here.
    private var departureLines: [[Canvas.Piece]] {
        guard let departure = state.list.departure(of: lead.id),
            departure == .gone || !state.list.isHandled(lead.id)
        else { return [] }
        let words = Wording.departure(departure, to: lead, isOwn: state.wasDecidedHere(departure, of: lead))
        return wrapped([Canvas.Piece("\(words); it stays here until you move on", .caution)])
    }

    /// Nothing for a clean lead; else what its unsent changes are doing.
    private var syncLines: [[Canvas.Piece]] {
        let entries = state.unsent.filter { $0.leadID == lead.id }
        guard let entry = entries.first(where: \.needsPerson) ?? entries.last else { return [] }
        let words = Canvas.Piece(
            Wording.entry(entry, now: state.now, state.keys),
            entry.needsPerson ? .danger : .accent
        )
        let sign = SyncState(of: [entry]).piece(glyphs)
        return labelled("unsent", [sign, Canvas.Piece(" "), words])
    }

    /// What is not as it was when the person looked last; nothing once they have changed the lead themselves.
    private var newsLines: [[Canvas.Piece]] {
        guard let look = Self.lastLook(at: lead.id, state), !state.list.isHandled(lead.id) else { return [] }
        let news = look.changes(to: lead)
        guard !news.isEmpty else { return [] }
        let moment = Formatters.moment(look.date, now: state.now, offset: context.offsetFromGMT)
        let words = news.map { Wording.news($0, now: state.now) }.joined(separator: ", ")
        return labelled("new", [Canvas.Piece(words, .accent), Canvas.Piece(" · since \(moment)", .muted)])
    }

    private static func lastLook(at lead: Lead.ID, _ state: AppState) -> LeadLook? {
        state.timeline.lead == lead ? state.timeline.lastLook : nil
    }

    // MARK: Facts

    private var tagLines: [[Canvas.Piece]] {
        guard !lead.tags.isEmpty else { return labelled("tags", [Canvas.Piece("none", .muted)]) }
        return labelled("tags", Array(lead.tags.map { [Canvas.Piece.tag($0)] }.joined(separator: [Canvas.Piece(" ")])))
    }

    /// Why the lead is in this queue and stands where it does, in facts.
    private var whyLines: [[Canvas.Piece]] {
        guard let queue = state.queue?.definition else { return [] }
        let known = state.queryContext(on: .fixed(secondsFromGMT: context.offsetFromGMT(state.now)))
        let reasons = queue.why(row, context: known).prefix(3).map { state.isMasked ? $0.maskedWords : $0.words }
        return reasons.isEmpty ? [] : labelled("why here", [Canvas.Piece(reasons.joined(separator: ", "))])
    }

    /// The next thing that is planned, or the key that plans one; and until when the lead is put aside.
    private var nextLines: [[Canvas.Piece]] {
        let next = state.nextFollowUp(of: lead.id).map { item -> [Canvas.Piece] in
            let isLate = item.dueAt.map { $0 <= state.now } ?? false
            let when = item.dueAt.map { Formatters.moment($0, now: state.now, offset: context.offsetFromGMT) } ?? ""
            return [Canvas.Piece("\(when) ", isLate ? .danger : .strong), Canvas.Piece(item.summary)]
        }
        let planned =
            next ?? [Canvas.Piece("nothing planned ", .caution), Canvas.Piece(state.keys[.followUp], .key)]
            + [Canvas.Piece(" plans it", .muted)]
        guard let snooze = state.snoozes[lead.id], !snooze.isOver(for: lead, at: state.now) else {
            return labelled("next", planned)
        }
        return labelled("next", planned) + labelled("aside", [Canvas.Piece(Wording.end(of: snooze), .mark)])
    }

    private func dateLines(hasCreation: Bool) -> [[Canvas.Piece]] {
        let creation = hasCreation ? [("created", lead.createdAt)] : []
        let dates = creation + [("touched", lead.lastTouchAt), ("on site", lead.lastVisitAt)]
        let words = dates.map { name, date in
            date.map { "\(name) \(Formatters.age(from: $0, to: state.now)) ago" } ?? "never \(name)"
        }
        return labelled("dates", [Canvas.Piece(words.joined(separator: " · "), .muted)])
    }

    static func wants(_ inquiry: Inquiry) -> String {
        var parts: [String] = []
        switch (inquiry.bedroomsMin, inquiry.bedroomsMax) {
        case (let low?, let high?) where low != high: parts.append("\(low)–\(high) bd")
        case (let low?, _): parts.append("\(low)+ bd")
        case (nil, let high?): parts.append("up to \(high) bd")
        case (nil, nil): break
        }
        switch (inquiry.bathroomsMin, inquiry.bathroomsMax) {
        case (let low?, let high?) where low != high: parts.append("\(low)–\(high) ba")
        case (let low?, _): parts.append("\(low)+ ba")
        case (nil, let high?): parts.append("up to \(high) ba")
        case (nil, nil): break
        }
        switch (inquiry.priceMin, inquiry.priceMax) {
        case (let low?, let high?): parts.append("$\(Formatters.price(low))–\(Formatters.price(high))")
        case (let low?, nil): parts.append("from $\(Formatters.price(low))")
        case (nil, let high?): parts.append("up to $\(Formatters.price(high))")
        case (nil, nil): break
        }
        parts += inquiry.propertyTypes + inquiry.locations
        if let frame = inquiry.buyingTimeFrame { parts.append("buying\(timeFrame(frame))") }
        if let frame = inquiry.sellingTimeFrame { parts.append("selling\(timeFrame(frame))") }
        if let qualified = inquiry.isPrequalified { parts.append("pre-qualified: \(qualified.lowercased())") }
        return parts.isEmpty ? "not said" : parts.joined(separator: ", ")
    }

    /// Lofty's own words: mostly months such as `3-6`, else such as `Just Looking`.
    private static func timeFrame(_ frame: String) -> String {
        frame.first?.isNumber == true ? " in \(frame) months" : ": \(frame.lowercased())"
    }
}
