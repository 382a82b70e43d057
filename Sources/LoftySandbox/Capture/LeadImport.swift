import GRDB

/// Leads out of a file, in one transaction.
struct LeadImport {
    /// Most rows of one file.
    static let mostRows = 10_000

    private(set) var created: [Int64] = []
    /// Rows of people who are in the book already; their leads stay as they are.
    private(set) var matched: [Int64] = []
    private(set) var problems: [RowProblem] = []
    /// Rows that went in otherwise than they stand in the file.
    private var remarks: [RowProblem] = []
    private var blankRows = 0
    private var unknownColumns: [String] = []
    private let team: Team

    /// Reads everything and adds what is right.
    ///
    /// A file that is no CSV, or has another header, is refused as a whole.
    init(_ bytes: [UInt8], for call: Call, _ db: Database) throws {
        team = try Team.fetch(db)
        let records: [CSVReader.Record]
        let columns: [LeadColumn?]
        do throws(RowProblem) {
            records = try CSVReader.records(of: ImportText(bytes))
            guard let header = records.first else { throw RowProblem(line: 1, problem: "the file is empty") }
            (columns, unknownColumns) = try LeadColumn.header(header)
        } catch {
            throw SandboxError.importRefused([error])
        }
        guard records.count - 1 <= Self.mostRows else {
            throw SandboxError.invalidParameter("a file has at most \(Self.mostRows) rows")
        }
        for record in records.dropFirst() { try add(record, columns, for: call, db) }
    }

    private mutating func add(
        _ record: CSVReader.Record,
        _ columns: [LeadColumn?],
        for call: Call,
        _ db: Database
    ) throws {
        guard !ImportedRow.isBlank(record) else {
            blankRows += 1
            return
        }
        do {
            let row = try ImportedRow(record, columns)
            if let lead = try LeadMatch.find(email: row.email, phone: row.phone, for: call, db) {
                matched.append(lead)
                return
            }
            var member: Member?
            if let words = row.agent { member = try agent(words, db) }
            var id: Int64 = 0
            // Half a row must not stay behind.
            try db.inSavepoint {
                id = try LeadCreation.create(try BodyFields(try body(of: row, member)), for: call, db)
                return .commit
            }
            created.append(id)
            var said = row.remarks
            if let words = row.agent, member == nil {
                said.append("no member is called \(words.cut(to: 60)), so routing decided")
            }
            remarks += said.map { RowProblem(line: record.line, problem: $0) }
        } catch let error as SandboxError {
            problems.append(RowProblem(line: record.line, problem: error.problem))
        }
    }

    private func body(of row: ImportedRow, _ agent: Member?) throws -> JSON {
        var body = try row.body()
        if case .string(let written)? = body["stage"], let known = stage(named: written) {
            body = body.setting("stage", to: .string(known))
        }
        guard let agent else { return body }
        return body.setting("assignedUserId", to: .integer(agent.recordID))
    }

    /// As the team spells it: `contacted `, `new lead` and `New Leads` are what people write.
    private func stage(named words: String) -> String? {
        let wanted = Self.folded(words)
        return team.stages.first { Self.folded($0.name) == wanted }?.name
    }

    private static func folded(_ words: String) -> String {
        let letters = words.lowercased().filter { $0.isLetter || $0.isNumber }
        return letters.hasSuffix("leads") ? String(letters.dropLast()) : letters
    }

    /// By account, else by name where only one member has it.
    private func agent(_ words: String, _ db: Database) throws -> Member? {
        if let member = try Member.find(email: words, db) { return member }
        let (first, last) = ImportCell.names(words)
        let wanted = [words.lowercased(), "\(first) \(last)".lowercased()]
        let named = team.members.values.filter { wanted.contains($0.fullName.lowercased()) }
        guard named.count == 1, let account = named.first?.email else { return nil }
        return try Member.find(email: account, db)
    }

    var json: JSON {
        [
            "created": .integer(Int64(created.count)), "matched": .integer(Int64(matched.count)),
            "failed": .integer(Int64(problems.count)), "leadIds": .integers(created),
            "errors": .array(problems.map(\.json)), "blank": .integer(Int64(blankRows)),
            "unknownColumns": .strings(unknownColumns), "remarks": .array(remarks.map(\.json)),
        ]
    }
}

extension SandboxError {
    /// What a person reads of it: the words behind the code.
    fileprivate var problem: String {
        guard case .string(let message)? = body["message"] else { return "the row is wrong" }
        return message.split(separator: "errorMsg=", maxSplits: 1).last.map(String.init) ?? message
    }
}
