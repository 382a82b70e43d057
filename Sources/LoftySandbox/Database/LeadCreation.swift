import GRDB

/// The one way in which a lead comes into the book, whatever brought it: API, form or file.
enum LeadCreation {
    /// A named agent gets the lead, else routing chooses (contract §7.4).
    static func create(_ fields: BodyFields, for call: Call, _ db: Database) throws -> Int64 {
        _ = try fields.requiredString("firstName")
        let write = try LeadWrite(fields, isUpdate: false)
        if let userID = write.assignedUserID {
            guard let agent = try Member.find(userID: userID, db) else {
                throw SandboxError.invalidParameter("assignedUserId is no member of the team")
            }
            let id = try write.insert(assignee: agent, for: call, db)
            try addNote(fields, to: id, for: call, db)
            return id
        }
        let facts = try RoutingFacts(fields)
        try requireGroup(fields, db)
        let routing = try Routing.fetch(nowMillis: call.nowMillis, db)
        let placements = routing.place(facts)
        let id = try write.insert(assignee: routing.agent(among: placements), for: call, db)
        try routing.carryOut(placements, for: facts, on: id, setsAgent: false, db)
        try addNote(fields, to: id, for: call, db)
        return id
    }

    /// Routes a lead of the book that nobody has and nobody is offered.
    static func routeWaiting(_ id: Int64, _ facts: RoutingFacts, for call: Call, _ db: Database) throws {
        let isWaiting = try Int.fetchOne(
            db,
            sql: """
                SELECT 1 FROM lead WHERE id = :lead AND assigneeId = 0 AND pondId = 0
                    AND NOT EXISTS (SELECT 1 FROM leadOffer WHERE leadId = :lead AND type = :agent)
                """,
            arguments: ["lead": id, "agent": RoutingType.agent.rawValue]
        )
        guard isWaiting != nil else { return }
        let routing = try Routing.fetch(nowMillis: call.nowMillis, db)
        let placements = routing.place(facts).filter { $0.type == .agent }
        try routing.carryOut(placements, for: facts, on: id, setsAgent: true, db)
    }

    /// `assignGroupId` names the company or an office.
    static func requireGroup(_ fields: BodyFields, _ db: Database) throws {
        guard let group = try fields.integer("assignGroupId"), group != RoutingScope.company else { return }
        let office = try Int.fetchOne(db, sql: "SELECT 1 FROM office WHERE id = :id", arguments: ["id": group])
        if office == nil { throw SandboxError.invalidParameter("assignGroupId is no office of the team") }
    }

    private static func addNote(_ fields: BodyFields, to id: Int64, for call: Call, _ db: Database) throws {
        guard let content = try fields.string("content"), !content.isBlank else { return }
        let note = NoteDraft(content: content, isPinned: try fields.bool("isPin") ?? false)
        _ = try note.insert(on: id, for: call, db)
    }
}
