import FoundationEssentials
import Leads

/// When rows next read otherwise by themselves, as it was worked out for earlier frames and still holds.
///
/// It is asked for before every sleep, and most keys change no row.
package struct RowDeadlines: Sendable {
    /// What the moments depend on, but for the time.
    private struct Source: Equatable {
        var rows: RowsRevision
        var followUps: [FollowUp]
        var outbox: [OutboxEntry]
        var endOfToday: Date
    }

    private var source: Source?
    private var moments: [Lead.ID: Date] = [:]

    /// A few screens of rows.
    private static let mostRows = 512

    package init() {}

    /// The next change of a row that can be seen, or of the selected lead, whose detail may be seen without its row.
    mutating func next(in state: AppState) -> Date? {
        begin(state)
        let list = state.list
        let places = list.cursor.top..<min(list.rows.count, list.cursor.top + list.cursor.visible)
        let missing = places.filter { !holds(list.rows.id(at: $0), at: state.now) }
        add(missing.map { list.rows.row(at: $0).lead }, state)
        let ofRows = places.compactMap { moments[list.rows.id(at: $0)] }.min()
        let ofSelected = list.selectedRow.flatMap { row in
            Deadlines.nextChange(
                of: row.lead,
                due: state.nextFollowUp(of: row.lead.id)?.dueAt,
                endOfToday: state.endOfToday,
                after: state.now
            )
        }
        return [ofRows, ofSelected].compactMap(\.self).filter { $0 < .distantFuture }.min()
    }

    private mutating func begin(_ state: AppState) {
        let source = Source(
            rows: state.list.revision,
            followUps: state.followUps.followUps,
            outbox: state.outbox,
            endOfToday: state.endOfToday
        )
        guard source != self.source || moments.count > Self.mostRows else { return }
        self.source = source
        moments = [:]
    }

    private func holds(_ lead: Lead.ID, at now: Date) -> Bool { moments[lead].map { $0 > now } ?? false }

    private mutating func add(_ leads: [Lead], _ state: AppState) {
        guard !leads.isEmpty else { return }
        let next = state.nextFollowUps(of: Set(leads.map(\.id)))
        for lead in leads {
            moments[lead.id] =
                Deadlines.nextChange(
                    of: lead,
                    due: next[lead.id]?.dueAt,
                    endOfToday: state.endOfToday,
                    after: state.now
                ) ?? .distantFuture
        }
    }
}
