import GRDB

/// Leads out of a file, in one transaction.
struct LeadImport {
    /// Most rows of one file.
    static let mostRows = 10_000

    private(set) var created: [Int64] = []
    /// Rows of people who are in the book already; their leads stay as they are.
    private(set) var matched: [Int64] = []
    private(set) var problems: [RowProblem] = []

    /// Reads everything and adds what is right.
    ///
    /// A file that is no CSV, or has another header, is refused as a whole.
    init(_ bytes: [UInt8], for call: Call, _ db: Database) throws {
        let records: [CSVReader.Record]
        let columns: [LeadColumn]
        do throws(RowProblem) {
            records = try CSVReader.records(bytes)
            guard let header = records.first else { throw RowProblem(line: 1, problem: "the file is empty") }
            columns = try LeadColumn.header(header)
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
        _ columns: [LeadColumn],
        for call: Call,
        _ db: Database
    ) throws {
        do {
            let row = try ImportedRow(record, columns)
            if let lead = try LeadMatch.find(email: row.email, phone: row.phone, for: call, db) {
                matched.append(lead)
                return
            }
            var id: Int64 = 0
            // Half a row must not stay behind.
            try db.inSavepoint {
                id = try LeadCreation.create(try BodyFields(try body(of: row, db)), for: call, db)
                return .commit
            }
            created.append(id)
        } catch let error as SandboxError {
            problems.append(RowProblem(line: record.line, problem: error.problem))
        }
    }

    private func body(of row: ImportedRow, _ db: Database) throws -> JSON {
        let body = try row.body()
        guard let account = row.agent else { return body }
        guard let agent = try Member.find(email: account, db) else {
            throw SandboxError.invalidParameter("the agent is no member of the team")
        }
        return body.setting("assignedUserId", to: .integer(agent.recordID))
    }

    var json: JSON {
        [
            "created": .integer(Int64(created.count)), "matched": .integer(Int64(matched.count)),
            "failed": .integer(Int64(problems.count)), "leadIds": .integers(created),
            "errors": .array(problems.map(\.json)),
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
