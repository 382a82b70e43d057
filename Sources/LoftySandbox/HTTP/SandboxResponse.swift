/// What goes back, and how much of it arrives.
struct SandboxResponse: Hashable, Sendable {
    var status: Int
    var contentType: String?
    /// Beyond the content type.
    var headers: [String: String] = [:]
    var body: [UInt8] = []
    var delivery = Delivery.whole
    /// True when the operation itself answered: a fault can answer in its place, also with 200.
    var isExecuted = false
    /// What went wrong inside, for the log of requests only.
    var problem: String?

    enum Delivery: Hashable, Sendable {
        case whole
        /// The connection closes without a byte.
        case dropped
        /// Headers announce the whole body, then that many bytes of it follow, then the connection closes.
        case truncated(after: Int)
        /// All of it, at so many bytes a second.
        case dripping(bytesPerSecond: Int)

        /// Whether everything arrives in the end.
        var isWhole: Bool {
            switch self {
            case .whole, .dripping: true
            case .dropped, .truncated: false
            }
        }
    }

    static func json(_ body: JSON, status: Int = 200) -> SandboxResponse {
        SandboxResponse(status: status, contentType: "application/json;charset=UTF-8", body: body.utf8Text)
    }

    /// A success without a body, as note PUT and DELETE have it.
    static let empty = SandboxResponse(status: 200)

    static func failure(_ error: SandboxError) -> SandboxResponse { json(error.body, status: error.status) }

    /// The contract's 500 for an error that no request should be able to cause.
    static func internalFailure(_ error: any Error) -> SandboxResponse {
        var response = failure(.internalError)
        response.problem = String(describing: error)
        return response
    }
}
