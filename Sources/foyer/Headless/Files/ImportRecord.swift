import LeadFiles
import Leads

/// What becomes of a row, as the command line prints it.
struct ImportRecord {
    var line: Int
    var verdict: String
    var name = ""
    /// The lead that the row became or is the same as.
    var leadID: Lead.ID?
    var with: String?
    var reason: String?

    init(_ planned: ImportLine) {
        line = planned.line
        reason = planned.remarks.isEmpty ? nil : planned.remarks.map(\.sentence).joined(separator: "; ")
        switch planned.verdict {
        case .create(let lead):
            verdict = "create"
            name = lead.lead.displayName
        case .same(let lead, let other):
            verdict = "same"
            name = lead.lead.displayName
            with = other.words
            if case .lead(let id, _) = other, !id.isProvisional { leadID = id }
        case .household(let lead, let other):
            verdict = "household"
            name = lead.lead.displayName
            with = other.words
        case .refused(let problems):
            verdict = "refused"
            reason = problems.map(\.sentence).joined(separator: "; ")
        }
    }

    static let fields: [RecordField<ImportRecord>] = [
        RecordField("line") { .number($0.line) },
        RecordField("verdict") { .text($0.verdict) },
        RecordField("name") { .text($0.name.isEmpty ? nil : $0.name) },
        RecordField("leadId") { .id($0.leadID?.rawValue) },
        RecordField("with") { .text($0.with) },
        RecordField("reason") { .text($0.reason) },
    ]

    /// `line 12: same: Jane Smith, as lead 123 Jane Smith`.
    var sentence: String {
        let relation = verdict == "same" ? "as" : "with"
        let parts = [
            name.isEmpty ? nil : name, with.map { "\(relation) \($0)" },
            verdict == "created" ? leadID.map { "lead \($0)" } : nil, reason,
        ]
        return "line \(line): \(verdict): \(parts.compactMap(\.self).joined(separator: ", "))"
    }
}

extension NewLead {
    /// The name in full.
    var displayName: String { [firstName, lastName].filter { !$0.isEmpty }.joined(separator: " ") }
}

extension ImportLine.Counterpart {
    fileprivate var words: String {
        switch self {
        case .lead(let id, let name): id.isProvisional ? "\(name), who is on the way" : "lead \(id) \(name)"
        case .line(let line): "line \(line)"
        }
    }
}

/// Prints rows as they come: a table would have to wait for the last of a hundred thousand.
struct ImportPrinter {
    private let isForPeople: Bool
    private var printer: RecordPrinter<ImportRecord>

    init(_ options: PrintingOptions) throws(FoyerFailure) {
        isForPeople = options.format == .table && options.columns == nil
        let names = ImportRecord.fields.map(\.name)
        printer = try RecordPrinter(ImportRecord.fields, table: names, data: names, options: options)
    }

    mutating func begin() throws(FoyerFailure) { if !isForPeople { try printer.begin() } }

    mutating func print(_ record: ImportRecord) throws(FoyerFailure) {
        if isForPeople { try Output.writeLine(record.sentence) } else { try printer.print(record) }
    }

    mutating func end() throws(FoyerFailure) { if !isForPeople { try printer.end() } }
}
