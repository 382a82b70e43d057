/// Which column of a file holds what.
package struct HeaderMap: Hashable, Sendable {
    /// As the file names them, in its order.
    package let names: [String]
    /// Beside each name what it holds; `nil` for what is left out.
    package let fields: [LeadField?]
    /// Columns that such files have and no lead can take.
    package let leftOut: [String]
    /// Columns that nobody knows; their cells are left out too, so a person should see their names.
    package let unknown: [String]

    /// So many lines with text stand above it, which are no leads.
    package let titles: Int

    /// Columns that count only where an earlier one of their kind is empty, such as a second status.
    package var seconds: [String] {
        var seen: Set<LeadField> = []
        return zip(names, fields).compactMap { name, field in
            guard let field, !field.takesSeveralColumns, !seen.insert(field).inserted else { return nil }
            return name
        }
    }

    /// Maps the first row of a file.
    ///
    /// `choices` is what a person has said of single columns, by their names: it wins over what is known of them, and `nil`
    /// leaves a column out.
    ///
    /// - Throws: ``HeaderError``.
    package init(
        _ row: CSVReader.Record,
        choices: [String: LeadField?] = [:],
        titles: Int = 0
    ) throws(HeaderError) {
        self.titles = titles
        let choices = Dictionary(choices.map { (CellText.clean($0.key).lowercased(), $0.value) }) { first, _ in first }
        names = row.cells.map(CellText.clean)
        var fields: [LeadField?] = []
        var leftOut: [String] = []
        var unknown: [String] = []
        for name in names {
            if let choice = choices[name.lowercased()] {
                fields.append(choice)
            } else if case .field(let field)? = ColumnNames.meaning(of: name) {
                fields.append(field)
            } else {
                fields.append(nil)
                guard !name.isEmpty else { continue }
                if ColumnNames.meaning(of: name) == .leftOut { leftOut.append(name) } else { unknown.append(name) }
            }
        }
        self.fields = fields
        self.leftOut = leftOut
        self.unknown = unknown
        try check(choices)
    }

    /// True for a line of one text, such as "Leads of May, made on 2026-06-01".
    static func isTitle(_ row: CSVReader.Record) -> Bool {
        let texts = row.cells.filter { !CellText.isBlank($0) }
        return texts.count == 1 && texts.allSatisfy { !$0.contains("@") && $0.contains(where: \.isLetter) }
    }

    /// True for a row that is these names once more; a single one may be somebody's.
    func isRepeated(by row: CSVReader.Record) -> Bool {
        guard row.cells.count == names.count, row.cells.first.map(CellText.clean) == names.first else { return false }
        return names.count { !$0.isEmpty } > 1 && row.cells.map(CellText.clean) == names
    }

    private func check(_ choices: [String: LeadField?]) throws(HeaderError) {
        let known = Set(names.map { $0.lowercased() })
        let missing = choices.keys.filter { !known.contains($0) }.sorted()
        guard missing.isEmpty else { throw .noSuchColumns(missing, names: names.filter { !$0.isEmpty }) }
        guard fields.contains(where: { $0 == .firstName || $0 == .lastName || $0 == .fullName }) else {
            if names.contains(where: Self.looksLikeData) { throw .noHeader }
            throw .noName(unknown: unknown)
        }
    }

    /// An address or a number is no name of a column.
    private static func looksLikeData(_ name: String) -> Bool {
        name.contains("@") || name.utf8.count { (0x30...0x39).contains($0) } >= 7
    }
}

/// Why the first row of a file is no header that leads can be read by.
package enum HeaderError: Error, Hashable, Sendable {
    /// No column holds names; `unknown` lists the columns that might.
    case noName(unknown: [String])
    /// The first row looks like a lead.
    case noHeader
    /// `--map` names columns that are not there.
    case noSuchColumns([String], names: [String])

    /// What is wrong, why, and what to do next.
    package var sentence: String {
        switch self {
        case .noName(let unknown) where unknown.isEmpty:
            "No column holds a name, and Lofty wants a first name. Add a column “First Name” or “Name”."
        case .noName(let unknown):
            "No column holds a name that Foyer knows. These columns are unknown: \(Self.list(unknown)). Say which one holds "
                + "the name, for example --map \"\(unknown.first ?? "")=name\"."
        case .noHeader:
            "The first line looks like a lead, not like the names of columns. Put a line such as “Name,Email,Phone” first."
        case .noSuchColumns(let missing, let names):
            "The file has no column \(Self.list(missing)). It has \(Self.list(names))."
        }
    }

    private static func list(_ names: [String]) -> String { names.map { "“\($0)”" }.joined(separator: ", ") }
}
