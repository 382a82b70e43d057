import GRDB

/// A row and the person of the book that it is about.
struct LeadMatch: Hashable, Sendable {
    /// Where the row begins.
    let line: Int
    let person: Person

    /// A lead of the book.
    struct Person: Hashable, Sendable {
        let id: Int64
        let name: ImportName
    }

    enum Relation: Hashable, Sendable {
        case same(Person)
        /// Another name with the same number.
        case household(Person)
    }

    var json: JSON {
        let name = [person.name.first, person.name.last].filter { !$0.isEmpty }.joined(separator: " ")
        return ["line": .integer(Int64(line)), "leadId": .integer(person.id), "name": .string(name)]
    }
}

// MARK: - Finding

extension LeadMatch {
    /// Who of the book a row is about.
    ///
    /// One address is one person; one number, or the id that the file gives, is one person where the names agree.
    static func find(_ row: ImportedRow, for call: Call, _ db: Database) throws -> Relation? {
        let own = try row.id.map { try people("lead", "id", [String($0)], call, db) } ?? []
        if let person = own.first(where: { $0.name.agrees(with: row.name) }) { return .same(person) }
        let folded = row.emails.map { $0.lowercased() }
        if let person = try people("leadEmail", "folded", folded, call, db).first { return .same(person) }
        let sharing = try people("leadPhone", "digits", row.phones.flatMap { spellings(of: $0.phoneDigits) }, call, db)
        if let person = sharing.first(where: { $0.name.agrees(with: row.name) }) { return .same(person) }
        return sharing.first.map { .household($0) }
    }

    private static func people(
        _ table: String,
        _ column: String,
        _ values: [String],
        _ call: Call,
        _ db: Database
    ) throws -> [Person] {
        if values.isEmpty { return [] }
        let source = table == "lead" ? "lead" : "\(table) AS contact JOIN lead ON lead.id = contact.leadId"
        let statement = try db.cachedStatement(
            sql: """
                SELECT lead.id AS id, lead.firstName AS firstName, lead.lastName AS lastName FROM \(source)
                WHERE \(table == "lead" ? "lead" : "contact").\(column) IN (SELECT value FROM json_each(:values))
                    AND lead.trashMillis = 0 AND \(LeadVisibility.condition)
                ORDER BY lead.createMillis DESC, lead.id DESC
                """
        )
        let rows = try Row.fetchAll(
            statement,
            arguments: ["values": JSON.strings(values).text, "caller": call.caller.recordID]
        )
        return rows.map { Person(id: $0["id"], name: ImportName($0["firstName"], $0["lastName"])) }
    }
    /// The newest lead with that email, else with that number.
    ///
    /// Only leads that the caller may know of count: a match with a hidden lead would give it away.
    static func find(email: String?, phone: String?, for call: Call, _ db: Database) throws -> Int64? {
        if let email, !email.isBlank, let id = try find("leadEmail", "folded", [email.lowercased()], call, db) {
            return id
        }
        guard let digits = phone?.phoneDigits, !digits.isEmpty else { return nil }
        return try find("leadPhone", "digits", spellings(of: digits), call, db)
    }

    /// With and without the country code of North America.
    private static func spellings(of digits: String) -> [String] {
        switch digits.count {
        case 10: [digits, "1" + digits]
        case 11 where digits.hasPrefix("1"): [digits, String(digits.dropFirst())]
        default: [digits]
        }
    }

    /// `table` and `column` are names from this file.
    private static func find(
        _ table: String,
        _ column: String,
        _ values: [String],
        _ call: Call,
        _ db: Database
    ) throws -> Int64? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT lead.id FROM \(table) AS contact JOIN lead ON lead.id = contact.leadId
                WHERE contact.\(column) IN (SELECT value FROM json_each(:values)) AND lead.trashMillis = 0
                    AND \(LeadVisibility.condition)
                ORDER BY lead.createMillis DESC, lead.id DESC LIMIT 1
                """
        )
        return try Int64.fetchOne(
            statement,
            arguments: ["values": JSON.strings(values).text, "caller": call.caller.recordID]
        )
    }
}
