import GRDB

extension LeadWrite {
    /// Puts a new lead into the book and returns its id.
    func insert(assignee: Member?, for call: Call, _ db: Database) throws -> Int64 {
        let team = try Team.fetch(db)
        guard let stage = team.stages.first else { throw SandboxError.internalError }
        let id = try IDSequence.lead.next(db)
        try db.execute(
            sql: """
                INSERT INTO lead (
                    id, leadUserId, firstName, lastName, searchText, source, sourceId, stageId, assigneeId, lenderId,
                    pondId, score, language, leadTypes, isHidden, isUnsubscribed, cannotText, cannotCall, cannotEmail,
                    ownershipScope, ownershipId, details, createMillis, assignMillis, updateMillis
                ) VALUES (
                    :id, :leadUser, '', '', '', '', -1, :stage, :assignee, 0, 0, 0, 'en', '[]', 0, 0, 0, 0, 0,
                    'PERSONAL', :caller, '{}', :now, :now, :now
                )
                """,
            arguments: [
                "id": id, "leadUser": try IDSequence.leadUser.next(db), "stage": stage.id,
                "assignee": assignee?.recordID ?? 0, "caller": call.caller.recordID, "now": call.nowMillis,
            ]
        )
        var write = self
        // The agent is chosen already, by name or by routing, and was never anybody else.
        write.assignedUserID = nil
        try write.apply(to: id, isNew: true, for: call, db)
        if call.oddities.mergesDuplicates, let survivor = try survivor(of: id, for: call, db) {
            try merge(id, into: survivor, for: call, db)
        } else {
            try DomainEvent.lead(id, .created).record(at: call.nowMillis, db)
        }
        return id
    }

    /// Changes a lead; whatever is wrong is found before the transaction ends, so a refused write changes nothing.
    func apply(to id: Int64, isNew: Bool = false, for call: Call, _ db: Database) throws {
        var columns = LeadColumns(nowMillis: call.nowMillis)
        try setPerson(&columns, id: id, db)
        let isStageChanged = try setStage(&columns, id: id, isNew: isNew, for: call, db)
        try setDetails(&columns, id: id, db)
        setOwnership(&columns)
        for flag in flags { columns.set(flag.column, flag.value) }
        try columns.update(id, db)
        try tags.apply(to: id, by: call.caller.recordID, nowMillis: call.nowMillis, db)
        if let segments { try replaceSegments(segments, of: id, db) }
        if let assignedUserID { try assign(assignedUserID, to: id, for: call, db) }
        // What a lead looks for is what Lofty alerts it of.
        if inquiry != nil { try DomainEvent.listingAlert(lead: id).record(at: call.nowMillis, db) }
        if isStageChanged { try DomainEvent.stageChange(lead: id).record(at: call.nowMillis, db) }
    }

    private func setPerson(_ columns: inout LeadColumns, id: Int64, _ db: Database) throws {
        if let firstName { columns.set("firstName", firstName) }
        if let lastName { columns.set("lastName", lastName) }
        if let source { columns.set("source", source) }
        if let language { columns.set("language", language) }
        if let leadTypes { columns.set("leadTypes", JSON.integers(leadTypes).text) }
        if let emails { try replaceEmails(emails, of: id, db) }
        if let phones { try replacePhones(phones, of: id, db) }
        guard firstName != nil || lastName != nil || emails != nil || phones != nil,
            let lead = try LeadRecord.fetch([id], db).first
        else { return }
        let searchText = LeadSearchText.of(
            firstName: firstName ?? lead.firstName,
            lastName: lastName ?? lead.lastName,
            emails: lead.emails,
            phones: lead.phones.map(\.number)
        )
        columns.set("searchText", searchText)
    }

