import GRDB

/// A text or email that an agent sends through the sandbox, which keeps it and sends nothing.
struct CommunicationDraft: Hashable, Sendable {
    let leadID: Int64
    let channel: CommunicationChannel
    var phone: String?
    var subject: String?
    let content: String
    var toEmail: String?

    /// Returns the id; the lead counts as touched.
    func insert(for call: Call, _ db: Database) throws -> Int64 {
        let id = try IDSequence.timeline.next(db)
        let isEmail = channel == .email
        try db.execute(
            sql: """
                INSERT INTO communication (
                    id, leadId, agentId, millis, channel, kind, direction, phone, emailEvent, subject, content,
                    toEmail, fromEmail
                ) VALUES (
                    :id, :lead, :agent, :now, :channel, 'Manual', 'Outbound', :phone, :event, :subject, :content,
                    :to, :from
                )
                """,
            arguments: [
                "id": id, "lead": leadID, "agent": call.caller.recordID, "now": call.nowMillis,
                "channel": channel.rawValue, "phone": phone, "event": isEmail ? "Sent" : nil, "subject": subject,
                "content": content, "to": toEmail, "from": isEmail ? call.caller.email : nil,
            ]
        )
        try LeadColumns.touch(leadID, millis: call.nowMillis, db)
        try db.execute(
            sql: """
                UPDATE lead SET communications = communications + 1, emailMillis = iif(:isEmail, :now, emailMillis)
                WHERE id = :lead
                """,
            arguments: ["lead": leadID, "isEmail": isEmail, "now": call.nowMillis]
        )
        try event(id).record(at: call.nowMillis, db)
        return id
    }

    private func event(_ id: Int64) -> DomainEvent {
        switch channel {
        case .call: .call(id, lead: leadID)
        case .text: .text(id, lead: leadID)
        case .email: .email(id, lead: leadID)
        }
    }
}
