import Foundation
import Leads
import TestSupport
import Testing

@testable import LoftyAPI

/// One call of the client, and the request that it must become.
struct RequestCase: Sendable, CustomTestStringConvertible {
    var expected: String
    var query = ""
    var body = ""
    var answer = ""
    var call: @Sendable (LoftyClient) async throws -> Void

    var testDescription: String { "\(expected) \(query) \(body)" }

    func check() async throws {
        let transport = StubTransport([.json(answer, to: expected)])
        try await call(makeClient(transport))
        let request = try #require(transport.requests.first)
        #expect(request.query == query)
        #expect(request.bodyText == body)
        #expect(transport.requests.count == 1)
    }
}

/// One call that the client must refuse without sending it, and a part of the sentence that says why.
struct RefusalCase: Sendable, CustomTestStringConvertible {
    var reason: String
    var call: @Sendable (LoftyClient) async throws -> Void

    init(_ reason: String, _ call: @escaping @Sendable (LoftyClient) async throws -> Void) {
        self.reason = reason
        self.call = call
    }

    var testDescription: String { reason }

    func check() async throws {
        let transport = StubTransport()
        let error = try #require(await failure { try await call(makeClient(transport)) })
        #expect(error.kind == .invalidRequest)
        #expect(error.disposition == .permanent)
        #expect(error.serverText?.contains(reason) == true, "\(error)")
        #expect(transport.requests.isEmpty)
    }
}

let someLead = Lead.ID(563_172_647_619_608)
let unsavedLead = Lead.ID(-4)

/// 2026-06-17 16:50:40 UTC, the moment that the clock of a test client shows.
let testNow = Date(timeIntervalSince1970: 1_781_715_040)

/// A zone by its IANA name; a test failure and Greenwich when this machine does not know it.
func zone(_ name: String) -> TimeZone {
    guard let zone = TimeZone(identifier: name) else {
        Issue.record("This machine does not know the time zone \(name)")
        return .gmt
    }
    return zone
}

let pacific = "America/Los_Angeles"
