import Foundation
import LoftyAPI
import LoftyHTTP

/// The client over the network.
enum LiveClient {
    static func make(_ settings: AccountSettings) -> LoftyClient {
        let configuration = LoftyConfiguration(baseURL: settings.baseURL, credential: settings.credential)
        let transport = CurlTransport(settings: .init(environment: ProcessInfo.processInfo.environment))
        return LoftyClient(configuration: configuration, transport: transport)
    }
}
