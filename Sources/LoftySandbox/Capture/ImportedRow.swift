/// A row of an imported file as the body of a create.
struct ImportedRow {
    let emails: [String]
    let phones: [String]
    let name: ImportName
    /// The id that the file gives the lead, as an export of the sandbox does.
    let id: Int64?
    /// What was made of the row that its writer may not expect.
    private(set) var remarks: [String] = []
    private let cells: [LeadColumn: [String]]
    private let stage: String?
    /// Of `cannotCall` and the like those that the file says yes to.
    private let wishes: Set<String>
    private let note: String?

    /// Empty fields count as absent; a column without a meaning is passed over.
    ///
    /// `stages` are the team's: a stage of the file is matched to one of them, however it is written.
    init(_ record: CSVReader.Record, _ columns: [LeadColumn?], stages: [String]) throws(SandboxError) {
        guard !record.isDoubtful else { throw .invalidParameter("text follows the closing quote of a field") }
        // Spreadsheets leave the empty cells behind the last full one away, or save more of them than there are columns.
        guard record.fields.dropFirst(columns.count).allSatisfy(ImportCell.isBlank) else {
            throw .invalidParameter("the row has \(record.fields.count) fields, the header \(columns.count)")
        }
        cells = zip(columns, record.fields).reduce(into: [:]) { cells, cell in
            if let column = cell.0, !ImportCell.isBlank(cell.1) { cells[column, default: []].append(cell.1) }
        }
        let words = CellWords(cells)
        let (name, unnamed) = try words.name()
        self.name = name
        let reach = try Self.reach(cells)
        (emails, phones) = (reach.emails.values, reach.phones)
        wishes = reach.wishes
        let leftOut = reach.leftOut + unnamed
        // "none" for the only number leaves a lead that nobody can reach.
        if emails.isEmpty, phones.isEmpty, let nothing = reach.leftOut.first {
            throw .invalidParameter("\(nothing) is no email address and no phone number")
        }
        let (stage, noStage) = try words.stage(of: stages)
        self.stage = stage
        id = try words.id()
        note = try words.note(reach.kept)
        remarks =
            (leftOut + noStage).map { "\($0.cut(to: 60)) was left out" }
            + reach.kept.map { "\($0) must not be called; it goes into the note" }
    }

    /// A row of nothing but separators, as spreadsheets leave them at the end.
    static func isBlank(_ record: CSVReader.Record) -> Bool { record.fields.allSatisfy(ImportCell.isBlank) }

    // MARK: Reaching a person

    private struct Reach {
        var emails = ImportContacts()
        var phones: [String] = []
        var wishes: Set<String> = []
        var leftOut: [String] = []
        /// Numbers that must not be called, beside others that may.
        var kept: [String] = []
    }

    private static func reach(_ cells: [LeadColumn: [String]]) throws(SandboxError) -> Reach {
        var reach = Reach()
        var phones = ImportContacts()
        var forbidden = ImportContacts()
        for cell in cells[.email] ?? [] { reach.emails = reach.emails + (try ImportContacts.emails(cell)) }
        for cell in cells[.phone] ?? [] { phones = phones + (try ImportContacts.phones(cell)) }
        for cell in cells[.doNotCallPhones] ?? [] { forbidden = forbidden + (try ImportContacts.phones(cell)) }
        for column in LeadColumn.wishes {
            for cell in cells[column] ?? [] where try ImportCell.yesOrNo(cell) == true {
                reach.wishes.formUnion(column.flags)
            }
        }
        let listed = Set(forbidden.values.map(\.phoneDigits))
        reach.phones = phones.values.filter { !listed.contains($0.phoneDigits) }
        if reach.phones.isEmpty, !forbidden.values.isEmpty {
            // A lead that has no other keeps them, as one that must not be called.
            reach.phones = forbidden.values
            reach.wishes.formUnion(["cannotCall", "cannotText"])
        } else {
            reach.kept = forbidden.values
        }
        reach.leftOut = reach.emails.leftOut + phones.leftOut + forbidden.leftOut
        return reach
    }

    // MARK: The body

    var agent: String? { CellWords(cells).text(.agent) }

    /// A seller's place is a property, anybody else's an inquiry, as routing reads them (contract §7.4).
    func body() throws(SandboxError) -> JSON {
        let words = CellWords(cells)
        let types = try words.types()
        var body: JSON = [
            "firstName": .string(name.first), "lastName": .text(name.last.isEmpty ? nil : name.last),
            "emails": .strings(emails), "phones": .strings(phones),
            "source": .string(words.text(.source) ?? "Import"), "stage": .text(stage),
            "tags": .strings(try words.tags()), "leadTypes": .integers(types), "content": .text(note),
        ]
        for wish in wishes.sorted() { body = body.setting(wish, to: true) }
        let (low, high) = try words.prices()
        if types.contains(1) {
            let property: JSON = [
                "streetAddress": .text(words.text(.streetAddress)), "city": .text(words.text(.city)),
                "state": .text(words.text(.state)), "zipCode": .text(words.text(.zipCode)),
                "price": (low ?? high).map(JSON.integer) ?? .null,
            ]
            let hasPlace = property.members.contains { $0.name != "price" && $0.value != .null }
            if hasPlace { return body.setting("property", to: property) }
        }
        let location: JSON = [
            "streetAddress": .text(words.text(.streetAddress)), "city": .text(words.text(.city)),
            "stateCode": .text(words.text(.state)), "zipCode": .text(words.text(.zipCode)),
        ]
        let hasPlace = location.members.contains { $0.value != .null }
        guard hasPlace || low != nil || high != nil else { return body }
        let inquiry: JSON = [
            "locations": hasPlace ? [location] : [], "priceMin": low.map(JSON.integer) ?? .null,
            "priceMax": high.map(JSON.integer) ?? .null,
        ]
        return body.setting("inquiry", to: inquiry)
    }
}
