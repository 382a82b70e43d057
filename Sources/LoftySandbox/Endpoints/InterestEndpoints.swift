import GRDB

/// What a lead looks for and what it owns, each written alone (contract §7.8).
///
/// The rules are those of the same members of `PUT /v1.0/leads/{leadId}`.
enum InterestEndpoints {
    static let routes: [Route] = [
        .post("/v1.0/leads/{leadId}/inquiry", setInquiry),
        .post("/v1.0/leads/{leadId}/property", setProperty),
    ]

    @Sendable private static func setInquiry(_ call: Call, _ db: Database) throws -> SandboxResponse {
        try write("inquiry", call, db)
    }

    @Sendable private static func setProperty(_ call: Call, _ db: Database) throws -> SandboxResponse {
        try write("property", call, db)
    }

    private static func write(_ member: String, _ call: Call, _ db: Database) throws -> SandboxResponse {
        let id = try call.id("leadId")
        guard case .object(let members) = try call.json else {
            throw SandboxError.invalidParameter("the body must be an object")
        }
        let update = JSON.object([.init(name: member, value: .object(members))])
        try call.requireWritable(id, db)
        try LeadWrite(try BodyFields(update), isUpdate: true).apply(to: id, for: call, db)
        return .json(["leadId": .integer(id)])
    }
}
