import GRDB

/// A page of one lead's communications, oldest first: by offset, or after one that is named.
struct CommunicationPage: Hashable, Sendable {
    let leadID: Int64
    private let limit: Int64
    private let offset: Int64
    /// 0 pages by offset.
    private let currentID: Int64

    init(_ query: QueryItems) throws(SandboxError) {
        leadID = try query.requiredInteger("leadId")
        limit = try query.integer("limit") ?? 10
        guard (1...1_000).contains(limit) else { throw .invalidParameter("limit must be between 1 and 1000") }
        currentID = try query.integer("currentId") ?? 0
        let offset = max(0, try query.integer("offset") ?? 0)
        self.offset = currentID > 0 ? 0 : offset
    }

    /// `condition` is a term on the table `communication` from this module, never from a request.
    func fetch(where condition: String, for caller: Member, _ db: Database) throws -> [CommunicationRecord] {
        try CommunicationRecord.fetch(
            """
            AND communication.leadId = :lead AND \(condition)
            AND (:current <= 0 OR (communication.millis, communication.id) > (
                (SELECT millis FROM communication WHERE id = :current AND leadId = :lead), :current
            ))
            ORDER BY communication.millis, communication.id LIMIT :limit OFFSET :offset
            """,
            ["lead": leadID, "current": currentID, "limit": limit, "offset": offset],
            for: caller,
            db
        )
    }
}
