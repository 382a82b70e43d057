import FoundationEssentials
import LoftyAPI
import LoftyHTTP

/// The client over the network.
enum LiveClient {
    /// The client of the configured account, for commands that open no state directory.
    static func make(_ settings: AccountSettings) -> LoftyClient {
        let client = make(settings, state: FoyerPaths(environment: ProcessInfo.processInfo.environment).state)
        WaitTelling.begin(for: client)
        return client
    }

    /// Shares its budget with the other Foyers of this user, and keeps what it finds out about the account in `state`.
    static func make(_ settings: AccountSettings, state: String) -> LoftyClient {
        make(settings, state: state) { $0 }
    }

    /// The same with its transport wrapped in something that looks on.
    static func make(
        _ settings: AccountSettings,
        state: String,
        through wrapped: (any HTTPTransport) -> any HTTPTransport
    ) -> LoftyClient {
        let environment = ProcessInfo.processInfo.environment
        let paths = FoyerPaths(environment: environment)
        var configuration = LoftyConfiguration(baseURL: settings.baseURL, credentials: settings.credentials)
        configuration.logger = settings.log?.logger(label: "lofty")
        configuration.sharedBudgetDirectory = paths.budgets
        configuration.capabilities = CapabilityFile(directory: state, for: configuration)
        let transport = wrapped(CurlTransport(settings: .init(environment: environment)))
        guard let trace = settings.trace else { return LoftyClient(configuration: configuration, transport: transport) }
        return LoftyClient(configuration: configuration, transport: TracingTransport(transport, to: trace))
    }
}
