import LeadIndex
package import Leads
import Sync
import ViewModels

extension LiveBackend {
    /// Candidates that are looked at; a family name that half a book has finds no more.
    private static let mostCandidates = 300

    package func kin(of subject: KinSubject) async -> [Kin] {
        guard let query = subject.query, let candidates = await leads(like: query) else { return [] }
        return subject.kin(among: candidates)
    }

    /// The first leads that a query finds; `nil` when the index does not answer.
    func leads(like query: LeadQuery) async -> [Lead]? {
        let context = QueryContext(now: clock.now, me: nil, members: [], clock: zone)
        // What cannot be read is told by the view, which reads the same rows.
        let source = MirrorRows(engine.store) { _ in }
        let question = BookQuestion(query, sort: LeadSort(.created), context: context)
        guard let rows = await feed.index.answer(question, rows: source) else { return nil }
        let ids = (0..<min(rows.count, Self.mostCandidates)).map { rows.id(at: $0) }
        return source.rows(of: ids).compactMap { $0?.lead }
    }

    /// What the person saw last of leads.
    func looks(of leads: [Lead.ID]) async -> [Lead.ID: LeadLook] {
        do throws(SyncError) {
            return try await engine.looks(of: leads)
        } catch {
            // Marks of what is new are missing then, nothing else.
            return [:]
        }
    }
}
