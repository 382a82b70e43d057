import LeadFiles
import Leads
import Testing

@testable import LoftySandbox

/// The sandbox reads files of leads by code of its own, and the command line by its; here each is held against the other,
/// row by row.
@Suite("The sandbox’s import and the command line’s agree", .timeLimit(.minutes(5)))
struct ImportAgreementTests {
    private static let stages = ["New Lead", "Contacted", "Showing / Tour", "Closed - Won"]

    /// What a row says, whoever read it.
    private struct Reading: Hashable {
        var first: String
        var last: String
        var emails: [String]
        var phones: [String]
        var low: Int64?
        var high: Int64?
        var stage: String?
        var tags: [String]
        var types: Set<Int64>
        var source: String?
        var note: String?
        var wishes: Set<String>
    }

    /// By the line of a row; `nil` for a refused one.
    private typealias Table = [Int: Reading?]

    private func ours(_ file: [UInt8]) throws -> Table {
        var reader = try LeadFiles.CSVReader(bytes: file)
        var planner = try ImportPlanner(&reader, stages: Self.stages)
        var table: Table = [:]
        while let line = try planner.next(&reader) {
            guard case .create(let row) = line.verdict else {
                table[line.line] = .some(nil)
                continue
            }
            let wishes = row.lead.permissions ?? ContactPermissions()
            let flags = [
                ("cannotCall", wishes.cannotCall), ("cannotText", wishes.cannotText),
                ("cannotEmail", wishes.cannotEmail), ("unsubscription", wishes.isUnsubscribed),
            ]
            table[line.line] = Reading(
                first: row.lead.firstName,
                last: row.lead.lastName,
                emails: row.lead.emails,
                phones: row.lead.phones,
                low: row.inquiry.priceMin,
                high: row.inquiry.priceMax,
                stage: row.lead.stage,
                tags: row.lead.tags,
                types: Set(row.lead.types.map { Int64($0.code) }),
                source: row.lead.source,
                note: row.note,
                wishes: Set(flags.filter(\.1).map(\.0))
            )
        }
        return table
    }

    private func sandboxes(_ file: [UInt8]) throws -> Table {
        let all = try LoftySandbox.CSVReader.records(of: ImportText(file)).filter { !ImportedRow.isBlank($0) }
        let (columns, _, rows) = try LeadColumn.header(all)
        var table: Table = [:]
        for record in rows {
            guard let body = try? ImportedRow(record, columns, stages: Self.stages).body() else {
                table[record.line] = .some(nil)
                continue
            }
            let texts = { (name: String) in body[name]?.items?.compactMap(\.string) ?? [] }
            let flags = ["cannotCall", "cannotText", "cannotEmail", "unsubscription"].filter { body[$0] == true }
            table[record.line] = Reading(
                first: body["firstName"]?.string ?? "",
                last: body["lastName"]?.string ?? "",
                emails: texts("emails"),
                phones: texts("phones"),
                low: body["inquiry"]?["priceMin"]?.int64,
                high: body["inquiry"]?["priceMax"]?.int64,
                stage: body["stage"]?.string,
                tags: texts("tags"),
                types: Set(body["leadTypes"]?.items?.compactMap(\.int64) ?? []),
                source: body["source"]?.string.flatMap { $0 == "Import" ? nil : $0 },
                note: body["content"]?.string,
                wishes: Set(flags)
            )
        }
        return table
    }

    private func compare(_ file: [UInt8], _ cells: [String] = []) throws {
        let (ours, theirs) = (try ours(file), try sandboxes(file))
        #expect(ours.keys.sorted() == theirs.keys.sorted())
        #expect(ours.values.contains { $0 != nil }, "something is read at all")
        for line in ours.keys.sorted() where ours[line] != theirs[line] {
            let cell = cells.indices.contains(line - 2) ? cells[line - 2] : ""
            let readings = [ours[line], theirs[line]].map { $0.flatMap { $0 }.map { "\($0)" } ?? "refused" }
            Issue.record("line \(line) “\(cell)”\ncommand line: \(readings[0])\nsandbox: \(readings[1])")
        }
    }

    // MARK: Cells

    private static func quoted(_ cell: String) -> String { "\"" + cell.replacing("\"", with: "\"\"") + "\"" }

