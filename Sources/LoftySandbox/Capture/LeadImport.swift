import GRDB

/// Leads out of a file, in one transaction.
struct LeadImport {
    /// Most rows of one file.
    static let mostRows = 10_000

    private(set) var created: [Int64] = []
    /// Rows of people who are in the book already; their leads stay as they are.
    private(set) var matched: [LeadMatch] = []
    /// Rows that share a number with somebody of another name; both are in the book.
    private var households: [LeadMatch] = []
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
        let rows: ArraySlice<CSVReader.Record>
        let columns: [LeadColumn?]
        let names: [String]
        do throws(RowProblem) {
            let all = try CSVReader.records(of: ImportText(bytes))
            let records = all.filter { !ImportedRow.isBlank($0) }
            blankRows = all.count - records.count
            (columns, unknownColumns, rows) = try LeadColumn.header(records)
            names = records[rows.startIndex - 1].fields
        } catch {
            throw SandboxError.importRefused([error])
        }
        guard rows.count <= Self.mostRows else {
            throw SandboxError.invalidParameter("a file has at most \(Self.mostRows) rows")
        }
        for record in rows {
            // As where files were put one behind the other; a single name may be somebody's.
            if record.fields == names, names.count(where: { !$0.isBlank }) > 1 {
                problems.append(RowProblem(line: record.line, problem: "the names of the columns stand here once more"))
            } else {
                try add(record, columns, for: call, db)
            }
        }
    }

    private mutating func add(
        _ record: CSVReader.Record,
        _ columns: [LeadColumn?],
        for call: Call,
        _ db: Database
    ) throws {
        do {
            let row = try ImportedRow(record, columns, stages: team.stages.map(\.name))
            var said = row.remarks
            // A row that is wrong is wrong whomever it is about.
            let body = try row.body()
            switch try LeadMatch.find(row, for: call, db) {
            case .same(let person)?: return matched.append(LeadMatch(line: record.line, person: person))
            case .household(let person)?: households.append(LeadMatch(line: record.line, person: person))
            case nil: break
            }
            var member: Member?
            if let words = row.agent { member = try agent(words, db) }
            var id: Int64 = 0
            // Half a row must not stay behind.
            try db.inSavepoint {
                let whole = member.map { body.setting("assignedUserId", to: .integer($0.recordID)) } ?? body
                id = try LeadCreation.create(try BodyFields(whole), for: call, db)
                return .commit
            }
            created.append(id)
            if let words = row.agent, member == nil {
                said.append("no member is called \(words.cut(to: 60)), so routing decided")
            }
            remarks += said.map { RowProblem(line: record.line, problem: $0) }
        } catch let error as SandboxError {
            problems.append(RowProblem(line: record.line, problem: error.problem))
        }
    }

    /// By account, else by name where only one member has it.
    private func agent(_ words: String, _ db: Database) throws -> Member? {
        if let member = try Member.find(email: words, db) { return member }
        let name = ImportName(parting: words)
        let wanted = [words.lowercased(), "\(name.first) \(name.last)".lowercased()]
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
            "matches": .array(matched.map(\.json)), "households": .array(households.map(\.json)),
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
