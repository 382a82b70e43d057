import GRDB

/// A transaction with what reads show of its lead.
struct TransactionRecord: Sendable {
    let id: Int64
    let leadID: Int64
    let propertyID: Int64
    let name: String
    let type: TransactionType
    let stage: TransactionPipeline.Stage
    /// Under their wire names; see ``TransactionFields``.
    let details: JSON
    let address: JSON?
    let createMillis: Int64
    let updateMillis: Int64
    let leadName: String
    /// The agent of the lead; 0 for nobody.
    let agentID: Int64

    private init(_ row: Row) throws {
        guard let type = TransactionType(rawValue: row["type"]) else { throw SandboxError.internalError }
        self.type = type
        id = row["id"]
        leadID = row["leadId"]
        propertyID = row["propertyId"]
        name = row["name"]
        stage = TransactionPipeline.Stage(id: row["stageId"], name: row["stageName"])
        details = try JSON(stored: row["details"])
        address = try (row["address"] as String?).map { try JSON(stored: $0) }
        createMillis = row["createMillis"]
        updateMillis = row["updateMillis"]
        let last: String = row["lastName"]
        let first: String = row["firstName"]
        leadName = last.isEmpty ? first : "\(first) \(last)"
        agentID = row["assigneeId"]
    }

    /// Transactions that the caller may know of; takes the argument `:caller`.
    static let visibleSQL = """
        FROM leadTransaction JOIN lead ON lead.id = leadTransaction.leadId
        WHERE lead.trashMillis = 0 AND \(LeadVisibility.condition)
        """

    /// `conditions` continues ``visibleSQL``: further terms, order and limit.
    static func fetch(
        _ conditions: String,
        _ arguments: StatementArguments,
        for caller: Member,
        _ db: Database
    ) throws -> [TransactionRecord] {
        let sql = """
            SELECT leadTransaction.*, lead.firstName, lead.lastName, lead.assigneeId,
                (SELECT name FROM transactionStage WHERE id = leadTransaction.stageId) AS stageName
            \(visibleSQL) \(conditions)
            """
        return try Row.fetchAll(
            try db.cachedStatement(sql: sql),
            arguments: arguments + ["caller": caller.recordID]
        ).map(TransactionRecord.init)
    }

    static func all(ofLead leadID: Int64, for caller: Member, _ db: Database) throws -> [TransactionRecord] {
        let conditions = """
            AND leadTransaction.leadId = :lead ORDER BY leadTransaction.createMillis, leadTransaction.id
            """
        return try fetch(conditions, ["lead": leadID], for: caller, db)
    }

    /// A transaction of another lead does not exist either.
    static func require(
        _ id: Int64,
        ofLead leadID: Int64,
        for caller: Member,
        _ db: Database
    ) throws -> TransactionRecord {
        let conditions = "AND leadTransaction.id = :id AND leadTransaction.leadId = :lead"
        guard let record = try fetch(conditions, ["id": id, "lead": leadID], for: caller, db).first else {
            throw SandboxError.work(.transactionNotExist)
        }
        return record
    }
}

// MARK: - On the wire

extension TransactionRecord {
    /// As the endpoints of a lead show it (contract §19).
    var wire: JSON {
        head.merging(TransactionFields.wire(details)).merging([
            "commissions": details["commissions"] ?? ["preSplit": [], "split": [], "postSplit": []]
        ])
    }

    /// As the list of all transactions shows it.
    func listWire(_ members: [Int64: Member]) -> JSON {
        let more: JSON = [
            "leadId": .integer(leadID), "propertyId": .integer(propertyID),
            "agentName": .text(members[agentID]?.fullName),
        ]
        return head.merging(more).merging(TransactionFields.wire(details))
    }

    private var head: JSON {
        [
            "created": .integer(createMillis),
            "updated": .integer(updateMillis),
            "transactionId": .integer(id),
            "transactionName": .string(name),
            "leadName": .string(leadName),
            "assignedAgent": .integer(agentID),
            "transactionType": .string(type.rawValue),
            "transactionStatus": .string(stage.name),
        ]
    }
}
