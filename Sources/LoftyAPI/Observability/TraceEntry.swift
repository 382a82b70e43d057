import FoundationEssentials

/// One line of a ``RequestTrace``: a request and what came of it, without secrets.
struct TraceEntry: Encodable, Hashable {
    struct Message: Encodable, Hashable {
        var fields: [String]
        var body: String
        /// Size of the whole body.
        var bytes: Int
    }

    var at: String
    var call: String?
    var method: String
    var url: String
    var request: Message
    var status: Int?
    var response: Message?
    /// Why there is no answer.
    var failure: String?
    var milliseconds: Double

    /// Longer bodies are cut, in bytes.
    static let bodyLimit = 256 << 10

    init(_ sent: HTTPRequest, _ result: Result<HTTPResponse, TransportError>, at moment: Date, took: Duration) {
        let secrets = TraceSecrets(sent, result)
        at = moment.formatted(.iso8601)
        call = sent.id?.description
        method = sent.method
        url = secrets.hide(sent.url)
        request = Message(sent.headers, sent.body ?? Data(), secrets)
        milliseconds = (took / .milliseconds(1) * 10).rounded() / 10
        switch result {
        case .success(let answer):
            status = answer.status
            response = Message(answer.headers, secrets.legible(answer.body), secrets)
            response?.bytes = answer.body.count
        case .failure(let error):
            failure = secrets.hide("\(error.kind): \(error.detail)")
        }
    }

    /// The entry as JSON; `nil` is not to be expected of texts and numbers, and would cost one line of the trace.
    var line: [UInt8]? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // An entry that cannot be encoded must not fail the call that it tells of.
        return (try? encoder.encode(self)).map(Array.init)
    }
}

extension TraceEntry.Message {
    init(_ headers: [HTTPField], _ content: Data, _ secrets: TraceSecrets) {
        fields = headers.map { secrets.hide($0.description) }
        // Hidden before it is cut: half a secret would no longer be found.
        let text = secrets.hide(String(decoding: content, as: UTF8.self))
        body = text.utf8.count > TraceEntry.bodyLimit ? String(text.prefix(TraceEntry.bodyLimit)) + "…" : text
        bytes = content.count
    }
}
