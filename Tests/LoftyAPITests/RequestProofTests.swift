import Foundation
import OpenAPI
import TestSupport
import Testing

@testable import LoftyAPI

/// Holds every request that the client can make against the table of endpoints and, where it is at hand, against
/// Lofty's own OpenAPI document.
@Suite("Every request", .timeLimit(.minutes(5)))
struct RequestProofTests {
    /// A place where the document contradicts itself, other words of Lofty, or what its service has been seen to take.
    struct Contradiction: Hashable, Sendable {
        var operation: String
        var violation: String
        var reason: String
    }

    private static let contradictions = [
        Contradiction(
            operation: "POST /v1.0/leads/{leadId}/assignment",
            violation: "body: is an object, not array",
            reason: "The form of Lofty's guide, sent only after a 400 and to members without an email address."
        ),
        Contradiction(
            operation: "PUT /v1.0/leads/{leadId}/transaction/{transactionId}",
            violation: "body: lacks transactionName",
            reason:
                "The operation says of itself that it is partial; its body shares the schema of the one that creates."
        ),
        Contradiction(
            operation: "PUT /v1.0/routing/rule/{type}",
            violation: "body.routingStrategy.memberWeights: is an array, not object",
            reason: "The field is described as a list of members; its schema is that of one."
        ),
    ]

    @Test("each belongs to an endpoint of the table, and each endpoint has one")
    func coversTable() async throws {
        var rest = Set(Endpoint.all)
        #expect(rest.count == Endpoint.all.count, "an endpoint stands in the table twice")
        for request in try await RequestCatalogue.record() {
            let endpoint = try #require(Endpoint.matching(request), "\(request.method) \(request.path)")
            rest.remove(endpoint)
        }
        #expect(rest.isEmpty, "\(rest.map(\.operation).sorted())")
    }

    @Test("each carries the headers that Lofty wants, and a body only where there is something to write")
    func headers() async throws {
        for request in try await RequestCatalogue.record() {
            let names = request.headers.map(\.name)
            #expect(names == ["Authorization", "Content-Type", "Accept", "User-Agent"], "\(request.url)")
            #expect(request.body == nil || request.method == "POST" || request.method == "PUT", "\(request.url)")
        }
    }

    @Test("each fits the document, but for the places where the document contradicts itself", .enabled(if: isAtHand))
    func fitsDocument() async throws {
        let document = try #require(try OpenAPIDocument.atHand(ProcessInfo.processInfo.environment))
        let requests = try await RequestCatalogue.record()
        var operations: Set<OpenAPIDocument.Operation> = []
        var unexpected: [String] = []
        var excused: Set<Contradiction> = []
        for request in requests {
            let finding = document.check(.init(request))
            if let operation = finding.operation { operations.insert(operation) }
            for violation in finding.violations {
                let name = finding.operation?.name ?? "\(request.method) \(request.path)"
                if let known = Self.contradictions.first(where: {
                    $0.operation == name && $0.violation == violation.description
                }) {
                    excused.insert(known)
                } else {
                    unexpected.append("\(name): \(violation)")
                }
            }
        }
        print(
            "\(operations.count) of the document's \(document.operations.count) operations, \(requests.count) requests,",
            "\(excused.count) contradictions, \(unexpected.count) violations"
        )
        #expect(unexpected.isEmpty, "\(unexpected.joined(separator: "\n"))")
        #expect(excused == Set(Self.contradictions), "an excuse that nothing needs any more")
        #expect(operations.count == Endpoint.all.count)
    }

    private static var isAtHand: Bool { ProcessInfo.processInfo.environment["FOYER_OPENAPI"]?.isEmpty == false }
}

extension Endpoint {
    /// The endpoint of a request; literal segments win over placeholders.
    fileprivate static func matching(_ request: HTTPRequest) -> Endpoint? {
        let segments = request.path.split(separator: "/")
        return all.filter { $0.method.rawValue == request.method && $0.takes(segments) }
            .min { $0.path.count { $0 == "{" } < $1.path.count { $0 == "{" } }
    }

    private func takes(_ segments: [Substring]) -> Bool {
        let parts = path.split(separator: "/")
        return parts.count == segments.count && zip(parts, segments).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
}

extension OpenAPIDocument.Request {
    fileprivate init(_ request: HTTPRequest) {
        let query = request.query.isEmpty ? "" : "?\(request.query)"
        self.init(
            method: request.method,
            target: request.path + query,
            headers: request.headers.map(\.name),
            body: request.body
        )
    }
}