    /// One column and what may stand under it; none of the cells has a line break, so that lines tell them apart.
    private static let columns: [(header: String, cells: [String])] = [
        ("name", names), ("phone", phones), ("email", emails), ("budget", sums), ("price max", sums),
        ("stage", stageCells), ("do not call", wishes), ("dnc", wishes), ("unsubscribed", wishes),
        ("doNotCallPhones", phones), ("lead types", types), ("tags", lists), ("lead id", ids), ("note", lists),
    ]

    private static let names = [
        "Jane Smith", "Smith, Jane", "Cher", "Dr. Jane Smith", "Smith, Jr., Jane", "Smith, Jane, Jr.",
        "Smith Jr., Jane",
        "Jane Smith, MD, PhD", "Smith, Jane, PhD, MD", "Smith, Dr. Jane", "Mr. & Mrs. Jones", "Ms. Lee", "Mr",
        "Prof. Dr. Hans Müller", "Ludwig van der Berg", "Ana de la Cruz", "van der Berg, Ludwig", "Jane Doe III",
        "ABC Realty, LLC", "Jane, Inc.", "Jane Smith,", ", Jane Smith", "Smith,", "Na, Ye-rin", "  Jane\u{A0} Smith ",
        "=\"Jane Smith\"", "'=Jane", "'-Jane", "'Jane", "O'Neil, Pat", "N/A", "none", "NULL", "?", "--", "#N/A", "Null",
        "unknown", "(blank)", "123", "张伟", "\u{202E}Jane", "Jane\u{200B}Smith", "👩\u{200D}💻 Ada", "\u{3164}",
        "\u{FEFF}", "J", "Jean-Luc Picard Sr.", "Smith, Jane, Joe", "Judge Reinhold", "Anh Van Do",
        String(repeating: "n", count: 30), String(repeating: "n", count: 31), "A " + String(repeating: "ü", count: 31),
        String(repeating: "😀", count: 15), String(repeating: "😀", count: 16), "＝HYPERLINK(1)", "=1+1", "@SUM(A1)",
        "Jane & Joe Smith", "Smith, Jane & Joe", "Jane \"JJ\" Smith", "JANE SMITH", "Smith，Jane",
    ]

    private static let phones = [
        "5125550142", "(512) 555-0142", "+1 512 555 0142", "(+1) 512 555 0142", "1-512-555-0142", "512.555.0142",
        "5.12555E+09", "5.12555e9", "5,12555E+09", "=\"5125550142\"", "'5125550142", "'+15125550142", "5125550142.0",
        "5125550142.00", "#N/A", "none", "12", "call me", "p:+15125550142", "tel:+15125550142", "tel: 512 555 0142",
        "cell 512-555-0142", "Cell: 512-555-0142", "cell:512-555-0142", "512-555-0142 (mobile)", "512-555-0142 (c)",
        "C: 512-555-0142", "(512) 555-0142 x12", "512-555-0142;ext=12", "512-555-0142, ext. 12", "512-555-0142 #12",
        "512-555-0142 extension 12", "512 555 0142 or 512 555 0143", "512 555 0142 OR 512 555 0143",
        "512 555 0142 and 512 555 0143", "512-555-0142 cell / 512-555-0143 home", "512-555-0142;512-555-0143",
        "512-555-0142|512-555-0143", "5,125,550,142", "15,125,550,142", "2026-11-30", "11-30-2026", "30.11.2026",
        "0000000000", "1234567", "1234567890", "9876543210", "(999) 999-9999", "５１２５５５０１４２", "٥١٢٥٥٥٠١٤٢",
        "\u{202A}(512) 555-0142\u{202C}", "512\u{2060}555\u{2060}0142", "512–555–0142", "512−555−0142",
        "=+15125550142", "1-800-FLOWERS", "+44 20 7946 0018", "020 7946 0018", "1234567890123456",
        "123456789012345", "+15125550142 x1234567", "512-555-0142, none", "n/a; 512-555-0142", "555-0142", "555-014",
        "fax 512-555-0142", "512-555-0142 (do not call)", "5125550142,5125550142", "phone", "x12", "+", "()", "é",
        "00 49 30 1234567", "512*555*0142", "512_555_0142", "512555O142", "12/31/2026", "1,234", "h: 512-555-0142",
    ]

