import FoundationEssentials
import Leads
import Store
import Sync
import TestSupport
import Testing

/// How long a decision takes until it survives a loss of power: measured with `FOYER_TIMES=1`, on a disk that syncs.
@Suite("The time of the journal", .enabled(if: ProcessInfo.processInfo.environment["FOYER_TIMES"] != nil))
struct JournalTimesTests {
    @Test("is at most 5 ms for 99 of 100 decisions")
    func journalling() throws {
        let medium = try StoreKind.sqlite.medium()
        let store = try medium.open()
        let lead = sampleLead(1)
        let book = (2...5_000).map { LeadReading.lead(sampleLead($0), at: Date()) }
        _ = try store.commit(StoreTransaction(readings: [.lead(lead, at: Date())] + book))
        var times: [Duration] = []
        for number in 0..<1_000 {
            let draft = EntryDraft(
                leadID: lead.id,
                leadName: lead.displayName,
                change: .addNote("note \(number)"),
                status: .queued,
                createdAt: Date()
            )
            times.append(try ContinuousClock().measure { _ = try store.commit(StoreTransaction(drafts: [draft])) })
        }
        times.sort()
        print("journalling, 1,000 decisions on a book of 5,000: p50 \(times[500]), p99 \(times[990])")
        #expect(times[990] <= .milliseconds(5))
    }
}
