import GRDB

/// Fields that the team has added to its leads (contract §15).
enum CustomFieldEndpoints {
    static let routes: [Route] = [
        .get("/v1.0/teamFeatures/listCustomField", list),
        .post("/v1.0/teamFeatures/custom-field", add),
    ]

    /// A bare array without ids.
    @Sendable private static func list(_ call: Call, _ db: Database) throws -> SandboxResponse {
        .json(.array(try CustomField.fetchAll(db).map(\.wire)))
    }

    /// Answers with a plain JSON string.
    @Sendable private static func add(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let fields = try call.fields
        let name = String((try fields.string("attributeName") ?? "")[...].trimmingSpaces)
        guard !name.isBlank else { throw SandboxError.work(.attributeNameEmpty) }
        guard let type = try fields.string("attributeType"), !type.isBlank else {
            throw SandboxError.work(.attributeTypeEmpty)
        }
        guard CustomField.types.contains(type) else {
            throw SandboxError.invalidParameter("no such attributeType: \(type)")
        }
        let known = try CustomField.fetchAll(db)
        // The name is all that tells fields apart.
        guard !known.contains(where: { $0.name == name }) else {
            throw SandboxError.invalidParameter("a field of that name exists: \(name)")
        }
        let field = CustomField(
            name: name,
            type: type,
            value: try fields.string("value") ?? "",
            params: try fields.string("params") ?? ""
        )
        try field.insert(position: known.count, db)
        return .json("success")
    }
}
