import GRDB

/// Tags on agents and messages to them; messages are kept and go nowhere (contract §12.1, §20).
enum AgentEndpoints {
    static let routes: [Route] = [
        .post("/v1.0/agent/{agentId}/tag/add", addTags),
        .post("/v1.0/agent/send-notification", notify),
        .post("/v2.0/sales-agent/notification/app-push/send-task-reminder", remind),
        .post("/v2.0/sales-agent/message/sms/send-to-agent", sendText),
        .post("/v2.0/sales-agent/message/email/send-to-agent", sendEmail),
    ]

    private static let success = SandboxResponse.json(["message": "Operation successful"])

    // MARK: - Tags

    private static let mostTags = 20

    /// Failures have the envelope of the success here, not the usual error.
    @Sendable private static func addTags(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let fields = try call.fields
        let names = try fields.strings("tagNames") ?? []
        guard (1...mostTags).contains(names.count), !names.contains(where: \.isBlank) else {
            return tagResult(20012, "tagNames must hold 1 to \(mostTags) names", status: 400)
        }
        guard let member = try Member.find(userID: try call.id("agentId"), db) else {
            return tagResult(20003, "User not exist", status: 404)
        }
        let isCreating = try fields.bool("autoCreate") ?? false
        var tags: [(name: String, id: Int64?)] = []
        for name in names { tags.append((name, try tagID(name, db))) }
        // Looked up before anything is written: a refusal here leaves the transaction as it was.
        if !isCreating, let unknown = tags.first(where: { $0.id == nil }) {
            return tagResult(20012, "no such tag: \(unknown.name)", status: 400)
        }
        for tag in tags { try add(tag.name, to: member, for: call, db) }
        return tagResult(0, "", status: 200)
    }

    private static func tagResult(_ code: Int64, _ message: String, status: Int) -> SandboxResponse {
        .json(
            ["data": .bool(code == 0), "errorCode": .integer(code), "errorMsg": .string(message)],
            status: status
        )
    }

    private static func tagID(_ name: String, _ db: Database) throws -> Int64? {
        try Int64.fetchOne(db, sql: "SELECT id FROM tag WHERE name = :name", arguments: ["name": name])
    }

    private static func add(_ name: String, to member: Member, for call: Call, _ db: Database) throws {
        let known = try tagID(name, db)
        let id = try known ?? IDSequence.tag.next(db)
        if known == nil {
            try db.execute(
                sql: "INSERT INTO tag (id, name, createMillis, creatorId) VALUES (:id, :name, :now, :creator)",
                arguments: ["id": id, "name": name, "now": call.nowMillis, "creator": call.caller.recordID]
            )
        }
        try db.execute(
            sql: "INSERT OR IGNORE INTO memberTag (memberId, tagId) VALUES (:member, :tag)",
            arguments: ["member": member.recordID, "tag": id]
        )
    }

    // MARK: - Messages

    private static let notificationTypes: Set<Int64> = [
        9, 10, 11, 27, 46, 47, 48, 50, 52, 65, 66, 89, 136, 137, 138, 139, 140, 141, 162, 164, 165, 166, 167, 168,
    ]

    /// Says `false` where there is nobody to tell, with 200 all the same.
    @Sendable private static func notify(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let fields = try call.fields
        let lead = try fields.integer("leadId") ?? 0
        let type = try fields.integer("notificationType")
        let texts = [try fields.string("description"), try fields.string("link"), try fields.string("message")]
        if let type, !notificationTypes.contains(type) {
            throw SandboxError.invalidParameter("no such notificationType: \(type)")
        }
        let agent = type == nil ? nil : try agent(ofLead: lead, for: call, db)
        if let agent {
            let message = MemberMessage(
                memberID: agent,
                channel: .opportunity,
                referenceID: lead,
                subject: String(type ?? 0),
                content: texts.compactMap { $0 }.joined(separator: "\n")
            )
            try message.insert(millis: call.nowMillis, db)
        }
        return .json(["status": ["code": 0, "msg": "success"], "data": .bool(agent != nil)])
    }

    private static func agent(ofLead lead: Int64, for call: Call, _ db: Database) throws -> Int64? {
        try Int64.fetchOne(
            db,
            sql: """
                SELECT assigneeId FROM lead
                WHERE id = :lead AND trashMillis = 0 AND assigneeId <> 0 AND \(LeadVisibility.condition)
                """,
            arguments: ["lead": lead, "caller": call.caller.recordID]
        )
    }

    /// Goes to whoever the task is for, not to the lead.
    @Sendable private static func remind(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let fields = try call.fields
        let isAppointment: Bool
        switch try fields.requiredString("type") {
        case "TASK": isAppointment = false
        case "APPOINTMENT": isAppointment = true
        default: throw SandboxError.invalidParameter("type must be TASK or APPOINTMENT")
        }
        let tasks = try TaskRecord.fetch(
            "AND task.id = :id",
            ["id": try fields.requiredInteger("taskId")],
            for: call.caller,
            db
        )
        // Missing is 400 here, where tasks say 404.
        guard let task = tasks.first, task.kind.isAppointment == isAppointment else {
            throw SandboxError.invalidParameter("no such task")
        }
        try keep(.push, task.content, referenceID: task.id, for: task.assigneeID, call, db)
        return success
    }

    @Sendable private static func sendText(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let content = try call.fields.requiredString("content")
        try keep(.text, content, for: call.caller.recordID, call, db)
        return success
    }

    @Sendable private static func sendEmail(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let fields = try call.fields
        let subject = try fields.requiredString("subject")
        try keep(.email, try fields.requiredString("content"), subject, for: call.caller.recordID, call, db)
        return success
    }

    private static func keep(
        _ channel: MemberMessage.Channel,
        _ content: String,
        _ subject: String = "",
        referenceID: Int64 = 0,
        for member: Int64,
        _ call: Call,
        _ db: Database
    ) throws {
        let message = MemberMessage(
            memberID: member,
            channel: channel,
            referenceID: referenceID,
            subject: subject,
            content: content
        )
        try message.insert(millis: call.nowMillis, db)
    }
}
