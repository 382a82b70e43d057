import GRDB

/// Which transactions are asked for (Lofty API, GET /v2.0/transactions).
struct TransactionQuery: Sendable {
    /// Of a longer key the rest does not count.
    private static let longestKey = 15

    let pageNumber: Int64
    let pageSize: Int64
    private let key: String?
    private let leadID: Int64?
    /// `nil` is every type.
    private let type: TransactionType?

    init(_ query: QueryItems) throws(SandboxError) {
        pageSize = try query.integer("pageSize") ?? 20
        guard (1...100).contains(pageSize) else { throw .limitNotValid }
        pageNumber = try query.integer("pageNum") ?? 0
        guard (0...1_000_000).contains(pageNumber) else { throw .invalidParameter("pageNum starts at 0") }
        key = query.string("queryKey")?.cut(to: Self.longestKey).lowercased()
        leadID = try query.integer("leadId")
        let name = query.string("transactionType")?.lowercased() ?? "purchase"
        let named = TransactionType.allCases.first { $0.rawValue.lowercased() == name }
        guard named != nil || name == "all" else {
            throw .invalidParameter("transactionType must be Purchase, Listing, Lease, Other or All")
        }
        type = named
    }

    /// The newest first; a lead that the caller must not know of has none.
    func fetch(for caller: Member, _ db: Database) throws -> [TransactionRecord] {
        let order = """
            ORDER BY leadTransaction.createMillis DESC, leadTransaction.id DESC LIMIT :limit OFFSET :offset
            """
        let paging: StatementArguments = ["limit": pageSize, "offset": pageNumber * pageSize]
        return try TransactionRecord.fetch("\(conditions) \(order)", arguments + paging, for: caller, db)
    }

    func count(for caller: Member, _ db: Database) throws -> Int64 {
        try Int64.fetchOne(
            db,
            sql: "SELECT count(*) \(TransactionRecord.visibleSQL) \(conditions)",
            arguments: arguments + ["caller": caller.recordID]
        ) ?? 0
    }

    private var conditions: String {
        var terms: [String] = []
        if type != nil { terms.append("AND leadTransaction.type = :type") }
        if leadID != nil { terms.append("AND leadTransaction.leadId = :lead") }
        // The name is the first line of what a lead is searched by.
        if key != nil {
            terms.append(
                """
                AND (instr(leadTransaction.searchText, :key)
                    OR instr(substr(lead.searchText, 1, instr(lead.searchText || char(10), char(10))), :key))
                """
            )
        }
        return terms.joined(separator: " ")
    }

    private var arguments: StatementArguments {
        var arguments = StatementArguments()
        if let type { arguments += ["type": type.rawValue] }
        if let leadID { arguments += ["lead": leadID] }
        if let key { arguments += ["key": key] }
        return arguments
    }
}
