/// One page of a list.
public struct RecordPage<Record: Sendable>: Sendable {
    public var records: [Record]
    /// Matches in all, not in this page; `nil` where the endpoint does not say.
    public var total: Int?
    /// Asks for the next page; `nil` where the endpoint counts pages instead, and at the end.
    public var nextCursor: String?
    /// Items that could not be read, one sentence each; the page is short by as many.
    public var unreadable: [String]

    public init(records: [Record], total: Int? = nil, nextCursor: String? = nil, unreadable: [String] = []) {
        self.records = records
        self.total = total
        self.nextCursor = nextCursor
        self.unreadable = unreadable
    }

    /// Items of the page on the wire, readable or not.
    var count: Int { records.count + unreadable.count }
}

extension RecordPage: Equatable where Record: Equatable {}

extension RecordPage {
    init(_ list: LossyList<Record>, total: Int? = nil, nextCursor: String? = nil) {
        self.init(records: list.items, total: total, nextCursor: nextCursor, unreadable: list.unreadable)
    }
}
