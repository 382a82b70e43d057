import Foundation
import LoftyAPI
import LoftyHTTP

/// The client over the network.
enum LiveClient {
    static func make(_ settings: AccountSettings) -> LoftyClient {
        var configuration = LoftyConfiguration(baseURL: settings.baseURL, credentials: settings.credentials)
        configuration.logger = settings.log?.logger(label: "lofty")
        let transport = CurlTransport(settings: .init(environment: ProcessInfo.processInfo.environment))
        guard let trace = settings.trace else { return LoftyClient(configuration: configuration, transport: transport) }
        return LoftyClient(configuration: configuration, transport: TracingTransport(transport, to: trace))
    }
}
