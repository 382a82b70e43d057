import Foundation
import Testing

@testable import LoftySandbox

/// A walk through every operation of the contract that the sandbox answers, with good requests and bad ones.
struct AnswerTour: Sendable {
    /// What was asked, and what came back.
    struct Exchange: Sendable {
        let method: String
        let target: String
        let status: Int
        let body: Data
    }

    let client: Client
    let moment = Date()
    private(set) var exchanges: [Exchange] = []

    init(_ client: Client) { self.client = client }

    var nowMillis: Int64 { Int64(moment.timeIntervalSince1970 * 1_000) }

    /// The answer's JSON, null for an empty one.
    @discardableResult
    mutating func ask(
        _ method: String,
        _ target: String,
        _ body: JSON? = nil,
        expecting status: Int = 200,
        by caller: Client? = nil
    ) async throws -> JSON {
        let reply = try await (caller ?? client).reply(method, target, body?.text ?? "")
        #expect(reply.status == status, "\(method) \(target): \(reply.text)")
        exchanges.append(Exchange(method: method, target: target, status: reply.status, body: Data(reply.body)))
        return reply.body.isEmpty ? .null : try reply.json
    }

    @discardableResult
    mutating func get(_ target: String, expecting status: Int = 200) async throws -> JSON {
        try await ask("GET", target, expecting: status)
    }

    @discardableResult
    mutating func post(_ target: String, _ body: JSON = [:], expecting status: Int = 200) async throws -> JSON {
        try await ask("POST", target, body, expecting: status)
    }

    @discardableResult
    mutating func put(_ target: String, _ body: JSON = [:], expecting status: Int = 200) async throws -> JSON {
        try await ask("PUT", target, body, expecting: status)
    }

    mutating func delete(_ target: String, expecting status: Int = 200) async throws {
        try await ask("DELETE", target, expecting: status)
    }

    /// Moments in the form that tasks and the calendar take.
    func time(_ secondsFromNow: TimeInterval) -> JSON {
        .string((moment + secondsFromNow).ISO8601Format(.init(timeZone: .gmt)))
    }

    mutating func walk() async throws {
        try await seeGateway()
        let lead = try await workLeads()
        try await seeTeam()
        try await workNotes(of: lead)
        try await workTasks(of: lead)
        try await workCalendar(of: lead)
        try await workLegacyTasks(of: lead)
        try await workCommunication(with: lead)
        try await workTransactions(of: lead)
        try await workWebhooks()
        try await workRouting()
        try await workSalesAgent(on: lead)
        try await tellAgents(of: lead)
        try await trash(lead)
    }
}
