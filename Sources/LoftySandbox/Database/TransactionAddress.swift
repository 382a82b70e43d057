import GRDB

/// Where the property of a transaction is; a write replaces it as a whole.
struct TransactionAddress: Hashable, Sendable {
    private static let names = ["unit", "label", "state", "city", "zipCode", "streetAddress", "county"]

    private let parts: JSON

    init(_ fields: BodyFields) throws(SandboxError) {
        var parts = JSON.object([])
        for name in Self.names { parts = parts.setting(name, to: .text(try fields.string(name))) }
        self.parts = parts
    }

    func apply(to transaction: TransactionRecord, nowMillis: Int64, _ db: Database) throws {
        let property = transaction.propertyID
        let row = TransactionRow(
            id: transaction.id,
            leadID: transaction.leadID,
            name: transaction.name,
            type: transaction.type.rawValue,
            stageID: transaction.stage.id,
            details: transaction.details,
            address: parts,
            propertyID: property == 0 ? try IDSequence.property.next(db) : property
        )
        try row.update(nowMillis: nowMillis, db)
        try DomainEvent.transaction(row.id, lead: row.leadID, .updated).record(at: nowMillis, db)
    }
}
