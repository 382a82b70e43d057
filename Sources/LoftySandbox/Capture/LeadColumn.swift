/// A column that an imported file may have.
///
/// Its name in the header is read without regard to case, spaces, `_` and `-`.
enum LeadColumn: String, CaseIterable, Hashable, Sendable {
    case firstName = "firstname"
    case lastName = "lastname"
    case email
    case phone
    case source
    case stage
    /// Several, between semicolons.
    case tags
    /// Several, between semicolons; numbers or the names of the guide.
    case leadTypes = "leadtypes"
    case streetAddress = "streetaddress"
    case city
    case state
    case zipCode = "zipcode"
    case priceMin = "pricemin"
    case priceMax = "pricemax"
    /// The account of the agent; without it routing chooses.
    case agent
    case note

    /// The types of the guide's table.
    private static let leadTypeNames: [String: Int64] = [
        "buyer": 2, "seller": 1, "renter": 5, "investor": 6, "agent": 7, "homeowner": 8, "landlord": 9, "other": -1,
    ]

    /// Throws for a column that is unknown or stands twice, and where `firstname` is missing.
    static func header(_ record: CSVReader.Record) throws(RowProblem) -> [LeadColumn] {
        var columns: [LeadColumn] = []
        for name in record.fields {
            let folded = name.lowercased().filter { !" _-".contains($0) }
            guard let column = LeadColumn(rawValue: folded) else {
                throw RowProblem(line: record.line, problem: "no such column: \(name.cut(to: 60))")
            }
            guard !columns.contains(column) else {
                throw RowProblem(line: record.line, problem: "the column \(column.rawValue) stands twice")
            }
            columns.append(column)
        }
        guard columns.contains(.firstName) else {
            throw RowProblem(line: record.line, problem: "the column firstname is missing")
        }
        return columns
    }

    static func leadType(_ text: String) -> Int64? { Int64(text) ?? leadTypeNames[text.lowercased()] }
}
