import FoundationEssentials
package import Leads
import LoftyAPI

extension SyncEngine {
    /// All that is known of a lead's past, with its unsent notes and calls.
    ///
    /// The mirror's copy goes to the observer at once, the fresh one too as soon as it is read. A source that fails is
    /// named as a gap, and what was known of it stays.
    package func timeline(of id: Lead.ID) async throws(SyncError) -> Timeline {
        let cached = try stored { store throws(StoreError) in try store.timeline(of: id) }
        let known = withPending(cached ?? Timeline(merging: []), of: id)
        guard !id.isProvisional else {
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
        }
        let shown = withPending(fresh, of: id)
        observer(.timeline(id, shown, isFresh: true))
        return shown
    }

    /// The mirror's copy with the lead's unsent notes and calls; `nil` when the timeline was never read.
    package func mirroredTimeline(of id: Lead.ID) throws(SyncError) -> Timeline? {
        try stored { store throws(StoreError) in try store.timeline(of: id) }.map { withPending($0, of: id) }
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
        return [
            Reading(source: .site, result: await site),
            Reading(source: .communications, result: await communications),
            Reading(source: .notes, result: await notes),
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
        return Timeline(merging: pending + timeline.entries, gaps: timeline.gaps)
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

    /// What is not shown when so many were read; `nil` when that is all there is.
    fileprivate func shortfall(of count: Int) -> String? {
        switch self {
        case .site: count < Self.mostSite ? nil : "the newest \(count) are shown; what is older is in Lofty"
        case .communications:
            count < Lookup.communicationLimit ? nil : "the newest \(count) are shown; what is older is in Lofty"
        case .notes: nil
        }
    }
}

extension TimelineEntry.Kind {
    /// Where entries of this kind are read from.
    fileprivate var source: TimelineEntry.Source? {
        switch self {
        case .site: .site
        case .call, .text, .email: .communications
        case .note: .notes
        case .system, .pending: nil
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
        case .create, .setStage, .addTag, .removeTag, .assign, .trash: return nil
        }
        self.init(
            id: "pending-\(entry.id.rawValue)",
            at: entry.createdAt,
            kind: .pending(entry.id),
            text: text
        )
    }
}
