import FoundationEssentials
package import Leads
import LoftyAPI

/// How much of the account a refresh reads.
package enum RefreshScope: Hashable, Sendable {
    /// What is new, what is on the screen, and every lead when the last walk is older than the promise and costs no more
    /// than the calls of a minute.
    case incremental
    /// Every lead.
    case full
}

extension SyncEngine {
    /// Brings the mirror up to date; joins a refresh that is already under way.
    ///
    /// What was read stays when it fails half way. Leads that were not seen leave only after a pass that came to the end
    /// of the list, and many of them only after a second one. ``survey(_:)`` tells what came of it.
    package func refresh(_ scope: RefreshScope) async throws(SyncError) { _ = try await survey(scope) }

    /// Brings the mirror up to date and answers what was read and what is missing.
    package func survey(_ scope: RefreshScope) async throws(SyncError) -> RefreshReport {
        while let running = refreshing {
            let result = await running.task.result
            // The one that started it clears it; until then there is nothing to join.
            if refreshing?.task == running.task { refreshing = nil }
            if running.scope == scope || running.scope == .full { return try unwrap(result) }
        }
        // Nobody sees anything before the first sweep; after it a refresh leaves the budget to what people wait for.
        let lane: CallLane? = try marks().completeSweepAt == nil ? nil : .sync
        let task = Task { try await CallLane.$current.withValue(lane) { try await self.bringUpToDate(scope) } }
        refreshing = (scope, task)
        let result = await withTaskCancellationHandler {
            await task.result
        } onCancel: {
            task.cancel()
        }
        if refreshing?.task == task { refreshing = nil }
        // Another process may have read the same book meanwhile; who waits for it is told of its rows before the end.
        catchUp()
        wakeWatch()
        reportFreshness()
        return try unwrap(result)
    }

    /// Reads one lead into the mirror, also one that the mirror does not hold.
    package func fetch(_ id: Lead.ID) async throws(SyncError) -> LeadRow? {
        if id.isProvisional { return try stored { store throws(StoreError) in try store.rows(of: [id]).first } }
        try await checkAccount()
        try await readIntoMirror(id)
        return try stored { store throws(StoreError) in try store.rows(of: [id]).first }
    }

    /// Reads one lead for a decision about it.
    ///
    /// A change that is sent within a second stands on this reading; later, the server is asked again.
    package func fetchToDecide(_ id: Lead.ID) async throws(SyncError) -> LeadRow? {
        let began = steadyNow()
        let row = try await fetch(id)
        if let base = mirrored(id) { decisionBase = DecisionBase(lead: base, readAt: began) }
        return row
    }

    /// The lead as the mirror shows it; asks nobody.
    package func row(of id: Lead.ID) throws(SyncError) -> LeadRow? {
        try stored { store throws(StoreError) in try store.rows(of: [id]).first }
    }

    /// Reads one lead; one that is gone leaves the mirror.
    ///
    /// With `isMissing` the list did not show it, so one answer that it is gone is enough.
    func readIntoMirror(_ id: Lead.ID, isMissing: Bool = false) async throws(SyncError) {
        let asked = try stored { store throws(StoreError) in try store.currentRevision() }
        let began = now
        switch await readLead(id) {
        case .success(let lead): store(.lead(lead, at: began, asked: asked))
        case .failure(let error):
            if error.kind == .notFound {
                let isGone = if isMissing { true } else { await isSurelyGone(id) }
                if isGone { markGone(id) }
            }
            throw .service(error)
        }
    }

    /// True when one missing lead is no sign of trouble, or when the list does not show this one either.
    private func isSurelyGone(_ id: Lead.ID) async -> Bool {
        guard let known = mirrored(id) else { return true }
        do throws(SyncError) {
            let count = try stored { store throws(StoreError) in try store.mirroredCount() }
            if goneBrake.believes(at: steadyNow(), of: count) { return true }
        } catch {
            return false
        }
        guard let request = Lookup.request(for: known) else { return false }
        guard case .success(let page) = await read({ service throws(APIError) in try await service.leads(request) })
        else { return false }
        // A server that does not filter shows the first of all leads, which says nothing of this one.
        return page.leads.count + page.unreadable.count >= page.total && !page.leads.contains { $0.id == id }
    }

    /// Asks for one lead; an answer about another one is no answer.
    func readLead(_ id: Lead.ID) async -> Result<Lead, APIError> {
        let result = await read(about: id) { service throws(APIError) in
            try await service.lead(id, includingTrashed: false)
        }
        guard case .success(let lead) = result, lead.id != id else { return result }
        return .failure(
            APIError(
                .unreadableAnswer,
                operation: "GET /v1.0/leads/{leadId}",
                serverText: "Lofty was asked for lead \(id) and answered with lead \(lead.id)",
                disposition: .permanent
            )
        )
    }

    /// The server does not show the lead: it leaves, or its unsent changes wait for a person.
    func markGone(_ id: Lead.ID) {
        do throws(StoreError) {
            _ = try caughtUp { () throws(StoreError) in
                try commit(StoreTransaction(updates: outbox.stranded(on: id, except: []), readings: [.gone(id)]))
            }
        } catch {
            observer(.trouble(error))
        }
    }

    private func unwrap(_ result: Result<RefreshReport, any Error>) throws(SyncError) -> RefreshReport {
        switch result {
        case .success(let report): return report
        case .failure(let error as SyncError): throw error
        case .failure:
            throw .service(APIError(.cancelled, operation: "refresh", disposition: .retry(after: nil)))
        }
    }

