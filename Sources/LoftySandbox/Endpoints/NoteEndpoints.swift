import GRDB

/// Notes (contract §11).
enum NoteEndpoints {
    static let routes: [Route] = [
        .get("/v1.0/notes", list),
        .post("/v1.0/notes", create),
        .get("/v1.0/notes/{noteId}", get),
        .put("/v1.0/notes/{noteId}", update),
        .delete("/v1.0/notes/{noteId}", delete),
    ]

    @Sendable private static func list(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let leadID = try call.query.requiredInteger("leadId")
        try call.requireReadable(leadID, db)
        let rows = try Row.fetchAll(
            db,
            sql: "SELECT * FROM note WHERE leadId = :lead AND (NOT isSystem OR :withSystem) ORDER BY noteId",
            arguments: ["lead": leadID, "withSystem": try call.query.bool("includeSystemNote") ?? false]
        )
        let members = try Team.fetch(db).members
        return .json(["notes": .array(rows.map { wire($0, members) })])
    }

    @Sendable private static func create(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let fields = try call.fields
        let leadID = try fields.requiredInteger("leadId")
        // The reference requires isPin here too, but live clients have made notes without it.
        let note = NoteDraft(
            content: try fields.requiredString("content"),
            isPinned: try fields.bool("isPin") ?? false
        )
        try call.requireWritable(leadID, db)
        return .json(["noteId": .integer(try note.insert(on: leadID, for: call, db))])
    }

    @Sendable private static func get(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let row = try require(try call.id("noteId"), db)
        do {
            try call.requireReadable(row["leadId"], db)
        } catch SandboxError.leadNotExist {
            throw SandboxError.resourceNotExist
        }
        return .json(["note": wire(row, try Team.fetch(db).members)])
    }

    /// Not partial: without `isPin` it is refused.
    @Sendable private static func update(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let noteID = try call.id("noteId")
        let fields = try call.fields
        let content = try fields.requiredString("content").cut(to: NoteDraft.longest)
        // There are no partial semantics either way: what is not sent is not kept.
        guard let isPinned = try fields.bool("isPin") ?? (call.oddities.noteUpdateDemandsPin ? nil : false) else {
            throw SandboxError.invalidParameter("isPin is required")
        }
        let leadID: Int64 = try requireWritable(noteID, call, db)["leadId"]
        if let named = try fields.integer("leadId"), named != leadID {
            throw SandboxError.named("INVALID_UPDATE_OPERATION_LEADID")
        }
        try db.execute(
            sql: """
                UPDATE note SET content = :content, isPinned = :isPinned, editorId = :editor, updateMillis = :now
                WHERE noteId = :id
                """,
            arguments: [
                "content": content, "isPinned": isPinned, "editor": call.caller.recordID, "now": call.nowMillis,
                "id": noteID,
            ]
        )
        try SystemEvent.noteEdit(noteID).record(on: leadID, by: call.caller.recordID, millis: call.nowMillis, db)
        try DomainEvent.note(noteID, lead: leadID, .updated).record(at: call.nowMillis, db)
        return .empty
    }

    /// The note stays in the list with `deleteFlag`, as the contract tells clients to expect.
    @Sendable private static func delete(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let noteID = try call.id("noteId")
        let leadID: Int64 = try requireWritable(noteID, call, db)["leadId"]
        try db.execute(
            sql: "UPDATE note SET isDeleted = 1, editorId = :editor, updateMillis = :now WHERE noteId = :id",
            arguments: ["editor": call.caller.recordID, "now": call.nowMillis, "id": noteID]
        )
        try SystemEvent.noteDeletion(noteID).record(on: leadID, by: call.caller.recordID, millis: call.nowMillis, db)
        try DomainEvent.note(noteID, lead: leadID, .deleted).record(at: call.nowMillis, db)
        return .empty
    }

    /// A note of a lead that the caller must not know of is as missing as one that never was.
    private static func requireWritable(_ noteID: Int64, _ call: Call, _ db: Database) throws -> Row {
        let row = try require(noteID, db)
        do {
            try call.requireWritable(row["leadId"], db)
        } catch SandboxError.leadNotExist {
            throw SandboxError.resourceNotExist
        }
        return row
    }

    private static func require(_ noteID: Int64, _ db: Database) throws -> Row {
        let row = try Row.fetchOne(
            db,
            sql: "SELECT * FROM note WHERE noteId = :id AND NOT isDeleted",
            arguments: ["id": noteID]
        )
        guard let row else { throw SandboxError.resourceNotExist }
        return row
    }

    private static func wire(_ row: Row, _ members: [Int64: Member]) -> JSON {
        let creator: Int64 = row["creatorId"]
        let editor: Int64 = row["editorId"]
        return [
            "id": .integer(row["id"]),
            "noteId": .integer(row["noteId"]),
            "creatorId": .integer(creator),
            "leadId": .integer(row["leadId"]),
            "createTime": WireDate.note(row["createMillis"]),
            "deleteFlag": .bool(row["isDeleted"]),
            "content": .string(row["content"]),
            "lastUpdate": WireDate.note(row["updateMillis"]),
            "lastEditorId": .integer(editor),
            "creatorName": .string(members[creator]?.fullName ?? "System"),
            "lastEditorName": .string(members[editor]?.fullName ?? "System"),
            "isPin": .bool(row["isPinned"]),
            "systemNote": .bool(row["isSystem"]),
        ]
    }
}
