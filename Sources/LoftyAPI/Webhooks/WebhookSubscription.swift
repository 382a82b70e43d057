/// A request to be told of changes.
///
/// Source: Lofty API, `GET /v1.0/webhooks`.
public struct WebhookSubscription: Hashable, Sendable, Identifiable {
    public typealias ID = RecordID<WebhookSubscription>

    public var id: ID
    public var event: Reported<WebhookEvent>
    public var callbackURL: String
    /// Lofty's texts disagree on whether this is events in a batch or calls in half an hour.
    public var limit: Int?
    public var mode: Reported<WebhookMode>?
    public var teamID: Int64?
    public var vendorID: Int64?
}

/// What changed; spelled as on the wire, which calls it `listId`.
public enum WebhookEvent: Int, Hashable, Sendable, CaseIterable {
    case agent = 1
    case lead = 2
    /// What a lead did on the website.
    case leadActivity = 3
    case listingAlert = 4
    case transaction = 5
    /// Made by hand or logged, not automatic.
    case call = 6
    /// Made by hand or logged, not automatic.
    case email = 7
    /// Made by hand or logged, not automatic.
    case text = 8
    case note = 9
    case task = 10
    case appointment = 11
    /// A lead went to another stage.
    case stage = 12
}

/// Of whose leads one is told; as on the wire.
public enum WebhookMode: Int, Hashable, Sendable, CaseIterable {
    /// Leads assigned to the subscriber, and for admins all that are not hidden.
    case byAssignment = 0
    /// Leads that the subscriber's team, office or person owns.
    case byOwnership = 1
}

/// A subscription to be made.
public struct NewWebhookSubscription: Hashable, Sendable {
    public var event: WebhookEvent
    /// `https` and reachable from the internet.
    ///
    /// Nothing signs what is delivered, so put a secret that cannot be guessed into the path.
    public var callbackURL: String
    /// 1 to 5,000; Lofty takes 100 without one.
    public var limit: Int?
    /// Lofty takes assignment without one.
    public var mode: WebhookMode?

    public init(_ event: WebhookEvent, callbackURL: String, limit: Int? = nil, mode: WebhookMode? = nil) {
        self.event = event
        self.callbackURL = callbackURL
        self.limit = limit
        self.mode = mode
    }
}
