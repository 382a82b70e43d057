public import FoundationEssentials

/// Sends one HTTP request: the seam between the contract and the network.
public protocol HTTPTransport: Sendable {
    /// - Throws: ``TransportError``; never for an HTTP status, however bad.
    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse
}

public struct HTTPRequest: Hashable, Sendable {
    /// Such as `GET`.
    public var method: String
    /// Absolute, percent-encoded.
    public var url: String
    public var headers: [HTTPField]
    public var body: Data?
    /// Time from the first byte of the connection to the last of the body.
    public var deadline: Duration
    /// Larger answers are cut off with ``TransportError/Kind/answerTooLarge``, in bytes.
    public var maximumAnswerSize: Int
    /// For traces; never sent.
    public var id: CallID?

    public init(
        method: String,
        url: String,
        headers: [HTTPField] = [],
        body: Data? = nil,
        deadline: Duration = .seconds(30),
        maximumAnswerSize: Int = 8 << 20
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.deadline = deadline
        self.maximumAnswerSize = maximumAnswerSize
    }
}

public struct HTTPField: Hashable, Sendable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

public struct HTTPResponse: Hashable, Sendable {
    public var status: Int
    public var headers: [HTTPField]
    public var body: Data

    public init(status: Int, headers: [HTTPField] = [], body: Data = Data()) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The first field of that name, whatever its case.
    public subscript(_ name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.name.lowercased() == wanted }?.value
    }
}

/// A request that got no complete answer.
public struct TransportError: Error, Hashable, Sendable {
    public var kind: Kind
    /// One sentence of the library underneath, without header values.
    public var detail: String

    public init(_ kind: Kind, detail: String) {
        self.kind = kind
        self.detail = detail
    }

    public enum Kind: Hashable, Sendable {
        /// No connection: nothing reached the server.
        case unreachable
        /// TLS could not be agreed: nothing reached the server.
        case untrusted
        /// The connection broke, or the deadline passed, after sending began.
        case lost
        case answerTooLarge
        case cancelled
        /// The library is missing or the request is malformed.
        case unusable
    }
}
