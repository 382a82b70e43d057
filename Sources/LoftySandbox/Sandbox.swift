/// A Lofty-compatible lead service on 127.0.0.1 with an invented book.
///
/// Any number can run in one process, each on a port of its own.
///
/// ```swift
/// let sandbox = try await Sandbox.start(SandboxConfiguration(leads: 200))
/// // speak HTTP to sandbox.endpoint.url with "Authorization: token \(sandbox.endpoint.apiKey)"
/// await sandbox.stop()
/// ```
package final class Sandbox: Sendable {
    package let endpoint: SandboxEndpoint
    /// Misfortunes for requests to come.
    package let faults: FaultQueue
    /// How strange the service is, for requests to come.
    package let oddities: OddityBoard
    /// What was asked so far.
    package let requests: RequestLog
    private let server: SandboxServer
    private let database: SandboxDatabase
    private let courier: WebhookCourier
    private let live: LiveGenerator

    private init(
        endpoint: SandboxEndpoint,
        pipeline: RequestPipeline,
        server: SandboxServer,
        courier: WebhookCourier
    ) {
        self.endpoint = endpoint
        self.faults = pipeline.faults
        self.oddities = pipeline.oddities
        self.requests = pipeline.requests
        self.database = pipeline.database
        self.server = server
        self.courier = courier
        self.live = pipeline.live
    }

    /// Opens or makes the database and listens.
    ///
    /// The sandbox serves until ``stop()``; letting go of it does not end it.
    package static func start(
        _ configuration: SandboxConfiguration,
        environment: SandboxEnvironment = .live
    ) async throws(SandboxStartError) -> Sandbox {
        let database = try SandboxDatabase.open(configuration, environment: environment)
        let pipeline = RequestPipeline(
            database: database,
            router: .contract,
            rateLimiter: RateLimiter(callsPerMinute: configuration.rateLimitPerMinute),
            requests: RequestLog(),
            faults: FaultQueue(configuration.faults),
            oddities: configuration.oddities,
            environment: environment,
            seed: configuration.seed
        )
        do {
            let server = try await SandboxServer.start(port: configuration.port, pipeline: pipeline)
            let endpoint = SandboxEndpoint(
                port: server.port,
                keys: database.keys,
                neighbourKey: database.neighbour?.apiKey,
                leads: database.leadsAtStart
            )
            let courier = WebhookCourier.start(database, policy: configuration.webhooks, environment: environment)
            await pipeline.live.run(perMinute: configuration.liveEventsPerMinute)
            return Sandbox(endpoint: endpoint, pipeline: pipeline, server: server, courier: courier)
        } catch {
            database.close()
            throw error
        }
    }

    /// Events a minute that ``SandboxConfiguration/liveEventsPerMinute`` can be.
    package static let liveRates = LiveGenerator.rates

    /// Waits until the sandbox no longer listens, by ``stop()`` or because the system refused it more connections, and
    /// says why.
    package func end() async -> String { await server.end() }

    /// Ends every connection and closes the database.
    package func stop() async {
        await server.stop()
        await live.stop()
        await courier.stop()
        database.close()
    }
}

/// How a client reaches the sandbox.
package struct SandboxEndpoint: Hashable, Sendable {
    /// `http://127.0.0.1:PORT`.
    package let url: String
    package let port: UInt16
    /// Goes in as `Authorization: token KEY`.
    package let apiKey: String
    /// Goes in as `Authorization: Bearer TOKEN`.
    package let accessToken: String
    /// An app that is registered with the token endpoints and may call everything.
    package let clientID: String
    package let clientSecret: String
    /// One key for a member of each role, the highest role first.
    package let memberKeys: [MemberKey]
    /// Key of the second team's administrator, where there is a second team.
    package let neighbourKey: String?
    /// Leads that key and token can see at the start.
    package let leads: Int

    init(port: UInt16, keys: SandboxKeys, neighbourKey: String?, leads: Int) {
        self.url = "http://127.0.0.1:\(port)"
        self.port = port
        self.apiKey = keys.apiKey
        self.accessToken = keys.accessToken
        self.clientID = keys.client.id
        self.clientSecret = keys.client.secret
        self.neighbourKey = neighbourKey
        self.memberKeys = keys.roleKeys.map {
            MemberKey(role: $0.role.rawValue, email: $0.email, apiKey: $0.apiKey)
        }
        self.leads = leads
    }

    /// A key that acts for a member.
    package struct MemberKey: Hashable, Sendable {
        /// `owner`, `admin`, `teamLead` or `agent`.
        package let role: String
        package let email: String
        package let apiKey: String
    }

    /// The line that `foyer sandbox serve` prints.
    package var json: String {
        let value: JSON = [
            "url": .string(url),
            "apiKey": .string(apiKey),
            "accessToken": .string(accessToken),
            "leads": .integer(Int64(leads)),
            "clientId": .string(clientID),
            "clientSecret": .string(clientSecret),
            "keys": .array(
                memberKeys.map {
                    ["role": .string($0.role), "email": .string($0.email), "apiKey": .string($0.apiKey)]
                }
            ),
        ]
        return (neighbourKey.map { value.setting("neighbourKey", to: .string($0)) } ?? value).text
    }
}
