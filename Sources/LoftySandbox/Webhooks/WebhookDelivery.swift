import GRDB

/// One batch on its way to a receiver, or what became of it.
struct WebhookDelivery: Hashable, Sendable {
    let id: Int64
    let subscriptionID: Int64
    let listID: Int64
    let callbackURL: String
    let payload: String
    let state: State
    let attempts: Int
    /// The receiver's last answer; `nil` when none came.
    let status: Int?
    let problem: String?
    let createMillis: Int64
    /// When the next attempt may start.
    let dueMillis: Int64

    enum State: String, Hashable, Sendable {
        /// Not delivered yet; attempts may have failed.
        case waiting
        /// The receiver answered 2xx.
        case delivered
        /// No address of this machine: nothing was sent, ever.
        case notDelivered
        /// Failed too often, or pushed out by newer events.
        case givenUp
        /// Its subscription was deleted.
        case cancelled
    }

    /// How an attempt ended.
    enum Outcome: Hashable, Sendable {
        case answered(status: Int)
        case failed(String)

        var isSuccess: Bool {
            switch self {
            case .answered(let status): (200..<300).contains(status)
            case .failed: false
            }
        }
    }

    /// Settled deliveries that are remembered.
    private static let longestHistory = 1_000

    init(_ row: Row) throws {
        id = row["id"]
        subscriptionID = row["subscriptionId"]
        listID = row["listId"]
        callbackURL = row["callbackUrl"]
        payload = row["payload"]
        guard let state = State(rawValue: row["state"]) else { throw SandboxError.internalError }
        self.state = state
        attempts = row["attempts"]
        status = row["status"]
        problem = row["problem"]
        createMillis = row["createMillis"]
        dueMillis = row["dueMillis"]
    }

    /// A delivery that has not been tried yet.
    static func insert(
        _ payload: JSON,
        for subscription: WebhookSubscription,
        state: State,
        problem: String?,
        nowMillis: Int64,
        _ db: Database
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO webhookDelivery (
                    subscriptionId, memberId, listId, callbackUrl, payload, state, attempts, status, problem,
                    createMillis, dueMillis, settleMillis
                ) VALUES (:subscription, :member, :list, :url, :payload, :state, 0, NULL, :problem, :now, :now, :settle)
                """,
            arguments: [
                "subscription": subscription.id, "member": subscription.memberID, "list": subscription.listID,
                "url": subscription.callbackURL, "payload": payload.text, "state": state.rawValue,
                "problem": problem, "now": nowMillis, "settle": state == .waiting ? 0 : nowMillis,
            ]
        )
        try db.execute(
            sql: """
                DELETE FROM webhookDelivery WHERE state <> 'waiting' AND id <= (
                    SELECT id FROM webhookDelivery WHERE state <> 'waiting' ORDER BY id DESC LIMIT 1 OFFSET :longest
                )
                """,
            arguments: ["longest": longestHistory]
        )
    }

    static func fetchAll(of member: Member, _ db: Database) throws -> [WebhookDelivery] {
        try Row.fetchAll(
            db,
            sql: "SELECT * FROM webhookDelivery WHERE memberId = :member ORDER BY id",
            arguments: ["member": member.recordID]
        ).map(WebhookDelivery.init)
    }

    static func fetchWaiting(_ db: Database) throws -> [WebhookDelivery] {
        try Row.fetchAll(db, sql: "SELECT * FROM webhookDelivery WHERE state = 'waiting' ORDER BY id")
            .map(WebhookDelivery.init)
    }

    static func cancelAll(of subscriptionID: Int64, millis: Int64, _ db: Database) throws {
        try db.execute(
            sql: """
                UPDATE webhookDelivery SET state = 'cancelled', settleMillis = :now
                WHERE subscriptionId = :subscription AND state = 'waiting'
                """,
            arguments: ["subscription": subscriptionID, "now": millis]
        )
    }

    /// Notes an attempt; a subscription that was deleted meanwhile stays cancelled.
    func record(_ outcome: Outcome, under policy: WebhookPolicy, nowMillis: Int64, _ db: Database) throws {
        let attempts = attempts + 1
        let state: State = outcome.isSuccess ? .delivered : attempts >= policy.mostAttempts ? .givenUp : .waiting
        let (status, problem): (Int?, String?) =
            switch outcome {
            case .answered(let status): (status, nil)
            case .failed(let problem): (nil, problem)
            }
        try db.execute(
            sql: """
                UPDATE webhookDelivery SET state = :state, attempts = :attempts, status = :status, problem = :problem,
                    dueMillis = :due, settleMillis = :settle
                WHERE id = :id AND state = 'waiting'
                """,
            arguments: [
                "id": id, "state": state.rawValue, "attempts": attempts, "status": status, "problem": problem,
                "due": nowMillis + policy.retryDelay(after: attempts).millis,
                "settle": state == .waiting ? 0 : nowMillis,
            ]
        )
    }

    var json: JSON {
        get throws {
            [
                "id": .integer(id),
                "subscribeId": .integer(subscriptionID),
                "listId": .integer(listID),
                "callbackUrl": .string(callbackURL),
                "state": .string(state.rawValue),
                "attempts": .integer(Int64(attempts)),
                "status": status.map { .integer(Int64($0)) } ?? .null,
                "problem": .text(problem),
                "createTime": .integer(createMillis),
                "dueTime": state == .waiting ? .integer(dueMillis) : .null,
                "payload": try JSON(stored: payload),
            ]
        }
    }
}
