import GRDB

/// Something that a member would have been told; the sandbox keeps it and tells nobody.
struct MemberMessage: Hashable, Sendable {
    enum Channel: String, Hashable, Sendable {
        case push = "Push"
        case text = "Text"
        case email = "Email"
        case opportunity = "Opportunity"
    }

    let memberID: Int64
    let channel: Channel
    /// A lead or a task; 0 for neither.
    var referenceID: Int64 = 0
    var subject = ""
    let content: String

    func insert(millis: Int64, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO memberMessage (id, memberId, millis, channel, referenceId, subject, content)
                VALUES (:id, :member, :millis, :channel, :reference, :subject, :content)
                """,
            arguments: [
                "id": try IDSequence.memberMessage.next(db), "member": memberID, "millis": millis,
                "channel": channel.rawValue, "reference": referenceID, "subject": subject, "content": content,
            ]
        )
    }
}
