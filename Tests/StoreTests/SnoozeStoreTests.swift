import FoundationEssentials
import Leads
import Store
import Sync
import TestSupport
import Testing

@Suite("Leads put aside and follow-ups, in every store", .serialized)
final class SnoozeStoreTests {
    /// Kept until the test ends, and with them their directories.
    private var media: [StoreMedium] = []

    private func medium(_ kind: StoreKind) throws -> StoreMedium {
        let medium = try kind.medium()
        media.append(medium)
        return medium
    }

    private let snooze = Snooze(since: someTime, until: someTime + 60)

    private func put(_ snooze: Snooze?, on lead: Int64?, in store: any MirrorStore & OutboxStore) throws {
        let draft = draft(.snooze(from: nil, to: snooze), on: lead, status: .settled(at: someTime))
        _ = try store.commit(StoreTransaction(drafts: [draft]))
    }

    @Test(
        "are kept over a restart and the pruning of the journal, and can be taken back",
        arguments: StoreKind.allCases
    )
    func kept(_ kind: StoreKind) throws {
        let medium = try self.medium(kind)
        let store = try medium.open()
        let leads = [sampleLead(7), sampleLead(8)]
        _ = try store.commit(StoreTransaction(readings: leads.map { .lead($0, at: someTime) }))
        try put(snooze, on: 7, in: store)
        try put(Snooze(since: someTime, until: nil), on: 8, in: store)
        try store.prune(decidedBefore: .distantFuture)
        #expect(try medium.open().snoozes() == [Lead.ID(7): snooze, Lead.ID(8): Snooze(since: someTime, until: nil)])
        try put(nil, on: 8, in: store)
        #expect(try store.snoozes() == [Lead.ID(7): snooze])
        #expect(try store.unsent().entries.isEmpty)
        #expect(try store.rows(of: [Lead.ID(7)]).map(\.syncState) == [.clean])
    }

    @Test("follow a new lead to its own id, and leave with a lead that is gone", arguments: StoreKind.allCases)
    func identity(_ kind: StoreKind) throws {
        let store = try medium(kind).open()
        let new = NewLead(firstName: "Ravi")
        let created = try store.commit(StoreTransaction(drafts: [draft(.create(new), on: nil)])).added
        let provisional = try #require(created.first?.entry.leadID)
        try put(snooze, on: provisional.rawValue, in: store)
        _ = try store.commit(
            StoreTransaction(
                identities: [.init(provisional: provisional, real: Lead.ID(9))],
                readings: [.lead(sampleLead(9), at: someTime)]
            )
        )
        #expect(try store.snoozes() == [Lead.ID(9): snooze])
        var entry = try #require(try store.unsent().entries.first)
        entry.entry.status = .cancelled
        _ = try store.commit(StoreTransaction(updates: [entry], readings: [.gone(Lead.ID(9))]))
        #expect(try store.snoozes().isEmpty)
    }

    @Test("follow-ups are kept as they were read", arguments: StoreKind.allCases)
    func followUps(_ kind: StoreKind) throws {
        let medium = try self.medium(kind)
        let followUp = FollowUp(
            id: FollowUp.ID(rawValue: 5),
            leadID: Lead.ID(7),
            kind: .call,
            text: "Call back",
            dueAt: someTime
        )
        let book = FollowUpBook(followUps: [followUp], readAt: someTime, isWhole: false)
        try medium.open().save(book)
        #expect(try medium.open().followUps() == book)
    }
}
