import FoundationEssentials
package import Leads
import LoftyAPI

/// How much of the account a refresh reads.
package enum RefreshScope: Hashable, Sendable {
    /// What is new or has changed, and everything when the counts disagree or the last sweep is a day old.
    case incremental
    /// Every lead.
    case full
}

extension SyncEngine {
    /// Brings the mirror up to date; joins a refresh that is already under way.
    ///
    /// What was read stays when it fails half way. Leads that were not seen leave only after a sweep that saw as many
    /// as the server counts.
    package func refresh(_ scope: RefreshScope) async throws(SyncError) {
        while let running = refreshing {
            let result = await running.task.result
            // The one that started it clears it; until then there is nothing to join.
            if refreshing?.task == running.task { refreshing = nil }
            if running.scope == scope || running.scope == .full { return try unwrap(result) }
        }
        latestReading = [:]
        // Nobody sees anything before the first sweep; after it a refresh leaves the budget to what people wait for.
        let lane: CallLane? = try hasSwept() ? .sync : nil
        let task = Task { try await CallLane.$current.withValue(lane) { try await self.bringUpToDate(scope) } }
        refreshing = (scope, task)
        let result = await withTaskCancellationHandler {
            await task.result
        } onCancel: {
            task.cancel()
        }
        if refreshing?.task == task { refreshing = nil }
        return try unwrap(result)
    }

    /// Reads one lead into the mirror, also one that the mirror does not hold.
    package func fetch(_ id: Lead.ID) async throws(SyncError) -> LeadRow? {
        if id.isProvisional { return try stored { store throws(StoreError) in try store.rows(of: [id]).first } }
        try await checkAccount()
        let began = now
        switch await readLead(id) {
        case .success(let lead): store(.lead(lead, at: began))
        case .failure(let error):
            if error.kind == .notFound { markGone(id) }
            throw .service(error)
        }
        return try stored { store throws(StoreError) in try store.rows(of: [id]).first }
    }

    /// The server does not show the lead: it leaves, or its unsent changes wait for a person.
    func markGone(_ id: Lead.ID) {
        do throws(StoreError) {
            try commit(StoreTransaction(updates: outbox.stranded(on: id, except: []), readings: [.gone(id)]))
        } catch {
            observer(.trouble(error))
        }
    }

    private func unwrap(_ result: Result<Void, any Error>) throws(SyncError) {
        switch result {
        case .success: return
        case .failure(let error as SyncError): throw error
        case .failure:
            throw .service(APIError(.cancelled, operation: "refresh", disposition: .retry(after: nil)))
        }
    }

    private func bringUpToDate(_ scope: RefreshScope) async throws(SyncError) {
        try await checkAccount()
        try await loadReferenceData(unlessYoungerThan: scope == .full ? .zero : .seconds(3_600))
        let marks = try stored { store throws(StoreError) in try store.marks() }
        let isSweepDue = marks.completeSweepAt.map { now.timeIntervalSince($0) > 86_400 } ?? true
        if scope == .incremental, !isSweepDue, try await readNews() {
            return try save(marks.completeSweepAt)
        }
        let began = now
        let isComplete = try await sweep()
        try save(isComplete ? began : marks.completeSweepAt)
    }

    private func hasSwept() throws(SyncError) -> Bool {
        try stored { store throws(StoreError) in try store.marks() }.completeSweepAt != nil
    }

    private func save(_ completeSweepAt: Date?) throws(SyncError) {
        let marks = SyncMarks(completeSweepAt: completeSweepAt, refreshedAt: now)
        try stored { store throws(StoreError) in try store.save(marks) }
    }

    // MARK: News

    /// Reads new leads and those with new activity; false when the mirror still differs in number.
    private func readNews() async throws(SyncError) -> Bool {
        var total = 0
        for sort in [LeadListRequest.Sort.createTime, .lastActivity] {
            var offset = 0
            while true {
                let page = try await page(LeadListRequest(sort: sort, isDescending: true, page: .offset(offset)))
                total = page.total
                offset += page.leads.count
                if page.leads.isEmpty || page.changed == 0 || offset >= page.total { break }
            }
        }
        let mirrored = try stored { store throws(StoreError) in try store.mirroredIDs().count }
        observer(.progress(SyncProgress(loaded: mirrored, total: total, isFinished: mirrored == total)))
        return mirrored == total
    }

    // MARK: Sweep

