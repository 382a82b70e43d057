/// A row of an imported file as the body of a create.
struct ImportedRow {
    private let values: [LeadColumn: String]

    /// Empty fields count as absent.
    init(_ record: CSVReader.Record, _ columns: [LeadColumn]) throws(SandboxError) {
        guard record.fields.count == columns.count else {
            throw .invalidParameter("the row has \(record.fields.count) fields, the header \(columns.count)")
        }
        values = Dictionary(zip(columns, record.fields)) { first, _ in first }.filter { !$0.value.isBlank }
    }

    var email: String? { list(.email).first }
    var phone: String? { list(.phone).first }
    var agent: String? { values[.agent] }

    /// A seller's place is a property, anybody else's an inquiry, as routing reads them (contract §7.4).
    func body() throws(SandboxError) -> JSON {
        let types = try leadTypes()
        var body: JSON = [
            "firstName": .text(values[.firstName]), "lastName": .text(values[.lastName]),
            "emails": .strings(list(.email)), "phones": .strings(list(.phone)),
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
        (values[column] ?? "").split(separator: ";").map { String($0.trimmingSpaces) }.filter { !$0.isEmpty }
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
        guard let price = Int64(text), price >= 0 else {
            throw .invalidParameter("\(column.rawValue) must be a whole number")
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
