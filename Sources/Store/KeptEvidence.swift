import FoundationEssentials
import GRDB
import Leads

/// The rows of the table `forbidding_call`: what calls say against contacting a lead, and the numbers that Lofty lists.
enum KeptEvidence {
    /// Stands for the outcome where an unsent call lists a number: it counts for whoever has it, until it is taken back.
    private static let unsent = "unsent DNCNumber"
    /// Stands for the outcome where Lofty lists a number of the lead: it counts for whoever has it.
    private static let said = "DNCNumber in Lofty"
    /// Stands for the outcome where the lead, as it is shown, forbids a number for another reason, such as that the
    /// person asked not to be contacted: it counts for whoever has it.
    private static let forbidden = "DNCNumber of the person"

    /// What is kept of a lead and not said by `base`, the lead as the server has it.
    ///
    /// What `base` says is dropped, but for numbers on a list: others may have them, whose leads do not say it.
    static func fetch(_ db: Database, of id: Lead.ID, unsaidBy base: Lead?) throws -> ContactEvidence {
        let kept = try fetch(db, of: id)
        guard let base else { return kept }
        let rest = kept.unsaid(by: base)
        if rest.refusesContact != kept.refusesContact { try drop(db, .dncContact, "", of: id) }
        for number in kept.badNumbers.subtracting(rest.badNumbers) { try drop(db, .badNumber, number, of: id) }
        return rest
    }

    /// What is kept of a lead leaves with it, but for listed numbers: a list names a number, and others may have it.
    ///
    /// What Lofty said of it is put right when the lead comes back. Nobody says again what the person said, so their
    /// numbers are on the list from then on.
    static func leave(_ db: Database, _ id: Lead.ID) throws {
        let turning = try db.cachedStatement(
            sql: "UPDATE OR IGNORE forbidding_call SET outcome = :listed WHERE lead_id = :id AND outcome = :forbidden"
        )
        try turning.execute(arguments: ["id": id.rawValue, "listed": listed, "forbidden": forbidden])
        let statement = try db.cachedStatement(
            sql: "DELETE FROM forbidding_call WHERE lead_id = :id AND outcome NOT IN (:listed, :said)"
        )
        try statement.execute(arguments: ["id": id.rawValue, "listed": listed, "said": said])
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

    private static func drop(_ db: Database, _ outcome: CallOutcome, _ number: String, of id: Lead.ID) throws {
        try drop(db, outcome.rawValue, number, of: id)
    }

    private static func drop(_ db: Database, _ outcome: String, _ number: String, of id: Lead.ID) throws {
        let statement = try db.cachedStatement(
            sql: "DELETE FROM forbidding_call WHERE lead_id = :id AND outcome = :outcome AND number = :number"
        )
        try statement.execute(arguments: ["id": id.rawValue, "outcome": outcome, "number": number])
    }

    private static func fetch(_ db: Database, of id: Lead.ID) throws -> ContactEvidence {
        let statement = try db.cachedStatement(sql: "SELECT outcome, number FROM forbidding_call WHERE lead_id = :id")
        var evidence = ContactEvidence()
        let rows = try Row.fetchCursor(statement, arguments: ["id": id.rawValue])
        while let row = try rows.next() { evidence.take(row[0], row[1]) }
        return evidence
    }

    /// What is kept of any lead.
    static func fetchAll(_ db: Database) throws -> [Lead.ID: ContactEvidence] {
        var all: [Lead.ID: ContactEvidence] = [:]
        let rows = try Row.fetchCursor(
            db,
            sql:
                "SELECT lead_id, outcome, number FROM forbidding_call WHERE outcome NOT IN (:unsent, :said, :forbidden)",
            arguments: ["unsent": unsent, "said": said, "forbidden": forbidden]
        )
        while let row = try rows.next() {
            let id: Int64 = row[0]
            all[Lead.ID(id), default: ContactEvidence()].take(row[1], row[2])
        }
        return all
    }
}

// MARK: - Numbers on a list, whoever has them

extension KeptEvidence {
    /// True when anything is listed at all, which spares most books a look for each number.
    static func listsAny(_ db: Database) throws -> Bool {
        let statement = try db.cachedStatement(
            sql: "SELECT EXISTS (SELECT 1 FROM forbidding_call WHERE outcome IN (:listed, :unsent, :said, :forbidden))"
        )
        return try Bool.fetchOne(statement, arguments: listing) ?? false
    }

