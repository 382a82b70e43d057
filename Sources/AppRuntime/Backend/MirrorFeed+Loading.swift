import LeadIndex
import Leads
import Sync

extension MirrorFeed {
    /// Rows of a page: enough for all cores, and few enough that a question waits for none of them.
    private static let pageSize = 8_192

    /// Reads the mirror into the index while it goes on changing, and shows it.
    ///
    /// Columns that were saved are taken and brought up to now; without them, or when there is any doubt about them, the
    /// book is read a page at a time. What the engine tells meanwhile is left where it is: in the store, from which it
    /// is read at the end. Blocks on the disk.
    ///
    /// - Parameters:
    ///   - store: the mirror.
    ///   - file: where the columns are kept between runs; `nil` when they are not.
    ///   - isGivenUp: asked before each page.
    /// - Throws: why the mirror cannot be read; the book is then what was read until then.
    func load(
        from store: any MirrorStore & OutboxStore,
        saved file: String? = nil,
        until isGivenUp: () -> Bool
    ) throws(StoreError) {
        beginReading()
        defer { endReading() }
        let aside = try store.snoozes()
        let named = try store.rows(of: Array(aside.keys)).map { ($0.lead.id, $0.lead.displayName) }
        adopt(aside, names: Dictionary(named, uniquingKeysWith: { first, _ in first }), try store.followUps())
        var revision: Int64
        if let restored = try restore(from: file, store) {
            revision = restored
        } else {
            revision = try store.currentRevision()
            try readAll(from: store, until: isGivenUp)
        }
        while !isGivenUp() {
            let changes = try store.changes(since: revision, limit: Self.pageSize)
            index.apply(rows: changes.rows, removing: changes.removed, revision: changes.revision)
            noteUnsaved(changes.rows.count + changes.removed.count, removals: changes.removed.count)
            let isAtEnd = changes.revision == revision
            revision = changes.revision
            if isAtEnd, becomeLive() { break }
        }
    }

    /// The revision of the columns that were saved; `nil` when there are none that are beyond doubt.
    private func restore(
        from file: String?,
        _ store: any MirrorStore & OutboxStore
    ) throws(StoreError) -> Int64? {
        guard let file, let saved = try store.savedBook() else { return nil }
        do throws(SnapshotError) {
            try index.restore(from: file, account: saved.token, revision: saved.revision)
            return saved.revision
        } catch {
            return nil  // The store has everything that the file would have said.
        }
    }

    private func readAll(
        from store: any MirrorStore & OutboxStore,
        until isGivenUp: () -> Bool
    ) throws(StoreError) {
        var last: Lead.ID?
        while !isGivenUp() {
            let rows = try store.rows(after: last, limit: Self.pageSize)
            guard let end = rows.last else { break }
            index.apply(rows: rows)
            noteUnsaved(rows.count)
            last = end.lead.id
        }
    }
}
