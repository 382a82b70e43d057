import GRDB

/// Which entries of the calendar are asked for.
///
/// With a lead those of that lead, else those that are for the caller; and of these what overlaps the time.
struct CalendarQuery: Sendable {
    private static let longestPage: Int64 = 500

    let leadID: Int64?
    let startMillis: Int64
    let endMillis: Int64
    let page: Int64
    let pageSize: Int64
    private let withFinished: Bool
    private let isDescending: Bool
    /// Empty is any.
    private let sourceTypes: [Int64]

    init(_ query: QueryItems) throws(SandboxError) {
        let start = try query.momentOrMillis("startTime")
        let end = try query.momentOrMillis("endTime")
        guard start != nil || end != nil else { throw .invalidParameter("startTime or endTime is required") }
        leadID = try query.integer("leadId")
        startMillis = start ?? 0
        endMillis = end ?? .max
        page = try query.integer("page") ?? 0
        pageSize = try query.integer("pageSize") ?? 20
        guard (0...1_000_000).contains(page), (1...Self.longestPage).contains(pageSize) else {
            throw .invalidParameter("page starts at 0, pageSize is 1 to \(Self.longestPage)")
        }
        withFinished = try query.bool("includeFinished") ?? false
        isDescending = try query.bool("desc") ?? true
        sourceTypes = try query.integers("sourceType")
        guard query.string("sort") ?? "startTime" == "startTime" else {
            throw .invalidParameter("sort must be startTime")
        }
    }

    func fetch(for caller: Member, _ db: Database) throws -> [TaskRecord] {
        let direction = isDescending ? "DESC" : "ASC"
        let order = """
            ORDER BY task.startMillis \(direction), task.id \(direction) LIMIT :limit OFFSET :offset
            """
        let paging: StatementArguments = ["limit": pageSize, "offset": page * pageSize]
        return try TaskRecord.fetch("\(conditions) \(order)", arguments(caller) + paging, for: caller, db)
    }

    func count(for caller: Member, _ db: Database) throws -> Int64 {
        try Int64.fetchOne(
            db,
            sql: "SELECT count(*) \(TaskRecord.visibleSQL) \(conditions)",
            arguments: arguments(caller) + ["caller": caller.recordID]
        ) ?? 0
    }

    private var conditions: String {
        let owner = leadID == nil ? "\(TaskRecord.assigneeSQL) = :owner" : "task.leadId = :owner"
        return """
            AND task.endMillis >= :start AND task.startMillis <= :end AND (:withFinished OR task.finishMillis = 0)
            AND \(owner) AND \(sourceCondition)
            """
    }

    private var sourceCondition: String {
        guard !sourceTypes.isEmpty else { return "1" }
        let origins = TaskOrigin.allCases.filter { sourceTypes.contains($0.sourceType) }
        return "task.origin IN (\(origins.map { "'\($0.rawValue)'" }.joined(separator: ", ")))"
    }

    private func arguments(_ caller: Member) -> StatementArguments {
        [
            "start": startMillis, "end": endMillis, "withFinished": withFinished,
            "owner": leadID ?? caller.recordID,
        ]
    }
}