    /// True when a call to the number may ring at one that some lead lists.
    static func lists(_ db: Database, _ phone: Phone) throws -> Bool {
        phone.rings(atOneOf: try numbers(db, endingIn: phone.tail))
    }

    /// Numbers of the lead that are listed by anybody's calls, or on anybody's lead, and do not say it.
    ///
    /// Of one who asked not to be contacted each number is forbidden already, whatever it says.
    static func unmarked(_ db: Database, of lead: Lead) throws -> Set<String> {
        if lead.refusesContact { return [] }
        return Set(try lead.phones.filter { try !$0.isListed && lists(db, $0) }.map(\.key))
    }

    /// True when this very ``PhoneNumber/key`` is listed.
    static func lists(_ db: Database, key: String) throws -> Bool {
        try numbers(db, endingIn: Phone.tail(of: key)).contains(key)
    }

    private static func numbers(_ db: Database, endingIn tail: String) throws -> Set<String> {
        let statement = try db.cachedStatement(
            sql: """
                SELECT number FROM forbidding_call
                WHERE substr(number, -7) = :tail AND outcome IN (:listed, :unsent, :said, :forbidden)
                """
        )
        return try Set(String.fetchAll(statement, arguments: listing &+ ["tail": tail]))
    }

    private static var listed: String { CallOutcome.dncNumber.rawValue }
    private static var listing: StatementArguments {
        ["listed": listed, "unsent": unsent, "said": said, "forbidden": forbidden]
    }

    /// Every number that is listed by a call, sent or not, or in Lofty.
    static func allLists(_ db: Database) throws -> Set<String> {
        let sql = "SELECT DISTINCT number FROM forbidding_call WHERE outcome IN (:listed, :unsent, :said, :forbidden)"
        return try Set(String.fetchAll(db, sql: sql, arguments: listing))
    }

    /// Keeps what the unsent calls of a lead list, in the place of what they listed before.
    static func list(_ db: Database, unsent numbers: Set<String>, of id: Lead.ID) throws {
        try list(db, numbers, as: unsent, of: id)
    }

    /// Keeps what Lofty lists of a lead's numbers, and what else forbids some of them, in the place of what was so before.
    ///
    /// Answers the numbers that were not listed before and are now, and those that are no more.
    static func list(
        _ db: Database,
        saidInLofty numbers: Set<String>,
        forbidden others: Set<String>,
        of id: Lead.ID
    ) throws -> Set<String> {
        let old = try statedNumbers(db, of: id)
        let concerned = old.symmetricDifference(numbers.union(others))
        let before = try concerned.filter { try lists(db, key: $0) }
        try list(db, numbers, as: said, of: id)
        try list(db, others, as: forbidden, of: id)
        return before.symmetricDifference(try concerned.filter { try lists(db, key: $0) })
    }

    private static func statedNumbers(_ db: Database, of id: Lead.ID) throws -> Set<String> {
        let statement = try db.cachedStatement(
            sql: "SELECT number FROM forbidding_call WHERE lead_id = :id AND outcome IN (:said, :forbidden)"
        )
        return try Set(
            String.fetchAll(statement, arguments: ["id": id.rawValue, "said": said, "forbidden": forbidden])
        )
    }

    private static func list(_ db: Database, _ numbers: Set<String>, as outcome: String, of id: Lead.ID) throws {
        let known = try db.cachedStatement(
            sql: "SELECT number FROM forbidding_call WHERE lead_id = :id AND outcome = :outcome"
        )
        let old = try Set(String.fetchAll(known, arguments: ["id": id.rawValue, "outcome": outcome]))
        for number in old.subtracting(numbers) { try drop(db, outcome, number, of: id) }
        let statement = try db.cachedStatement(
            sql: "INSERT OR IGNORE INTO forbidding_call (lead_id, outcome, number) VALUES (:id, :outcome, :number)"
        )
        for number in numbers.subtracting(old) {
            try statement.execute(arguments: ["id": id.rawValue, "outcome": outcome, "number": number])
        }
    }

    /// Somebody took these numbers of a lead off the list in Lofty, in whatever spelling they stand here.
    static func takeOff(_ db: Database, _ phones: [Phone], of id: Lead.ID) throws {
        guard !phones.isEmpty else { return }
        for number in try fetch(db, of: id).listedNumbers where phones.contains(where: { $0.rings(atOneOf: [number]) })
        {
            try drop(db, .dncNumber, number, of: id)
        }
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
