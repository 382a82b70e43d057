import GRDB
import Leads

/// The rows of the table `phone_line`: what the numbers of each lead end in.
enum PhoneLines {
    static let leadsByTail = """
        SELECT coalesce(shown, base) FROM phone_line JOIN lead ON lead.id = phone_line.lead_id
        WHERE phone_line.tail = :tail
        """

    /// Leads that have one of the numbers, in whatever spelling, as they are shown.
    ///
    /// - `keys`: ``PhoneNumber/key`` of each number.
    static func leads(_ db: Database, withOneOf keys: Set<String>) throws -> Set<Lead.ID> {
        let statement = try db.cachedStatement(sql: leadsByTail)
        var found: Set<Lead.ID> = []
        for (tail, keys) in Dictionary(grouping: keys, by: Phone.tail) {
            let rows = try Row.fetchCursor(statement, arguments: ["tail": tail])
            while let row = try rows.next() {
                guard let lead = try Lead(stored: row) else { continue }
                if lead.phones.contains(where: { $0.rings(atOneOf: Set(keys)) }) { found.insert(lead.id) }
            }
        }
        return found
    }

    /// Keeps what the numbers of a lead end in, in the place of what they ended in before.
    static func keep(_ db: Database, _ phones: [Phone], of id: Lead.ID) throws {
        let known = try db.cachedStatement(sql: "SELECT tail FROM phone_line WHERE lead_id = :id")
        let old = try Set(String.fetchAll(known, arguments: ["id": id.rawValue]))
        let new = Set(phones.map(\.tail))
        if !old.subtracting(new).isEmpty {
            let statement = try db.cachedStatement(sql: "DELETE FROM phone_line WHERE lead_id = :id AND tail = :tail")
            for tail in old.subtracting(new) { try statement.execute(arguments: ["id": id.rawValue, "tail": tail]) }
        }
        try insert(db, new.subtracting(old), of: id)
    }

    /// Fills the empty table with the numbers of all leads.
    static func fill(_ db: Database) throws {
        let rows = try Row.fetchCursor(db, sql: "SELECT coalesce(shown, base) FROM lead ORDER BY id")
        while let row = try rows.next() {
            if let lead = try Lead(stored: row) { try insert(db, Set(lead.phones.map(\.tail)), of: lead.id) }
        }
    }

    private static func insert(_ db: Database, _ tails: Set<String>, of id: Lead.ID) throws {
        guard !tails.isEmpty else { return }
        let statement = try db.cachedStatement(sql: "INSERT INTO phone_line (lead_id, tail) VALUES (:id, :tail)")
        for tail in tails { try statement.execute(arguments: ["id": id.rawValue, "tail": tail]) }
    }
}

extension Lead {
    /// From the bytes in the first column; `nil` for what cannot be read, which is read anew from the server in a while.
    fileprivate init?(stored row: Row) throws {
        let lead = try row.withUnsafeData(atIndex: 0) { data in data.flatMap { try? LeadRecord.decode($0) } }
        guard let lead else { return nil }
        self = lead
    }
}
