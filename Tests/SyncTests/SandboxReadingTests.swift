import FoundationEssentials
import Leads
import LoftyAPI
import LoftyHTTP
import LoftySandbox
import Sync
import TestSupport
import Testing

/// The reading side over real sockets, against a server that reads the contract for itself.
@Suite("Reading from the sandbox", .serialized)
struct SandboxReadingTests {
    private func withSandbox(
        _ configuration: SandboxConfiguration,
        _ body: (LoftyClient, SyncEngine) async throws -> Void
    ) async throws {
        let sandbox = try await Sandbox.start(configuration)
        do {
            let credential = Credential.apiKey(sandbox.endpoint.apiKey)
            let settings = LoftyConfiguration(baseURL: sandbox.endpoint.url, credential: credential)
            let client = LoftyClient(configuration: settings, transport: CurlTransport())
            let engine = try SyncEngine(
                service: client,
                shared: SharedState(store: InMemoryStore(), lease: TestLease(), signal: nil),
                environment: SyncEnvironment(host: nil),
                observer: { _ in }
            )
            try await body(client, engine)
        } catch {
            await sandbox.stop()
            throw error
        }
        await sandbox.stop()
    }

    @Test(
        "a book of small pages is whole although leads are made and trashed while it is read",
        .timeLimit(.minutes(1))
    )
    func liveBook() async throws {
        // Enough leads that those which leave need no second witness.
        var configuration = SandboxConfiguration(leads: 500, rateLimitPerMinute: 100_000)
        configuration.oddities.longestLeadPage = 25
        try await withSandbox(configuration) { client, engine in
            let before = try await client.allLeads().all().map(\.id)
            let oldest = before.suffix(20)
            let churn = Task {
                for (index, id) in oldest.enumerated() {
                    try await client.trashLead(id, reason: "test")
                    let name = "Nina \(index)"
                    _ = try await client.createLead(NewLead(firstName: name, emails: ["nina\(index)@example.com"]))
                }
            }
            let report = try await engine.survey(.full)
            try await churn.value
            #expect(report.missing == 0 && report.unreadable.isEmpty, "\(report)")
            let mirrored = Set(try await engine.rows().map(\.lead.id))
            #expect(mirrored.isSuperset(of: before.dropLast(20)))
            let settled = try await engine.survey(.full)
            #expect(settled.isComplete)
            let again = try await engine.survey(.full)
            #expect(again.heldBack == 0)
            #expect(Set(try await engine.rows().map(\.lead.id)) == Set(try await client.allLeads().all().map(\.id)))
        }
    }

    @Test("a big book is read to the end although every cursor expires at once", .timeLimit(.minutes(1)))
    func expiringCursor() async throws {
        var configuration = SandboxConfiguration(leads: 400, rateLimitPerMinute: 100_000)
        configuration.oddities.scrollLifetime = .zero
        try await withSandbox(configuration) { client, _ in
            var pass = BookPass(ticket: PassTicket(number: 1, revision: 0), at: Date(), highOffset: 200)
            var expired = 0
            while pass.ending == nil {
                do throws(APIError) {
                    pass.take(try await client.leads(pass.request))
                } catch {
                    #expect(error.disposition == .permanent)
                    expired += 1
                    guard pass.loseCursor() else { throw error }
                }
            }
            #expect(pass.ending == .whole && pass.counted == 400 && expired > 0)
        }
    }

    @Test("a colleague's change of a lead on the screen shows without a key", .timeLimit(.minutes(1)))
    func colleague() async throws {
        try await withSandbox(SandboxConfiguration(leads: 250, rateLimitPerMinute: 100_000)) { client, engine in
            _ = try await engine.survey(.full)
            let rows = try await engine.rows().sorted { $0.lead.id < $1.lead.id }
            let onScreen = Array(rows.prefix(10).map(\.lead.id))
            let worker = Task { await engine.run() }
            await engine.attend(Presence(cursor: onScreen[0], rows: onScreen, lastKeyAt: Date()))
            try await client.updateLead(onScreen[0], LeadEdit(stage: "Closed"))
            let isShown = try await eventually(within: 20) {
                await engine.attend(Presence(cursor: onScreen[0], rows: onScreen, lastKeyAt: Date()))
                return try await engine.rows().first { $0.lead.id == onScreen[0] }?.lead.stage == "Closed"
            }
            worker.cancel()
            await worker.value
            #expect(isShown)
        }
    }
}
