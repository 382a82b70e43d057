import LeadFiles
import Leads
import Testing

@Suite("Cells as people, forms and Excel leave them")
struct CellTests {
    // MARK: F5, F12

    @Test("F5: blanks around a cell go, no-break ones too, and a stage is matched whatever its case")
    func trims() throws {
        let lines = try plan(
            "Name,Email,Stage\nJane,\u{A0}jane@example.com\u{A0},Contacted \nJoe,joe@example.com,new lead\nAl,al@example.com,Nowhere\n",
            stages: ["New Lead", "Contacted"]
        )
        #expect(lines[0].created?.lead.emails == ["jane@example.com"])
        #expect(lines.map(\.created?.lead.stage) == ["Contacted", "New Lead", nil])
        #expect(lines[2].faults == [.unknownStage("Nowhere", known: ["New Lead", "Contacted"])])
        #expect(lines[2].line == 4)
    }

    @Test(
        "F12: characters that nobody sees leave numbers and names, and digits of every script are digits",
        arguments: [
            "\u{202A}(512)\u{A0}555-0142\u{202C}", "\u{2060}5125550142\u{200B}", "５１２ ５５５ ０１４２", "（５１２）５５５－０１４２",
            "٥١٢٥٥٥٠١٤٢",
            "512\u{2011}555\u{2013}0142",
        ]
    )
    func invisible(phone: String) throws {
        #expect(try lead("Name,Phone", "Ja\u{200B}ne,\(phone)").lead.phones == ["5125550142"])
        #expect(try lead("Name,Phone", "Ja\u{202E}ne,\(phone)").lead.firstName == "Jane")
    }

    // MARK: F6, F13: phones

    @Test(
        "F6: what Excel wraps around a number comes off",
        arguments: [
            "\"=\"\"5125550142\"\"\"", "'5125550142", "5125550142.0", "p:5125550142", "tel:512-555-0142",
            "(512) 555-0142 cell",
        ]
    )
    func unwraps(phone: String) throws {
        #expect(try lead("Name,Phone", "Jane,\(phone)").lead.phones == ["5125550142"])
    }

    @Test(
        "F6: what is no number is refused by its line with the reason",
        arguments: [
            ("5.12555E+09", .shortenedNumber("5.12555E+09")), ("5,12555E+09", .shortenedNumber("5,12555E+09")),
            ("#N/A", .placeholder("#N/A")), ("none", .placeholder("none")), ("12", .phoneTooShort("12")),
            ("call me", .notAPhone("call me")), ("12345678901234567890", .phoneTooLong("12345678901234567890")),
        ] as [(String, CellProblem)]
    )
    func refusesNumbers(phone: String, problem: CellProblem) throws {
        #expect(try faults("Name,Phone", "Jane,\"\(phone)\"") == [problem])
        #expect(!problem.sentence.isEmpty)
    }

    @Test("F6: a placeholder beside an address is left out and told")
    func placeholders() throws {
        let line = try #require(try plan("Name,Email,Phone\nJane,jane@example.com,none\n").first)
        #expect(line.created?.lead.phones == [])
        #expect(line.remarks == [.placeholder("none")])
    }

    @Test(
        "F13: an extension stays with its number",
        arguments: [
            "(512) 555-0142 x12", "(512) 555-0142;ext=12", "512-555-0142 ext. 12", "5125550142 extension 12",
            "5125550142x12",
            "512.555.0142 #12", "\"512-555-0142, ext 12\"",
        ]
    )
    func extensions(phone: String) throws {
        #expect(try lead("Name,Phone", "Jane,\(phone)").lead.phones == ["5125550142 x12"])
    }

    @Test("several numbers in one cell are several, and a number that repeats is one")
    func severalNumbers() throws {
        let row = "Jane,\"(512) 555-0142; 512-555-0143 / +1 512 555 0144\",5125550142"
        #expect(try lead("Name,Phone,Mobile", row).lead.phones == ["5125550142", "5125550143", "+15125550144"])
    }

    // MARK: F7: money

