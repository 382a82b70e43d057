import LeadFiles
import Leads
import Terminal

/// One named field of a record.
struct RecordField<Record>: Sendable {
    /// As `--columns` and JSON have it.
    let name: String
    /// Above its column in a table.
    let heading: String
    let value: @Sendable (Record) -> RecordValue
    /// The name as a key of a JSON object.
    fileprivate let key: [UInt8]

    init(_ name: String, heading: String? = nil, _ value: @escaping @Sendable (Record) -> RecordValue) {
        self.name = name
        self.heading = heading ?? name.uppercased()
        self.value = value
        key = Array("\"\(name)\":".utf8)
    }
}

extension Collection {
    /// Appends the members of a JSON object: each field that the record has a value for, behind a comma where another stands
    /// before it.
    func append<Record>(_ record: Record, to json: inout [UInt8], idsAsStrings: Bool = false)
    where Element == RecordField<Record> {
        for field in self {
            let start = json.count
            if json.last != UInt8(ascii: "{") { json.append(UInt8(ascii: ",")) }
            json += field.key
            if !field.value(record).append(to: &json, idsAsStrings: idsAsStrings) { json.removeSubrange(start...) }
        }
    }
}

/// Prints records as they come; only a table has to wait for the last one.
struct RecordPrinter<Record> {
    // Read once: the parser's properties look for their values at each reading.
    private let format: OutputFormat
    private let noHeader: Bool
    private let idsAsStrings: Bool
    private let fields: [RecordField<Record>]
    private var rows: [[String]] = []
    private var isFirst = true
    var output = GatheredOutput()

    /// Of all `fields`, a table shows those named in `table` when nobody chooses, and the other formats those in `data`.
    init(
        _ fields: [RecordField<Record>],
        table: [String],
        data: [String],
        options: PrintingOptions
    ) throws(FoyerFailure) {
        format = options.format
        noHeader = options.noHeader
        idsAsStrings = options.idsAsStrings
        let usual = format == .table ? table : data
        let wanted = options.columns?.split(separator: ",").map { $0.trimmingBlanks() } ?? usual
        let known = fields.map(\.name)
        let strange = wanted.filter { name in !known.contains { $0.lowercased() == name.lowercased() } }
        guard strange.isEmpty else { throw Self.unknown(strange, known) }
        self.fields = wanted.compactMap { name in fields.first { $0.name.lowercased() == name.lowercased() } }
    }

    /// All that are unknown at once, each with the nearest that is known.
    private static func unknown(_ names: [String], _ known: [String]) -> FoyerFailure {
        let told = names.map { name in
            "There is no column “\(name)”.\(NearestSpelling.question(about: name, among: known))"
        }
        return FoyerFailure(
            .misused,
            "\(told.joined(separator: " ")) The columns are: \(known.joined(separator: ", "))."
        )
    }

    mutating func begin() throws(FoyerFailure) {
        switch format {
        case .table, .jsonl: break
        case .json: try output.append("[")
        case .csv, .tsv: if !noHeader { try output.append(line(fields.map(\.name))) }
        }
    }

    mutating func print(_ record: Record) throws(FoyerFailure) {
        switch format {
        case .table: rows.append(fields.map { CleanText.clean($0.value(record).cell) })
        case .json:
            try output.append(isFirst ? "\n" : ",\n")
            appendObject(record)
            try output.writeIfDue()
        case .jsonl:
            appendObject(record)
            try output.append("\n")
        case .csv, .tsv: try output.append(line(fields.map { $0.value(record).cell }))
        }
        isFirst = false
    }

    mutating func end() throws(FoyerFailure) {
        switch format {
        case .table: try Output.table(noHeader ? nil : fields.map(\.heading), rows)
        case .json: try output.append(isFirst ? "]\n" : "\n]\n")
        case .jsonl, .csv, .tsv: break
        }
        try output.write()
    }

    /// All records of a list that is there already.
    mutating func printAll(_ records: some Sequence<Record>) throws(FoyerFailure) {
        try begin()
        for record in records { try print(record) }
        try end()
    }

    /// One record: an object in JSON, a line of its own for each field in a table.
    mutating func printOne(_ record: Record, beside: [[String]] = []) throws(FoyerFailure) {
        switch format {
        case .json:
            appendObject(record)
            try output.append("\n")
            try output.write()
        case .table:
            let lines = fields.map { [$0.name, $0.value(record).cell] }
            try Output.table(noHeader ? nil : ["FIELD", "VALUE"], lines + beside)
        case .jsonl, .csv, .tsv: try printAll([record])
        }
    }

    private mutating func appendObject(_ record: Record) {
        output.bytes.append(UInt8(ascii: "{"))
        fields.append(record, to: &output.bytes, idsAsStrings: idsAsStrings)
        output.bytes.append(UInt8(ascii: "}"))
    }

    private func line(_ cells: [String]) -> String {
        let clean = cells.map { CleanText.clean($0) }
        return format == .csv ? CSVWriter.row(clean) : clean.joined(separator: "\t") + "\n"
    }
}

extension Substring {
    fileprivate func trimmingBlanks() -> String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
