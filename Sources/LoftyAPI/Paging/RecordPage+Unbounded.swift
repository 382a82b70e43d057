// Lists that do not say how long they are.

extension RecordPage {
    /// A page behind which there may be more when it is full; `next` is the place of the next one.
    init(_ list: LossyList<Record>, limit: Int, next: (some BinaryInteger)?) {
        let count = list.items.count + list.unreadable.count
        self.init(list, nextCursor: count >= limit ? next.map { String($0) } : nil)
    }
}

extension LoftyClient {
    /// Pages through a list as long as its pages name a place to go on from and bring something new.
    func listing<Record>(
        of endpoint: Endpoint,
        _ fetch: @escaping @Sendable (RecordListing<Record>.Position) async throws(APIError) -> RecordPage<Record>
    ) -> RecordListing<Record> {
        listing(of: endpoint, endingBy: .nothingNew) { position throws(APIError) in
            // Nothing to go on from is the end; no call is spent on hearing it again.
            if position.page > 0, position.cursor == nil { return RecordPage(records: []) }
            return try await fetch(position)
        }
    }
}
