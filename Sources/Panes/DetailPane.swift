import FoundationEssentials
import Leads
import Terminal
import ViewModels

/// The selected lead: may I contact them, what do they want, who owns them.
enum DetailPane {
    static func draw(_ state: AppState, layout: ScreenLayout, context: PaneContext, on canvas: inout Canvas) {
        guard let rect = layout.panes[.detail] else { return }
        let isFocused = state.focus == .detail && state.overlay == nil
        let row = state.list.selectedRow
        let title = row.map { Self.title(of: $0.lead) } ?? "No lead selected"
        canvas.drawPane(rect, title: title, isFocused: isFocused, isBoxed: layout.isBoxed)
        let content = layout.content(of: .detail)
        if isFocused { canvas.frame.cursor = Point(x: content.x, y: content.y) }
        guard let row else { return }
        let lines = lines(row, state, context, width: content.width)
        let top = state.detail.cursor.top
        for (index, line) in lines.dropFirst(top).prefix(content.height).enumerated() {
            let place = Rect(x: content.x, y: content.y + index, width: content.width, height: 1)
            canvas.write([Canvas.Piece(" ")] + line, in: place)
        }
        drawRest(lines.count - top - content.height, in: content, on: &canvas)
    }

    /// Nothing is cut without a word: the last row tells how much is below it.
    private static func drawRest(_ below: Int, in rect: Rect, on canvas: inout Canvas) {
        guard below > 0, rect.height > 0 else { return }
        let text = "▾ \(below) more \(below == 1 ? "line" : "lines") "
        let width = min(rect.width, TextWidth.cells(of: text))
        canvas.write(text, x: rect.maxX - width, y: rect.maxY - 1, width: width, .key)
    }

    static func extent(_ state: AppState, in content: Rect, context: PaneContext) -> Viewport.Extent {
        let lines = state.list.selectedRow.map { Self.lines($0, state, context, width: content.width).count } ?? 0
        return Viewport.Extent(visible: content.height, total: lines)
    }

    private static func title(of lead: Lead) -> String {
        let types = lead.types.map(\.name).joined(separator: ", ")
        return [lead.displayName, types, lead.stage ?? ""].filter { !$0.isEmpty }.joined(separator: " · ")
    }

    private static func lines(
        _ row: LeadRow,
        _ state: AppState,
        _ context: PaneContext,
        width: Int
    ) -> [[Canvas.Piece]] {
        let lead = row.lead
        let facts = [
            departureLine(row, state),
            syncLine(row, state),
            contactLine(lead),
            permissionLine(lead),
            labelled("wants", wants(lead.inquiry)),
            labelled("tags", lead.tags.isEmpty ? "none" : lead.tags.joined(separator: " · ")),
            ownerLine(lead),
            why(row, state, context),
            labelled("dates", dates(lead, state.now)),
            labelled("id", "\(lead.id)\(lead.isHidden ? " · hidden: only its agent sees it" : "")"),
            lead.emails.count + lead.phones.count > 2 ? moreContacts(lead) : [],
        ].filter { !$0.isEmpty }
        return facts.flatMap { Canvas.wrap($0, width: max(8, width - 2), indent: 4) }
    }

    /// Why a row that no longer matches is still here.
    private static func departureLine(_ row: LeadRow, _ state: AppState) -> [Canvas.Piece] {
        guard let departure = state.list.departure(of: row.lead.id),
            departure == .gone || !state.list.isHandled(row.lead.id)
        else { return [] }
        return [
            Canvas.Piece("\(Wording.departure(departure, to: row.lead)); it stays here until you move on", .warning)
        ]
    }

    private static func labelled(_ label: String, _ text: String) -> [Canvas.Piece] {
        [Canvas.Piece("\(label): ", .dim), Canvas.Piece(text)]
    }

    private static func contactLine(_ lead: Lead) -> [Canvas.Piece] {
        let phone = lead.phones.first.map { "☎ \(Formatters.phone($0)) \(Formatters.status($0.status))" } ?? "☎ none"
        let email = lead.emails.first.map { "✉ \($0)" } ?? "✉ none"
        return [Canvas.Piece("\(phone)   \(email)", .strong)]
    }

