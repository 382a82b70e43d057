extension WebhookSubscription {
    init(wire: JSONValue) throws(WireError) {
        guard let id: ID = wire.id("subscribeId"), let event = Reported<WebhookEvent>(wire["listId"]) else {
            throw WireError("it has no readable subscribeId or listId")
        }
        self.init(
            id: id,
            event: event,
            callbackURL: wire["callbackUrl"]?.text ?? "",
            limit: wire["limit"]?.count,
            mode: Reported(wire["permissionMode"]),
            teamID: wire["teamId"]?.identifier,
            vendorID: wire["vendorId"]?.reference
        )
    }
}

/// Body of `POST /v1.0/webhook`.
struct WebhookBody: Encodable, Hashable {
    var listId: Int
    /// Under the name `url` Lofty refuses it as a bad URL, code 20049.
    var callbackUrl: String
    var limit: Int?
    var permissionMode: Int?

    init(_ new: NewWebhookSubscription) {
        listId = new.event.rawValue
        callbackUrl = new.callbackURL
        limit = new.limit
        permissionMode = new.mode?.rawValue
    }
}
