import FoundationEssentials
import Leads
import LoftyAPI
import Store
import Sync
import TestSupport
import Testing

@Suite("A number that a later page lists", .serialized, .timeLimit(.minutes(1)))
final class PageListingTests {
    private let state: TemporaryState
    private var directory: StateDirectory { state.directory }
    private let server = FakeLofty(now: { Date() })

    init() throws { state = try TemporaryState() }

    private func add(_ id: Int64, _ phone: Phone) async {
        let made = Date() - Double(1_000 - id)
        let lead = Lead(
            id: Lead.ID(id),
            firstName: "Ana \(id)",
            phones: [phone],
            stage: "New Lead",
            createdAt: made,
            updatedAt: made
        )
        await server.add(lead)
    }

    @Test(
        "is not called on a lead of an earlier page: in the mirror, in what the screen is told, in a query",
        arguments: [Phone.Status.dncNumber, .dncContact]
    )
    func earlierPages(_ status: Phone.Status) async throws {
        // The list goes from the oldest to the newest, a hundred leads a page.
        for id in 1...250 as ClosedRange<Int64> { await add(id, Phone("512555\(1_000 + id)")) }
        await add(251, Phone("+1 (512) 555-1001", status: status))
        let events = EventLog()
        let engine = try SyncEngine(
            service: server,
            shared: try directory.open(),
            environment: SyncEnvironment(host: nil),
            observer: { events.append($0) }
        )

        try await engine.refresh(.full)

        let store = try directory.open().store
        let written = try #require(try store.rows(after: nil, limit: 1).first)
        #expect(written.lead.phones.map(\.status) == [.dncNumber])
        #expect(try store.newsOfListings() == nil)
        let told = events.all.compactMap { event -> Lead? in
            guard case .rows(let rows, removed: _) = event else { return nil }
            return rows.first { $0.lead.id == Lead.ID(1) }?.lead
        }
        #expect(told.last?.phones.map(\.status) == [.dncNumber])
        let noon = Date(timeIntervalSince1970: 1_795_975_200)
        #expect(try !LeadQuery.parse("may:call").matches(written, context: QueryContext(now: noon)))
        #expect(ContactGuard.standing(of: written.lead, at: noon).bestNumber(for: .call) == nil)
    }
}
