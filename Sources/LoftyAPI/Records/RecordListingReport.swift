/// What paging through a list yields: pages, and at the end always one report.
public enum RecordListingEvent<Record: Sendable>: Sendable {
    /// Records that no page before held.
    case page([Record])
    case end(RecordListingReport)
}

extension RecordListingEvent: Equatable where Record: Equatable {}

/// Whether a list is whole.
public struct RecordListingReport: Hashable, Sendable {
    /// Different records that came.
    public var distinct: Int
    /// Matches in all, as the last page said; `nil` where the endpoint does not say.
    public var total: Int?
    /// Items that could not be read.
    public var unreadable: Int
    /// Pages that were asked for and answered.
    public var pages: Int
    /// True when the server began to repeat itself, so that where the list ends is not known.
    public var isStalled: Bool

    public init(
        distinct: Int = 0,
        total: Int? = nil,
        unreadable: Int = 0,
        pages: Int = 0,
        isStalled: Bool = false
    ) {
        self.distinct = distinct
        self.total = total
        self.unreadable = unreadable
        self.pages = pages
        self.isStalled = isStalled
    }

    /// Records that exist and did not come; without a ``total`` those that could not be read.
    public var missing: Int { total.map { max(0, $0 - distinct) } ?? unreadable }

    public var isComplete: Bool { missing == 0 && !isStalled }
}

extension RecordListing {
    /// All records in one array, read to the end.
    ///
    /// - Throws: ``APIError/Kind/unreadableAnswer`` when the list is not whole; page through the events to keep what came.
    public func all() async throws(APIError) -> [Record] {
        var records: [Record] = []
        var iterator = makeAsyncIterator()
        while let event = try await iterator.next() {
            switch event {
            case .page(let page): records += page
            case .end(let report) where report.isComplete: break
            case .end(let report): throw report.incomplete(operation)
            }
        }
        return records
    }
}

extension RecordListingReport {
    fileprivate func incomplete(_ operation: String) -> APIError {
        let sentence = isStalled ? "the server repeats a page" : "items missing or unreadable: \(missing)"
        return APIError(
            .unreadableAnswer,
            operation: operation,
            serverText: "The list is not whole: \(sentence)",
            disposition: .retry(after: nil)
        )
    }
}