    @Test(
        "F7: money is read as people write it",
        arguments: [
            ("$450,000", 450_000, 450_000), ("450k", 450_000, 450_000), ("450,000.00", 450_000, 450_000),
            ("450000", 450_000, 450_000),
            ("450.000,00", 450_000, 450_000), ("450.000", 450_000, 450_000), ("$1.2M", 1_200_000, 1_200_000),
            ("USD 450 000", 450_000, 450_000),
            ("400k-450k", 400_000, 450_000), ("$400 – 450K", 400_000, 450_000),
            ("400,000 to 450,000", 400_000, 450_000),
            ("under 500k", nil, 500_000), ("500k+", 500_000, nil), ("1.5 million", 1_500_000, 1_500_000),
            ("$1,500k", 1_500_000, 1_500_000), ("1,050k", 1_050_000, 1_050_000), ("1,5k", 1_500, 1_500),
            ("1.125k", 1_125, 1_125), ("1.250m", 1_250_000, 1_250_000), ("400-1,500k", 400_000, 1_500_000),
            ("", nil, nil), ("N/A", nil, nil),
        ] as [(String, Int64?, Int64?)]
    )
    func money(text: String, low: Int64?, high: Int64?) throws {
        let inquiry = try lead("Name,Budget", "Jane,\"\(text)\"").inquiry
        #expect(inquiry.priceMin == low && inquiry.priceMax == high)
    }

    @Test(
        "F7: what is no amount is refused",
        arguments: ["-5", "1,250m", "0,500k", "4,50,000", "12 rooms", "450.00.0", "1e9", "500k-400k", "$"]
    )
    func refusesMoney(text: String) throws {
        #expect(try faults("Name,Price Max", "Jane,\"\(text)\"") == [.notAnAmount(text)])
    }

    // MARK: F10, F11: names

    @Test(
        "F11: names in one column are read as people write them",
        arguments: [
            ("Smith, Jane", "Jane", "Smith"), ("Jane Smith", "Jane", "Smith"), ("Cher", "Cher", ""),
            ("Smith,", "Smith", ""),
            ("Mary Anne Smith", "Mary Anne", "Smith"), ("Ludwig van Beethoven", "Ludwig", "van Beethoven"),
            ("Ana de la Cruz", "Ana", "de la Cruz"), ("John Smith Jr.", "John", "Smith Jr."),
            ("John Smith, Jr.", "John", "Smith, Jr."),
            ("Smith, John, Jr.", "John", "Smith, Jr."), ("  Jane   Smith ", "Jane", "Smith"), ("李 小龍", "李", "小龍"),
        ]
    )
    func names(text: String, first: String, last: String) throws {
        let lead = try lead("Name", "\"\(text)\"").lead
        #expect(lead.firstName == first && lead.lastName == last)
    }

    @Test("F11: a last name alone becomes the first, and no name at all is refused")
    func singleNames() throws {
        let lead = try lead("First Name,Last Name", ",Cher").lead
        #expect(lead.firstName == "Cher" && lead.lastName.isEmpty)
        #expect(try faults("First Name,Email", ",jane@example.com") == [.noName])
    }

    @Test(
        "a family name that programs also write for nothing stays where a person wrote it",
        arguments: [
            ("Jennifer,Null", "Jennifer", "Null", []), ("Ana,Unknown", "Ana", "Unknown", []),
            ("Jane,None", "Jane", "None", []), ("Jane,null", "Jane", "", ["null"]), ("Jane,N/A", "Jane", "", ["N/A"]),
            ("Unknown,Smith", "Smith", "", ["Unknown"]),
        ] as [(String, String, String, [String])]
    )
    func namesOfNothing(row: String, first: String, last: String, leftOut: [String]) throws {
        let line = try #require(try plan("First Name,Last Name\n\(row)\n").first)
        #expect(line.created?.lead.firstName == first && line.created?.lead.lastName == last)
        #expect(line.remarks == leftOut.map(CellProblem.placeholder), "what is left out is told")
        #expect(try faults("First Name,Last Name", "Unknown,Null").contains(.noName))
    }