    /// Returns whether the lead moved; an unknown name is refused with `INVALID_PARAMETER`.
    ///
    /// What Lofty does is not documented; a refusal is the answer that no client can mistake for success.
    private func setStage(
        _ columns: inout LeadColumns,
        id: Int64,
        isNew: Bool,
        for call: Call,
        _ db: Database
    ) throws -> Bool {
        guard let stage else { return false }
        let team = try Team.fetch(db)
        guard let new = team.stage(named: stage) else { throw SandboxError.invalidParameter("no such stage: \(stage)") }
        let old = try Int64.fetchOne(db, sql: "SELECT stageId FROM lead WHERE id = :id", arguments: ["id": id])
        columns.set("stageId", new.id)
        guard !isNew, let old, old != new.id else { return false }
        let event = SystemEvent.stageChange(from: team.stage(old)?.name ?? "", to: new)
        try event.record(on: id, by: call.caller.recordID, millis: call.nowMillis, db)
        return true
    }

    private func setDetails(_ columns: inout LeadColumns, id: Int64, _ db: Database) throws {
        guard !details.members.isEmpty || inquiry != nil || property != nil else { return }
        let text = try String.fetchOne(db, sql: "SELECT details FROM lead WHERE id = :id", arguments: ["id": id])
        var stored = try JSON(stored: text ?? "{}")
        for member in details.members { stored = stored.setting(member.name, to: member.value) }
        if let inquiry {
            var merged = stored["leadInquiry"] ?? .object([])
            for member in inquiry.members { merged = merged.setting(member.name, to: member.value) }
            stored = stored.setting("leadInquiry", to: merged)
            columns.set("inquiryMillis", columns.nowMillis)
        }
        if let property {
            let properties = try property.merged(into: stored["leadPropertyList"]) { try IDSequence.property.next(db) }
            stored = stored.setting("leadPropertyList", to: properties)
        }
        columns.set("details", stored.text)
    }

    private func setOwnership(_ columns: inout LeadColumns) {
        switch ownership {
        case nil: return
        case .team:
            columns.set("ownershipScope", "TEAM")
            columns.set("ownershipId", 0)
        case .office(let id):
            columns.set("ownershipScope", "OFFICE")
            columns.set("ownershipId", id)
        case .personal(let id):
            columns.set("ownershipScope", "PERSONAL")
            columns.set("ownershipId", id)
        }
    }

    private func assign(_ userID: Int64, to id: Int64, for call: Call, _ db: Database) throws {
        guard let member = try Member.find(userID: userID, db) else {
            throw SandboxError.invalidParameter("assignedUserId is no member of the team")
        }
        try LeadAssignment(role: .agent, member: member).apply(to: id, for: call, db)
    }
}

// MARK: - Lists

extension LeadWrite {
    private func replaceEmails(_ emails: [String], of id: Int64, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM leadEmail WHERE leadId = :id", arguments: ["id": id])
        for (position, address) in emails.enumerated() {
            try db.execute(
                sql: """
                    INSERT INTO leadEmail (leadId, position, address, folded) VALUES (:id, :position, :address, :folded)
                    """,
                arguments: ["id": id, "position": position, "address": address, "folded": address.lowercased()]
            )
        }
    }

    /// A number that stays keeps its status; a new one counts as valid.
    private func replacePhones(_ phones: [String], of id: Int64, _ db: Database) throws {
        let old = try Row.fetchAll(
            db,
            sql: "SELECT digits, status FROM leadPhone WHERE leadId = :id ORDER BY position",
            arguments: ["id": id]
        )
        let statuses: [String: Int64] = old.reduce(into: [:]) { $0[$1["digits"]] = $1["status"] }
        try db.execute(sql: "DELETE FROM leadPhone WHERE leadId = :id", arguments: ["id": id])
        for (position, number) in phones.enumerated() {
            try db.execute(
                sql: """
                    INSERT INTO leadPhone (leadId, position, number, digits, status)
                    VALUES (:id, :position, :number, :digits, :status)
                    """,
                arguments: [
                    "id": id, "position": position, "number": number, "digits": number.phoneDigits,
                    "status": statuses[number.phoneDigits] ?? 2,
                ]
            )
        }
    }

    private func replaceSegments(_ segments: [String], of id: Int64, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM leadSegment WHERE leadId = :id", arguments: ["id": id])
        for (position, name) in segments.enumerated() {
            try db.execute(
                sql: "INSERT INTO leadSegment (leadId, position, name) VALUES (:id, :position, :name)",
                arguments: ["id": id, "position": position, "name": name]
            )
        }
    }
}
