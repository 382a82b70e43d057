/// A list of the server, page by page to its end, and then a report that says whether it is whole.
///
/// Pages are asked for as they are consumed, and each record comes once. An error of a page ends the sequence; what came
/// before it stays valid.
///
/// ```swift
/// for try await event in client.allMyTasks() {
///     switch event {
///     case .page(let tasks): show(tasks)
///     case .end(let report): if !report.isComplete { warn(report) }
///     }
/// }
/// ```
public struct RecordListing<Record: Identifiable & Sendable>: AsyncSequence, Sendable where Record.ID: Sendable {
    public typealias Element = RecordListingEvent<Record>
    public typealias Failure = APIError

    /// Where a page begins.
    struct Position: Hashable, Sendable {
        /// Pages before it.
        var page = 0
        /// Items before it, readable or not.
        var received = 0
        /// Id of the last record that could be read.
        var lastID: Record.ID?
        /// What the page before gave for asking on.
        var cursor: String?
    }

    /// How an endpoint says that there is no more.
    enum Ending: Sendable {
        /// By a total; a page without items ends the list too.
        case total
        /// By giving no cursor; a page may be empty before that.
        case cursor
        /// By a page that brings nothing new.
        case nothingNew
    }

    /// For messages, such as `GET /v2.0/tasks/my-tasks`.
    let operation: String
    let ending: Ending
    let fetch: @Sendable (Position) async throws(APIError) -> RecordPage<Record>

    public func makeAsyncIterator() -> Iterator { Iterator(ending: ending, fetch: fetch) }

    public struct Iterator: AsyncIteratorProtocol {
        private let ending: Ending
        private let fetch: @Sendable (Position) async throws(APIError) -> RecordPage<Record>
        private var position = Position()
        private var report = RecordListingReport()
        private var seen: Set<Record.ID> = []
        private var cursors: Set<String> = []
        private var phase = Phase.paging

        private enum Phase {
            case paging, reporting, finished
        }

        init(ending: Ending, fetch: @escaping @Sendable (Position) async throws(APIError) -> RecordPage<Record>) {
            self.ending = ending
            self.fetch = fetch
        }

        public mutating func next() async throws(APIError) -> RecordListingEvent<Record>? {
            switch phase {
            case .finished: return nil
            case .reporting:
                phase = .finished
                return .end(report)
            case .paging:
                do {
                    return .page(take(try await fetch(position)))
                } catch {
                    phase = .finished
                    throw error
                }
            }
        }
    }
}

// MARK: Deciding

extension RecordListing.Iterator {
    /// Counts a page, moves on to the next one, and returns what is new in it.
    private mutating func take(_ page: RecordPage<Record>) -> [Record] {
        let fresh = page.records.filter { seen.insert($0.id).inserted }
        position.page += 1
        position.received += page.count
        position.lastID = page.records.last?.id ?? position.lastID
        position.cursor = page.nextCursor
        report.pages += 1
        report.distinct = seen.count
        report.total = page.total ?? report.total
        report.unreadable += page.unreadable.count
        if isLast(page, fresh) { phase = .reporting }
        return fresh
    }

    private mutating func isLast(_ page: RecordPage<Record>, _ fresh: [Record]) -> Bool {
        switch ending {
        case .total:
            return page.count == 0 || position.received >= (report.total ?? 0)
        case .cursor:
            guard let cursor = page.nextCursor else { return true }
            // The same cursor again would lead round in a circle.
            report.isStalled = !cursors.insert(cursor).inserted
            return report.isStalled
        case .nothingNew:
            // A page may begin with the record that was asked for; more than that again means that the server does not
            // move on, or that nothing of a page could be read to move on from.
            report.isStalled = fresh.isEmpty && page.count > 1
            return fresh.isEmpty
        }
    }
}
