import FoundationEssentials
import Logging
import Synchronization

/// Tells the log, the meter and the observer what the calls of one client do.
///
/// It hears of operations, statuses, codes, sizes and times; bodies, queries and texts of the server are not for it.
final class CallRecorder: Sendable {
    let meter = ClientMeter()
    private let logger: Logger?
    private let observe: @Sendable (ClientEvent) -> Void
    private let uptime: @Sendable () -> Duration
    private let numbers: CallNumbers
    /// Operations whose end was said already.
    private let announced = Mutex<Set<String>>([])

    init(_ configuration: LoftyConfiguration) {
        logger = configuration.logger
        observe = configuration.observe
        uptime = configuration.time.uptime
        numbers = CallNumbers(random: configuration.random)
    }

    func nextCall() -> CallID { numbers.next() }

    /// One request has ended; `response` is `nil` without an answer.
    func attempted(_ request: HTTPRequest, _ endpoint: Endpoint, _ response: HTTPResponse?, since start: Duration) {
        let operation = endpoint.operation
        let took = uptime() - start
        let received = response?.body.count ?? 0
        let isRepeat = (request.id?.attempt ?? 1) > 1
        let sent = request.body?.count ?? 0
        meter.recordAttempt(operation, sent: sent, received: received, took: took, isRepeat: isRepeat)
        observe(.attempted(operation: operation, status: response?.status, bytes: received, took: took))
        logger?.debug(
            "\(operation): \(response.map { "\($0.status)" } ?? "no answer")",
            metadata: [
                "call": "\(request.id.map(\.description) ?? "")", "bytes": "\(received)",
                "milliseconds": "\((took / .milliseconds(1) * 10).rounded() / 10)",
            ]
        )
        if let response { announceEnd(of: operation, response) }
    }

    /// A call has ended; `error` is `nil` when it succeeded.
    func ended(_ operation: String, _ error: APIError?) {
        meter.recordCall(operation, failure: error?.kind)
        guard let error else { return }
        let numbers = [error.status.map { "HTTP \($0)" }, error.code.map { "code \($0)" }].compactMap(\.self)
        // The server's text is left out: it may quote what a person typed.
        logger?.notice(
            "\(operation) failed: \((["\(error.kind)"] + numbers).joined(separator: ", "))",
            metadata: ["call": "\(error.id.map(\.description) ?? "")"]
        )
    }

    func retrying(_ operation: String, _ id: CallID, after pause: Duration) {
        observe(.retrying(operation: operation, after: pause))
        logger?.notice(
            "\(operation) is tried again",
            metadata: ["call": "\(id)", "pauseMilliseconds": "\((pause / .milliseconds(1)).rounded())"]
        )
    }

    func renewedCredential(_ operation: String, _ id: CallID) {
        logger?.notice("\(operation) is tried again with another credential", metadata: ["call": "\(id)"])
    }

    func unreadableItem(_ operation: String, _ reason: String) {
        observe(.unreadableItem(operation: operation, reason: reason))
        logger?.warning("\(operation): an item of the answer is left out: \(reason)")
    }

    /// Says once for each operation that the server means to end it (RFC 9745, RFC 8594).
    private func announceEnd(of operation: String, _ response: HTTPResponse) {
        guard let notice = EndNotice(response), announced.withLock({ $0.insert(operation).inserted }) else { return }
        observe(.ending(operation: operation, at: notice.sunset))
        let moment = notice.sunset.map { " on \($0.formatted(.iso8601))" } ?? ""
        logger?.warning("\(operation) will end\(moment); update the client")
    }
}

/// A server's word that an operation will go away.
struct EndNotice: Hashable {
    /// When it goes; `nil` when the server does not say.
    var sunset: Date?

    /// `nil` when the answer says nothing of the kind.
    init?(_ response: HTTPResponse) {
        let deprecation = response["Deprecation"]
        let sunset = response["Sunset"]
        // An early draft of RFC 9745 had `false` for operations that stay.
        let isDeprecated = deprecation.map { !$0.isEmpty && $0.lowercased() != "false" } ?? false
        guard isDeprecated || sunset != nil else { return nil }
        self.sunset = sunset.flatMap { WireDate.httpDate($0) }
    }
}
