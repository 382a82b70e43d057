import GRDB

/// Subscriptions to events (contract §14.1).
enum WebhookEndpoints {
    static let routes: [Route] = [
        .post("/v1.0/webhook", subscribe),
        .get("/v1.0/webhooks", list),
        .delete("/v1.0/webhook/{subscribeId}", unsubscribe),
        .get("/sandbox/webhooks/deliveries", deliveries),
    ]

    /// Subscriptions of one member; Lofty's number is not published.
    static let mostSubscriptions = 50
    private static let batchLimits: ClosedRange<Int64> = 1...5_000
    /// The application behind the key; the book knows one.
    private static let vendorID: Int64 = 123

    @Sendable private static func subscribe(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let fields = try call.fields
        guard let listID = try fields.integer("listId"), DomainEvent.listIDs.contains(listID) else {
            throw SandboxError.webhook(.type)
        }
        guard let callback = try fields.string("callbackUrl"), !callback.isBlank else {
            throw SandboxError.webhook(.callbackURLMissing)
        }
        guard let url = CallbackURL(callback), url.scheme == .https || call.oddities.acceptsPlainCallbacks else {
            throw SandboxError.webhook(.callbackURLInvalid)
        }
        let limit = try fields.integer("limit") ?? 100
        guard batchLimits.contains(limit) else {
            throw SandboxError.invalidParameter("limit must be between 1 and 5000")
        }
        let mode = try fields.integer("permissionMode") ?? WebhookSubscription.Permission.byAssignment.rawValue
        guard let permission = WebhookSubscription.Permission(rawValue: mode) else {
            throw SandboxError.invalidParameter("permissionMode must be 0 or 1")
        }
        guard try WebhookSubscription.fetchAll(of: call.caller, db).count < mostSubscriptions else {
            throw SandboxError.webhook(.tooMany)
        }
        let id = try insert(listID, callback, limit, permission, call, db)
        guard let subscription = try WebhookSubscription.find(id, db) else { throw SandboxError.internalError }
        return .json(wire(subscription, teamID: try Team.fetch(db).id))
    }

    private static func insert(
        _ listID: Int64,
        _ callback: String,
        _ limit: Int64,
        _ permission: WebhookSubscription.Permission,
        _ call: Call,
        _ db: Database
    ) throws -> Int64 {
        try db.execute(
            sql: """
                INSERT INTO webhookSubscription (
                    listId, callbackUrl, batchLimit, permissionMode, memberId, createMillis
                ) VALUES (:list, :url, :limit, :permission, :member, :now)
                """,
            arguments: [
                "list": listID, "url": callback, "limit": limit, "permission": permission.rawValue,
                "member": call.caller.recordID, "now": call.nowMillis,
            ]
        )
        return db.lastInsertedRowID
    }

    /// A bare array of the caller's own.
    @Sendable private static func list(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let teamID = try Team.fetch(db).id
        let subscriptions = try WebhookSubscription.fetchAll(of: call.caller, db)
        return .json(.array(subscriptions.map { wire($0, teamID: teamID) }))
    }

    @Sendable private static func unsubscribe(_ call: Call, _ db: Database) throws -> SandboxResponse {
        guard let subscription = try WebhookSubscription.find(try call.id("subscribeId"), db) else {
            throw SandboxError.webhook(.deleteNotExist)
        }
        guard subscription.memberID == call.caller.recordID else { throw SandboxError.webhook(.deleteNoAuthority) }
        try db.execute(
            sql: "DELETE FROM webhookSubscription WHERE id = :id",
            arguments: ["id": subscription.id]
        )
        try WebhookDelivery.cancelAll(of: subscription.id, millis: call.nowMillis, db)
        return .empty
    }

    private static func wire(_ subscription: WebhookSubscription, teamID: Int64) -> JSON {
        [
            "subscribeId": .integer(subscription.id),
            "teamId": .integer(teamID),
            "listId": .integer(subscription.listID),
            "callbackUrl": .string(subscription.callbackURL),
            "vendorId": .integer(vendorID),
            "limit": .integer(subscription.batchLimit),
            "permissionMode": .integer(subscription.permission.rawValue),
        ]
    }

    /// What became of every batch for the caller's subscriptions, oldest first; no part of Lofty.
    @Sendable private static func deliveries(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let deliveries = try WebhookDelivery.fetchAll(of: call.caller, db)
        let waiting = try Int64.fetchOne(
            db,
            sql: """
                SELECT count(*) FROM webhookEvent JOIN webhookSubscription
                ON webhookSubscription.id = webhookEvent.subscriptionId WHERE memberId = :member
                """,
            arguments: ["member": call.caller.recordID]
        )
        return .json([
            "waitingEvents": .integer(waiting ?? 0), "deliveries": .array(try deliveries.map { try $0.json }),
        ])
    }
}
