package import FoundationEssentials
package import Leads
import LoftyAPI

extension SyncEngine {
    /// All that is known of a lead's past, with its unsent notes and calls.
    ///
    /// The mirror's copy goes to the observer at once, the fresh one too as soon as it is read. A source that fails is
    /// named as a gap, and what was known of it stays.
    ///
    /// - `maximumAge`: seconds for which a whole reading of this process is as good as a new one, as long as the lead
    ///   tells of nothing that happened since.
    package func timeline(
        of id: Lead.ID,
        maximumAge: TimeInterval = 0
    ) async throws(SyncError) -> Timeline {
        let cached = try stored { store throws(StoreError) in try store.timeline(of: id) }
        let known = withPending(cached ?? Timeline(merging: []), of: id)
        guard !id.isProvisional else {
            observer(.timeline(id, known, isFresh: true))
            return known
        }
        let stamp = try stamp(of: id)
        if cached != nil, isRecent(stamp, of: id, within: maximumAge) {
            observer(.timeline(id, known, isFresh: true))
            return known
        }
        if cached != nil { observer(.timeline(id, known, isFresh: false)) }
        try await checkAccount()
        let readings = await readSources(of: id)
        if readings.contains(where: { $0.result.error?.kind == .notFound }) { try await checkPresence(of: id) }
        let fresh = merged(readings, onto: cached)
        if readings.contains(where: { $0.result.error == nil }) {
            try stored { store throws(StoreError) in try store.save(fresh, of: id, at: now) }
            try keepEvidence(of: fresh, on: id)
        }
        let isWhole = readings.allSatisfy { $0.result.error == nil }
        recentTimelines.keep(isWhole ? stamp : nil, of: id)
        let shown = withPending(fresh, of: id)
        observer(.timeline(id, shown, isFresh: true))
        return shown
    }

    /// What a colleague's call came to speaks against contact like what the person's own did, everywhere and from now on.
    func keepEvidence(of timeline: Timeline, on id: Lead.ID) throws(SyncError) {
        guard let lead = try row(of: id)?.lead else { return }
        let evidence = ContactEvidence(timeline.entries, of: lead).unsaid(by: lead)
        guard !evidence.isEmpty else { return }
        _ = try stored { _ throws(StoreError) in try commit(StoreTransaction(evidence: [id: evidence])) }
    }

    /// The mirror's copy with the lead's unsent notes and calls; `nil` when the timeline was never read.
    package func mirroredTimeline(of id: Lead.ID) throws(SyncError) -> Timeline? {
        try stored { store throws(StoreError) in try store.timeline(of: id) }.map { withPending($0, of: id) }
    }

    /// The newest page of the same, for the first lines; all of it when it is no longer.
    package func mirroredPage(of id: Lead.ID) throws(SyncError) -> Timeline? {
        try stored { store throws(StoreError) in try store.timelinePage(of: id) }.map { withPending($0, of: id) }
    }

    /// What the person saw of a lead when they looked at it last; `nil` for the first time.
    package func look(of id: Lead.ID) throws(SyncError) -> LeadLook? { try looks(of: [id])[id] }

    /// The same for many, in one reading: a list asks for a screen of rows with each step of its cursor.
    package func looks(of ids: [Lead.ID]) throws(SyncError) -> [Lead.ID: LeadLook] {
        try stored { store throws(StoreError) in try store.looks(of: ids) }
    }

    package func keep(_ look: LeadLook, of id: Lead.ID) throws(SyncError) {
        guard !id.isProvisional else { return }
        try stored { store throws(StoreError) in try store.save(look, of: id) }
    }

    func isRecent(_ current: TimelineStamps.Stamp, of id: Lead.ID, within age: TimeInterval) -> Bool {
        guard age > 0, let known = recentTimelines[id] else { return false }
        return known.moments == current.moments && (0..<age).contains(current.readAt.timeIntervalSince(known.readAt))
    }

    func stamp(of id: Lead.ID) throws(SyncError) -> TimelineStamps.Stamp {
        let lead = try stored { store throws(StoreError) in try store.bases(of: [id]) }[id]?.lead
        return TimelineStamps.Stamp(readAt: now, moments: [lead?.updatedAt, lead?.lastTouchAt, lead?.lastVisitAt])
    }

