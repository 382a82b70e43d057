/// A column that an imported file may have.
enum LeadColumn: String, CaseIterable, Hashable, Sendable {
    case leadID = "leadid"
    case firstName = "firstname"
    case lastName = "lastname"
    /// Both names in one.
    case fullName = "fullname"
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
    /// A sum or a span of them.
    case price
    case priceMin = "pricemin"
    case priceMax = "pricemax"
    /// The account or the name of the agent; without it routing chooses.
    case agent
    case note
    /// Yes or no, as are the four that follow.
    case doNotContact = "donotcontact"
    case cannotCall = "cannotcall"
    case cannotText = "cannottext"
    case cannotEmail = "cannotemail"
    case unsubscribed
    /// Numbers that must not be called.
    case doNotCallPhones = "donotcallphones"

    /// The types of the guide's table.
    private static let leadTypeNames: [String: Int64] = [
        "buyer": 2, "seller": 1, "renter": 5, "investor": 6, "agent": 7, "homeowner": 8, "landlord": 9, "other": -1,
    ]

    static func leadType(_ text: String) -> Int64? { Int64(text) ?? leadTypeNames[text.lowercased()] }

    static let wishes: [LeadColumn] = [.doNotContact, .cannotCall, .cannotText, .cannotEmail, .unsubscribed]

    /// What a yes in the column sets, by the names of a create.
    var flags: [String] {
        switch self {
        case .doNotContact: ["cannotCall", "cannotText", "cannotEmail"]
        case .cannotCall: ["cannotCall"]
        case .cannotText: ["cannotText"]
        case .cannotEmail: ["cannotEmail"]
        case .unsubscribed: ["unsubscription"]
        default: []
        }
    }

    // MARK: Header

    /// The column that goes by a name of Lofty's, of another program or of somebody's sheet; `nil` for an unknown one.
    ///
    /// Only letters count, and not those in brackets: `Phone 2`, `PHONE_NUMBER (mobile)`.
    init?(header name: String) {
        let folded = Self.folded(name)
        if let column = LeadColumn(rawValue: folded) ?? Self.otherNames[folded] {
            self = column
        } else if let column = Self.contact(by: name, folded) {
            self = column
        } else {
            return nil
        }
    }

    private static func folded(_ name: String) -> String {
        var depth = 0
        var letters = ""
        for sign in ImportCell.plain(name).lowercased() {
            if "([".contains(sign) { depth += 1 }
            if depth <= 0, sign.isLetter { letters.append(sign) }
            if ")]".contains(sign) { depth -= 1 }
        }
        return letters
    }

    /// `Buyer Phone`, `E-mail 1 - Value`: a number or address with a word beside it, unless that makes it something
    /// about one, or somebody else's.
    private static func contact(by name: String, _ folded: String) -> LeadColumn? {
        var spaced = ""
        for sign in name {
            if sign.isUppercase, spaced.last?.isLowercase == true { spaced.append(" ") }
            spaced.append(sign)
        }
        let words = Set(spaced.lowercased().split { !$0.isLetter }.map(String.init))
        guard words.isDisjoint(with: otherMeanings), !leftOut.contains(folded) else { return nil }
        if folded.contains("email") { return .email }
        return words.isDisjoint(with: ["phone", "telephone", "mobile", "cell"]) ? nil : .phone
    }

    /// The names of the columns and the rows below them.
    ///
    /// Lines of one text each may stand above the names, as in reports. Of two columns of one kind the second counts where
    /// the first is empty, or both where a lead has several of it. `unknown` has the names of those that no lead can take.
    ///
    /// Throws where no name could come from.
    static func header(
        _ records: [CSVReader.Record]
    ) throws(RowProblem) -> (columns: [LeadColumn?], unknown: [String], rows: ArraySlice<CSVReader.Record>) {
        guard let first = records.first else { throw RowProblem(line: 1, problem: "the file is empty") }
        var place = 0
        while place < min(records.count - 1, mostTitles), isTitle(records[place]) { place += 1 }
        let columns = records[place].fields.map { LeadColumn(header: $0) }
        let named: [LeadColumn?] = [.firstName, .lastName, .fullName]
        guard columns.contains(where: { named.contains($0) }) else {
            let names = unknown(first.fields)
            let words = names.isEmpty ? "" : "; these columns are unknown: \(names.joined(separator: ", "))"
            throw RowProblem(line: first.line, problem: "the column firstname is missing\(words)")
        }
        return (columns, unknown(records[place].fields), records[(place + 1)...])
    }

    private static let mostTitles = 5

    private static func isTitle(_ record: CSVReader.Record) -> Bool {
        let texts = record.fields.filter { !ImportCell.isBlank($0) }
        guard texts.count == 1, let text = texts.first, LeadColumn(header: text) == nil else { return false }
        return !text.contains("@") && text.contains(where: \.isLetter)
    }

    private static func unknown(_ names: [String]) -> [String] {
        names.filter { name in
            !ImportCell.isBlank(name) && LeadColumn(header: name) == nil && !leftOut.contains(folded(name))
        }.map { $0.cut(to: 60) }
    }
}
