import FoundationEssentials
package import LoftyAPI
import Synchronization
import Testing

/// Answers requests from a script, in order, and records them.
///
/// A request that the script does not foresee is recorded as a test failure and answered as unusable.
package final class StubTransport: HTTPTransport {
    package typealias Answer = Result<HTTPResponse, TransportError>

    private struct State {
        var script: [Step] = []
        var requests: [HTTPRequest] = []
    }

    /// One expected request and what comes back.
    package struct Step: Sendable {
        /// Such as `GET /v1.0/leads`; `nil` takes any request.
        var expected: String?
        var answer: @Sendable (HTTPRequest) async -> Answer

        /// `expected` is the method and the path without query.
        package init(_ expected: String? = nil, answer: @escaping @Sendable (HTTPRequest) async -> Answer) {
            self.expected = expected
            self.answer = answer
        }

        /// Answers with JSON.
        package static func json(
            _ body: String,
            status: Int = 200,
            headers: [HTTPField] = [],
            to expected: String? = nil
        ) -> Step {
            Step(expected) { _ in .success(HTTPResponse(status: status, headers: headers, body: .init(body.utf8))) }
        }

        /// Fails without an answer.
        package static func failure(_ kind: TransportError.Kind, to expected: String? = nil) -> Step {
            Step(expected) { _ in .failure(TransportError(kind, detail: "scripted")) }
        }
    }

    private let state: Mutex<State>

    package init(_ script: [Step] = []) {
        state = Mutex(State(script: script))
    }

    /// What was sent so far, in order.
    package var requests: [HTTPRequest] { state.withLock { $0.requests } }

    /// Steps that have not been asked for; a test that expects every call asserts that none is left.
    package var stepsLeft: Int { state.withLock { $0.script.count } }

    package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let step: Step? = state.withLock { state in
            state.requests.append(request)
            return state.script.isEmpty ? nil : state.script.removeFirst()
        }
        let line = "\(request.method) \(request.path)"
        guard let step, step.expected == nil || step.expected == line else {
            let wanted = step?.expected ?? "no request"
            Issue.record("Unexpected request \(line); the script foresees \(wanted)")
            throw TransportError(.unusable, detail: "unexpected request \(line)")
        }
        return try await step.answer(request).get()
    }
}

extension HTTPRequest {
    /// Path of the URL without its query.
    package var path: String {
        let rest = url.firstRange(of: "://").map { url[$0.upperBound...] } ?? url[...]
        return String(rest.drop { $0 != "/" }.prefix { $0 != "?" })
    }

    /// Query of the URL as it was sent, without the question mark; empty when there is none.
    package var query: String {
        url.firstIndex(of: "?").map { String(url[url.index(after: $0)...]) } ?? ""
    }

    /// Body as text; empty when there is none.
    package var bodyText: String { body.map { String(decoding: $0, as: UTF8.self) } ?? "" }
}
