/// How a sandbox is started.
package struct SandboxConfiguration: Hashable, Sendable {
    /// Loopback port; 0 takes a free one.
    package var port: UInt16
    /// Leads of the invented book that the default key can see, when the database is new; at least 1.
    package var leads: Int
    /// Seed of the invented book: the same seed and size make the same book.
    package var seed: UInt64
    /// Path of the SQLite file; `nil` keeps everything in memory.
    package var database: String?
    /// The key that clients send as `token`; `nil` keeps that of an old database and makes a new one otherwise.
    package var apiKey: String?
    /// Calls a minute and credential; `nil` is no limit and no headers.
    package var rateLimitPerMinute: Int?
    package var oddities: SandboxOddities
    package var webhooks: WebhookPolicy
    /// Misfortunes from the first request on.
    package var faults: [Fault]
    /// Leads that arrive, visit, reply and move by themselves; 0 is a book that stands still.
    package var liveEventsPerMinute: Int
    /// How long an access token of the token endpoints lives; `nil` keeps what the database has, an hour at first.
    package var tokenLifetime: Duration?
    /// Whether a second, small team is served too, with a book of its own; see ``SandboxEndpoint/neighbourKey``.
    package var hasNeighbourTeam: Bool

    package init(
        port: UInt16 = 0,
        leads: Int = 50,
        seed: UInt64 = 1,
        database: String? = nil,
        apiKey: String? = nil,
        rateLimitPerMinute: Int? = nil,
        oddities: SandboxOddities = SandboxOddities(),
        webhooks: WebhookPolicy = WebhookPolicy(),
        faults: [Fault] = [],
        liveEventsPerMinute: Int = 0,
        tokenLifetime: Duration? = nil,
        hasNeighbourTeam: Bool = false
    ) {
        self.port = port
        self.leads = leads
        self.seed = seed
        self.database = database
        self.apiKey = apiKey
        self.rateLimitPerMinute = rateLimitPerMinute
        self.oddities = oddities
        self.webhooks = webhooks
        self.faults = faults
        self.liveEventsPerMinute = liveEventsPerMinute
        self.tokenLifetime = tokenLifetime
        self.hasNeighbourTeam = hasNeighbourTeam
    }
}
