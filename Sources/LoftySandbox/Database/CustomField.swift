import GRDB

/// A field that the team has added to its leads (contract §15); it has a name and no id.
struct CustomField: Hashable, Sendable {
    static let types: Set<String> = [
        "text", "number", "date", "anniversary_date", "single_select", "multi_select", "percentage", "currency",
    ]

    let name: String
    let type: String
    let value: String
    /// JSON text with the choices of a select, else empty.
    let params: String

    static func fetchAll(_ db: Database) throws -> [CustomField] {
        try Row.fetchAll(db, sql: "SELECT * FROM customField ORDER BY position, name").map {
            CustomField(name: $0["name"], type: $0["type"], value: $0["value"], params: $0["params"])
        }
    }

    func insert(position: Int, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO customField (name, position, type, value, params)
                VALUES (:name, :position, :type, :value, :params)
                """,
            arguments: ["name": name, "position": position, "type": type, "value": value, "params": params]
        )
    }

    var wire: JSON {
        [
            "attributeName": .string(name), "attributeType": .string(type), "value": .string(value),
            "params": .string(params),
        ]
    }
}