    private static let emails = [
        "a1@example.com", "mailto:a2@example.com", "mailto:a3@example.com?subject=x", "Jane <a4@example.com>",
        "\"Smith, Jane\" <a5@example.com>", "Smith, Jane <a6@example.com>", "a7@example.com, b7@example.com",
        "a8@example.com; B8@EXAMPLE.COM", "a9@example.com/b9@example.com", "a10@example.com A10@EXAMPLE.com",
        "joe@example.com, Jane <a11@example.com>", "Jane <a12@example.com>; joe@example.com", "Jane <jane>",
        "joe@; Jane <a13@example.com>", "jane@home <a14@example.com>", "jane", "jane@", "@example.com", "a@b@c",
        "a@x", "a@localhost", "a@x..co", ".a@x.co", "a.@x.co", "a@-x.co", "a@192.168.0.1", "a@x.c", "a@.co",
        "noemail@example.com", "no-email@none.com", "none@none.com", "none", "N/A", "#N/A", "-", "o'b+tag@mail.x.co",
        "jörg@münchen.de", "a15\u{200B}@example.com\u{A0}", "a16@example.com (home)", "<a17@example.com>",
        "a18@example.com>", "a19@example.com.", "(a20@example.com)", "a21@x,co", "a22 @example.com", "a23@example com",
        "ａ24＠example.com", "'a25@example.com", "=\"a26@example.com\"", "a27@example.com|b27@example.com", "?",
        "a@b,c@d",
        "Jane <a28@example.com", "<>", "a29@example.com or b29@example.com",
        String(repeating: "l", count: 65) + "@x.co",
        "[a30@example.com]", "Jane <mailto:a31@example.com>", "'Jane' <a32@example.com>",
    ]

    private static let sums = [
        "450000", "$450,000", "450k", "450,000.00", "450.000,00", "450.000", "1.2M", "1,2 Mio", "1.5 million", "1mm",
        "$1,500k", "1,5k", "1.125k", "1,250m", "0,500k", "4,50,000", "450.00.0", "1,2.3,4", ",5", "CHF 450'000.–",
        "450,-", "~450k", "around $450,000", "approx. 450k", "C$450,000", "CA$450,000", "US$ 450,000.00", "450.000 €",
        "₱450,000", "￥450,000", "450 thousand", "400k-450k", "400-450k", "$400,000 - $450,000", "400k to 450k",
        "400k – 450k", "450k-400k", "under 500k", "up to $500k", "< 500k", "<= 500k", "500k or less", "500k max",
        "500k+", "over 500k",
        "500k or more", "> 500k", "from 400k", "min 400k", "between 400k and 450k", "USD 450,000", "450,000 usd",
        "450000 dollars", "none", "N/A", "#N/A", "-", "much", "0", "-450000", "1e6", "450k/mo", "1000000000000",
        "2000000000000", "４５０，０００", "450 000", "450\u{202F}000", "'450000", "=\"450000\"", "$", "k", "1-2-3",
        "400k-", "-400k", "450_000", "450'000", "450’000",
    ]

    private static let stageCells = [
        "New Lead", "new lead", "new-lead", "New_Lead", "NewLead", "New Leads", "contacted ", "CONTACTED",
        "\u{A0}Contacted",
        "Showing/Tour", "closed won", "Closed", "n/a", "none", "#N/A", "", "?", "No Such", "'Contacted",
        "=\"Contacted\"",
    ]

    private static let wishes = [
        "yes", "Y", "TRUE", "1", "x", "✓", "DNC", "Opted Out", "opted-out", "opt-out", "do not call", "1.0", "no",
        "FALSE", "0", "", "n/a", "none", "ok", "opt-in", "subscribed", "maybe", "2", "２", "１", "unsubscribed", "STOP",
        "not listed",
    ]

    private static let types = [
        "Buyer", "seller", "Buyer/Seller", "Buyer & seller", "Buyer; Renter", "buyer, seller", "2", "1;2", "Wizard",
        "Other", "-1", "home owner", "Landlord|Investor", "",
    ]

    private static let lists = [
        "hot", "hot; Hot; moves, spring", "hot, vip", "hot|vip", "'=cmd", "'-5", "-5", "#N/A", "none", "a;b,c",
        String(repeating: "t", count: 64), String(repeating: "t", count: 65), "é, ß", " ; ; ", "\u{200B}",
        String(repeating: "n", count: 2_000), String(repeating: "n", count: 2_001),
    ]

    private static let ids = ["7", "l:123", "1.00E+15", "0", "-3", "1,234", "'7", "7.0", "abc", "00Q5g000", "９"]

