import Leads

extension LoftyService {
    /// All leads of a request, page by page to the end, each once, and then a report.
    ///
    /// Pages are asked for as they are consumed. Without an order of its own the request gets one, newest first; an order
    /// without a direction descends.
    public func allLeads(_ request: LeadListRequest = LeadListRequest()) -> LeadListing {
        var request = request
        if request.sort == nil {
            request.sort = .createTime
            request.isDescending = true
        }
        request.isDescending = request.isDescending ?? true
        return LeadListing(service: self, request: request)
    }
}

/// What paging through leads yields: pages, and at the end always one report.
public enum LeadListingEvent: Hashable, Sendable {
    /// Leads that no page before held.
    case page(LeadPage)
    case end(LeadListingReport)
}

/// Whether a list is whole.
public struct LeadListingReport: Hashable, Sendable {
    /// Different leads that came.
    public var distinct: Int
    /// Matches in all, as the last page said.
    public var total: Int
    /// Items that could not be read.
    public var unreadable: Int
    /// Pages that were asked for and answered.
    public var pages: Int
    /// True when a cursor expired and the list was read again from the start.
    public var isRestarted: Bool

    public init(distinct: Int = 0, total: Int = 0, unreadable: Int = 0, pages: Int = 0, isRestarted: Bool = false) {
        self.distinct = distinct
        self.total = total
        self.unreadable = unreadable
        self.pages = pages
        self.isRestarted = isRestarted
    }

    /// Leads that exist and did not come, readable or not; 0 for a whole list.
    public var missing: Int { max(0, total - distinct) }

    public var isComplete: Bool { missing == 0 }
}

/// The pages of a request.
///
/// Begins with offsets and goes over to the server's cursor where offsets become slow or are refused. An expired cursor
/// starts the list once more from the beginning; leads that came already are left out then. A request may begin in the
/// middle, at an offset or with a cursor that was kept: what lies before is missing in the report then, unless the
/// cursor has expired.
public struct LeadListing: AsyncSequence, Sendable {
    public typealias Element = LeadListingEvent
    public typealias Failure = APIError

    /// From here on a cursor is preferred.
    package static let highOffset = 2_000

    let service: any LoftyService
    let request: LeadListRequest

    public func makeAsyncIterator() -> Iterator { Iterator(service: service, request: request) }

    public struct Iterator: AsyncIteratorProtocol, Sendable {
        private let service: any LoftyService
        private let start: LeadListRequest.Page
        private var request: LeadListRequest
        private var report = LeadListingReport()
        private var seen: Set<Lead.ID> = []
        /// Items on the wire since the list was last begun.
        private var received = 0
        private var cursor: String?
        private var previousIDs: [Lead.ID] = []
        private var phase = Phase.paging

        private enum Phase {
            case paging, reporting, finished
        }

        init(service: any LoftyService, request: LeadListRequest) {
            self.service = service
            self.request = request
            switch request.page {
            case .offset: start = request.page
            case .scroll: start = .offset(0)
            }
        }

        public mutating func next() async throws(APIError) -> LeadListingEvent? {
            switch phase {
            case .finished: return nil
            case .reporting:
                phase = .finished
                return .end(report)
            case .paging:
                return .page(try await nextPage())
            }
        }

        private mutating func nextPage() async throws(APIError) -> LeadPage {
            while true {
                do {
                    return take(try await service.leads(request))
                } catch {
                    guard recover(from: error) else {
                        phase = .finished
                        throw error
                    }
                }
            }
        }
    }
}

// MARK: Deciding

extension LeadListing.Iterator {
    /// Counts a page, moves on to the next one, and returns what is new in it.
    private mutating func take(_ page: LeadPage) -> LeadPage {
        let ids = page.leads.map(\.id)
        let count = page.leads.count + page.unreadable.count
        received += count
        cursor = page.scrollID ?? cursor
        var fresh = page
        fresh.leads = page.leads.filter { seen.insert($0.id).inserted }
        report.pages += 1
        report.total = page.total
        report.distinct = seen.count
        report.unreadable += page.unreadable.count
        // The very same page again: the server takes no notice of where we are.
        let isRepeated = !ids.isEmpty && ids == previousIDs
        previousIDs = ids
        if count == 0 || isRepeated || isAtEnd(page) { phase = .reporting } else { moveOn(by: count, page) }
        return fresh
    }

    private func isAtEnd(_ page: LeadPage) -> Bool {
        switch request.page {
        case .offset(let offset): offset + page.leads.count + page.unreadable.count >= page.total
        // Overlaps make `received` too large, so only what is distinct counts; a restart counts from the beginning.
        case .scroll: page.scrollID == nil || seen.count >= page.total || received >= 2 * page.total + request.limit
        }
    }

    private mutating func moveOn(by count: Int, _ page: LeadPage) {
        switch request.page {
        case .offset(let offset):
            let next = offset + count
            if next >= LeadListing.highOffset, let cursor = page.scrollID {
                request.page = .scroll(cursor)
            } else {
                request.page = .offset(next)
            }
        case .scroll:
            if let cursor { request.page = .scroll(cursor) }
        }
    }

    /// Finds another way to go on after a refusal; false when there is none.
    private mutating func recover(from error: APIError) -> Bool {
        let isRefusal = error.kind == .refused || error.kind == .notFound
        switch request.page {
        case .offset(let offset):
            guard isRefusal || error.kind == .serverFailure, offset >= LeadListing.highOffset, let cursor else {
                return false
            }
            request.page = .scroll(cursor)
            return true
        case .scroll:
            guard isRefusal, !report.isRestarted else { return false }
            report.isRestarted = true
            received = 0
            cursor = nil
            previousIDs = []
            request.page = start
            return true
        }
    }
}
