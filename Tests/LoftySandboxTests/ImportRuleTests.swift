import Foundation
import Testing

@testable import LoftySandbox

/// The kinds of `Tests/Fixtures/LeadFiles` and of people's sheets, read by the sandbox in its own way.
@Suite("Import of other programs’ files", .timeLimit(.minutes(5)))
struct ImportRuleTests {
    private func send(_ file: [UInt8], _ desk: Desk) async throws -> JSON {
        try await desk.send("POST", "/sandbox/import", file, as: "text/csv")
    }

    private func send(_ text: String, _ desk: Desk) async throws -> JSON { try await send(Array(text.utf8), desk) }

    private func leads(_ answer: JSON, _ desk: Desk) async throws -> [JSON] {
        var leads: [JSON] = []
        for id in answer["leadIds"]?.items?.compactMap(\.int64) ?? [] {
            leads.append(try await desk.call("GET", "/v1.0/leads/\(id)")["lead"] ?? .null)
        }
        return leads
    }

    @Test(
        "F3: the headers of other programs are mapped, and what is unknown is named in one list",
        arguments: [
            "Full Name,Phone Number,email_address,Shoe size,Hat", "name,cell,E-mail,Shoe size,Hat",
            "Lead Name,Mobile Phone,Email 1,Shoe size,Hat",
        ]
    )
    func headers(header: String) async throws {
        let desk = try Desk()
        defer { desk.database.close() }
        let answer = try await send("\(header)\nJane Smith,512 555 0142,jane@example.com,9,7", desk)
        #expect(answer["created"] == 1 && answer["unknownColumns"] == ["Shoe size", "Hat"], "\(answer)")
        let lead = try #require(try await leads(answer, desk).first)
        #expect(lead["firstName"] == "Jane" && lead["lastName"] == "Smith" && lead["emails"] == ["jane@example.com"])
    }

    @Test(
        "F3, F4: every sample file of our own goes in",
        arguments: [
            ("zillow", 2), ("facebook", 1), ("hubspot", 1), ("realtor", 1), ("lofty", 2), ("salesforce", 1),
            ("follow-up-boss", 1), ("hand-made", 2),
        ] as [(String, Int64)]
    )
    func samples(name: String, rows: Int64) async throws {
        let desk = try Desk()
        defer { desk.database.close() }
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures/LeadFiles/\(name).csv")
        let answer = try await send(Array(try Data(contentsOf: path)), desk)
        // Members of these files are not this team's; then routing decides.
        #expect(answer["created"]?.int64 == rows && answer["failed"] == 0, "\(answer)")
    }

    @Test("two columns of one kind are read as one, or the second where the first is empty")
    func seconds() async throws {
        let desk = try Desk()
        defer { desk.database.close() }
        let file = """
            name,Lead Status,Lifecycle Stage,tags,Labels,notes,Comments
            Jane,Contacted,No Such Stage,hot,vip,one,two
            Joe,,Contacted,,vip
            """
        let answer = try await send(file, desk)
        #expect(answer["created"] == 2 && answer["failed"] == 0, "\(answer)")
        let found = try await leads(answer, desk)
        #expect(found.allSatisfy { $0["stage"] == "Contacted" })
        let tags = found.map { Set($0["tags"]?.items?.compactMap { $0.string ?? $0["tagName"]?.string } ?? []) }
        #expect(tags == [["hot", "vip"], ["vip"]], "\(found)")
    }

