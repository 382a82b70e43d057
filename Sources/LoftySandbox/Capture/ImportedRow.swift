/// A row of an imported file as the body of a create.
struct ImportedRow {
    private let values: [LeadColumn: String]
    private let emails: [String]
    private let phones: [String]
    private let name: (first: String, last: String)
    /// What was made of the row that its writer may not expect.
    private(set) var remarks: [String] = []

    /// Empty fields count as absent; a column without a meaning is passed over.
    init(_ record: CSVReader.Record, _ columns: [LeadColumn?]) throws(SandboxError) {
        // Spreadsheets leave the empty cells behind the last full one away, or save more of them than there are columns.
        guard record.fields.dropFirst(columns.count).allSatisfy({ ImportCell.plain($0).isEmpty }) else {
            throw .invalidParameter("the row has \(record.fields.count) fields, the header \(columns.count)")
        }
        let cells = zip(columns, record.fields).filter { !$0.1.isBlank }
        values = cells.reduce(into: [:]) { values, cell in
            guard let column = cell.0 else { return }
            let text = ImportCell.plain(cell.1)
            if let before = values[column], let sign = column.sign {
                values[column] = before + sign + text
            } else if values[column] == nil {
                values[column] = text
            }
        }
        var (emails, phones): ([String], [String]) = ([], [])
        for (column, cell) in cells {
            if column == .email { emails += try ImportCell.emails(cell) }
            if column == .phone { phones += try ImportCell.phones(cell) }
        }
        self.emails = emails
        self.phones = phones
        name = Self.name(values)
        for (part, words) in [("first", name.first), ("last", name.last)] where words.count > LeadWrite.longestName {
            remarks.append("the \(part) name was cut to \(LeadWrite.longestName) characters: \(words)")
        }
    }

    /// A row of nothing but separators, as spreadsheets leave them at the end.
    static func isBlank(_ record: CSVReader.Record) -> Bool {
        record.fields.allSatisfy { ImportCell.plain($0).isEmpty }
    }

    /// A last name alone becomes the first, which the API requires.
    private static func name(_ values: [LeadColumn: String]) -> (first: String, last: String) {
        let (first, last) = (values[.firstName] ?? "", values[.lastName] ?? "")
        if !first.isEmpty { return (first, last) }
        if let full = values[.fullName] { return ImportCell.names(full) }
        return (last, "")
    }

    var email: String? { emails.first }
    var phone: String? { phones.first }
    var agent: String? { values[.agent] }

    /// A seller's place is a property, anybody else's an inquiry, as routing reads them (contract §7.4).
    func body() throws(SandboxError) -> JSON {
        let types = try leadTypes()
        var body: JSON = [
            "firstName": .text(name.first.isEmpty ? nil : name.first),
            "lastName": .text(name.last.isEmpty ? nil : name.last),
            "emails": .strings(emails), "phones": .strings(phones),
            "source": .string(values[.source] ?? "Import"), "stage": .text(values[.stage]),
            "tags": .strings(list(.tags)), "leadTypes": .integers(types), "content": .text(values[.note]),
        ]
        if types.contains(1) {
            if let property = try property() { body = body.setting("property", to: property) }
        } else if let inquiry = try inquiry() {
            body = body.setting("inquiry", to: inquiry)
        }
        return body
    }

    private func list(_ column: LeadColumn) -> [String] {
        (values[column] ?? "").split(whereSeparator: { ";,".contains($0) }).map { String($0.trimmingSpaces) }.filter {
            !$0.isEmpty
        }
    }

    private func leadTypes() throws(SandboxError) -> [Int64] {
        var types: [Int64] = []
        for name in list(.leadTypes) {
            guard let type = LeadColumn.leadType(name) else { throw .invalidParameter("no such lead type: \(name)") }
            types.append(type)
        }
        return types
    }

    private func price(_ column: LeadColumn) throws(SandboxError) -> JSON {
        guard let text = values[column] else { return .null }
        guard let price = ImportCell.dollars(text) else {
            throw .invalidParameter("\(column.rawValue) must be an amount such as 450000, $450,000 or 450k")
        }
        return .integer(price)
    }

    private func property() throws(SandboxError) -> JSON? {
        let property: JSON = [
            "streetAddress": .text(values[.streetAddress]), "city": .text(values[.city]),
            "state": .text(values[.state]), "zipCode": .text(values[.zipCode]), "price": try price(.priceMin),
        ]
        return property.members.contains { $0.value != .null } ? property : nil
    }

    private func inquiry() throws(SandboxError) -> JSON? {
        let location: JSON = [
            "streetAddress": .text(values[.streetAddress]), "city": .text(values[.city]),
            "stateCode": .text(values[.state]), "zipCode": .text(values[.zipCode]),
        ]
        let (low, high) = (try price(.priceMin), try price(.priceMax))
        let hasPlace = location.members.contains { $0.value != .null }
        guard hasPlace || low != .null || high != .null else { return nil }
        return ["locations": hasPlace ? [location] : [], "priceMin": low, "priceMax": high]
    }
}
