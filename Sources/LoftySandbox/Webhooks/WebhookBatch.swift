import GRDB

/// Makes deliveries out of the events that have waited long enough.
///
/// A subscription has one delivery under way at a time: events arrive in the order of their batches, and while a
/// receiver is down its events pile up as one per subject instead of as one per write.
struct WebhookBatch {
    let policy: WebhookPolicy
    let nowMillis: Int64

    /// When the courier has to look again, and what it has to send now.
    struct Plan: Sendable {
        var due: [WebhookDelivery] = []
        /// `nil` when nothing waits.
        var nextMillis: Int64?

        mutating func look(at millis: Int64) { nextMillis = min(nextMillis ?? .max, millis) }
    }

    func plan(_ db: Database) throws -> Plan {
        var plan = Plan()
        let busy = Set(try WebhookDelivery.fetchWaiting(db).map(\.subscriptionID))
        for subscription in try Self.subscriptionsWithEvents(db) {
            try dropOverflow(of: subscription, db)
            guard !busy.contains(subscription.id) else { continue }
            if let ripeMillis = try ripeMillis(of: subscription, db), ripeMillis > nowMillis {
                plan.look(at: ripeMillis)
            } else {
                try form(for: subscription, db)
                // More than one batch may be there; the next follows once this one is settled.
                plan.look(at: nowMillis)
            }
        }
        try withholdHiddenLeads(db)
        for delivery in try WebhookDelivery.fetchWaiting(db) {
            if delivery.dueMillis <= nowMillis { plan.due.append(delivery) } else { plan.look(at: delivery.dueMillis) }
        }
        return plan
    }

    private static func subscriptionsWithEvents(_ db: Database) throws -> [WebhookSubscription] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT * FROM webhookSubscription
                WHERE EXISTS (SELECT 1 FROM webhookEvent WHERE subscriptionId = webhookSubscription.id) ORDER BY id
                """
        ).map(WebhookSubscription.init)
    }

    /// When the batch leaves; `nil` is at once.
    private func ripeMillis(of subscription: WebhookSubscription, _ db: Database) throws -> Int64? {
        let row = try Row.fetchOne(
            db,
            sql: "SELECT min(millis) AS first, count(*) AS events FROM webhookEvent WHERE subscriptionId = :id",
            arguments: ["id": subscription.id]
        )
        guard let row, let first = row["first"] as Int64? else { return nil }
        // An event of the future was written by a clock that has been put back since.
        guard row["events"] < subscription.batchLimit, first <= nowMillis else { return nil }
        return first + policy.batchDelay.millis
    }

    private func form(for subscription: WebhookSubscription, _ db: Database) throws {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT id, bucket, leadId, entry FROM webhookEvent WHERE subscriptionId = :id ORDER BY id LIMIT :limit
                """,
            arguments: ["id": subscription.id, "limit": subscription.batchLimit]
        )
        // A lead may have been hidden since; then it is not even named.
        let visible = try rows.filter { try isVisible($0["leadId"], to: subscription.memberID, db) }
        if !visible.isEmpty { try deliver(visible, to: subscription, db) }
        try db.execute(
            sql: "DELETE FROM webhookEvent WHERE subscriptionId = :id AND id <= :last",
            arguments: ["id": subscription.id, "last": rows.last?["id"] as Int64?]
        )
    }

    /// What is about no lead is anybody's to hear.
    func isVisible(_ leadID: Int64?, to memberID: Int64, _ db: Database) throws -> Bool {
        guard let leadID else { return true }
        let sql = "SELECT 1 FROM lead WHERE id = :id AND \(LeadVisibility.condition)"
        let arguments: StatementArguments = ["id": leadID, "caller": memberID]
        return try Int.fetchOne(try db.cachedStatement(sql: sql), arguments: arguments) != nil
    }

    private func deliver(_ events: [Row], to subscription: WebhookSubscription, _ db: Database) throws {
        let problem = Self.obstacle(subscription.callbackURL)
        try WebhookDelivery.insert(
            try Self.payload(events, listID: subscription.listID, teamID: try Team.fetch(db).id),
            for: subscription,
            state: problem == nil ? .waiting : .notDelivered,
            problem: problem,
            nowMillis: nowMillis,
            db
        )
    }

    /// Why the sandbox never calls this URL; `nil` when it may.
    private static func obstacle(_ callback: String) -> String? {
        guard let url = CallbackURL(callback), url.loopback != nil else {
            return "the sandbox calls addresses of this machine only"
        }
        return url.scheme == .http ? nil : "the sandbox speaks no TLS; subscribe with http on this machine"
    }

    /// Team and list, then one array for each kind of change (contract §14.3).
    private static func payload(_ events: [Row], listID: Int64, teamID: Int64) throws -> JSON {
        var buckets: [(name: String, entries: [JSON])] = []
        for event in events {
            let name: String = event["bucket"]
            let entry = try JSON(stored: event["entry"])
            if let index = buckets.firstIndex(where: { $0.name == name }) {
                buckets[index].entries.append(entry)
            } else {
                buckets.append((name, [entry]))
            }
        }
        let head: JSON = ["teamId": .integer(teamID), "listId": .integer(listID)]
        return head.merging(.object(buckets.map { JSON.Member(name: $0.name, value: .array($0.entries)) }))
    }

    /// Gives up the oldest events of a queue that has grown too long, and leaves a record of how many.
    private func dropOverflow(of subscription: WebhookSubscription, _ db: Database) throws {
        try db.execute(
            sql: """
                DELETE FROM webhookEvent WHERE subscriptionId = :id AND id <= (
                    SELECT id FROM webhookEvent WHERE subscriptionId = :id ORDER BY id DESC LIMIT 1 OFFSET :longest
                )
                """,
            arguments: ["id": subscription.id, "longest": policy.longestQueue]
        )
        let count = db.changesCount
        guard count > 0 else { return }
        try WebhookDelivery.insert(
            [:],
            for: subscription,
            state: .givenUp,
            problem: "the queue was full: \(count) older events were dropped",
            nowMillis: nowMillis,
            db
        )
    }
}
