import Foundation
import Leads
import LoftyHTTP
import LoftySandbox
import Testing

@testable import LoftyAPI

/// Runs ``FamilyContract`` over a sandbox and real sockets.
@Suite("Families over the sandbox", .timeLimit(.minutes(1)))
struct FamilySandboxTests {
    /// Gives the check a client and a lead that may be called, texted and mailed.
    private func withSandbox(_ check: (LoftyClient, Lead) async throws -> Void) async throws {
        let sandbox = try await Sandbox.start(SandboxConfiguration(leads: 40))
        do {
            let credential = Credential.apiKey(sandbox.endpoint.apiKey)
            let configuration = LoftyConfiguration(baseURL: sandbox.endpoint.url, credential: credential)
            let client = LoftyClient(configuration: configuration, transport: CurlTransport())
            let page = try await client.leads(LeadListRequest())
            try await check(client, try #require(page.leads.first { isReachable($0) }))
        } catch {
            await sandbox.stop()
            throw error
        }
        await sandbox.stop()
    }

    private func isReachable(_ lead: Lead) -> Bool {
        let channels = ContactGuard.Channel.allCases
        guard channels.allSatisfy({ ContactGuard.verdict(for: $0, of: lead) == .allowed }) else { return false }
        let status = lead.phones.first?.status
        return status == .valid || status == .talked || status == nil
    }

    @Test("tasks")
    func tasks() async throws {
        try await withSandbox { try await FamilyContract.tasks($0, lead: $1.id, now: Date()) }
    }

    @Test("calendar")
    func calendar() async throws {
        try await withSandbox { try await FamilyContract.calendar($0, lead: $1.id, now: Date()) }
    }

    @Test("communication")
    func communication() async throws {
        try await withSandbox { try await FamilyContract.communication($0, lead: $1.id, now: Date()) }
    }

    @Test("organization")
    func organization() async throws {
        try await withSandbox { client, _ in try await FamilyContract.organization(client) }
    }

    @Test("custom fields")
    func customFields() async throws {
        try await withSandbox { client, _ in try await FamilyContract.customFields(client) }
    }

    @Test("routing")
    func routing() async throws {
        try await withSandbox { client, _ in try await FamilyContract.routing(client) }
    }

    @Test("the assistant")
    func salesAgent() async throws {
        try await withSandbox { try await FamilyContract.salesAgent($0, lead: $1.id) }
    }

    @Test("transactions")
    func transactions() async throws {
        try await withSandbox { try await FamilyContract.transactions($0, lead: $1.id, now: Date()) }
    }

    @Test("webhooks")
    func webhooks() async throws {
        try await withSandbox { client, _ in try await FamilyContract.webhooks(client) }
    }

    @Test("sending")
    func sending() async throws {
        try await withSandbox { try await FamilyContract.sending($0, to: $1) }
    }
}
