import Foundation
import LoftyAPI
import LoftyHTTP

/// The client over the network.
enum LiveClient {
    /// Shares its budget with the other Foyers of this user, and keeps what it finds out about the account.
    static func make(_ settings: AccountSettings) -> LoftyClient {
        let environment = ProcessInfo.processInfo.environment
        let paths = FoyerPaths(environment: environment)
        var configuration = LoftyConfiguration(baseURL: settings.baseURL, credentials: settings.credentials)
        configuration.logger = settings.log?.logger(label: "lofty")
        configuration.sharedBudgetDirectory = paths.budgets
        configuration.capabilities = CapabilityFile(directory: paths.state, for: configuration)
        let transport = CurlTransport(settings: .init(environment: environment))
        guard let trace = settings.trace else { return LoftyClient(configuration: configuration, transport: transport) }
        return LoftyClient(configuration: configuration, transport: TracingTransport(transport, to: trace))
    }
}