    @Test("each cell of each column is read the same", arguments: columns.indices)
    func cells(column: Int) throws {
        let (header, cells) = Self.columns[column]
        let isName = header == "name"
        let rows = cells.map { isName ? Self.quoted($0) : "Ada,\(Self.quoted($0))" }
        let file = (isName ? header : "name,\(header)") + "\n" + rows.joined(separator: "\n") + "\n"
        try compare(Array(file.utf8), cells)
    }

    @Test("names in two columns are read the same")
    func halves() throws {
        let halves = ["", "Jane", "Null", "NULL", "N/A", "?", "'=x", "Smith", "#N/A", "none", "van der Berg"]
        let rows = halves.flatMap { first in halves.map { "x,\(first),\($0),jane smith" } }
        try compare(Array(("source,first name,last name,name\n" + rows.joined(separator: "\n")).utf8), rows)
        let wholes = ["Smith", "Jane Smith", "Smith, Jane", "Ana", "N/A", "", "jane", "van der Berg"]
        let mixed = halves.flatMap { half in wholes.flatMap { ["x,\(half),,\"\($0)\"", "x,,\(half),\"\($0)\""] } }
        try compare(Array(("source,first name,last name,name\n" + mixed.joined(separator: "\n")).utf8), mixed)
    }

    @Test("numbers, listed numbers and wishes of one row are read the same")
    func reach() throws {
        let phones = ["", "none", "5125550142", "5125550142; 5125550143"]
        let listed = ["", "n/a", "+1 512 555 0142", "512-555-0142, 512-555-0143"]
        let emails = ["", "none", "a@example.com"]
        let rows = phones.flatMap { phone in
            listed.flatMap { number in emails.map { "Ada,\"\(phone)\",\"\(number)\",\($0),yes," } }
        }
        try compare(
            Array(("name,phone,doNotCallPhones,email,do not text,phone 2\n" + rows.joined(separator: "\n")).utf8),
            rows
        )
    }

    @Test("columns of prices win over one another the same")
    func prices() throws {
        let rows = ["400k-450k,,", "450k,300k,", "450k,,500k", ",300k,500k", ",300k-400k,", ",,under 500k", "much,1,2"]
        try compare(
            Array(("name,budget,price min,price max\n" + rows.map { "A," + $0 }.joined(separator: "\n")).utf8),
            rows
        )
    }

    // MARK: Files

    private static let headers = [
        "First Name", "fname", "LAST_NAME", "Full Name", "Lead Name", "E-mail", "Email 2", "E-mail 1 - Value",
        "E-mail 1 - Label", "Phone Number (mobile)", "Phone 1 - Type", "Buyer Phone", "Agent Phone", "Spouse Email",
        "phone [home]", "Nombre", "Apellidos", "Vorname", "Nachname", "Teléfono", "Correo electrónico", "Prénom",
        "Telefonnummer", "Lead Status", "Lifecycle Stage", "Tags", "Labels", "Groups", "Budget", "Price Range",
        "Min Price", "Max Budget", "Mailing Street", "Zip/Postal Code", "State/Region", "How did you hear about us?",
        "Do Not Call", "DNC", "Email Opt Out", "SMS Opt-Out", "Phone DNC", "Do Not Call Phones", "leadId", "Record ID",
        "Create Date", "Notes", "Comments", "Inquiry", "Assigned To", "Owner Email", "Agent", "Type", "Buy/Sell",
        "Shoe size", "", "  ", "\u{FEFF}Name", "emailDomain", "Email Status", "whatsapp", "City", "Home City",
        "property_address", "full_name", "Nom", "Nome", "Cognome", "Straße", "PLZ", "Ort", "Mobiltelefon", "Ville",
        "Code postal", "Téléphone portable", "Celular", "Presupuesto", "Citta\u{300}", "姓名", "手机号", "E-Mail-Adresse",
        "Số điện thoại", "이름", "'Name", "Ｎame", "名前", "Phone?", "Mobile 2 (work)", "cell phone", "Fax",
    ]

    @Test("each header means the same to both", arguments: headers)
    func header(name: String) throws {
        let text = "Name,\(Self.quoted(name))\nAda,x\n"
        var reader = try LeadFiles.CSVReader(bytes: Array(text.utf8))
        let map = try ImportPlanner(&reader).header
        let records = try LoftySandbox.CSVReader.records(of: ImportText(Array(text.utf8)))
        let (columns, unknown, _) = try LeadColumn.header(records)
        let ours = map.fields[1].map { $0.rawValue.lowercased() }
        let other = ["fullname": "name"]
        #expect(columns[1].map { other[$0.rawValue] ?? $0.rawValue } == ours)
        #expect(unknown.isEmpty == map.unknown.isEmpty)
    }

