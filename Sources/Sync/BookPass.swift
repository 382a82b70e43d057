package import FoundationEssentials
import Leads
package import LoftyAPI

/// One walk through the whole list of leads, page by page: a pure value that decides what to ask next.
///
/// Oldest first by creation, so that a new lead comes at the end and shifts nothing. Each page begins with the last lead
/// of the page before: when that one has moved, leads before it were taken out, and the walk steps back until it finds
/// its footing. So nothing is left out, and the whole need not be held in memory to know it.
package struct BookPass: Hashable, Sendable {
    package let ticket: PassTicket
    package let beganAt: Date
    package private(set) var request: LeadListRequest
    /// Different leads that came and could be read.
    package private(set) var counted = 0
    /// Matches in all, as the last page said.
    package private(set) var total = 0
    /// One sentence for each item that could not be read.
    package private(set) var unreadable: [String] = []
    package private(set) var pages = 0
    /// Items of the longest page; an account may give fewer than were asked for.
    package private(set) var pageSize = 0
    package private(set) var ending: Ending?

    /// How a walk came to an end.
    package enum Ending: Hashable, Sendable {
        /// Every lead that was there all the time has been seen.
        case whole
        /// The list is shorter than the server counts, or moved too much to be followed.
        case short
    }

    /// The readable leads of the last page that had any, in order.
    private var tail: [Lead.ID] = []
    private var stepsBack = 0
    private var width: PageNarrowing
    /// Where the page before began and how long it was, to come back to when a cursor has expired.
    private var place = 0

    private let highOffset: Int
    private static let mostStepsBack = 200

    /// From `highOffset` on Lofty's cursor is preferred: it names no largest offset, and documents scrolling for big books.
    ///
    /// `filter` narrows the list; its order and its place are set here.
    package init(
        ticket: PassTicket,
        at date: Date,
        of filter: LeadListRequest = LeadListRequest(),
        limit: Int = 100,
        highOffset: Int = 5_000
    ) {
        self.ticket = ticket
        self.highOffset = highOffset
        beganAt = date
        var request = filter
        (request.sort, request.isDescending) = (.createTime, false)
        (request.page, request.limit) = (.offset(0), limit)
        self.request = request
        width = PageNarrowing(full: limit)
    }

    /// Leads that exist and did not come, readable or not.
    package var missing: Int { max(0, total - counted - unreadable.count) }

    /// Items of the list that could not be read; pages overlap, so there may be more sentences than items.
    package var unreadableCount: Int { min(unreadable.count, max(0, total - counted)) }

    /// Takes in the answer to ``request`` and moves on.
    package mutating func take(_ page: LeadPage) {
        guard ending == nil else { return }
        pages += 1
        pageSize = max(pageSize, page.leads.count + page.unreadable.count)
        total = page.total
        switch request.page {
        case .offset(let offset): take(page, at: offset)
        case .scroll: takeScrolled(page)
        }
        if case .offset(let next) = request.page { width.came(next: next) }
        request.limit = width.limit
    }

    /// True while a stretch that the server failed with is read piece by piece.
    package var isNarrow: Bool { width.isNarrow }

    /// Asks for less after the server failed with what ``request`` asks for, and sets the one lead aside that it cannot
    /// give; `reason` says why.
    ///
    /// False when it fails with lead after lead.
    package mutating func getAround(_ reason: String) -> Bool {
        guard ending == nil else { return false }
        _ = loseCursor()
        guard case .offset(let offset) = request.page else { return false }
        switch width.failed(at: offset) {
        case .fewer: break
        case .setAside: setAside(offset, reason)
        case .giveUp: return false
        }
        request.limit = width.limit
        return true
    }

    private mutating func setAside(_ offset: Int, _ reason: String) {
        unreadable.append("lead \(offset + 1) of the list, oldest first: \(reason)")
        tail = []
        request.page = .offset(offset + 1)
        if pages > 0, offset + 1 >= total { finish() }
    }

    /// Goes on by offset after the cursor was refused; false when the request had none.
    package mutating func loseCursor() -> Bool {
        guard case .scroll = request.page else { return false }
        request.page = .offset(max(0, place - 1))
        return true
    }

    private mutating func take(_ page: LeadPage, at offset: Int) {
        let size = page.leads.count + page.unreadable.count
        let ids = page.leads.map(\.id)
        let footing = ids.lastIndex { tail.contains($0) }
        guard footing != nil || hasFooting(without: page, at: offset) else { return stepBack(from: offset, by: size) }
        if offset == 0, footing == nil { startOver() }
        let fresh = footing.map { Array(ids[($0 + 1)...]) } ?? ids
        count(fresh, page)
        let end = offset + size
        guard size > 0, end < page.total else { return finish() }
        if !width.isNarrow, end >= highOffset, let cursor = page.scrollID {
            place = end
            request.page = .scroll(cursor)
            return
        }
        // Among so many of the last items one can be read, and will be known again.
        let overlap = 1 + page.unreadable.count
        if overlap >= size { tail = [] }
        request.page = .offset(overlap < size ? end - overlap : end)
    }

    /// Whether the walk may go on although the page holds nothing of the one before.
    private func hasFooting(without page: LeadPage, at offset: Int) -> Bool {
        if offset == 0 || tail.isEmpty { return true }
        if page.leads.isEmpty, !page.unreadable.isEmpty { return true }
        // An empty page where the server counts more is the end of what it gives.
        return page.leads.isEmpty && offset < page.total
    }

    private mutating func startOver() {
        counted = 0
        unreadable = []
    }

    private mutating func takeScrolled(_ page: LeadPage) {
        let known = Set(tail)
        let fresh = page.leads.map(\.id).filter { !known.contains($0) }
        count(fresh, page)
        place += page.leads.count + page.unreadable.count
        let isEmpty = page.leads.isEmpty && page.unreadable.isEmpty
        if isEmpty || missing == 0 { return finish() }
        guard let cursor = page.scrollID else {
            request.page = .offset(max(0, place - 1))
            return
        }
        request.page = .scroll(cursor)
    }

    private mutating func count(_ fresh: [Lead.ID], _ page: LeadPage) {
        counted += fresh.count
        unreadable += page.unreadable
        if !page.leads.isEmpty { tail = page.leads.map(\.id) }
    }

    private mutating func stepBack(from offset: Int, by size: Int) {
        stepsBack += 1
        guard stepsBack <= Self.mostStepsBack else {
            ending = .short
            return
        }
        let step = size > 1 ? size - 1 : request.limit
        request.page = .offset(max(0, offset - step))
    }

    private mutating func finish() { ending = missing == 0 ? .whole : .short }
}