    private static func moreContacts(_ lead: Lead) -> [Canvas.Piece] {
        let phones = lead.phones.dropFirst().map { "\(Formatters.phone($0)) \(Formatters.status($0.status))".trimmed }
        return labelled("also", (phones + lead.emails.dropFirst()).joined(separator: " · "))
    }

    private static func permissionLine(_ lead: Lead) -> [Canvas.Piece] {
        var pieces = [Canvas.Piece("may contact: ", .dim)]
        for channel in ContactGuard.Channel.allCases {
            let name =
                switch channel {
                case .call: "call"
                case .text: "text"
                case .email: "email"
                }
            if pieces.count > 1 { pieces.append(Canvas.Piece(" · ", .dim)) }
            switch ContactGuard.verdict(for: channel, of: lead) {
            case .allowed: pieces.append(Canvas.Piece(name, .good))
            case .blocked(let reason): pieces.append(Canvas.Piece("NOT \(name) (\(reason))", .problem))
            }
        }
        return pieces
    }

    private static func wants(_ inquiry: Inquiry) -> String {
        var parts: [String] = []
        switch (inquiry.bedroomsMin, inquiry.bedroomsMax) {
        case (let low?, let high?) where low != high: parts.append("\(low)–\(high) bd")
        case (let low?, _): parts.append("\(low)+ bd")
        case (nil, let high?): parts.append("up to \(high) bd")
        case (nil, nil): break
        }
        switch (inquiry.priceMin, inquiry.priceMax) {
        case (let low?, let high?): parts.append("\(Formatters.price(low))–\(Formatters.price(high))")
        case (let low?, nil): parts.append("from \(Formatters.price(low))")
        case (nil, let high?): parts.append("up to \(Formatters.price(high))")
        case (nil, nil): break
        }
        parts += inquiry.propertyTypes.prefix(2)
        parts += inquiry.locations.prefix(3)
        if let months = inquiry.buyingTimeFrame { parts.append("buying in \(months)") }
        if let months = inquiry.sellingTimeFrame { parts.append("selling in \(months)") }
        if let qualified = inquiry.isPrequalified { parts.append("pre-qual \(qualified.lowercased())") }
        return parts.isEmpty ? "not said" : parts.joined(separator: " · ")
    }

    private static func ownerLine(_ lead: Lead) -> [Canvas.Piece] {
        let owner = lead.assignee?.name ?? lead.pond.map { "nobody (pond \($0.name))" } ?? "nobody"
        return [
            Canvas.Piece("owner: ", .dim), Canvas.Piece(owner), Canvas.Piece("   source: ", .dim),
            Canvas.Piece(lead.source ?? "unknown"), Canvas.Piece("   score: ", .dim),
            Canvas.Piece(lead.score.map(String.init) ?? "none"),
        ]
    }

    /// Why the lead is in this queue and stands where it does, in facts.
    private static func why(_ row: LeadRow, _ state: AppState, _ context: PaneContext) -> [Canvas.Piece] {
        guard let queue = state.queue?.definition else { return [] }
        let known = QueryContext(
            now: state.now,
            me: state.account.team.me,
            members: state.account.team.members,
            secondsFromGMT: context.offsetFromGMT(state.now)
        )
        let reasons = queue.why(row, context: known).prefix(3).map(\.words)
        return reasons.isEmpty ? [] : labelled("why here", reasons.joined(separator: ", "))
    }

    private static func dates(_ lead: Lead, _ now: Date) -> String {
        let parts = [("created", lead.createdAt), ("touched", lead.lastTouchAt), ("on site", lead.lastVisitAt)]
        return parts.map { name, date in
            date.map { "\(name) \(Formatters.age(from: $0, to: now)) ago" } ?? "never \(name)"
        }.joined(separator: " · ")
    }

    /// Nothing for a clean lead; else what its unsent changes are doing.
    private static func syncLine(_ row: LeadRow, _ state: AppState) -> [Canvas.Piece] {
        let entries = state.unsent.filter { $0.leadID == row.lead.id }
        guard let entry = entries.first(where: \.needsPerson) ?? entries.last else { return [] }
        let role: Role = entry.needsPerson ? .problem : .warning
        return [Canvas.Piece("unsent: ", .dim), Canvas.Piece(Wording.entry(entry, now: state.now), role)]
    }
}
