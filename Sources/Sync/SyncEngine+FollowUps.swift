import FoundationEssentials
package import Leads
import LoftyAPI

/// Follow-ups and leads that are put aside.
extension SyncEngine {
    /// Leads that were put aside, those whose time has come included.
    package func snoozes() throws(StoreError) -> [Lead.ID: Snooze] { try store.snoozes() }

    /// The person's follow-ups as the mirror has them; asks nobody.
    package func mirroredFollowUps() throws(StoreError) -> FollowUpBook { try store.followUps() }

    /// Reads the person's follow-ups, the latest first, and tells the observer.
    ///
    /// A person with thousands of finished ones need not wait for all of them: what is due comes early in the list.
    package func readFollowUps() async throws(SyncError) {
        try await checkAccount()
        var tasks: [LeadTask] = []
        var isWhole = false
        for _ in 0..<Self.mostPages {
            let last = tasks.last?.id
            switch await read({ service throws(APIError) in try await service.myTasks(after: last) }) {
            case .failure(let error): throw .service(error)
            case .success(let page):
                let known = Set(tasks.map(\.id))
                let new = page.records.filter { !known.contains($0.id) }
                tasks += new
                isWhole = new.isEmpty
            }
            if isWhole { break }
        }
        let book = FollowUpBook(followUps: tasks.compactMap(FollowUp.init), readAt: now, isWhole: isWhole)
        try stored { store throws(StoreError) in try store.save(book) }
        observer(.followUps(book))
    }

    /// Pages of a hundred.
    private static let mostPages = 5

    /// Takes settled changes into the mirror, so that the list shows them without being read again.
    func takeFollowUps(of entries: [JournalEntry]) {
        let settled = entries.compactMap { entry -> (JournalEntry, FollowUpChange)? in
            guard case .settled = entry.entry.status, case .followUp(let change) = entry.entry.change else {
                return nil
            }
            return (entry, change)
        }
        guard !settled.isEmpty else { return }
        do throws(StoreError) {
            var book = try store.followUps()
            let before = book
            for (entry, change) in settled {
                book.take(
                    change,
                    of: entry.entry.leadID,
                    named: entry.entry.leadName,
                    made: entry.delivery.acceptance?.recordID.flatMap(Lookup.followUp(named:))
                )
            }
            guard book != before else { return }
            try store.save(book)
            observer(.followUps(book))
        } catch {
            observer(.trouble(error))
        }
    }
}
