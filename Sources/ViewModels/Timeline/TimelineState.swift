import FoundationEssentials
package import Leads

/// The timeline pane.
package struct TimelineState: Hashable, Sendable {
    package private(set) var lead: Lead.ID?
    package private(set) var content: Content
    /// What is known of the lead's transactions, the newest first.
    package private(set) var deals: [String] = []
    /// The content as it is read: folded, chosen, with the line that marks what is new.
    package private(set) var outline = TimelineOutline()
    package private(set) var choice = TimelineOutline.Choice()
    package var scroll: TimelineScroll
    /// Why the newest reading failed; what was known before stays on the screen.
    package private(set) var failure: String?
    /// What the person saw of this lead before they came to it now; `nil` for the first time.
    package private(set) var lastLook: LeadLook?
    /// True once the cursor has rested on the lead, so that this look counts.
    private(set) var isLookedAt = false
    /// The newest pages of timelines, so that a step of the cursor needs no wait.
    package private(set) var known: [Lead.ID: Timeline]
    /// When and whence the lead came, for a lead whose sources do not say it.
    private var creation: TimelineEntry?

    /// More than a screen of leads on both sides of the cursor need not be kept.
    private static let mostKnown = 256

    package enum Content: Hashable, Sendable {
        case nothing
        case loading
        /// `isFresh` is false while only the cached copy is here, or its newest page.
        case loaded(Timeline, isFresh: Bool)
    }

    /// Whether there is more than what is in ``outline``.
    package enum Extent: Hashable, Sendable {
        case whole
        /// A page, the rest of which is on its way.
        case coming
        /// A page, the rest of which could not be read.
        case cut
    }

    package var extent: Extent {
        guard case .loaded(let timeline, _) = content, timeline.older != nil else { return .whole }
        return failure == nil ? .coming : .cut
    }

    package init() {
        content = .nothing
        scroll = TimelineScroll()
        known = [:]
    }

    /// Entries that are known, shown or not.
    package var count: Int {
        switch content {
        case .nothing, .loading: 0
        case .loaded(let timeline, _):
            timeline.entries.count + (timeline.older?.count ?? 0) + (missingCreation(in: timeline) == nil ? 0 : 1)
        }
    }

    /// Entries that are shown, also within a folded visit; `nil` while that is not known.
    package private(set) var shownCount: Int?

    /// - Parameters:
    ///   - id: whose timeline is to be shown.
    ///   - lead: the lead as the list shows it.
    mutating func begin(_ id: Lead.ID?, as lead: Lead?) {
        self.lead = id
        creation = lead.flatMap(TimelineEntry.init(creationOf:))
        scroll = TimelineScroll()
        failure = nil
        lastLook = nil
        isLookedAt = false
        // Which kinds a person wants to see is theirs; which rows are open belongs to the lead they left.
        choice.toggled = []
        choice.words = ""
        content =
            if let id { known[id].map { .loaded($0, isFresh: false) } ?? .loading } else { .nothing }
        outlineAnew()
    }

    mutating func take(_ timeline: Timeline, of lead: Lead.ID, isFresh: Bool) {
        remember(timeline, of: lead)
        guard lead == self.lead else { return }
        if isFresh { failure = nil }
        if timeline.older != nil, case .loaded(let shown, _) = content, shown.older == nil { return }
        // What was read ahead is mostly read again as it was, and a past may be long.
        guard content != .loaded(timeline, isFresh: isFresh) else { return }
        content = .loaded(timeline, isFresh: isFresh)
        outlineAnew()
    }

    /// Takes what the mirror has; a copy that is already shown may be newer.
    mutating func recall(_ timelines: [Lead.ID: Timeline]) {
        for (lead, timeline) in timelines where known[lead] == nil {
            remember(timeline, of: lead)
            if lead == self.lead, content == .loading {
                content = .loaded(timeline, isFresh: false)
                outlineAnew()
            }
        }
    }

    mutating func fail(_ lead: Lead.ID, reason: String) {
        guard lead == self.lead else { return }
        failure = reason
        if content == .loading { content = .nothing }
        outlineAnew()
    }

    /// Marks what came after the person looked at the lead before; while they stay, nothing moves the mark.
    mutating func recall(_ look: LeadLook?, of lead: Lead.ID) {
        guard lead == self.lead, !isLookedAt else { return }
        isLookedAt = true
        lastLook = look
        outlineAnew()
    }

    /// Entries that are still to come, for telling at the next look that they are no news; what was known of them before
    /// stays while the timeline has not been read.
    func planned(after now: Date) -> [String]? {
        switch content {
        case .nothing, .loading: lastLook?.planned
        case .loaded(let timeline, _):
            timeline.entries.first.map { $0.at > now } == true
                ? timeline.entries.prefix { $0.at > now }.prefix(Self.mostPlanned).map(\.id) : nil
        }
    }

    private static let mostPlanned = 200

    /// Until when the screen shows what happened; `nil` for until now.
    ///
    /// What was not read yet has not been seen, and of an older copy only what is in it.
    func pastSeen(before now: Date) -> Date? {
        let before = lastLook?.pastSeenAt ?? .distantPast
        switch content {
        case .nothing, .loading: return before
        case .loaded(_, isFresh: true): return nil
        case .loaded(let timeline, isFresh: false):
            return max(before, timeline.entries.first { $0.at <= now }?.at ?? creation?.at ?? .distantPast)
        }
    }

    /// Notes and calls of the lead have changed here; the copies in memory are behind.
    mutating func forget(_ lead: Lead.ID) { known[lead] = nil }

    mutating func rename(_ provisional: Lead.ID, to real: Lead.ID) {
        if lead == provisional { lead = real }
        if let timeline = known.removeValue(forKey: provisional) { known[real] = timeline }
    }

    private mutating func remember(_ timeline: Timeline, of lead: Lead.ID) {
        if known.count >= Self.mostKnown, known[lead] == nil { known = [:] }
        known[lead] = timeline.newestPage
    }

    // MARK: What is shown of it

    mutating func reduce(_ action: TimelineAction) {
        switch action {
        case .toggle: toggle()
        case .toggleAll: toggleAll()
        case .show(let family):
            choice.families = family.map { [$0] } ?? []
            if family == nil { choice.words = "" }
        case .search(let words): choice.words = words
        }
        outlineAnew()
    }

    private mutating func toggle() {
        guard outline.rows.indices.contains(scroll.cursor) else { return }
        switch outline.rows[scroll.cursor] {
        case .entry(let entry, _): choice.toggled.formSymmetricDifference([entry.id])
        case .visit(let visit, _): choice.toggled.formSymmetricDifference([visit.id])
        case .home, .seen: break
        }
    }

    /// Opens all visits, or closes them when all are open.
    private mutating func toggleAll() {
        let visits = outline.rows.compactMap(\.visit)
        let closed = visits.filter { !$0.isOpen }
        choice.toggled.formSymmetricDifference((closed.isEmpty ? visits : closed).map(\.id))
    }

    /// Rows may come and go above the cursor; it stays on its row, and the pane where it is.
    private mutating func outlineAnew() {
        let old = outline.rows
        if case .loaded(let timeline, _) = content {
            deals = timeline.transactions
            outline = TimelineOutline(
                withCreation(timeline),
                showing: choice,
                // Where the mark stands, and whose an entry is, is only known of a whole timeline.
                lastLook: timeline.older == nil ? seenBefore : nil,
                known: timeline.ownEntries.union(lastLook?.planned ?? []),
                isCut: timeline.older != nil
            )
        } else {
            deals = []
            outline = TimelineOutline()
        }
        shownCount = extent == .whole ? outline.entryCount : nil
        guard scroll.entry > 0 || scroll.cursor > 0 else { return }
        scroll.entry = position(of: scroll.entry, among: old)
        scroll.cursor = position(of: scroll.cursor, among: old)
    }

    private var seenBefore: Date? { lastLook.map(\.pastSeenAt).flatMap { $0 > .distantPast ? $0 : nil } }

    private func position(of row: Int, among old: [TimelineOutline.Row]) -> Int {
        guard old.indices.contains(row) else { return row }
        return outline.rows.firstIndex { $0.id == old[row].id } ?? row
    }

    private func missingCreation(in timeline: Timeline) -> TimelineEntry? {
        guard let creation else { return nil }
        if let older = timeline.older, older.changes.contains(where: creation.isTold) { return nil }
        // What is older than it stands at the end, and is little; every frame asks, and a past may be long.
        let isTold = timeline.entries.reversed().prefix { $0.at.timeIntervalSince(creation.at) < 2 }.contains { entry in
            entry.kind == .system && creation.isTold(at: entry.at)
        }
        return isTold ? nil : creation
    }

    /// The creation stands in its place unless the server's log tells of that moment.
    private func withCreation(_ timeline: Timeline) -> [TimelineEntry] {
        let entries = timeline.entries
        guard let creation = missingCreation(in: timeline) else { return entries }
        // Behind a page its place is not known, and not seen.
        guard
            let place = entries.firstIndex(where: { $0.at < creation.at })
                ?? (timeline.older == nil ? entries.count : nil)
        else { return entries }
        return Array(entries[..<place]) + [creation] + entries[place...]
    }
}

