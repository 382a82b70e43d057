/// Finds the operation for a method and a path.
struct Router: Sendable {
    let routes: [Route]

    init(_ routes: [Route]) {
        self.routes = routes.sorted { $0.pattern.parameterCount < $1.pattern.parameterCount }
    }

    struct Match: Sendable {
        let route: Route
        let parameters: [String: String]
    }

    /// Throws ``SandboxError/unknownEndpoint``, or ``SandboxError/methodNotAllowed`` for a path that knows others.
    func match(method: String, path: String) throws(SandboxError) -> Match {
        var segments: [String] = []
        for segment in path.split(separator: "/") {
            guard let decoded = PercentEncoding.decode(segment, plusIsSpace: false) else { throw .unknownEndpoint }
            segments.append(decoded)
        }
        var isKnownPath = false
        for route in routes {
            guard let parameters = route.pattern.match(segments) else { continue }
            guard route.method.rawValue == method else {
                isKnownPath = true
                continue
            }
            return Match(route: route, parameters: parameters)
        }
        throw isKnownPath ? .methodNotAllowed : .unknownEndpoint
    }
}

extension Router {
    /// Every operation that the sandbox answers.
    static let contract = Router(
        LeadEndpoints.routes + AssignmentEndpoints.routes + MemberEndpoints.routes + TeamFeatureEndpoints.routes
            + NoteEndpoints.routes + ManualLogEndpoints.routes + ActivityEndpoints.routes + SystemLogEndpoints.routes
            + WebhookEndpoints.routes + RoutingEndpoints.routes + RoutingTableEndpoints.routes + ClaimEndpoints.routes
            + PondEndpoints.routes + WorkEndpoints.routes + WorkingPoolEndpoints.routes + SalesAgentEndpoints.routes
            + StageEndpoints.routes + CaptureEndpoints.routes + AccessEndpoints.routes + ExportEndpoints.routes
    )
}
