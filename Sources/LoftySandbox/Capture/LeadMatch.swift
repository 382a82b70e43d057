import GRDB

/// Finds a person who is in the book already.
enum LeadMatch {
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