    /// Reads every lead; true when as many distinct ones were seen as the server counts.
    private func sweep() async throws(SyncError) -> Bool {
        let began = now
        // Pages shift while leads come and go, so a sweep that comes out short is made once more.
        for _ in 0..<2 {
            let (seen, total, isReadable) = try await sweepOnce()
            let isComplete = seen.count == total && isReadable
            if isComplete { try removeUnseen(but: seen, since: began) }
            observer(.progress(SyncProgress(loaded: seen.count, total: total, isFinished: true)))
            if isComplete || !isReadable { return isComplete }
        }
        return false
    }

    private func sweepOnce() async throws(SyncError) -> (seen: Set<Lead.ID>, total: Int, isReadable: Bool) {
        var seen: Set<Lead.ID> = []
        var isReadable = true
        var offset = 0
        var cursor = LeadListRequest.Page.offset(0)
        while true {
            let request = LeadListRequest(sort: .createTime, isDescending: true, page: cursor)
            let page: ReadPage
            do throws(SyncError) {
                page = try await self.page(request)
            } catch {
                guard case .service(let failure) = error, case .scroll = cursor, failure.disposition == .permanent
                else { throw error }
                // A scroll cursor expires after a time that Lofty does not document; the offset does not.
                cursor = .offset(offset)
                continue
            }
            seen.formUnion(page.leads)
            isReadable = isReadable && page.isReadable
            offset += page.size
            observer(.progress(SyncProgress(loaded: seen.count, total: page.total, isFinished: false)))
            if page.size == 0 || offset >= page.total { return (seen, page.total, isReadable) }
            cursor = Self.cursor(after: offset, scrollID: page.scrollID)
        }
    }

    /// Lofty names no largest offset; scrolling is documented for big books.
    private static func cursor(after offset: Int, scrollID: String?) -> LeadListRequest.Page {
        guard offset >= 5_000, let scrollID else { return .offset(offset) }
        return .scroll(scrollID)
    }

    private func removeUnseen(but seen: Set<Lead.ID>, since: Date) throws(SyncError) {
        let missing = try stored { store throws(StoreError) in try store.mirroredIDs().subtracting(seen) }
        guard !missing.isEmpty else { return }
        let readings = missing.map { LeadReading.unseen($0, since: since) }
        do throws(StoreError) {
            try commit(StoreTransaction(readings: readings))
        } catch {
            throw .store(error)
        }
    }

    // MARK: Pages

    private struct ReadPage {
        var leads: [Lead.ID]
        /// Items of the page, readable or not.
        var size: Int
        var changed: Int
        var total: Int
        var scrollID: String?
        var isReadable: Bool
    }

    /// Reads a page into the mirror, after the writes that are due.
    private func page(_ request: LeadListRequest) async throws(SyncError) -> ReadPage {
        await writesDone()
        try await limitPassed()
        let beganAt = now
        // The number that this reading is about to get.
        let number = readingCount + 1
        let page: LeadPage
        switch await read({ service throws(APIError) in try await service.leads(request) }) {
        case .success(let answer): page = answer
        case .failure(let error): throw .service(error)
        }
        let known = try stored { store throws(StoreError) in try store.bases(of: page.leads.map(\.id)) }
        // A lead that was read by itself meanwhile is newer than its copy in this page.
        let changed = page.leads.filter { lead in
            known[lead.id]?.lead != lead && latestReading[lead.id, default: 0] < number
        }
        if !changed.isEmpty {
            do throws(StoreError) {
                try commit(StoreTransaction(readings: changed.map { .listed($0, at: beganAt) }))
            } catch {
                throw .store(error)
            }
        }
        return ReadPage(
            leads: page.leads.map(\.id),
            size: page.leads.count + page.unreadable.count,
            changed: changed.count,
            total: page.total,
            scrollID: page.scrollID,
            isReadable: page.unreadable.isEmpty
        )
    }

    /// Waits while the server asks for a pause.
    private func limitPassed() async throws(SyncError) {
        guard case .limited(let until) = link.state, until > now else { return }
        do {
            try await environment.clock.sleep(until: until)
        } catch {
            throw .service(APIError(.cancelled, operation: "refresh", disposition: .retry(after: nil)))
        }
    }

    func stored<Value>(
        _ operation: (any MirrorStore & OutboxStore) throws(StoreError) -> Value
    ) throws(SyncError) -> Value {
        do throws(StoreError) {
            return try operation(store)
        } catch {
            throw .store(error)
        }
    }
}
