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

    init(_ name: String, heading: String? = nil, _ value: @escaping @Sendable (Record) -> RecordValue) {
        self.name = name
        self.heading = heading ?? name.uppercased()
        self.value = value
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
    /// So many bytes are gathered before they are written, where nobody waits for the single record.
    var gathers = 0
    private var gathered = ""

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
        self.fields = try wanted.map { name throws(FoyerFailure) in
            if let field = fields.first(where: { $0.name.lowercased() == name.lowercased() }) { return field }
            throw Self.unknown(name, fields.map(\.name))
        }
    }

    private static func unknown(_ name: String, _ known: [String]) -> FoyerFailure {
        let hint = NearestSpelling.question(about: name, among: known)
        return FoyerFailure(
            .misused,
            "There is no column “\(name)”.\(hint) The columns are: \(known.joined(separator: ", "))."
        )
    }

    mutating func begin() throws(FoyerFailure) {
        switch format {
        case .table, .jsonl: break
        case .json: try write("[")
        case .csv, .tsv: if !noHeader { try write(line(fields.map(\.name))) }
        }
    }

    mutating func print(_ record: Record) throws(FoyerFailure) {
        switch format {
        case .table: rows.append(fields.map { CleanText.clean($0.value(record).cell) })
        case .json: try write((isFirst ? "\n" : ",\n") + object(record))
        case .jsonl: try write(object(record) + "\n")
        case .csv, .tsv: try write(line(fields.map { $0.value(record).cell }))
        }
        isFirst = false
    }

    mutating func end() throws(FoyerFailure) {
        switch format {
        case .table: try Output.table(noHeader ? nil : fields.map(\.heading), rows)
        case .json: try write(isFirst ? "]\n" : "\n]\n")
        case .jsonl, .csv, .tsv: break
        }
        try Output.write(gathered)
        gathered = ""
    }

    private mutating func write(_ text: String) throws(FoyerFailure) {
        guard gathers > 0 else { return try Output.write(text) }
        gathered += text
        guard gathered.utf8.count >= gathers else { return }
        try Output.write(gathered)
        gathered.removeAll(keepingCapacity: true)
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
        case .json: try Output.write(object(record) + "\n")
        case .table:
            let lines = fields.map { [$0.name, $0.value(record).cell] }
            try Output.table(noHeader ? nil : ["FIELD", "VALUE"], lines + beside)
        case .jsonl, .csv, .tsv: try printAll([record])
        }
    }

    private func object(_ record: Record) -> String {
        var text = "{"
        text.reserveCapacity(512)
        for field in fields {
            guard let value = field.value(record).json(idsAsStrings: idsAsStrings) else { continue }
            text += text.utf8.count == 1 ? "\"" : ",\""
            text += field.name
            text += "\":"
            text += value
        }
        text += "}"
        return text
    }

    private func line(_ cells: [String]) -> String {
        let clean = cells.map { CleanText.clean($0) }
        return format == .csv ? CSVWriter.row(clean) : clean.joined(separator: "\t") + "\n"
    }
}

extension Substring {
    fileprivate func trimmingBlanks() -> String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