    private func bringUpToDate(_ scope: RefreshScope) async throws(SyncError) -> RefreshReport {
        try await checkAccount()
        tellNotices()
        try await loadReferenceData(unlessYoungerThan: scope == .full ? .zero : .seconds(60))
        let book = try marks().completeSweepAt
        // The rolling pass goes through a book that would use up the calls of a minute.
        if scope == .incremental, book != nil, watch.freshness.rollsThroughBook { return try await readNews() }
        if scope == .incremental, book?.isWithin(watch.freshness.promise.book, before: now) == true {
            let news = try await readNews()
            // A count that differs is a hint; one that agrees proves nothing.
            if news.missing == 0 || book?.isWithin(.seconds(30), before: now) == true { return news }
        }
        if book == nil { await showNewest() }
        return try await walkTheBook()
    }

    /// Reads the newest leads before the first walk, which comes to them last: they stand at the top of most views, and
    /// whoever looks at them need not see others pass by meanwhile.
    ///
    /// What fails here is read by the walk, which says so.
    private func showNewest() async {
        do throws(SyncError) {
            guard try stored({ store throws(StoreError) in try store.mirroredCount() }) == 0 else { return }
            _ = try await readPage(LeadListRequest(sort: .createTime, isDescending: true, page: .offset(0)))
            try await showListed()
        } catch {
            return
        }
    }

    func marks() throws(SyncError) -> SyncMarks {
        try stored { store throws(StoreError) in try store.marks() }
    }

    func saveMarks(_ change: (inout SyncMarks) -> Void) throws(SyncError) {
        try stored { store throws(StoreError) in
            var marks = try store.marks()
            change(&marks)
            try store.save(marks)
        }
    }

    /// Names what the store has got around.
    func tellNotices() {
        for notice in store.takeNotices() { observer(.trouble(notice)) }
    }

    // MARK: News

    /// Reads new leads and those with new activity on the website, and what is on the screen.
    private func readNews() async throws(SyncError) -> RefreshReport {
        var total = 0
        for sort in [LeadListRequest.Sort.createTime, .lastActivity] { total = try await readNews(by: sort) }
        for id in watch.freshness.stale(now: steadyNow()) {
            do throws(SyncError) {
                try await readIntoMirror(id)
            } catch {
                guard case .service(let failure) = error, failure.kind == .notFound else { throw error }
            }
            watch.freshness.record(.lead(id), at: steadyNow())
        }
        try await showListed()
        try saveMarks { $0.refreshedAt = now }
        let marks = try marks()
        let mirrored = try stored { store throws(StoreError) in try store.mirroredCount() }
        observer(.progress(SyncProgress(loaded: mirrored, total: total, isFinished: true)))
        var report = RefreshReport(total: total)
        let expected = total + (marks.heldBack ?? 0)
        // Of what cannot be read in the list the mirror may hold an earlier copy.
        report.missing = max(0, expected - (marks.unreadable ?? 0) - mirrored, mirrored - expected)
        return report
    }

    /// Reads pages of an order for as long as they bring something new; answers the total.
    func readNews(by sort: LeadListRequest.Sort) async throws(SyncError) -> Int {
        var offset = 0
        var width = PageNarrowing(full: LeadListRequest().limit)
        while true {
            let request = LeadListRequest(sort: sort, isDescending: true, page: .offset(offset), limit: width.limit)
            let answer: (page: LeadPage, changed: Int)
            do throws(SyncError) {
                answer = try await readPage(request)
            } catch {
                guard case .service(let failure) = error, await isOfContent(failure, wasNarrow: width.isNarrow) else {
                    throw error
                }
                switch width.failed(at: offset) {
                case .fewer: continue
                // The walk through the book names it.
                case .setAside: offset += 1
                case .giveUp: throw error
                }
                continue
            }
            let (page, changed) = answer
            offset += page.leads.count + page.unreadable.count
            width.came(next: offset)
            if page.leads.isEmpty || changed == 0 || offset >= page.total { return page.total }
        }
    }

    // MARK: Pages

    /// Reads a page into the mirror, after the writes that are due; answers how many leads were not as the mirror had them.
    func readPage(
        _ request: LeadListRequest,
        by pass: PassTicket? = nil
    ) async throws(SyncError) -> (page: LeadPage, changed: Int) {
        await writesDone()
        try await limitPassed()
        let beganAt = now
        let steady = steadyNow()
        let asked = try stored { store throws(StoreError) in try store.currentRevision() }
        let page: LeadPage
        // That a stretch fails again which is read piece by piece says nothing of the server.
        let place: Lead.ID? = request.limit < LeadListRequest().limit ? Lead.ID(.min) : nil
        switch await read(about: place, { service throws(APIError) in try await service.leads(request) }) {
        case .success(let answer): page = answer
        case .failure(let error): throw .service(error)
        }
        let ids = page.leads.map(\.id)
        let known = try stored { store throws(StoreError) in try store.bases(of: ids) }
        let changed = page.leads.filter { known[$0.id]?.lead != $0 }
        do throws(StoreError) {
            if !changed.isEmpty {
                let readings = changed.map { LeadReading.listed($0, at: beganAt, asked: asked) }
                try commit(StoreTransaction(readings: readings, pass: pass))
            }
            let changedIDs = Set(changed.map(\.id))
            try store.sight(ids.filter { !changedIDs.contains($0) }, by: pass, at: beganAt)
        } catch {
            throw .store(error)
        }
        watch.freshness.saw(ids, at: steady)
        return (page, changed.count)
    }

    /// Waits while the server asks for a pause.
    private func limitPassed() async throws(SyncError) {
        noticeClock()
        // The time that is stated for people is one on the wall; what counts is the deadline of the link.
        while case .limited = link.state, let due = link.dueAt(now: now), due > now {
            do {
                try await environment.clock.sleep(until: due)
            } catch {
                throw .service(APIError(.cancelled, operation: "refresh", disposition: .retry(after: nil)))
            }
            noticeClock()
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
