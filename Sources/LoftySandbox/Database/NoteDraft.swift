import GRDB

/// A note to be written.
struct NoteDraft: Hashable, Sendable {
    /// Longer ones are cut.
    static let longest = 2_000

    let content: String
    let isPinned: Bool

    init(content: String, isPinned: Bool) {
        self.content = content.cut(to: Self.longest)
        self.isPinned = isPinned
    }

    /// Returns the note id; the lead counts as touched.
    func insert(on leadID: Int64, for call: Call, _ db: Database) throws -> Int64 {
        let noteID = try IDSequence.note.next(db)
        try db.execute(
            sql: """
                INSERT INTO note (
                    noteId, id, leadId, content, isPinned, isSystem, isDeleted, creatorId, createMillis, editorId,
                    updateMillis
                ) VALUES (:noteId, :id, :lead, :content, :isPinned, 0, 0, :caller, :now, :caller, :now)
                """,
            arguments: [
                "noteId": noteID, "id": try IDSequence.timeline.next(db), "lead": leadID, "content": content,
                "isPinned": isPinned, "caller": call.caller.recordID, "now": call.nowMillis,
            ]
        )
        try LeadColumns.touch(leadID, millis: call.nowMillis, db)
        try DomainEvent.note(noteID, lead: leadID, .created).record(at: call.nowMillis, db)
        return noteID
    }
}