    @Test("price and address are cut nowhere: what one note cannot hold goes into a second, and more is refused")
    func longNotes() throws {
        let header = "Name,Notes,Budget,Address,City"
        let short = try lead(header, "Jane,a yard,450k,1 Elm St,Austin")
        #expect(short.notes == ["a yard\nPrice: $450000 to $450000\nAddress: 1 Elm St, Austin"])
        // One emoji is two of what Lofty is taken to count.
        let note = String(repeating: "😀", count: 995)
        let long = try lead(header, "Jane,\(note),450k,1 Elm St,Austin")
        #expect(long.notes == [note, "Price: $450000 to $450000\nAddress: 1 Elm St, Austin"])
        #expect(long.notes.allSatisfy { LeadLimits.length(of: $0) <= LeadLimits.note })
        #expect(try lead("Name", "Jane").notes.isEmpty)
        let street = String(repeating: "x", count: 2_000)
        #expect(try faults(header, "Jane,,,\(street),") == [.noteTooLong(2_009)])
    }

    @Test("F10: a name that Lofty would cut is told")
    func longNames() throws {
        let name = String(repeating: "n", count: 31)
        #expect(try faults("First Name", name) == [.nameTooLong(name)])
        #expect(try lead("First Name", String(repeating: "n", count: 30)).lead.firstName.count == 30)
    }

    // MARK: F14: addresses

    @Test(
        "F14: an address comes out of what is around it",
        arguments: [
            ("\"test@example.org\n\"", ["test@example.org"]), ("mailto:a@example.com", ["a@example.com"]),
            ("mailto:a@example.com?subject=x", ["a@example.com"]), ("Jane <a@example.com>", ["a@example.com"]),
            ("\"a@example.com, b@example.com\"", ["a@example.com", "b@example.com"]),
            ("a@example.com;A@EXAMPLE.com b@example.com", ["a@example.com", "b@example.com"]),
            ("\"Jane <a@example.com>, Joe <b@example.com>\"", ["a@example.com", "b@example.com"]),
            ("\"joe@example.com, Jane <ann@example.com>\"", ["joe@example.com", "ann@example.com"]),
            ("Jane <ann@example.com>; joe@example.com", ["ann@example.com", "joe@example.com"]),
            ("\"Moss, Jane <ann@example.com> | joe@example.com\"", ["ann@example.com", "joe@example.com"]),
            ("jane@home <ann@example.com>", ["ann@example.com"]),
            ("a\u{200B}@example.com\u{A0}", ["a@example.com"]), ("jane@example.com (home)", ["jane@example.com"]),
        ]
    )
    func addresses(cell: String, emails: [String]) throws {
        #expect(try lead("Name,Email", "Jane,\(cell)").lead.emails == emails)
    }

    @Test(
        "F14: what is no address is refused",
        arguments: ["jane", "jane@", "@example.com", "a@b@c", "Jane <jane>", "joe@; Jane <a@example.com>"]
    )
    func refusesAddresses(cell: String) throws {
        let faults = try faults("Name,Email", "Jane,\(cell)")
        #expect(faults.count == 1)
        guard case .notAnEmail? = faults.first else {
            Issue.record("refused as \(faults)")
            return
        }
    }

    // MARK: Lists and the rest

    @Test("tags and types stand between commas or semicolons, once each")
    func lists() throws {
        let lead = try lead("Name,Tags,Lead Type", "Jane,\"hot; Hot; moves, spring\",Buyer/seller").lead
        #expect(lead.tags == ["hot", "moves, spring"])
        #expect(lead.types == [.buyer, .seller])
        #expect(try faults("Name,Lead Type", "Jane,Wizard") == [.unknownType("Wizard")])
    }

    @Test("a row says all that is wrong with it at once")
    func allFaults() throws {
        #expect(
            try faults("Name,Email,Phone,Budget", ",jane,12,lots") == [
                .noName, .notAnEmail("jane"), .phoneTooShort("12"), .notAnAmount("lots"),
            ]
        )
    }

    @Test("cells beyond the header are refused, empty ones and missing ones are not")
    func columns() throws {
        #expect(try faults("Name,Email", "Jane,jane@example.com,x") == [.columns(found: 3, expected: 2)])
        #expect(try lead("Name,Email", "Jane,jane@example.com,,").lead.firstName == "Jane")
        #expect(try lead("Name,Email,Phone", "Jane,jane@example.com").lead.firstName == "Jane")
    }
}