extension Timeline {
    /// What is known of the lead's transactions, the newest first.
    fileprivate var transactions: [String] {
        entries.compactMap { if case .transaction = $0.kind { $0.text } else { nil } } + (older?.transactions ?? [])
    }
}

extension TimelineEntry {
    /// `nil` for a lead that the server has not made yet, or whose creation it does not tell.
    fileprivate init?(creationOf lead: Lead) {
        guard !lead.id.isProvisional, let date = lead.createdAt else { return nil }
        let words = lead.source.map { "created from \($0)" } ?? "created"
        self.init(id: "created", at: date, kind: .system, text: words)
    }

    /// Whether a change that was recorded at that moment tells of this creation.
    fileprivate func isTold(at moment: Date) -> Bool { abs(moment.timeIntervalSince(at)) < 2 }
}

extension TimelineOutline.Row {
    fileprivate var visit: (id: String, isOpen: Bool)? {
        switch self {
        case .visit(let visit, let isOpen): (visit.id, isOpen)
        case .entry, .home, .seen: nil
        }
    }
}

/// Keys that change what is shown of a timeline.
package enum TimelineAction: Hashable, Sendable {
    /// Opens or closes the row at the cursor.
    case toggle
    /// Opens all visits, or closes them.
    case toggleAll
    /// Only entries of this kind; `nil` shows all, whatever was searched for.
    case show(TimelineFamily?)
    /// Only entries with these words; empty shows all.
    case search(String)
}
