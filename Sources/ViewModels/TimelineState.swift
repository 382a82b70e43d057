package import Leads

/// The timeline pane.
package struct TimelineState: Hashable, Sendable {
    package private(set) var lead: Lead.ID?
    package private(set) var content: Content
    package var scroll: TimelineScroll
    package var visibleCount: Int
    /// Why the newest reading failed; what was known before stays on the screen.
    package private(set) var failure: String?
    /// Timelines that are in memory, so that a step of the cursor needs no wait.
    package private(set) var known: [Lead.ID: Timeline]

    /// More than a screen of leads on both sides of the cursor need not be kept.
    private static let mostKnown = 256

    package enum Content: Hashable, Sendable {
        case nothing
        case loading
        /// `isFresh` is false while only the cached copy is here.
        case loaded(Timeline, isFresh: Bool)
    }

    package init() {
        content = .nothing
        scroll = TimelineScroll()
        visibleCount = 1
        known = [:]
    }

    mutating func begin(_ lead: Lead.ID?) {
        self.lead = lead
        scroll = TimelineScroll()
        failure = nil
        content =
            if let lead { known[lead].map { .loaded($0, isFresh: false) } ?? .loading } else { .nothing }
    }

    mutating func take(_ timeline: Timeline, of lead: Lead.ID, isFresh: Bool) {
        remember(timeline, of: lead)
        guard lead == self.lead else { return }
        if isFresh { failure = nil }
        content = .loaded(timeline, isFresh: isFresh)
    }

    /// Takes what the mirror has; a copy that is already shown may be newer.
    mutating func recall(_ timelines: [Lead.ID: Timeline]) {
        for (lead, timeline) in timelines where known[lead] == nil {
            remember(timeline, of: lead)
            if lead == self.lead, content == .loading { content = .loaded(timeline, isFresh: false) }
        }
    }

    mutating func fail(_ lead: Lead.ID, reason: String) {
        guard lead == self.lead else { return }
        failure = reason
        if content == .loading { content = .nothing }
    }

    /// Notes and calls of the lead have changed here; the copies in memory are behind.
    mutating func forget(_ lead: Lead.ID) { known[lead] = nil }

    mutating func rename(_ provisional: Lead.ID, to real: Lead.ID) {
        if lead == provisional { lead = real }
        if let timeline = known.removeValue(forKey: provisional) { known[real] = timeline }
    }

    private mutating func remember(_ timeline: Timeline, of lead: Lead.ID) {
        if known.count >= Self.mostKnown, known[lead] == nil { known = [:] }
        known[lead] = timeline
    }
}

/// Where the timeline pane begins: an entry, and a line of it.
///
/// Entries are as many lines high as their wrapped text, which only the panes know. So a motion counts lines, and
/// ``settled(count:visible:height:)`` finds the entry they lead to.
package struct TimelineScroll: Hashable, Sendable {
    package var entry: Int
    /// Lines from the entry's first one; any number until it is settled.
    package var line: Int

    package init(entry: Int = 0, line: Int = 0) {
        self.entry = entry
        self.line = line
    }

    mutating func move(_ motion: Motion, visible: Int) {
        switch motion {
        case .lines(let lines): line += lines
        case .halfPages(let halves): line += halves * max(1, visible / 2)
        case .pages(let pages): line += pages * max(1, visible - 1)
        case .start: self = TimelineScroll()
        case .end: self = TimelineScroll(entry: .max, line: 0)
        }
    }

    /// The same place as an entry and a line within it, so that the last page stays full.
    ///
    /// Looks only at entries between the old place and the new one.
    ///
    /// - Parameters:
    ///   - count: entries.
    ///   - visible: lines of the pane.
    ///   - height: lines of an entry, at least 1.
    /// - Returns: an entry that exists, and a line it has.
    package func settled(count: Int, visible: Int, height: (Int) -> Int) -> TimelineScroll {
        guard count > 0 else { return TimelineScroll() }
        let last = Self.lastPage(count: count, visible: visible, height: height)
        var place = entry >= count ? TimelineScroll(entry: last.entry, line: last.line + line) : self
        while place.line < 0, place.entry > 0 {
            place.entry -= 1
            place.line += height(place.entry)
        }
        if place.line < 0 { return TimelineScroll() }
        while place.entry < last.entry || (place.entry == last.entry && place.line > last.line) {
            if place.entry >= last.entry { return last }
            let lines = height(place.entry)
            if place.line < lines { return place }
            place.line -= lines
            place.entry += 1
        }
        return place.entry > last.entry ? last : place
    }

    /// Where the pane begins when the last line of the last entry is at its bottom.
    private static func lastPage(count: Int, visible: Int, height: (Int) -> Int) -> TimelineScroll {
        var room = visible
        for entry in stride(from: count - 1, through: 0, by: -1) {
            let lines = height(entry)
            if lines >= room { return TimelineScroll(entry: entry, line: lines - room) }
            room -= lines
        }
        return TimelineScroll()
    }
}

/// The detail pane: a text that may be longer than its place.
package struct DetailState: Hashable, Sendable {
    package var cursor = ListCursor()
    /// Lines of the text, as the screen counted them.
    package var count = 0

    package init() {}
}
