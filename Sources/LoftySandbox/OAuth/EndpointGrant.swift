/// Endpoints that an app may call: `GET /v1.0/leads/{leadId}`, `* /v1.0/notes` for every method, or `*` for all.
struct EndpointGrant: Hashable, Sendable {
    /// As it was written.
    let text: String
    private let extent: Extent

    private enum Extent: Hashable, Sendable {
        case everything
        /// `nil` is every method.
        case endpoint(method: String?, PathPattern)
    }

    static let everything = EndpointGrant(text: "*", extent: .everything)

    private init(text: String, extent: Extent) {
        self.text = text
        self.extent = extent
    }

    init(_ text: String) throws(SandboxError) {
        let words = text.split(separator: " ").map(String.init)
        switch words.count {
        case 1 where text == "*": self = .everything
        case 2 where words[1].hasPrefix("/"):
            guard words[0] == "*" || HTTPVerb(rawValue: words[0]) != nil else {
                throw .invalidParameter("\(words[0]) is no method")
            }
            let method = words[0] == "*" ? nil : words[0]
            self.init(text: text, extent: .endpoint(method: method, PathPattern(words[1])))
        default: throw .invalidParameter("an endpoint is a method, a space and a path, or *")
        }
    }

    func covers(_ request: SandboxRequest) -> Bool {
        switch extent {
        case .everything: true
        case .endpoint(let method, let pattern):
            (method == nil || method == request.method)
                && pattern.match(request.path.split(separator: "/").map(String.init)) != nil
        }
    }
}
