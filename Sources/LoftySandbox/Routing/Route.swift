import GRDB

/// One operation of the contract.
struct Route: Sendable {
    typealias Handler = @Sendable (Call, Database) throws -> SandboxResponse

    let method: HTTPVerb
    let pattern: PathPattern
    let action: Action
    /// Of the bodies that a POST or PUT may have, in lower case.
    var mediaTypes = [Route.json]

    /// What the contract speaks.
    static let json = "application/json"

    /// What an operation does to the database; each runs in one transaction that an error rolls back.
    enum Action: Sendable {
        case read(Handler)
        case write(Handler)
    }

    static func get(_ pattern: PathPattern, _ handler: @escaping Handler) -> Route {
        Route(method: .get, pattern: pattern, action: .read(handler))
    }

    static func post(_ pattern: PathPattern, _ handler: @escaping Handler) -> Route {
        Route(method: .post, pattern: pattern, action: .write(handler))
    }

    /// An operation that takes other bodies than JSON.
    static func post(_ pattern: PathPattern, accepting mediaTypes: [String], _ handler: @escaping Handler) -> Route {
        Route(method: .post, pattern: pattern, action: .write(handler), mediaTypes: mediaTypes)
    }

    static func put(_ pattern: PathPattern, _ handler: @escaping Handler) -> Route {
        Route(method: .put, pattern: pattern, action: .write(handler))
    }

    static func delete(_ pattern: PathPattern, _ handler: @escaping Handler) -> Route {
        Route(method: .delete, pattern: pattern, action: .write(handler))
    }
}

enum HTTPVerb: String, Sendable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case delete = "DELETE"
}

/// A path such as `/v1.0/leads/{leadId}`.
struct PathPattern: Hashable, Sendable, ExpressibleByStringLiteral {
    /// As the contract writes it.
    let text: String
    private let segments: [Segment]

    private enum Segment: Hashable, Sendable {
        case literal(String)
        case parameter(String)
    }

    init(stringLiteral value: String) { self.init(value) }

    init(_ pattern: String) {
        text = pattern
        segments = pattern.split(separator: "/").map { segment in
            segment.hasPrefix("{") ? .parameter(String(segment.dropFirst().dropLast())) : .literal(String(segment))
        }
    }

    /// Fewer parameters win: `/v1.0/leads/assignee` is not a lead.
    var parameterCount: Int {
        segments.count { segment in
            if case .parameter = segment { true } else { false }
        }
    }

    /// The values of the parameters, or `nil` where the path is another one.
    func match(_ path: [String]) -> [String: String]? {
        guard path.count == segments.count else { return nil }
        var parameters: [String: String] = [:]
        for (segment, text) in zip(segments, path) {
            switch segment {
            case .literal(let literal):
                guard literal == text else { return nil }
            case .parameter(let name):
                parameters[name] = text
            }
        }
        return parameters
    }
}
