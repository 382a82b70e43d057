// The account and its team: contract §8 to §10.

extension Endpoint {
    static let me = Endpoint(method: .get, path: "/v1.0/me", effect: .reads, answer: .json)
    static let members = Endpoint(method: .get, path: "/v1.0/members", effect: .reads, answer: .json)
    static let stages = Endpoint(
        method: .get,
        path: "/v1.0/teamFeatures/lead-pipelines",
        effect: .reads,
        answer: .json
    )
    static let tags = Endpoint(method: .get, path: "/v1.0/teamFeatures/listTag", effect: .reads, answer: .json)
}
