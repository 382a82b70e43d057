import GRDB

/// A lead with everything that a read shows.
struct LeadRecord: Sendable {
    let id: Int64
    let leadUserID: Int64
    let firstName: String
    let lastName: String
    let source: String
    let sourceID: Int64
    let stageID: Int64
    let assigneeID: Int64
    let lenderID: Int64
    let pondID: Int64
    let score: Int64
    let language: String
    let leadTypes: JSON
    let isHidden: Bool
    let isUnsubscribed: Bool
    let cannotText: Bool
    let cannotCall: Bool
    let cannotEmail: Bool
    let ownershipScope: String
    let ownershipID: Int64
    /// What is only stored and shown: qualification, inquiry, properties, family; under its wire names.
    let details: JSON
    let createMillis: Int64
    let assignMillis: Int64
    let updateMillis: Int64
    let touchMillis: Int64
    let visitMillis: Int64
    var emails: [String] = []
    var phones: [Phone] = []
    var tags: [Tag] = []
    var segments: [String] = []
    var roles: [Int64: Int64] = [:]

    struct Phone: Hashable, Sendable {
        let number: String
        /// 1 invalid, 2 valid, 3 talked, 4 DNC number, 5 DNC contact.
        let status: Int64
    }

    struct Tag: Hashable, Sendable {
        let id: Int64
        let name: String
        let createMillis: Int64
        let creatorID: Int64
    }

    private init(_ row: Row) throws {
        id = row["id"]
        leadUserID = row["leadUserId"]
        firstName = row["firstName"]
        lastName = row["lastName"]
        source = row["source"]
        sourceID = row["sourceId"]
        stageID = row["stageId"]
        assigneeID = row["assigneeId"]
        lenderID = row["lenderId"]
        pondID = row["pondId"]
        score = row["score"]
        language = row["language"]
        leadTypes = try JSON(stored: row["leadTypes"])
        isHidden = row["isHidden"]
        isUnsubscribed = row["isUnsubscribed"]
        cannotText = row["cannotText"]
        cannotCall = row["cannotCall"]
        cannotEmail = row["cannotEmail"]
        ownershipScope = row["ownershipScope"]
        ownershipID = row["ownershipId"]
        details = try JSON(stored: row["details"])
        createMillis = row["createMillis"]
        assignMillis = row["assignMillis"]
        updateMillis = row["updateMillis"]
        touchMillis = row["touchMillis"]
        visitMillis = row["visitMillis"]
    }
}

extension LeadRecord {
    /// Leads of these ids in this order; ids without a lead are left out.
    static func fetch(_ ids: [Int64], _ db: Database) throws -> [LeadRecord] {
        let arguments: StatementArguments = ["ids": JSON.integers(ids).text]
        var leads: [Int64: LeadRecord] = [:]
        let rows = try Row.fetchCursor(
            try db.cachedStatement(sql: "SELECT * FROM lead WHERE id IN (SELECT value FROM json_each(:ids))"),
            arguments: arguments
        )
        while let row = try rows.next() {
            let lead = try LeadRecord(row)
            leads[lead.id] = lead
        }
        try eachPart("SELECT leadId, address FROM leadEmail", "position", arguments, db) { id, row in
            leads[id]?.emails.append(row["address"])
        }
        try eachPart("SELECT leadId, number, status FROM leadPhone", "position", arguments, db) { id, row in
            leads[id]?.phones.append(Phone(number: row["number"], status: row["status"]))
        }
        try eachPart("SELECT leadId, name FROM leadSegment", "position", arguments, db) { id, row in
            leads[id]?.segments.append(row["name"])
        }
        try eachPart("SELECT leadId, roleId, assigneeId FROM leadRole", "roleId", arguments, db) { id, row in
            leads[id]?.roles[row["roleId"]] = row["assigneeId"]
        }
        try eachPart(tagSQL, "leadTag.createMillis, tag.id", arguments, db) { id, row in
            leads[id]?.tags.append(
                Tag(id: row["id"], name: row["name"], createMillis: row["createMillis"], creatorID: row["creatorId"])
            )
        }
        return ids.compactMap { leads[$0] }
    }

    private static let tagSQL = """
        SELECT leadTag.leadId, tag.id, tag.name, leadTag.createMillis, leadTag.creatorId
        FROM leadTag JOIN tag ON tag.id = leadTag.tagId
        """

    private static func eachPart(
        _ sql: String,
        _ order: String,
        _ arguments: StatementArguments,
        _ db: Database,
        _ body: (Int64, Row) -> Void
    ) throws {
        let statement = try db.cachedStatement(
            sql: "\(sql) WHERE leadId IN (SELECT value FROM json_each(:ids)) ORDER BY leadId, \(order)"
        )
        let rows = try Row.fetchCursor(statement, arguments: arguments)
        while let row = try rows.next() { body(row["leadId"], row) }
    }
}

extension JSON {
    /// A value that the sandbox wrote into its own database.
    init(stored text: String) throws { self = try JSONParser.parse(text.utf8) }
}