    private struct Reading {
        var source: TimelineEntry.Source
        var result: Result<[TimelineEntry], APIError>
    }

    private func readSources(of id: Lead.ID) async -> [Reading] {
        async let site = read { service throws(APIError) in
            try await service.siteActivities(of: id, limit: TimelineEntry.Source.mostSite)
        }
        async let communications = read { service throws(APIError) in try await service.communications(of: id) }
        async let notes = read { service throws(APIError) in try await service.notes(of: id).map(TimelineEntry.init) }
        async let changes = read { service throws(APIError) in try await service.systemLogEntries(of: id) }
        async let calendar = read { service throws(APIError) in try await service.calendarEntries(of: id) }
        async let transactions = read { service throws(APIError) in try await service.transactionEntries(of: id) }
        return [
            Reading(source: .site, result: await site),
            Reading(source: .communications, result: await communications),
            Reading(source: .notes, result: await notes),
            Reading(source: .systemLog, result: await changes),
            Reading(source: .calendar, result: await calendar),
            Reading(source: .transactions, result: await transactions),
        ]
    }

    /// A source may answer 404 for want of a right, so the lead itself is asked.
    private func checkPresence(of id: Lead.ID) async throws(SyncError) {
        do throws(SyncError) {
            try await readIntoMirror(id)
        } catch {
            guard case .service(let failure) = error, failure.kind != .notFound else { throw error }
        }
    }

    private func merged(_ readings: [Reading], onto cached: Timeline?) -> Timeline {
        var entries: [TimelineEntry] = []
        var gaps: [Timeline.Gap] = []
        for reading in readings {
            switch reading.result {
            case .success(let read):
                entries += read
                if let reason = reading.source.shortfall(of: read.count) {
                    gaps.append(Timeline.Gap(source: reading.source, reason: reason))
                }
            case .failure(let error):
                entries += (cached?.entries ?? []).filter { $0.kind.source == reading.source }
                gaps.append(Timeline.Gap(source: reading.source, reason: OutboxEntry.Failure(error).reason))
            }
        }
        return Timeline(merging: entries, gaps: gaps)
    }

    private func withPending(_ timeline: Timeline, of id: Lead.ID) -> Timeline {
        let pending = outbox.lane(of: id).compactMap { TimelineEntry(pending: $0.entry) }
        var shown = timeline.merging(pending + mergers(on: id))
        // Whose an entry is, is learnt from all of them.
        if timeline.older == nil { shown.ownEntries = ownEntries(among: timeline.entries, of: id) }
        return shown
    }
}

extension Result {
    fileprivate var error: Failure? {
        if case .failure(let error) = self { return error }
        return nil
    }
}

extension TimelineEntry.Source {
    /// Visits to the website that are read, the newest.
    fileprivate static let mostSite = 300

    /// So many entries are read at most, see the methods of `LoftyService`; `nil` for all.
    private var limit: Int? {
        switch self {
        case .site: Self.mostSite
        case .communications: Lookup.communicationLimit
        case .systemLog: 1_000
        case .calendar: 500
        case .notes, .transactions: nil
        }
    }

    /// What is not shown when so many were read; `nil` when that is all there is.
    fileprivate func shortfall(of count: Int) -> String? {
        guard let limit, count >= limit else { return nil }
        return "the newest \(count) are shown; what is older is in Lofty"
    }
}

extension TimelineEntry.Kind {
    /// Where entries of this kind are read from.
    fileprivate var source: TimelineEntry.Source? {
        switch self {
        case .site: .site
        case .call, .text, .email: .communications
        case .note: .notes
        case .system: .systemLog
        case .task, .appointment: .calendar
        case .transaction: .transactions
        case .pending: nil
        }
    }
}

extension TimelineEntry {
    /// `nil` for a change that shows on the lead itself.
    fileprivate init?(pending entry: OutboxEntry) {
        let text: String
        switch entry.change {
        case .addNote(let note): text = note
        case .logCall(let call): text = "\(call.outcome.label): \(call.text)"
        case .deal(let change): text = change.words
        case .create, .setStage, .addTag, .removeTag, .assign, .setField, .setHidden, .trash, .followUp, .snooze:
            return nil
        }
        self.init(
            id: "pending-\(entry.id.rawValue)",
            at: entry.createdAt,
            kind: .pending(entry.id),
            text: text
        )
    }
}
