import GRDB

/// A call, text or email to be logged.
struct ManualLogDraft: Hashable, Sendable {
    /// Longer contents are cut.
    static let longestContent = 5_000
    /// Longer numbers and outcomes are refused.
    static let longestShortText = 20

    enum Channel: String, Hashable, Sendable {
        case call = "logCall"
        case email = "logEmail"
        case text = "logText"

        /// As the timeline of communications names it.
        var activityName: String {
            switch self {
            case .call: "Call"
            case .email: "Email"
            case .text: "Text"
            }
        }

        func event(_ id: Int64, lead: Int64) -> DomainEvent {
            switch self {
            case .call: .call(id, lead: lead)
            case .email: .email(id, lead: lead)
            case .text: .text(id, lead: lead)
            }
        }
    }

    private static let outcomes = ["Talked", "VoiceMessage", "NoAnswer", "BadNumber", "DNCNumber", "DNCContact"]

    let channel: Channel
    let content: String
    let isInbound: Bool
    let isPinned: Bool
    let phone: String?
    let outcome: String?
    let subject: String?
    let toEmail: String?
    let fromEmail: String?

    init(_ fields: BodyFields) throws(SandboxError) {
        guard let channel = Channel(rawValue: try fields.requiredString("logType")) else {
            throw .invalidParameter("logType must be logCall, logEmail or logText")
        }
        self.channel = channel
        content = try fields.requiredString("content").cut(to: Self.longestContent)
        switch try fields.string("outboundOrInbound") {
        case nil, "outbound": isInbound = false
        case "inbound": isInbound = true
        default: throw .invalidParameter("outboundOrInbound must be outbound or inbound")
        }
        isPinned = try fields.bool("isPin") ?? false
        let isCall = channel == .call
        phone = isCall ? try fields.requiredString("leadPhoneNumber") : nil
        outcome = isCall ? try Self.outcome(fields) : nil
        let isEmail = channel == .email
        subject = isEmail ? try fields.string("emailSubject") : nil
        toEmail = isEmail ? try fields.string("toEmail") : nil
        fromEmail = isEmail ? try fields.string("fromEmail") : nil
        if let phone, phone.count > Self.longestShortText { throw .parameterTooLong("leadPhoneNumber") }
    }

    /// An outcome that the contract does not know counts as a talk.
    private static func outcome(_ fields: BodyFields) throws(SandboxError) -> String {
        let outcome = try fields.string("callingOutcome") ?? outcomes[0]
        guard outcome.count <= longestShortText else { throw .parameterTooLong("callingOutcome") }
        return outcomes.contains(outcome) ? outcome : outcomes[0]
    }

    func insert(on leadID: Int64, for call: Call, _ db: Database) throws -> Int64 {
        let id = try IDSequence.timeline.next(db)
        try db.execute(
            sql: """
                INSERT INTO communication (
                    id, leadId, agentId, millis, channel, kind, direction, outcome, phone, subject, content, isPinned,
                    toEmail, fromEmail
                ) VALUES (
                    :id, :lead, :agent, :now, :channel, 'Logged', :direction, :outcome, :phone, :subject, :content,
                    :isPinned, :toEmail, :fromEmail
                )
                """,
            arguments: [
                "id": id, "lead": leadID, "agent": call.caller.recordID, "now": call.nowMillis,
                "channel": channel.activityName, "direction": isInbound ? "Inbound" : "Outbound",
                "outcome": outcome, "phone": phone, "subject": subject, "content": content,
                "isPinned": isPinned, "toEmail": toEmail, "fromEmail": fromEmail,
            ]
        )
        try touch(leadID, call, db)
        try channel.event(id, lead: leadID).record(at: call.nowMillis, db)
        return id
    }

    private func touch(_ leadID: Int64, _ call: Call, _ db: Database) throws {
        try LeadColumns.touch(leadID, millis: call.nowMillis, db)
        try db.execute(
            sql: """
                UPDATE lead SET communications = communications + 1,
                    callMillis = iif(:channel = 'Call', :now, callMillis),
                    emailMillis = iif(:channel = 'Email', :now, emailMillis)
                WHERE id = :lead
                """,
            arguments: ["lead": leadID, "channel": channel.activityName, "now": call.nowMillis]
        )
    }
}

/// A page of manual logs: by offset, or after a log that is named.
struct ManualLogPage: Hashable, Sendable {
    private static let furthest: Int64 = 20_000

    let offset: Int64
    let limit: Int64
    /// 0 pages by offset.
    let currentID: Int64
    let sortsByID: Bool
    let isDescending: Bool

    init(_ query: QueryItems) throws(SandboxError) {
        let limit = try query.integer("limit") ?? 10
        self.limit = (1...1_000).contains(limit) ? limit : 10
        offset = max(0, try query.integer("offset") ?? 0)
        currentID = try query.integer("currentId") ?? 0
        sortsByID = query.string("sort") == "id"
        isDescending = query.string("order") == "desc"
        guard currentID > 0 || offset <= Self.furthest - self.limit else { throw .offsetExceedsLimit }
    }

    func fetch(_ channel: ManualLogDraft.Channel, of leadID: Int64, _ db: Database) throws -> [Row] {
        let direction = isDescending ? "DESC" : "ASC"
        let isCursor = currentID > 0
        let order = sortsByID || isCursor ? "id \(direction)" : "millis \(direction), id \(direction)"
        let after = isCursor ? "AND id \(isDescending ? "<" : ">") :current" : "AND :current <= 0"
        return try Row.fetchAll(
            db,
            sql: """
                SELECT * FROM communication
                WHERE leadId = :lead AND kind = 'Logged' AND channel = :channel \(after)
                ORDER BY \(order) LIMIT :limit OFFSET :offset
                """,
            arguments: [
                "lead": leadID, "channel": channel.activityName, "current": currentID, "limit": limit,
                "offset": isCursor ? 0 : offset,
            ]
        )
    }
}
