import Leads

extension SyncEngine {
    /// Shows those anew whose numbers a page of others has listed, or taken off the list.
    ///
    /// Stretch by stretch, so that a person's change never waits for the whole book.
    func showListed() async throws(SyncError) {
        while let news = try stored({ store throws(StoreError) in try store.newsOfListings() }) {
            var last: Lead.ID?
            repeat {
                let stretch = try stored { store throws(StoreError) in
                    try store.showListed(after: last, limit: Self.stretch)
                }
                if let commit = stretch.commit { take(commit) }
                last = stretch.last
                await Task.yield()
            } while last != nil
            try stored { store throws(StoreError) in try store.noteListed(news) }
        }
    }

    /// Rows that are looked through in some milliseconds.
    private static let stretch = 500
}
