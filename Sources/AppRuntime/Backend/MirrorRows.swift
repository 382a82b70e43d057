import LeadIndex
import Leads
import Sync

/// Rows of the mirror for the lines of the screen.
struct MirrorRows: LeadRowSource {
    private let store: any MirrorStore
    private let tell: @Sendable (StoreError) -> Void

    /// - Parameters:
    ///   - store: where the leads are.
    ///   - tell: is told why rows could not be read; they are shown without a name then.
    init(_ store: any MirrorStore, tell: @escaping @Sendable (StoreError) -> Void) {
        self.store = store
        self.tell = tell
    }

    func rows(of ids: [Lead.ID]) -> [LeadRow?] {
        guard !ids.isEmpty else { return [] }
        do throws(StoreError) {
            let rows = try store.rows(of: ids)
            let found = Dictionary(rows.map { ($0.lead.id, $0) }, uniquingKeysWith: { first, _ in first })
            return ids.map { found[$0] }
        } catch {
            tell(error)
            return ids.map { _ in nil }
        }
    }
}
