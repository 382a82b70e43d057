import FoundationEssentials
import GRDB
import Leads

/// The rows of the table `forbidding_call`: what sent calls say against contacting a lead.
enum KeptEvidence {
    /// What is kept of a lead and not said by `base`, the lead as the server has it; what `base` says is dropped.
    static func fetch(_ db: Database, of id: Lead.ID, unsaidBy base: Lead?) throws -> ContactEvidence {
        let kept = try fetch(db, of: id)
        guard let base else { return kept }
        let rest = kept.unsaid(by: base)
        guard rest != kept else { return kept }
        try LeadTable.forbiddingCall.delete(db, of: id)
        try add(db, rest, to: id)
        return rest
    }

    /// What is kept of a lead leaves with it, but for listed numbers: a list names a number, and others may have it.
    static func leave(_ db: Database, _ id: Lead.ID) throws {
        let statement = try db.cachedStatement(
            sql: "DELETE FROM forbidding_call WHERE lead_id = :id AND outcome <> :listed"
        )
        try statement.execute(arguments: ["id": id.rawValue, "listed": CallOutcome.dncNumber.rawValue])
    }

    static func add(_ db: Database, _ evidence: ContactEvidence, to id: Lead.ID) throws {
        let outcomes =
            (evidence.refusesContact ? [(CallOutcome.dncContact, "")] : [])
            + evidence.listedNumbers.map { (.dncNumber, $0) } + evidence.badNumbers.map { (.badNumber, $0) }
        for (outcome, number) in outcomes {
            try db.execute(
                sql: """
                    INSERT OR IGNORE INTO forbidding_call (lead_id, outcome, number) VALUES (:id, :outcome, :number)
                    """,
                arguments: ["id": id.rawValue, "outcome": outcome.rawValue, "number": number]
            )
        }
    }

    private static func fetch(_ db: Database, of id: Lead.ID) throws -> ContactEvidence {
        let statement = try db.cachedStatement(sql: "SELECT outcome, number FROM forbidding_call WHERE lead_id = :id")
        var evidence = ContactEvidence()
        let rows = try Row.fetchCursor(statement, arguments: ["id": id.rawValue])
        while let row = try rows.next() { evidence.take(row[0], row[1]) }
        return evidence
    }

    /// Numbers that a call with any lead has listed.
    static func listedNumbers(_ db: Database) throws -> Set<String> {
        let statement = try db.cachedStatement(
            sql: "SELECT DISTINCT number FROM forbidding_call WHERE outcome = :listed"
        )
        return try Set(String.fetchAll(statement, arguments: ["listed": CallOutcome.dncNumber.rawValue]))
    }

    /// Leads that have one of the numbers, looked for by its last figures in the records as they are.
    ///
    /// Reads the whole table, which happens when somebody asks not to be called, and no more often.
    static func leads(_ db: Database, withOneOf keys: Set<String>) throws -> [Lead.ID] {
        var found: [Lead.ID] = []
        for key in keys {
            let rows = try Row.fetchCursor(
                db,
                sql: "SELECT base FROM lead WHERE base IS NOT NULL AND instr(base, :tail) > 0",
                arguments: ["tail": Data(key.suffix(4).utf8)]
            )
            while let row = try rows.next() {
                // What cannot be read is read anew from the server in a while, and shown by what is known then.
                let lead = try row.withUnsafeData(atIndex: 0) { data in data.flatMap { try? LeadRecord.decode($0) } }
                if let lead, lead.phones.contains(where: { $0.key == key }) { found.append(lead.id) }
            }
        }
        return found
    }

    /// What is kept of any lead.
    static func fetchAll(_ db: Database) throws -> [Lead.ID: ContactEvidence] {
        var all: [Lead.ID: ContactEvidence] = [:]
        let rows = try Row.fetchCursor(db, sql: "SELECT lead_id, outcome, number FROM forbidding_call")
        while let row = try rows.next() {
            let id: Int64 = row[0]
            all[Lead.ID(id), default: ContactEvidence()].take(row[1], row[2])
        }
        return all
    }
}

extension ContactEvidence {
    /// Takes in one row; the number is a ``PhoneNumber/key`` already.
    fileprivate mutating func take(_ outcome: String, _ number: String) {
        switch CallOutcome(rawValue: outcome) {
        case .dncContact: refusesContact = true
        case .dncNumber: listedNumbers.insert(number)
        case .badNumber: badNumbers.insert(number)
        case .talked, .voiceMessage, .noAnswer, nil: break
        }
    }
}
