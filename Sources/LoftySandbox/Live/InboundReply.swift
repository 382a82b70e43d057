import GRDB

/// A text or an email that a lead writes to the team.
///
/// Lofty has no call for it; it arrives through the phone network or a mailbox.
struct InboundReply: Hashable, Sendable {
    enum Channel: String, Hashable, Sendable {
        case text = "Text"
        case email = "Email"
    }

    let channel: Channel
    let subject: String?
    let content: String

    func insert(on leadID: Int64, nowMillis: Int64, _ db: Database) throws {
        let id = try IDSequence.timeline.next(db)
        try db.execute(
            sql: """
                INSERT INTO communication (id, leadId, agentId, millis, channel, kind, direction, subject, content)
                SELECT :id, lead.id, assigneeId, :now, :channel, 'Manual', 'Inbound', :subject, :content
                FROM lead WHERE lead.id = :lead
                """,
            arguments: [
                "id": id, "lead": leadID, "now": nowMillis, "channel": channel.rawValue, "subject": subject,
                "content": content,
            ]
        )
        try db.execute(
            sql: """
                UPDATE lead SET communications = communications + 1,
                    emailMillis = iif(:channel = 'Email', :now, emailMillis)
                WHERE id = :lead
                """,
            arguments: ["lead": leadID, "channel": channel.rawValue, "now": nowMillis]
        )
        try event(id, leadID).record(at: nowMillis, db)
    }

    private func event(_ id: Int64, _ leadID: Int64) -> DomainEvent {
        switch channel {
        case .text: .text(id, lead: leadID)
        case .email: .email(id, lead: leadID)
        }
    }
}
