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
    func journalling() async throws {
        let state = try TemporaryState()
        let shared = try state.directory.open()
        let store = shared.store
        let book = (1...5_000).map { LeadReading.lead(sampleLead($0), at: Date()) }
        _ = try store.commit(StoreTransaction(readings: book))
        // The whole way that a key's decision goes before it counts, not the writing alone.
        let engine = try SyncEngine(
            service: FakeLofty(now: { Date() }),
            shared: shared,
            environment: SyncEnvironment(host: nil),
            observer: { _ in }
        )
        var times: [Duration] = []
        for number in 0..<Int64(1_000) {
            let took = try await ContinuousClock().measure {
                _ = try await engine.submit(.addNote("note \(number)"), on: Lead.ID(number + 1), hold: .seconds(8))
            }
            times.append(took)
        }
        times.sort()
        print("journalling, 1,000 decisions on a book of 5,000: p50 \(times[500]), p99 \(times[990])")
        #expect(times[990] <= .milliseconds(5))
    }
}
