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
        while let row = try rows.next() {
            let number: String = row[1]
            switch CallOutcome(rawValue: row[0]) {
            case .dncContact: evidence.refusesContact = true
            case .dncNumber: evidence.listedNumbers.insert(number)
            case .badNumber: evidence.badNumbers.insert(number)
            case .talked, .voiceMessage, .noAnswer, nil: break
            }
        }
        return evidence
    }
}
