import FoundationEssentials
import Leads
import LoftyAPI
import Sync
import Synchronization
import TestSupport

/// An engine on a memory store and an account in memory, with a clock that the test moves.
struct EngineBench: Sendable {
    let clock: TestClock
    let server: FakeLofty
    let medium: InMemoryStore.Medium
    let right: TestLease.Right
    let events: EventLog
    let engine: SyncEngine

    /// With a `predecessor`, the engine of another process on the same state and the same account.
    ///
    /// With a `reviewAge`, changes that could not leave for so long wait for a second look.
    init(
        _ motion: TestClock.Motion = .jumping,
        after predecessor: EngineBench? = nil,
        reviewAge: Duration? = nil
    ) throws {
        clock = predecessor?.clock ?? TestClock(motion)
        medium = predecessor?.medium ?? InMemoryStore.Medium()
        // A process that died has left the lease.
        right = TestLease.Right()
        let clock = clock
        let events = EventLog()
        self.events = events
        server = predecessor?.server ?? FakeLofty(now: { clock.undisturbed })
        var environment = SyncEnvironment(clock: clock, random: { 0.5 }, host: nil)
        environment.reviewAge = reviewAge
        engine = try SyncEngine(
            service: server,
            shared: SharedState(store: InMemoryStore(on: medium), lease: TestLease(on: right), signal: nil),
            environment: environment,
            observer: { events.append($0) }
        )
    }

    /// Lets the engine work while `body` runs.
    func running<Value: Sendable>(
        _ body: @Sendable (EngineBench) async throws -> Value
    ) async throws -> Value {
        let worker = Task { await engine.run() }
        do {
            let value = try await body(self)
            worker.cancel()
            await worker.value
            return value
        } catch {
            worker.cancel()
            await worker.value
            throw error
        }
    }

    /// A lead that both sides know.
    func seed(
        _ id: Int64 = 7,
        stage: String = "New Lead",
        tags: [String] = [],
        phone: String = "5125550142"
    ) async throws -> Lead.ID {
        let lead = Lead(
            id: Lead.ID(id),
            firstName: "Ana",
            lastName: "de la Cruz",
            emails: ["ana\(id)@example.com"],
            phones: [Phone(phone)],
            stage: stage,
            tags: tags,
            assignee: Assignee(id: 844_000_000_100_234, name: "Alice Johnson"),
            createdAt: clock.now,
            updatedAt: clock.now
        )
        await server.add(lead)
        _ = try InMemoryStore(on: medium).commit(StoreTransaction(readings: [.lead(lead, at: clock.now)]))
        return lead.id
    }

    /// The row as it is shown; `nil` when the lead is not in the mirror.
    func row(_ id: Lead.ID) throws -> LeadRow? { try InMemoryStore(on: medium).rows(of: [id]).first }

    func status(_ id: OutboxEntry.ID) throws -> OutboxEntry.Status? {
        try InMemoryStore(on: medium).entries([id]).first?.entry.status
    }
}

/// What an engine told its observer.
final class EventLog: Sendable {
    private let events = Mutex<[SyncEvent]>([])

    func append(_ event: SyncEvent) { events.withLock { $0.append(event) } }

    var all: [SyncEvent] { events.withLock { $0 } }

    var links: [LinkState] { all.compactMap { if case .link(let state) = $0 { state } else { nil } } }

    var troubles: [StoreError] { all.compactMap { if case .trouble(let error) = $0 { error } else { nil } } }

    var rows: [LeadRow] {
        all.flatMap { event -> [LeadRow] in if case .rows(let rows, removed: _) = event { rows } else { [] } }
    }

    var removed: [Lead.ID] {
        all.flatMap { event -> [Lead.ID] in if case .rows(_, removed: let ids) = event { ids } else { [] } }
    }
}

/// Waits for a state that nothing announces; the deadline turns a hang into a failure.
func eventually(within seconds: Double = 10, _ condition: () async throws -> Bool) async throws -> Bool {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < deadline {
        if try await condition() { return true }
        try await Task.sleep(for: .milliseconds(1))
    }
    return false
}
