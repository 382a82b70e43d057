import GRDB

/// A call, text or email of the timeline.
struct CommunicationRecord: Sendable {
    let id: Int64
    let leadID: Int64
    let agentID: Int64
    let millis: Int64
    let channel: CommunicationChannel
    let kind: CommunicationKind
    let isInbound: Bool
    let outcome: String?
    let phone: String?
    let emailEvent: String?
    let subject: String?
    let content: String?
    /// Of talk; 0 for anything but an answered call.
    let seconds: Int64
    /// Whether the lead is in a pond.
    let isFromPond: Bool

    var direction: String { isInbound ? "Inbound" : "Outbound" }

    private init(_ row: Row) throws {
        guard let channel = CommunicationChannel(rawValue: row["channel"]),
            let kind = CommunicationKind(rawValue: row["kind"])
        else { throw SandboxError.internalError }
        self.channel = channel
        self.kind = kind
        id = row["id"]
        leadID = row["leadId"]
        agentID = row["agentId"]
        millis = row["millis"]
        isInbound = row["direction"] as String == "Inbound"
        outcome = row["outcome"]
        phone = row["phone"]
        emailEvent = row["emailEvent"]
        subject = row["subject"]
        content = row["content"]
        seconds = row["seconds"]
        isFromPond = row["isFromPond"]
    }

    /// Communications that the caller may know of; takes the argument `:caller`.
    static let visibleSQL = """
        FROM communication JOIN lead ON lead.id = communication.leadId
        WHERE lead.trashMillis = 0 AND \(LeadVisibility.condition)
        """

    /// `conditions` continues ``visibleSQL``: further terms, order and limit.
    static func fetch(
        _ conditions: String,
        _ arguments: StatementArguments,
        for caller: Member,
        _ db: Database
    ) throws -> [CommunicationRecord] {
        let sql = "SELECT communication.*, lead.pondId <> 0 AS isFromPond \(visibleSQL) \(conditions)"
        return try Row.fetchAll(
            try db.cachedStatement(sql: sql),
            arguments: arguments + ["caller": caller.recordID]
        ).map(CommunicationRecord.init)
    }

    /// Missing, of another channel and out of reach look the same, so that nobody learns what exists.
    static func require(
        _ id: Int64,
        _ channel: CommunicationChannel,
        for caller: Member,
        _ db: Database
    ) throws -> CommunicationRecord {
        let found = try fetch("AND communication.id = :id", ["id": id], for: caller, db).first
        guard let found, found.channel == channel else { throw SandboxError.work(.communicationDenied) }
        return found
    }
}

enum CommunicationChannel: String, Hashable, Sendable {
    case call = "Call"
    case text = "Text"
    case email = "Email"
}

enum CommunicationKind: String, Hashable, Sendable {
    /// Sent by the system itself.
    case auto = "Auto"
    /// Made through Lofty.
    case manual = "Manual"
    /// Made elsewhere and written down.
    case logged = "Logged"
}
