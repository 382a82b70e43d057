import GRDB

/// What a create or an update says about a transaction.
struct TransactionWrite: Sendable {
    private let name: String?
    private let type: TransactionType?
    private let status: String?
    private let fields: TransactionFields

    init(_ body: BodyFields, _ db: Database) throws {
        name = try body.string("transactionName")
        type = try body.string("transactionType").flatMap(TransactionType.init(rawValue:))
        status = try body.string("transactionStatus")
        fields = try TransactionFields(body, db)
        if let name { try Self.check(name) }
    }

    private static func check(_ name: String) throws(SandboxError) {
        guard !name.isBlank else { throw .work(.transactionNameBlank) }
        guard !name.contains(where: { $0 == "<" || $0 == ">" }) else { throw .work(.transactionNameHTML) }
    }

    /// A type or status that is not known falls back to the first one without a word.
    func insert(on leadID: Int64, for call: Call, _ db: Database) throws -> TransactionRecord {
        guard let name else { throw SandboxError.work(.transactionNameBlank) }
        let type = type ?? .purchase
        let pipeline = try TransactionPipeline.fetch(type, db)
        let stage = try status.flatMap(pipeline.stage(named:)) ?? pipeline.first()
        let id = try IDSequence.transaction.next(db)
        let row = TransactionRow(
            id: id,
            leadID: leadID,
            name: name,
            type: type.rawValue,
            stageID: stage.id,
            details: fields.merged(into: .object([])),
            address: nil,
            propertyID: 0
        )
        try row.insert(createMillis: call.nowMillis, updateMillis: call.nowMillis, db)
        try record(.transactionStart(name: name, type: type.rawValue, stage: stage), id, leadID, call, db)
        try DomainEvent.transaction(id, lead: leadID, .created).record(at: call.nowMillis, db)
        return try TransactionRecord.require(id, ofLead: leadID, for: call.caller, db)
    }

    /// Throws 200125 for a status that the pipeline of the type does not have.
    func apply(to old: TransactionRecord, for call: Call, _ db: Database) throws -> TransactionRecord {
        let type = type ?? old.type
        let pipeline = try TransactionPipeline.fetch(type, db)
        let stage: TransactionPipeline.Stage
        if let status {
            guard let named = pipeline.stage(named: status) else {
                throw SandboxError.work(.transactionStatusInvalid)
            }
            stage = named
        } else {
            // A transaction that changes its type keeps its status where the other pipeline has one of that name.
            stage = try pipeline.stage(named: old.stage.name) ?? pipeline.first()
        }
        let row = TransactionRow(
            id: old.id,
            leadID: old.leadID,
            name: name ?? old.name,
            type: type.rawValue,
            stageID: stage.id,
            details: fields.merged(into: old.details),
            address: old.address,
            propertyID: old.propertyID
        )
        try row.update(nowMillis: call.nowMillis, db)
        if stage.id != old.stage.id {
            let event = WorkEvent.transactionStage(name: row.name, from: old.stage.name, to: stage)
            try record(event, old.id, old.leadID, call, db)
        }
        try DomainEvent.transaction(old.id, lead: old.leadID, .updated).record(at: call.nowMillis, db)
        return try TransactionRecord.require(old.id, ofLead: old.leadID, for: call.caller, db)
    }

    private func record(_ event: WorkEvent, _ id: Int64, _ leadID: Int64, _ call: Call, _ db: Database) throws {
        try SystemEvent.work(event, id).record(on: leadID, by: call.caller.recordID, millis: call.nowMillis, db)
    }
}

/// The columns of a transaction.
struct TransactionRow: Sendable {
    let id: Int64
    let leadID: Int64
    let name: String
    let type: String
    let stageID: Int64
    let details: JSON
    let address: JSON?
    let propertyID: Int64

    /// What `queryKey` looks into besides the name of the lead.
    private var searchText: String {
        var parts = [name]
        for part in ["streetAddress", "unit", "city", "state", "zipCode"] {
            if case .string(let text) = address?[part] { parts.append(text) }
        }
        return parts.joined(separator: "\n").lowercased()
    }

    func insert(createMillis: Int64, updateMillis: Int64, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO leadTransaction (
                    id, leadId, propertyId, name, searchText, type, stageId, details, address, createMillis,
                    updateMillis
                ) VALUES (
                    :id, :lead, :property, :name, :search, :type, :stage, :details, :address, :create, :update
                )
                """
        )
        try statement.execute(arguments: arguments + ["create": createMillis, "update": updateMillis, "lead": leadID])
    }

    func update(nowMillis: Int64, _ db: Database) throws {
        try db.execute(
            sql: """
                UPDATE leadTransaction SET propertyId = :property, name = :name, searchText = :search, type = :type,
                    stageId = :stage, details = :details, address = :address, updateMillis = :now
                WHERE id = :id
                """,
            arguments: arguments + ["now": nowMillis]
        )
    }

    private var arguments: StatementArguments {
        [
            "id": id, "property": propertyID, "name": name, "search": searchText, "type": type, "stage": stageID,
            "details": details.text, "address": address?.text,
        ]
    }
}
