import FoundationEssentials
import JSONText

/// Decides what an answer means: the JSON to read on, or an error and what may be done about it.
struct AnswerReader: Sendable {
    let credential: Credential

    /// The document of a success; `nil` when it is empty and may be.
    func read(_ response: HTTPResponse, to endpoint: Endpoint, at now: Date) throws(APIError) -> JSONValue? {
        guard (200..<300).contains(response.status) else { throw refusal(response, endpoint, now) }
        if response.body.isEmpty, endpoint.answer == .jsonOrEmpty { return nil }
        let document: JSONDocument
        do {
            document = try JSONDocument(response.body)
        } catch {
            throw unreadable(response, endpoint, Self.sentence(about: response.body, error))
        }
        if let hidden = ErrorBody.hidden(in: document.root) {
            throw failure(of: hidden, response, endpoint, now)
        }
        return document.root
    }

    /// An error for an answer whose JSON has another shape than the contract says.
    func unreadable(_ response: HTTPResponse, _ endpoint: Endpoint, _ reason: String) -> APIError {
        APIError(
            .unreadableAnswer,
            operation: endpoint.operation,
            status: response.status,
            serverText: ServerText.clean("The answer cannot be read: \(reason)", hiding: credential),
            disposition: endpoint.effect == .adds ? .ambiguous : .retry(after: nil)
        )
    }

    private static func sentence(about body: Data, _ error: JSONError) -> String {
        guard !body.isEmpty else { return "it is empty" }
        let start = body.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        return start == UInt8(ascii: "<") ? "it is a web page" : "\(error.reason.rawValue) at byte \(error.offset)"
    }

    // MARK: Statuses

    private func refusal(_ response: HTTPResponse, _ endpoint: Endpoint, _ now: Date) -> APIError {
        guard (300..<400).contains(response.status) else {
            return failure(of: ErrorBody(response.body), response, endpoint, now)
        }
        let target = response["Location"].map { Self.origin(of: $0) } ?? "another address"
        return APIError(
            .unreadableAnswer,
            operation: endpoint.operation,
            status: response.status,
            serverText: ServerText.clean(
                "The server redirects to \(target); redirects are not followed, so check the base URL",
                hiding: credential
            ),
            disposition: .permanent
        )
    }

    /// Scheme and host of a URL, without what may hold secrets.
    private static func origin(of location: String) -> String {
        guard let scheme = location.firstRange(of: "://") else { return "another path" }
        let authority = location[scheme.upperBound...].prefix { !"/?#".contains($0) }
        let host = authority.split(separator: "@").last ?? authority
        return String(location[..<scheme.upperBound] + host)
    }

    private func failure(
        of body: ErrorBody,
        _ response: HTTPResponse,
        _ endpoint: Endpoint,
        _ now: Date
    ) -> APIError {
        let kind = APIError.Kind(status: response.status, body)
        return APIError(
            kind,
            operation: endpoint.operation,
            status: response.status,
            code: body.code,
            serverText: body.text.flatMap { ServerText.clean($0, hiding: credential) },
            disposition: RetryDisposition(
                kind,
                endpoint.effect,
                pause: RateHeaders(response, at: now).pause(after: kind)
            )
        )
    }
}
