/// Which proxy a request goes through.
///
/// Requests to this machine never take one.
public struct ProxyRules: Hashable, Sendable {
    /// Proxy for `http` URLs, such as `http://proxy.example.com:3128`; `nil` for none.
    public var http: String?
    /// Proxy for `https` URLs.
    public var https: String?
    /// Comma-separated hosts and domains that are reached directly; `*` for all.
    public var exceptions: String

    public init(http: String? = nil, https: String? = nil, exceptions: String = "") {
        self.http = http
        self.https = https
        self.exceptions = exceptions
    }

    /// Reads `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy`; the lower-case spelling wins.
    ///
    /// `HTTP_PROXY` is not read: a CGI server sets it from a header that strangers send (https://httpoxy.org).
    public init(environment: [String: String]) {
        func value(_ names: String...) -> String? {
            names.compactMap { environment[$0] }.first { !$0.isEmpty }
        }
        let all = value("all_proxy", "ALL_PROXY")
        self.init(
            http: value("http_proxy") ?? all,
            https: value("https_proxy", "HTTPS_PROXY") ?? all,
            exceptions: value("no_proxy", "NO_PROXY") ?? ""
        )
    }

    /// The proxy URL for a target; empty to go straight there.
    func proxy(for target: HTTPTarget) -> String {
        guard !target.isLoopback else { return "" }
        return (target.isSecure ? https : http) ?? ""
    }
}
