import FoundationEssentials
import Leads
import Sync
import Testing

@Suite("Behind an entry that cannot be read")
struct UnreadableEntryTests {
    private let now = Date(timeIntervalSinceReferenceDate: 800_000_000)

    private func entry(_ id: Int64, _ change: LeadChange, on lead: Int64) -> JournalEntry {
        JournalEntry(
            EntryDraft(leadID: nil, leadName: "Ana", change: change, status: .queued, createdAt: now),
            id: OutboxEntry.ID(rawValue: id),
            leadID: Lead.ID(lead)
        )
    }

    private func unreadable(_ id: Int64, on lead: Int64, isUnsent: Bool = true) -> UnreadableEntry {
        UnreadableEntry(id: OutboxEntry.ID(rawValue: id), leadID: Lead.ID(lead), isUnsent: isUnsent, text: "{}")
    }

    private func sent(by outbox: Outbox) -> [Int64] {
        guard case .send(let batch) = outbox.next(now: now, isOnline: true) else { return [] }
        return batch.ids.map(\.rawValue)
    }

    @Test("nothing of that lead goes out, what was decided before it and other leads do")
    func holds() {
        var outbox = Outbox(policy: RetryPolicy(random: { 0.5 }))
        outbox.note([unreadable(2, on: 7)])
        outbox.adopt([entry(1, .addTag("a"), on: 7), entry(3, .addTag("b"), on: 7)])
        #expect(sent(by: outbox) == [1], "the one behind it shares no request")
        outbox.adopt([entry(1, .addTag("a"), on: 7)].map(settled))
        #expect(outbox.next(now: now, isOnline: true) == .idle)
        outbox.adopt([entry(4, .addTag("b"), on: 8)])
        #expect(sent(by: outbox) == [4])
        outbox.adopt([entry(4, .addTag("b"), on: 8)].map(settled))
        outbox.note([unreadable(2, on: 7, isUnsent: false)])
        #expect(sent(by: outbox) == [3], "the newer Foyer has sent it")
    }

    @Test("of a new lead nothing goes out, whether or not it is known that its create is there")
    func create() {
        var outbox = Outbox(policy: RetryPolicy(random: { 0.5 }))
        outbox.adopt([entry(2, .addNote("hello"), on: -1)])
        #expect(outbox.next(now: now, isOnline: true) == .idle)
        outbox.adopt([entry(1, .create(NewLead(firstName: "Ravi")), on: -1)])
        #expect(sent(by: outbox) == [1])
    }

    private func settled(_ entry: JournalEntry) -> JournalEntry {
        var settled = entry
        settled.entry.status = .settled(at: now)
        return settled
    }
}
