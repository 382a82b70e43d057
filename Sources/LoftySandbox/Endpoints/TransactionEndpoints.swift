import GRDB

/// Transactions of a lead and of the team (contract §19).
enum TransactionEndpoints {
    static let routes: [Route] = [
        .get("/v1.0/leads/{leadId}/transactions", list),
        .post("/v1.0/leads/{leadId}/transaction", create),
        .get("/v1.0/leads/{leadId}/transaction/{transactionId}", get),
        .put("/v1.0/leads/{leadId}/transaction/{transactionId}", update),
        .get("/v1.0/leads/{leadId}/transaction/{transactionId}/property/address", address),
        .post("/v1.0/leads/{leadId}/transaction/property/address", setAddress),
        .get("/v1.0/transaction/customfields", customFields),
        .get("/v2.0/transactions", search),
        .get("/v2.0/transactions/pipelines", pipelines),
    ]

    /// A bare array.
    @Sendable private static func list(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let leadID = try call.id("leadId")
        try call.requireReadable(leadID, db)
        return .json(.array(try TransactionRecord.all(ofLead: leadID, for: call.caller, db).map(\.wire)))
    }

    @Sendable private static func create(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let leadID = try call.id("leadId")
        try call.requireWritable(leadID, db)
        return .json(try TransactionWrite(try call.fields, db).insert(on: leadID, for: call, db).wire)
    }

    @Sendable private static func get(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let leadID = try call.id("leadId")
        try call.requireReadable(leadID, db)
        return .json(try transaction(ofLead: leadID, call, db).wire)
    }

    @Sendable private static func update(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let leadID = try call.id("leadId")
        try call.requireWritable(leadID, db)
        let old = try transaction(ofLead: leadID, call, db)
        return .json(try TransactionWrite(try call.fields, db).apply(to: old, for: call, db).wire)
    }

    private static func transaction(ofLead leadID: Int64, _ call: Call, _ db: Database) throws -> TransactionRecord {
        try TransactionRecord.require(try call.id("transactionId"), ofLead: leadID, for: call.caller, db)
    }

    @Sendable private static func address(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let leadID = try call.id("leadId")
        try call.requireReadable(leadID, db)
        let transaction = try transaction(ofLead: leadID, call, db)
        guard let address = transaction.address else { throw SandboxError.resourceNotExist }
        return .json(JSON.object([.init(name: "transactionId", value: .integer(transaction.id))]).merging(address))
    }

    /// The id of the transaction is in the body here and nowhere else.
    @Sendable private static func setAddress(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let leadID = try call.id("leadId")
        let fields = try call.fields
        let id = try fields.requiredInteger("transactionId")
        let address = try TransactionAddress(fields)
        try call.requireWritable(leadID, db)
        let transaction = try TransactionRecord.require(id, ofLead: leadID, for: call.caller, db)
        try address.apply(to: transaction, nowMillis: call.nowMillis, db)
        return .json(["code": 0, "message": "success"])
    }

    /// A bare array.
    @Sendable private static func customFields(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let rows = try Row.fetchAll(db, sql: "SELECT * FROM transactionField ORDER BY id")
        return .json(
            .array(
                rows.map { row in
                    [
                        "id": .integer(row["id"]), "name": .string(row["name"]), "type": .string(row["type"]),
                        "params": .text(row["params"]),
                    ]
                }
            )
        )
    }

    @Sendable private static func search(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let query = try TransactionQuery(call.query)
        let members = try Team.fetch(db).members
        return .json([
            "pageNum": .integer(query.pageNumber),
            "pageSize": .integer(query.pageSize),
            "totalCount": .integer(try query.count(for: call.caller, db)),
            "pageData": .array(try query.fetch(for: call.caller, db).map { $0.listWire(members) }),
        ])
    }

    @Sendable private static func pipelines(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let pipelines = try TransactionType.allCases.map { try TransactionPipeline.fetch($0, db) }
        return .json(["pipelines": .array(pipelines.map(\.wire))])
    }
}
