import Foundation
import Leads
import LoftyHTTP
import LoftySandbox
import TestSupport
import Testing

@testable import LoftyAPI

/// The client against a sandbox that misbehaves in every way it can: a typed error or correct data, never a part of a
/// list that looks whole, and never a write that is executed twice.
///
/// What was executed is read from the sandbox's own record of requests and from its book, through a client of its own.
@Suite("Every fault against the client", .timeLimit(.minutes(5)))
struct FaultMatrixTests {
    /// Every kind of fault, as a script has it.
    static let kinds: [Fault.Effect] =
        answers.map(Fault.Effect.answer) + [
            .dropBefore, .dropAfter, .truncate(afterBytes: 0), .truncate(afterBytes: 12), .stall, .expireToken,
            .drip(bytesPerSecond: 1), .drip(bytesPerSecond: 1_000_000), .delay(.milliseconds(20)),
            .hideNewLeads(.seconds(3_600)),
            .skewClock(.seconds(-18_000)), .skewClock(.seconds(18_000)), .expireScroll,
        ]

    private static let answers: [ScriptedAnswer] = [
        .tooManyRequests,
        ScriptedAnswer(status: 429, headers: ["Retry-After": "2"], body: "{}", hidesRateLimit: true),
        .internalError, .badGateway, .serviceUnavailable, .stringError, .empty, .html,
        ScriptedAnswer(status: 200, body: #"{"leadId":"#), ScriptedAnswer(status: 200, body: "[]"),
        ScriptedAnswer(status: 200, body: "{}"), ScriptedAnswer(status: 200, body: "null"),
        ScriptedAnswer(status: 410, body: #"{"message":"Gone"}"#),
        ScriptedAnswer(status: 302, headers: ["Location": "/v1.0/leads"]),
    ]

    private func withSandbox(
        leads: Int = 30,
        deadline: Duration = .seconds(60),
        _ body: (Sandbox, _ struck: LoftyClient, _ calm: LoftyClient) async throws -> Void
    ) async throws {
        let sandbox = try await Sandbox.start(SandboxConfiguration(leads: leads, rateLimitPerMinute: 100_000))
        do {
            try await body(sandbox, client(sandbox, deadline), client(sandbox, .seconds(60)))
            await sandbox.stop()
        } catch {
            await sandbox.stop()
            throw error
        }
    }

    private func client(_ sandbox: Sandbox, _ deadline: Duration) -> LoftyClient {
        var configuration = LoftyConfiguration(
            baseURL: sandbox.endpoint.url,
            credential: .apiKey(sandbox.endpoint.apiKey)
        )
        configuration.time = ManualTime(skipsPauses: true).source
        configuration.deadline = deadline
        return LoftyClient(configuration: configuration, transport: CurlTransport())
    }

    // MARK: Reads

    @Test(
        "a list is whole and right, or an error, whichever page is struck and however often",
        arguments: kinds,
        [1, 3]
    )
    func lists(effect: Fault.Effect, times: Int) async throws {
        try await withSandbox(deadline: effect.deadline) { sandbox, struck, calm in
            let expected = try await ids(calm, LeadListRequest(limit: 10))
            #expect(expected.report?.isComplete == true)
            sandbox.faults.add(Fault(effect, method: "GET", path: "/v1.0/leads", nth: 2, times: times))
            do {
                let list = try await ids(struck, LeadListRequest(limit: 10))
                let report = try #require(list.report, "a list that ends without a report")
                // A fault may hide what is there, but then the report says that something is missing.
                #expect(Set(list.ids).isSubset(of: expected.ids))
                #expect(report.distinct == list.ids.count)
                #expect(list.ids.count == expected.ids.count || !report.isComplete || effect.hidesLeads)
            } catch let error as APIError {
                #expect(error.operation == "GET /v1.0/leads")
                #expect(
                    effect.isAnswer || error.kind == .connectionLost || error.kind == .credentialRejected,
                    "\(error)"
                )
            }
            sandbox.faults.removeAll()
            #expect(try await ids(calm, LeadListRequest(limit: 10)).ids == expected.ids, "the book is as it was")
        }
    }

    private func ids(
        _ client: LoftyClient,
        _ request: LeadListRequest
    ) async throws -> (ids: [Lead.ID], report: LeadListingReport?) {
        var ids: [Lead.ID] = []
        var report: LeadListingReport?
        for try await event in client.allLeads(request) {
            switch event {
            case .page(let page): ids += page.leads.map(\.id)
            case .end(let end): report = end
            }
        }
        return (ids, report)
    }

    @Test("one strike is nothing to a read, but for refusals that a repetition cannot mend", arguments: kinds)
    func reads(effect: Fault.Effect) async throws {
        try await withSandbox(deadline: effect.deadline) { sandbox, struck, calm in
            let guide = Lead.ID(563_172_647_619_608)
            let expected = try await calm.lead(guide, includingTrashed: false)
            sandbox.faults.add(Fault(effect, method: "GET", path: "/v1.0/leads/{leadId}"))
            let error = await failure {
                let lead = try await struck.lead(guide, includingTrashed: false)
                #expect(lead == expected)
            }
            #expect((error == nil) == effect.isMendedByRepeating, "\(String(describing: error))")
            #expect(sandbox.faults.pending.isEmpty, "the fault struck")
            let sent = sandbox.requests.entries.count - 1
            #expect(effect.isMendedByRepeating || sent == 1, "a refusal or a redirect is not worth another request")
        }
    }

    @Test("a lead that is too new for reads is not found, takes writes, and is found later")
    func delayedVisibility() async throws {
        try await withSandbox { sandbox, struck, _ in
            let id = try await struck.createLead(NewLead(firstName: "New"))
            sandbox.faults.add(Fault(.hideNewLeads(.seconds(3_600)), method: "GET", times: 2))
            let error = await failure { try await struck.lead(id, includingTrashed: false) }
            #expect(error?.kind == .notFound)
            #expect(error?.code == 20_006)
            try await struck.updateLead(id, LeadEdit(stage: "Contacted"))
            #expect(try await !struck.leads(LeadListRequest()).leads.contains { $0.id == id })
            #expect(try await struck.lead(id, includingTrashed: false).stage == "Contacted")
        }
    }

    // MARK: Writes

    @Test("a write is sent once, executed at most once, and its error tells whether it may have been", arguments: kinds)
    func writes(effect: Fault.Effect) async throws {
        try await withSandbox(deadline: effect.deadline) { sandbox, struck, calm in
            for write in FaultedWrite.all {
                sandbox.faults.add(Fault(effect, method: write.method, path: write.path))
                let before = sandbox.requests.entries.count
                let error = await failure { try await write.send(struck) }
                #expect(sandbox.faults.pending.isEmpty, "\(write.operation): the fault struck")
                #expect(sandbox.requests.entries.count == before + 1, "\(write.operation) was sent again")
                let executions = try await write.executions(calm)
                #expect(executions == (effect.isExecuted ? 1 : 0), "\(write.operation)")
                check(error, write, effect)
            }
        }
    }

    private func check(_ error: APIError?, _ write: FaultedWrite, _ effect: Fault.Effect) {
        guard let error else {
            #expect(effect.isExecuted || write.takesEmptyAnswers && effect.claimsSuccess, "\(write.operation) failed")
            return
        }
        switch error.disposition {
        case .ambiguous: #expect(write.effect == .adds, "what sets a value can be sent again")
        case .retry: #expect(!effect.isExecuted || write.effect == .setsValue, "\(write.operation) would be doubled")
        case .permanent: #expect(!effect.isExecuted, "\(write.operation) was executed, though it is said to be lost")
        }
    }
}

extension Fault.Effect {
    /// Short only for what never ends in time, whatever the machine.
    var deadline: Duration {
        switch self {
        case .stall, .drip(bytesPerSecond: 1): .seconds(1)
        case .answer, .dropBefore, .dropAfter, .truncate, .drip, .delay, .hideNewLeads, .skewClock, .expireToken,
            .expireScroll:
            .seconds(60)
        }
    }

    /// Whether the request is executed, whatever comes back.
    var isExecuted: Bool {
        switch self {
        case .answer, .dropBefore, .stall, .expireToken: false
        case .dropAfter, .truncate, .drip, .delay, .hideNewLeads, .skewClock, .expireScroll: true
        }
    }

    /// Whether it answers like a success though nothing is executed.
    var claimsSuccess: Bool {
        if case .answer(let answer) = self { answer.status == 200 } else { false }
    }

    var isAnswer: Bool {
        if case .answer = self { true } else { false }
    }

    /// Whether a page may rightly have fewer leads, and a total to match.
    var hidesLeads: Bool {
        if case .hideNewLeads = self { true } else { false }
    }

    /// Whether a read that is struck once and tried again brings what it should.
    var isMendedByRepeating: Bool {
        switch self {
        // A 200 that cannot be read is as good as no answer.
        case .answer(let answer): [200, 429].contains(answer.status) || answer.status >= 500
        case .dropBefore, .dropAfter, .truncate, .drip, .delay, .stall, .skewClock, .hideNewLeads, .expireScroll: true
        case .expireToken: false
        }
    }
}
