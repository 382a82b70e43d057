import GRDB

/// What the dialer recorded (contract §13.2); logged calls are none of it.
enum CallEndpoints {
    static let routes: [Route] = [
        .get("/v1.0/calls", list),
        .get("/v1.0/calls/{callId}", get),
        .get("/v1.0/call/url/{callId}", recording),
    ]

    private static let recordingLifetimeMillis: Int64 = 3_600_000

    /// No lead is as good as none that exists: 404.
    @Sendable private static func list(_ call: Call, _ db: Database) throws -> SandboxResponse {
        guard let leadID = try call.query.integer("leadId"), leadID > 0 else { throw SandboxError.leadNotExist }
        let limit = try call.query.integer("limit") ?? 10
        guard (1...1_000).contains(limit) else {
            throw SandboxError.invalidParameter("limit must be between 1 and 1000")
        }
        let offset = max(0, try call.query.integer("offset") ?? 0)
        try call.requireReadable(leadID, db)
        let ofDialer =
            "AND communication.leadId = :lead AND communication.channel = 'Call' AND communication.kind <> 'Logged'"
        let records = try CommunicationRecord.fetch(
            "\(ofDialer) ORDER BY communication.millis, communication.id LIMIT :limit OFFSET :offset",
            ["lead": leadID, "limit": limit, "offset": offset],
            for: call.caller,
            db
        )
        let total = try Int.fetchOne(
            db,
            sql: "SELECT count(*) \(CommunicationRecord.visibleSQL) \(ofDialer)",
            arguments: ["lead": leadID, "caller": call.caller.recordID]
        )
        let members = try Team.fetch(db).members
        return .json([
            "_metadata": Metadata.json("calls", limit: limit, offset: offset, total: total ?? 0),
            "calls": .array(records.map { CommunicationWire.call($0, members) }),
        ])
    }

    @Sendable private static func get(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let record = try record(call, db)
        return .json(["calls": CommunicationWire.call(record, try Team.fetch(db).members)])
    }

    /// A link for an hour, or an empty one where nothing was said.
    @Sendable private static func recording(_ call: Call, _ db: Database) throws -> SandboxResponse {
        let record = try record(call, db)
        let expiry = call.nowMillis + recordingLifetimeMillis
        let link = "https://recordings.example.com/\(record.id).mp3?expires=\(expiry)"
        let url = CommunicationWire.hasRecording(record) ? link : ""
        return .json(["calls": ["id": .integer(record.id), "url": .string(url)]])
    }

    private static func record(_ call: Call, _ db: Database) throws -> CommunicationRecord {
        let record = try CommunicationRecord.require(try call.id("callId"), .call, for: call.caller, db)
        guard record.kind != .logged else { throw SandboxError.work(.communicationDenied) }
        return record
    }
}
