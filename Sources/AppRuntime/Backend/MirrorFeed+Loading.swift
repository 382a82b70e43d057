import LeadIndex
import Leads
import Sync

extension MirrorFeed {
    /// Rows of a page: enough for all cores, and few enough that a question waits for none of them.
    private static let pageSize = 8_192

    /// Reads the mirror into the index, a page at a time, while it goes on changing, and shows it.
    ///
    /// What the engine tells meanwhile is left where it is: in the store, from which it is read at the end. Blocks on
    /// the disk.
    ///
    /// - Parameters:
    ///   - store: the mirror.
    ///   - isGivenUp: asked before each page.
    /// - Throws: why the mirror cannot be read; the book is then what was read until then.
    func load(
        from store: any MirrorStore & OutboxStore,
        until isGivenUp: () -> Bool
    ) throws(StoreError) {
        beginReading()
        defer { endReading() }
        let aside = try store.snoozes()
        let named = try store.rows(of: Array(aside.keys)).map { ($0.lead.id, $0.lead.displayName) }
        adopt(aside, names: Dictionary(named, uniquingKeysWith: { first, _ in first }), try store.followUps())
        var revision = try store.currentRevision()
        var last: Lead.ID?
        while !isGivenUp() {
            let rows = try store.rows(after: last, limit: Self.pageSize)
            guard let end = rows.last else { break }
            index.apply(rows: rows)
            last = end.lead.id
        }
        while !isGivenUp() {
            let changes = try store.changes(since: revision, limit: Self.pageSize)
            index.apply(rows: changes.rows, removing: changes.removed, revision: changes.revision)
            let isAtEnd = changes.revision == revision
            revision = changes.revision
            if isAtEnd, becomeLive() { break }
        }
    }
}