    @Test(
        "F7: the marks of a sum are read as people set them",
        arguments: [
            ("450.000,00", 450_000), ("450.000", 450_000), ("450,000", 450_000), ("$1,500k", 1_500_000),
            ("1,5k", 1_500), ("1.125k", 1_125), ("1.2M", 1_200_000), ("1,250,000.50", 1_250_001), ("1,250m", nil),
            ("0,500k", nil), ("4,50,000", nil), ("450.00.0", nil), ("1,2.3,4", nil), (",5", nil), ("", nil),
        ] as [(String, Int64?)]
    )
    func dollars(text: String, sum: Int64?) { #expect((try? ImportMoney(text))?.high == sum) }

    @Test(
        "F14: addresses beside one in brackets stay",
        arguments: [
            "joe@example.com, Jane <ann@example.com>", "joe@example.com; Moss, Jane <ann@example.com>",
        ]
    )
    func besideBrackets(cell: String) throws {
        #expect(try ImportContacts.emails(cell).values == ["joe@example.com", "ann@example.com"])
    }

    private static let encoded: [[UInt8]] = {
        let tabbed = "firstname\temail\nJosé\tj@example.com\n"
        let units = Array(tabbed.utf16)
        var lowFirst: [UInt8] = [0xFF, 0xFE]
        var highFirst: [UInt8] = []
        for unit in units {
            lowFirst += [UInt8(unit & 0xFF), UInt8(unit >> 8)]
            highFirst += [UInt8(unit >> 8), UInt8(unit & 0xFF)]
        }
        var windows = Array("firstname;email\nJos".utf8)
        windows.append(0xE9)
        windows += Array(";j@example.com\n".utf8)
        let plain = [
            "sep=;\r\nfirstname;email\r\nJosé;j@example.com\r\n", "firstname\temail\rJosé\tj@example.com\r",
            "firstname,email\nJosé,j@example.com\n\0\0\0\0",
        ]
        return plain.map { Array($0.utf8) } + [lowFirst, highFirst, windows]
    }()

    @Test("F4: encodings, separators and line ends", arguments: encoded)
    func encodings(file: [UInt8]) async throws {
        let desk = try Desk()
        defer { desk.database.close() }
        let answer = try await send(file, desk)
        #expect(answer["created"] == 1, "\(answer)")
        #expect(try await leads(answer, desk).first?["firstName"] == "José")
    }

    @Test("F5: blank rows are counted, blanks around a cell go, and a stage is matched as people write it")
    func blanks() async throws {
        let desk = try Desk()
        defer { desk.database.close() }
        let answer = try await send(
            "firstname,email,stage\nA,\u{A0}a@example.com\u{A0},Contacted \n,,\n,\u{200B},\nB,b@example.com,contacted\n",
            desk
        )
        #expect(answer["created"] == 2 && answer["blank"] == 2 && answer["failed"] == 0, "\(answer)")
        let found = try await leads(answer, desk)
        #expect(found.allSatisfy { $0["stage"] == "Contacted" } && found[0]["emails"] == ["a@example.com"])
    }

    @Test("F6, F12, F13: phones as Excel, Facebook and people leave them, or refused by line with the reason")
    func phones() async throws {
        let desk = try Desk()
        defer { desk.database.close() }
        let right = [
            "=\"5125550101\"", "'5125550102", "5125550103.0", "p:+15125550104", "\u{202A}(512) 555-0105\u{202C}",
            "(512) 555-0106 x12", "5125550107;ext=12", "５１２５５５０１０８",
        ]
        let wrong = ["5.12555E+09", "12", "call me", "#N/A"]
        let quoted = { (cell: String) in "\"\(cell.replacing("\"", with: "\"\""))\"" }
        let file = "firstname,phone\n" + (right + wrong).map { "A,\(quoted($0))" }.joined(separator: "\n")
        let answer = try await send(file, desk)
        #expect(answer["created"]?.int64 == Int64(right.count) && answer["failed"] == 4, "\(answer)")
        #expect(answer["errors"]?.items?.map { $0["line"] } == [10, 11, 12, 13], "\(answer)")
        let numbers = try await leads(answer, desk).map { $0["phones"]?.items?.first.flatMap(\.string) ?? "" }
        #expect(numbers[3].contains("5125550104") && numbers[5].hasSuffix("x12") && numbers[6].hasSuffix("x12"))
    }

    @Test("F7, F10, F11, F14: money, long names, names in one cell, and addresses in wrappings")
    func cells() async throws {
        let desk = try Desk()
        defer { desk.database.close() }
        let file = """
            name,email,price max
            "Smith, Jane",mailto:j@example.com,"$450,000"
            Cher,Cher <c@example.com>,450k
            \(String(repeating: "A", count: 31)) B,"a@example.com, b@example.com","450,000.00"
            A B,"a@example.com, b@example.com","450,000.00"
            Bad,not an address,
            Bad,x@example.com,much
            """
        let answer = try await send(file, desk)
        // Of the third row the first name is too long.
        #expect(answer["created"] == 3 && answer["errors"]?.items?.map { $0["line"] } == [4, 6, 7], "\(answer)")
        let found = try await leads(answer, desk)
        #expect(found.map { $0["firstName"]?.string } == ["Jane", "Cher", "A"])
        #expect(found.allSatisfy { $0["leadInquiry"]?["priceMax"] == 450_000 })
        #expect(found[2]["emails"] == ["a@example.com", "b@example.com"])
    }

    @Test("F8, F9: an export guards formulas and is imported as the same people")
    func export() async throws {
        let desk = try Desk()
        defer { desk.database.close() }
        for (number, name) in ["=HYPERLINK(\"x\")", "@SUM", "-2+3", "+1", "O'Neil", "'=x", " =1"].enumerated() {
            let body: JSON = ["firstName": .string(name), "emails": .strings(["n\(number)@example.com"])]
            _ = try await desk.call("POST", "/v1.0/leads", body)
        }
        let text = try await desk.text("GET", "/sandbox/export.csv")
        #expect(
            text.contains("'=HYPERLINK") && text.contains("'@SUM") && text.contains("'-2+3") && text.contains("O'Neil")
        )
        for cell in text.split(whereSeparator: { ",\r\n\"".contains($0) }) where cell.count > 1 {
            #expect(!"=+-@".contains(cell.first ?? " "), "\(cell)")
        }
        let again = try await send(text, desk)
        #expect(again["created"] == 0 && again["failed"] == 0, "\(again)")
        let elsewhere = try Desk()
        defer { elsewhere.database.close() }
        let names = try await leads(try await send(text, elsewhere), elsewhere).map { $0["firstName"]?.string }
        #expect(names.contains("'=x") && names.contains("-2+3") && names.contains("O'Neil"), "\(names)")
    }

    @Test("a lead that nothing but its id tells is brought back by an export, and not made again")
    func nothingButAnID() async throws {
        let desk = try Desk()
        defer { desk.database.close() }
        _ = try await desk.call("POST", "/v1.0/leads", ["firstName": "Solo", "lastName": "Diaz"])
        let text = try await desk.text("GET", "/sandbox/export.csv")
        #expect(try await send(text, desk)["created"] == 0)
        // Another program's count of its own.
        let other = text.replacing("Solo,Diaz", with: "Ana,Lima")
        #expect(try await send(other, desk)["created"] == 1)
    }

    @Test("G4: two people with one number are two leads, and whoever is there already is named")
    func household() async throws {
        let desk = try Desk()
        defer { desk.database.close() }
        let file =
            "name,phone,email\nJane Smith,5125550142,\nJoe Moss,5125550142,joe@example.com\nJ Smith,5125550142,\n"
        let answer = try await send(file, desk)
        let ids = answer["leadIds"]?.items?.compactMap(\.int64) ?? []
        #expect(answer["created"] == 2 && answer["matched"] == 1 && ids.count == 2, "\(answer)")
        #expect(answer["households"] == [["line": 3, "leadId": .integer(ids[0]), "name": "Jane Smith"]])
        #expect(answer["matches"] == [["line": 4, "leadId": .integer(ids[0]), "name": "Jane Smith"]])
    }

    @Test("who must not be called, texted or mailed stays so, and a listed number beside another is kept in the note")
    func wishes() async throws {
        let desk = try Desk()
        defer { desk.database.close() }
        let file = """
            name,phone,do not call,email opt out,doNotCallPhones
            Ada,5125550142,yes,,
            Ben,5125550143,,x,5125550144
            Cy,,,,5125550145
            Di,5125550146,maybe,,
            """
        let answer = try await send(file, desk)
        #expect(answer["created"] == 3 && answer["errors"]?.items?.map { $0["line"] } == [5], "\(answer)")
        let found = try await leads(answer, desk)
        #expect(found.map { $0["cannotCall"] } == [true, false, true])
        #expect(found.map { $0["unsubscription"] } == [false, true, false])
        #expect(found.map { $0["phones"]?.items?.count } == [1, 1, 1])
    }
}
