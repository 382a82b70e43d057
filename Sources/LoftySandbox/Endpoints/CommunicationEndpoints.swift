import GRDB

/// What was said to a lead and by it: history, single records, search (contract §13.1, §13.2).
enum CommunicationEndpoints {
    static let routes: [Route] = [
        .get("/v1.0/communication/call", calls),
        .get("/v1.0/communication/call/v2", allCalls),
        .get("/v1.0/communication/text", texts),
        .get("/v1.0/communication/email", emails),
        .get("/v2.0/communication/call/{communicationId}", call),
        .get("/v2.0/communication/text/{communicationId}", text),
        .get("/v2.0/communication/email/{communicationId}", email),
        .get("/v2.0/communication/agent", search),
        .post("/v1.0/agent/communication", searchByOffset),
    ]

    // MARK: - Of a lead

    /// What the dialer made; logged calls are in the second version.
    @Sendable private static func calls(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let records = try history("communication.channel = 'Call' AND communication.kind <> 'Logged'", call, db)
        let members = try Team.fetch(db).members
        return .json(["calls": .array(records.map { CommunicationWire.call($0, members) })])
    }

    @Sendable private static func allCalls(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let records = try history("communication.channel = 'Call'", call, db)
        return .json(["calls": .array(records.map(CommunicationWire.brief))])
    }

    @Sendable private static func texts(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let records = try history("communication.channel = 'Text' AND communication.kind <> 'Logged'", call, db)
        return .json(["texts": .array(records.map(CommunicationWire.text))])
    }

    @Sendable private static func emails(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let records = try history("communication.channel = 'Email' AND communication.kind <> 'Logged'", call, db)
        return .json(["emails": .array(records.map(CommunicationWire.email))])
    }

    private static func history(
        _ condition: String,
        _ call: Call,
        _ db: Database
    ) throws -> [CommunicationRecord] {
        let page = try CommunicationPage(call.query)
        try call.requireReadable(page.leadID, db)
        return try page.fetch(where: condition, for: call.caller, db)
    }

    // MARK: - By id

    @Sendable private static func call(_ call: Call, _ db: Database) throws -> SandboxResponse {
        .json(CommunicationWire.call(try record(.call, call, db), try Team.fetch(db).members))
    }

    @Sendable private static func text(_ call: Call, _ db: Database) throws -> SandboxResponse {
        .json(CommunicationWire.text(try record(.text, call, db)))
    }

    @Sendable private static func email(_ call: Call, _ db: Database) throws -> SandboxResponse {
        .json(CommunicationWire.email(try record(.email, call, db)))
    }

    private static func record(
        _ channel: CommunicationChannel,
        _ call: Call,
        _ db: Database
    ) throws -> CommunicationRecord {
        try CommunicationRecord.require(try call.id("communicationId"), channel, for: call.caller, db)
    }

    // MARK: - By agent

    @Sendable private static func search(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let search = try CommunicationSearch(cursorPaged: call.query, for: call.caller)
        let records = try search.fetch(for: call.caller, db)
        let cursor = search.nextCursor(after: records)
        return .json([
            "data": .array(records.map(CommunicationWire.found)),
            "nextCursor": .text(cursor),
            "hasMore": .bool(cursor != nil),
            "limit": .integer(search.limit),
            "totalCount": .integer(try search.count(for: call.caller, db)),
        ])
    }

    @Sendable private static func searchByOffset(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let search = try CommunicationSearch(offsetPaged: try call.fields, for: call.caller)
        let records = try search.fetch(for: call.caller, oversized: true, db)
        return .json([
            "offset": .integer(search.offset),
            "limit": .integer(search.limit),
            "pageData": .array(records.prefix(Int(search.limit)).map(CommunicationWire.found)),
            "hasMore": .bool(records.count > search.limit),
        ])
    }
}