    private static let files: [(name: String, bytes: [UInt8])] = {
        let sixteen = { (text: String, high: Bool, mark: Bool) in
            Array(((mark ? "\u{FEFF}" : "") + text).utf16).flatMap { unit in
                let halves = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
                return high ? halves : halves.reversed()
            }
        }
        let table = "name\tphone\tnote\nJosé Núñez\t5125550142\t\"a \"\"b\"\"\"\n\nJoe\t5125550143\tx\n"
        let texts = [
            "sep=|\r\nname|phone\r\nJosé|5125550142\r\n", "\"sep=;\"\nname;phone\nJosé;5125550142\n",
            "name|phone\nJosé|5125550142\n", "\n\n name , phone \nJosé,5125550142",
            ",,\nname,phone\n,\nJosé,5125550142\n,,,\n",
            "name,note\r\"Smith, Jane\",\"x\"\rJoe,\"y\"\r", "name,note\nA,b\"c\nD,\"e\"f\nG,  \"h\"  \nI,j\n",
            "Leads of May\n\nmade on 2026-06-01\nname,phone\nAda,5125550142\n",
            "name,phone\nname,phone\nAda,5125550142\n",
            "name\nname\nAda\n", "name,phone\nAda,5125550142\0\0\nJoe,\"512\05550143\"\n\0\0\0\0",
            "\u{FEFF}name,note\nA,é\n",
            "name,phone\nAda\nJoe,5125550142,x\nAnn,5125550142,,,\n", "name;phone\nA,B;5125550142\n",
        ]
        let old: [UInt8] = Array("name,note\nJos".utf8) + [0xE9] + Array(",x\nZoë,".utf8) + [0x80, 0x0A]
        let half: [UInt8] = Array(sixteen("name,note\nA,b", false, true)) + [0x3D, 0xD8, 0x0A, 0x00]
        return texts.map { ($0, Array($0.utf8)) } + [
            ("UTF-16LE", sixteen(table, false, true)), ("UTF-16BE", sixteen(table, true, true)),
            ("UTF-16LE without a mark", sixteen(table, false, false)),
            ("UTF-16BE without a mark", sixteen(table, true, false)), ("Windows-1252 and UTF-8", old),
            ("half a pair", half),
        ]
    }()

    @Test("each form of a file is read the same", arguments: files.indices)
    func forms(place: Int) throws {
        try compare(Self.files[place].bytes, [Self.files[place].name])
    }

    @Test("the same rows are people of the book, households and new")
    func relations() async throws {
        let desk = try Desk()
        defer { desk.database.close() }
        let rows = [
            "Jane,Smith,jane@example.com,(512) 555-0142", "Joe,Smith,,+1 512 555 0142", "J,Smith,,512.555.0142",
            "Jane,Smith,,(713) 555-0142", "Mary,Moss,JANE@example.com,", "José,Núñez,,2145550143",
            "Jose,Nunez,,1-214-555-0143", "Nunez,Jose,,2145550143", "Ana,Lima,,", "Ana,Lima,,",
            "O’Brien,Pat,,7135550144", "O'Brien,Pat,,7135550144", "Ann,,,7135550144",
            "Eve,Stone,,(832) 555-0145 x12", "E,Stone,,832-555-0145", "Eve,Stone,,1 832 555 0145 ext. 7",
        ]
        let file = Array(("first name,last name,email,phone\n" + rows.joined(separator: "\n")).utf8)
        var people = KnownPeople()
        var reader = try LeadFiles.CSVReader(bytes: file)
        var planner = try ImportPlanner(&reader) { people.meet($0.lead, id: $0.id, line: $1) }
        var (same, households): ([Int], [Int]) = ([], [])
        while let line = try planner.next(&reader) {
            if case .same = line.verdict { same.append(line.line) }
            if case .household = line.verdict { households.append(line.line) }
        }
        let answer = try await desk.send("POST", "/sandbox/import", file, as: "text/csv")
        let lines = { (member: String) in answer[member]?.items?.compactMap { $0["line"]?.int64.map(Int.init) } ?? [] }
        #expect(lines("matches") == same && lines("households") == households, "\(answer)\n\(same) \(households)")
        #expect(answer["created"]?.int64 == Int64(rows.count - same.count) && same.count > 2 && households.count > 1)
    }
}
