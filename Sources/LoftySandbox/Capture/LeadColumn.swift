/// A column that an imported file may have.
enum LeadColumn: String, CaseIterable, Hashable, Sendable {
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
    case priceMin = "pricemin"
    case priceMax = "pricemax"
    /// The account or the name of the agent; without it routing chooses.
    case agent
    case note

    /// The types of the guide's table.
    private static let leadTypeNames: [String: Int64] = [
        "buyer": 2, "seller": 1, "renter": 5, "investor": 6, "agent": 7, "homeowner": 8, "landlord": 9, "other": -1,
    ]

    static func leadType(_ text: String) -> Int64? { Int64(text) ?? leadTypeNames[text.lowercased()] }

    /// What stands between the cells of several such columns; `nil` where the first full one counts alone.
    var sign: String? {
        switch self {
        case .tags, .leadTypes: ";"
        case .note: "\n"
        // Read from their own cells.
        case .email, .phone: nil
        case .firstName, .lastName, .fullName, .source, .stage, .streetAddress, .city, .state, .zipCode, .priceMin,
            .priceMax, .agent:
            nil
        }
    }

    // MARK: Header

    /// The column that goes by a name of Lofty's, of another program or of somebody's sheet; `nil` for an unknown one.
    ///
    /// Only letters count, and not those in brackets: `Phone 2`, `PHONE_NUMBER (mobile)`.
    init?(header name: String) {
        var depth = 0
        let folded = String(
            name.lowercased().filter { sign in
                depth += sign == "(" ? 1 : 0
                defer { depth -= sign == ")" ? 1 : 0 }
                return depth == 0 && sign.isLetter
            }
        )
        guard let column = LeadColumn(rawValue: folded) ?? Self.otherNames[folded] else { return nil }
        self = column
    }

    private static let otherNames: [String: LeadColumn] = {
        let names: [(LeadColumn, String)] = [
            (.firstName, "fname first givenname"), (.lastName, "lname last surname familyname"),
            (.fullName, "name leadname contactname clientname customername buyername"),
            (.email, "emails emailaddress mail primaryemail workemail secondaryemail"),
            (.phone, "phones phonenumber telephone mobile mobilephone cell cellphone homephone workphone primaryphone"),
            (.source, "leadsource originalsource"), (.stage, "status leadstatus leadstage pipeline lifecyclestage"),
            (.tags, "tag labels groups"), (.leadTypes, "leadtype type contacttype"),
            (.streetAddress, "street address mailingstreet"), (.city, "town mailingcity"),
            (.state, "stateregion province"),
            (.zipCode, "zip postalcode"), (.priceMin, "minprice minbudget"),
            (.priceMax, "maxprice maxbudget budget price"),
            (.agent, "assigneduser assignedto assignedagent owner contactowner leadowner"),
            (.note, "notes message comments description"),
        ]
        return names.reduce(into: [:]) { all, entry in
            for name in entry.1.split(separator: " ") { all[String(name)] = entry.0 }
        }
    }()

    /// The columns in their order, `nil` for those that no lead can take, and the names of these.
    ///
    /// Of two columns of one kind the second counts where the first is empty, or both where a lead has several of it.
    ///
    /// Throws where no name could come from.
    static func header(_ record: CSVReader.Record) throws(RowProblem) -> (columns: [LeadColumn?], unknown: [String]) {
        var columns: [LeadColumn?] = []
        var unknown: [String] = []
        for name in record.fields {
            let column = LeadColumn(header: name)
            if column == nil { unknown.append(name.cut(to: 60)) }
            columns.append(column)
        }
        let named: [LeadColumn] = [.firstName, .lastName, .fullName]
        guard named.contains(where: { columns.contains($0) }) else {
            let names = unknown.isEmpty ? "" : "; these columns are unknown: \(unknown.joined(separator: ", "))"
            throw RowProblem(line: record.line, problem: "the column firstname is missing\(names)")
        }
        return (columns, unknown)
    }
}
