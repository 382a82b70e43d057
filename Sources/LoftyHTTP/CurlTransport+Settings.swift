extension CurlTransport {
    /// How connections are made; the same for all requests of a transport.
    public struct Settings: Hashable, Sendable {
        /// Time to look up the host, connect and agree on TLS; never more than a request's own deadline.
        public var connectTimeout: Duration
        /// Requests on the wire at one time, at least 1; others wait without using up their deadline.
        public var maximumTransfers: Int
        /// PEM file of the certificates to trust; `nil` trusts the system's.
        public var certificateFile: String?
        public var proxies: ProxyRules

        public init(
            connectTimeout: Duration = .seconds(10),
            maximumTransfers: Int = 6,
            certificateFile: String? = nil,
            proxies: ProxyRules = ProxyRules()
        ) {
            self.connectTimeout = connectTimeout
            self.maximumTransfers = maximumTransfers
            self.certificateFile = certificateFile
            self.proxies = proxies
        }

        /// Takes the proxies and the private certificates (`CURL_CA_BUNDLE`, else `SSL_CERT_FILE`) that the usual
        /// environment variables name.
        public init(environment: [String: String]) {
            let files = [environment["CURL_CA_BUNDLE"], environment["SSL_CERT_FILE"]]
            self.init(
                certificateFile: files.compactMap(\.self).first { !$0.isEmpty },
                proxies: ProxyRules(environment: environment)
            )
        }
    }
}
