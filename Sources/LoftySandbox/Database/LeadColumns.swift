import GRDB

/// The columns of a lead that a write changes, the time of the change among them.
struct LeadColumns {
    let nowMillis: Int64
    private var names: [String] = ["updateMillis"]
    private var arguments: [String: (any DatabaseValueConvertible)?]

    init(nowMillis: Int64) {
        self.nowMillis = nowMillis
        arguments = ["updateMillis": nowMillis]
    }

    /// `column` is a name from this module, never from a request.
    mutating func set(_ column: String, _ value: any DatabaseValueConvertible) {
        names.append(column)
        arguments[column] = value
    }

    private var isTrashing: Bool { names.contains("trashMillis") }

    func update(_ id: Int64, _ db: Database) throws {
        let assignments = names.map { "\($0) = :\($0)" }.joined(separator: ", ")
        let sql = "UPDATE lead SET \(assignments) WHERE id = :leadId"
        try db.execute(sql: sql, arguments: StatementArguments(arguments.merging(["leadId": id]) { $1 }))
        try DomainEvent.lead(id, isTrashing ? .deleted : .updated).record(at: nowMillis, db)
    }

    /// Somebody of the team dealt with the lead.
    static func touch(_ id: Int64, millis: Int64, _ db: Database) throws {
        var columns = LeadColumns(nowMillis: millis)
        columns.set("touchMillis", millis)
        try columns.update(id, db)
    }
}
