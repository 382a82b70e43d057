import Foundation
import Leads
import TestSupport
import Testing

@Suite("Sync state")
struct SyncStateTests {
    private static let moment = SampleLeads.now
    private static let failure = OutboxEntry.Failure(reason: "gone", isLeadGone: true)
    private static let statuses: [(OutboxEntry.Status, SyncState)] = [
        (.held(until: moment), .queued), (.queued, .queued), (.waiting(until: moment, attempt: 2), .queued),
        (.sending(attempt: 1), .sending), (.ambiguous(since: moment), .sending),
        (.conflicted(theirs: "Closed"), .conflict), (.wedged(failure), .failed),
        (.settled(at: moment), .clean), (.cancelled, .clean),
    ]

    private func entry(_ status: OutboxEntry.Status) -> OutboxEntry {
        OutboxEntry(
            id: OutboxEntry.ID(rawValue: 1),
            leadID: Lead.ID(1),
            leadName: "Jane Smith",
            change: .addTag("hot"),
            status: status,
            createdAt: Self.moment
        )
    }

    @Test("a lead without changes is clean")
    func none() {
        #expect(SyncState(of: [OutboxEntry]()) == .clean)
    }

    @Test(
        "each status shows as one state, and only settled and cancelled changes need nothing more",
        arguments: statuses
    )
    func each(status: OutboxEntry.Status, state: SyncState) {
        #expect(SyncState(of: [entry(status)]) == state)
        #expect(status.isUnsent == (state != .clean))
    }

    @Test("several changes show the worst of their states, whatever their order")
    func worst() {
        let ascending: [SyncState] = [.clean, .queued, .sending, .conflict, .failed]
        for (one, oneState) in Self.statuses {
            for (other, otherState) in Self.statuses {
                let worst = ascending.last { $0 == oneState || $0 == otherState }
                #expect(SyncState(of: [entry(one), entry(other)]) == worst)
            }
        }
    }
}
