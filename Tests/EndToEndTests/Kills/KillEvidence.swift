import Foundation
import GRDB
import Testing

/// What people decided, as the journal of a state directory has it.
struct Journal {
    struct Entry {
        let id: Int64
        let lead: Int64
        /// The name of the change, such as `addNote`.
        let change: String
        /// The note, the tag, the stage, the text of a call, the new name or owner, the reason of a trash.
        let word: String
        let status: String
        let wasSent: Bool
        let isUnsent: Bool

        var isSettled: Bool { status == "settled" }
        var needsPerson: Bool { status == "wedged" || status == "conflicted" }
        /// Given up before a byte of it left.
        var cannotBeThere: Bool { status == "cancelled" && !wasSent }
    }

    let entries: [Entry]

    init(_ environment: [String: String]) throws {
        let queue = try DatabaseQueue(path: "\(environment["FOYER_HOME"] ?? "")/state/foyer.sqlite")
        let rows = try queue.read { db in
            try Row.fetchAll(db, sql: "SELECT id, lead_id, is_unsent, body FROM journal ORDER BY id")
        }
        try queue.close()
        entries = try rows.map { row in
            let body = Data((row["body"] as String).utf8)
            let record = try #require(JSONSerialization.jsonObject(with: body) as? [String: Any])
            let entry = try #require(record["entry"] as? [String: Any])
            let change = try #require((entry["change"] as? [String: Any])?.first)
            let status = try #require((entry["status"] as? [String: Any])?.first?.key)
            return Entry(
                id: row["id"],
                lead: row["lead_id"],
                change: change.key,
                word: Self.word(of: change.value as? [String: Any] ?? [:]),
                status: status,
                wasSent: (record["delivery"] as? [String: Any])?["firstSentAt"] != nil,
                isUnsent: row["is_unsent"]
            )
        }
    }

    private static func word(of payload: [String: Any]) -> String {
        if let values = payload["to"] as? [String] { return values.first ?? "" }
        if let member = payload["to"] as? [String: Any] {
            return ["firstName", "lastName"].compactMap { member[$0] as? String }.joined(separator: " ")
        }
        if let reason = payload["reason"] as? String { return reason }
        if let text = payload["_0"] as? String { return text }
        if let record = payload["_0"] as? [String: Any] {
            return record["text"] as? String ?? record["firstName"] as? String ?? ""
        }
        return payload["to"] as? String ?? ""
    }
}

/// What the sandbox received, over its own limit of kept requests.
struct RequestRecord {
    private var executed: [Int: (method: String, path: String)] = [:]
    private var lastNumber = 0
    private(set) var received = 0
    /// Requests that were forgotten before they were read: the proof has a hole then.
    private(set) var missed = 0

    mutating func read(from sandbox: SandboxProcess) throws {
        let answer = try sandbox.object("/sandbox/requests")
        let requests = try #require(answer["requests"] as? [[String: Any]])
        let numbers = requests.compactMap { $0["number"] as? Int }
        if let first = numbers.first, first > lastNumber + 1 { missed += first - lastNumber - 1 }
        for request in requests {
            // A page of a maintenance window has the status of success, and nothing was done.
            guard let number = request["number"] as? Int, request["executed"] as? Bool == true,
                let method = request["method"] as? String, method != "GET"
            else { continue }
            executed[number] = (method, request["path"] as? String ?? "")
        }
        lastNumber = max(lastNumber, numbers.last ?? 0)
        received = answer["total"] as? Int ?? lastNumber
    }

    func count(_ method: String, _ path: String) -> Int {
        executed.values.count { $0.method == method && $0.path == path }
    }
}

/// What the server holds in the end.
struct KillBook {
    struct Made: Hashable {
        let lead: Int64
        let word: String
    }

    /// In the order in which they were made.
    let notes: [Made]
    let calls: [Made]
    let tags: Set<Made>
    /// What a lead has one of, under the name of the change that sets it.
    let values: [String: [Int64: String]]
    let names: [String]

    init(path: String) throws {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        func made(_ sql: String) throws -> [Made] {
            try queue.read { db in try Row.fetchAll(db, sql: sql) }.map { Made(lead: $0["leadId"], word: $0["word"]) }
        }
        notes = try made(
            "SELECT leadId, content AS word FROM note WHERE isSystem = 0 AND isDeleted = 0 ORDER BY noteId"
        )
        calls = try made(
            "SELECT leadId, coalesce(content, '') AS word FROM communication WHERE kind = 'Logged' ORDER BY id"
        )
        tags = Set(try made("SELECT leadId, tag.name AS word FROM leadTag JOIN tag ON tag.id = tagId"))
        values = try [
            "setStage": "SELECT lead.id AS leadId, stage.name AS word FROM lead JOIN stage ON stage.id = stageId",
            "setField": "SELECT id AS leadId, lastName AS word FROM lead",
            "assign": """
            SELECT lead.id AS leadId, member.firstName || ' ' || member.lastName AS word
            FROM lead JOIN member ON member.recordId = assigneeId
            """,
            "trash": "SELECT id AS leadId, trashReason AS word FROM lead WHERE trashMillis > 0",
        ].mapValues { sql in Dictionary(uniqueKeysWithValues: try made(sql).map { ($0.lead, $0.word) }) }
        names = try queue.read { db in try String.fetchAll(db, sql: "SELECT firstName FROM lead") }
    }
}
