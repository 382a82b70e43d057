import Foundation
import LeadFiles
import Leads
import Testing

@Suite("F3 to F14: more of what real files hold")
struct DamageTests {
    @Test(
        "Google Contacts, Outlook and columns with a word before them are mapped",
        arguments: [
            ("E-mail 1 - Value", .emails), ("Phone 2 - Value", .phones), ("Buyer Phone", .phones),
            ("Buyer Email", .emails), ("Client Cell", .phones), ("E-mail 2 Address", .emails),
            ("Home Street", .streetAddress), ("Home Postal Code", .zipCode), ("Categories", .tags),
            ("Address 1 - Region", .state), ("Visitor Name", .fullName), ("Person - Name", .fullName),
            ("User Column Data: Full Name", .fullName), ("Nombre", .fullName), ("Apellidos", .lastName),
            ("Vorname", .firstName), ("Nachname", .lastName), ("Teléfono", .phones), ("Telefonnummer", .phones),
            ("Correo electrónico", .emails), ("Prénom", .firstName), ("Hashtags", .tags), ("Buy/Sell", .types),
            ("How did you hear about us?", .source), ("Primary City", .city), ("Do Not Call", .cannotCall),
            ("DNC", .doNotContact),
            ("Email Opt Out", .unsubscribed), ("SMS Opt-Out", .cannotText),
            ("Agent Phone", nil), ("Spouse Email", nil), ("Phone 1 - Type", nil), ("E-mail 1 - Label", nil),
            ("Email Status", nil), ("Phone Ext", nil), ("E-mail Display Name", nil),
        ] as [(String, LeadField?)]
    )
    func columns(name: String, field: LeadField?) throws {
        let row = try #require(try records(Array("Name,\(name)\nx\n".utf8)).first)
        #expect(try HeaderMap(row).fields.last == field)
    }

    @Test(
        "figures that stand in for a number, and dates, are refused",
        arguments: [
            "0000000000", "111-111-1111", "(999) 999-9999", "1234567", "1234567890", "0123456789", "9876543210",
            "2026-11-30", "11-30-2026", "30.11.2026",
        ]
    )
    func madeUp(cell: String) throws {
        #expect(try faults("Name,Phone", "Ada,\(cell)") == [.notAPhone(cell)])
    }

    @Test(
        "what no mail reaches is refused",
        arguments: [
            "a@x", "a@localhost", "a@x..co", ".a@x.co", "a.@x.co", "a@-x.co", "a@192.168.0.1", "a@x.c", "a@.co",
        ]
    )
    func deadAddress(cell: String) throws {
        #expect(try faults("Name,Email", "Ada,\(cell)") == [.notAnEmail(cell)])
    }

    @Test("a comma for a dot makes no address of half of it")
    func comma() throws {
        #expect(try !faults("Name,Email", "Ada,\"a@x,co\"").isEmpty)
    }

    @Test(
        "several addresses and a question behind one are read",
        arguments: [
            ("a@x.co/b@x.co", ["a@x.co", "b@x.co"]), ("a@x.co?subject=hi", ["a@x.co"]),
            ("o'b+tag@mail.x.co", ["o'b+tag@mail.x.co"]), ("jörg@münchen.de", ["jörg@münchen.de"]),
        ]
    )
    func addresses(cell: String, emails: [String]) throws {
        #expect(try lead("Name,Email", "Ada,\(cell)").lead.emails == emails)
    }

    @Test(
        "a stage is known however a program writes it",
        arguments: ["new-lead", "New_Lead", "NewLead", "New  Lead", " new lead "]
    )
    func stage(cell: String) throws {
        let lines = try plan("Name,Stage\nAda,\(cell)\n", stages: ["New Lead", "Contacted"])
        #expect(lines.first?.created?.lead.stage == "New Lead")
    }

    @Test("no stage is no stage, and told")
    func noStage() throws {
        let line = try #require(try plan("Name,Stage\nAda,n/a\n", stages: ["New Lead"]).first)
        #expect(line.created?.lead.stage == nil && line.created != nil)
        #expect(line.remarks == [.placeholder("n/a")])
    }

    @Test(
        "what stands for want of a name is none",
        arguments: ["N/A", "none", "NULL", "Unknown", "?", "--", ";;", "."]
    )
    func noName(cell: String) throws {
        #expect(try faults("Name,Email", "\(cell),ada@example.com") == [.noName])
    }

    @Test(
        "a firm keeps its form",
        arguments: [
            ("ABC Realty, LLC", "ABC", "Realty, LLC"), ("Jane, Inc.", "Jane", "Inc."), ("Na, Ye-rin", "Ye-rin", "Na"),
        ]
    )
    func firm(cell: String, first: String, last: String) throws {
        let new = try lead("Name,Email", "\"\(cell)\",a@example.com").lead
        #expect(new.firstName == first && new.lastName == last)
    }

    @Test(
        "F11: a title is no first name, and stays where it is all that somebody is called by",
        arguments: [
            ("Mr. John Smith", "John", "Smith"), ("Dr. Jane Doe, MD", "Jane", "Doe, MD"),
            ("Smith, Dr. Jane", "Jane", "Smith"), ("Prof. Dr. Hans Müller", "Hans", "Müller"),
            ("Mrs Ann O'Neil-Smith III", "Ann", "O'Neil-Smith III"), ("Sra. Ana de la Cruz", "Ana", "de la Cruz"),
            ("Ms. Lee", "Ms.", "Lee"), ("Mr. & Mrs. Jones", "Mr. & Mrs.", "Jones"),
            ("Dr. and Mrs. Jones", "Dr. and Mrs.", "Jones"), ("Mr", "Mr", ""), ("Judge Reinhold", "Judge", "Reinhold"),
            ("Jane Doe, Realtor", "Jane", "Doe, Realtor"), ("Smith Jr., John", "John", "Smith Jr."),
            ("Anh Van Do", "Anh", "Van Do"), ("Jane Smith, MD, PhD", "Jane", "Smith, MD, PhD"),
            ("Smith, Jane, PhD, MD", "Jane", "Smith, PhD, MD"), ("Smith, Jr., Jane, MD", "Jane", "Smith, Jr., MD"),
        ]
    )
    func titles(cell: String, first: String, last: String) throws {
        let new = try lead("Name,Email", "\"\(cell)\",a@example.com").lead
        #expect(new.firstName == first && new.lastName == last)
    }

    @Test(
        "F7: more notations of money",
        arguments: [
            ("450 thousand", 450_000), ("CHF 450'000.–", 450_000), ("450,-", 450), ("1,2 Mio", 1_200_000),
            ("~450k", 450_000), ("around $450,000", 450_000), ("approx. 450k", 450_000), ("C$450,000", 450_000),
            ("￥450,000", 450_000), ("US$ 450,000.00", 450_000), ("450.000 €", 450_000), ("₱450,000", 450_000),
            ("500k or less", 500_000), ("≤ 500k", 500_000), ("500k max", 500_000),
            ("between 400k and 450k", 450_000),
        ]
    )
    func notations(cell: String, sum: Int64) throws {
        #expect(try lead("Name,Price Max", "Ada,\"\(cell)\"").inquiry.priceMax == sum)
    }

    @Test(
        "F6: a number that a spreadsheet took for a sum or a formula is read",
        arguments: [
            ("5,125,550,152", "5125550152"), ("15,125,550,152", "15125550152"), ("=+15125550159", "+15125550159"),
        ]
    )
    func takenForSums(cell: String, phone: String) throws {
        #expect(try lead("Name,Phone", "Ada,\"\(cell)\"").lead.phones == [phone])
    }

    @Test(
        "F6: words around a number and between two of them are no part of it",
        arguments: [
            ("Cell:512-555-0142", ["5125550142"]), ("512-555-0142 (c)", ["5125550142"]),
            ("M: +1 512 555 0142", ["+15125550142"]), ("tel: 512 555 0142", ["5125550142"]),
            ("512 555 0142 OR 512 555 0143", ["5125550142", "5125550143"]),
            ("512-555-0142 cell and 512-555-0143 home", ["5125550142", "5125550143"]),
        ]
    )
    func words(cell: String, phones: [String]) throws {
        #expect(try lead("Name,Phone", "Ada,\(cell)").lead.phones == phones)
    }

    @Test(
        "F3: sheets in other languages are mapped, and “name” beside half a name is the other half or all of it",
        arguments: [
            ("Vorname;Name;Mobiltelefon;PLZ;Ort", "Jörg;Müller;0151 23456789;10115;Berlin", "Jörg", "Müller"),
            ("Nombre;Apellido;Celular;Ciudad", "Ana;García;512 555 0142;Austin", "Ana", "García"),
            ("Prénom;Nom;Téléphone portable;Ville", "Zoé;Dupont;06 12 34 56 78;Paris", "Zoé", "Dupont"),
            ("Nome;Cognome;Cellulare;Città", "Paolo;Rossi;+39 333 1234567;Roma", "Paolo", "Rossi"),
            ("Name;Last Name;Phone;City", "Jane Smith;Smith;5125550142;Austin", "Jane", "Smith"),
            ("First Name;Full Name;Phone;City", "Jane;Smith, Jane;5125550142;Austin", "Jane", "Smith"),
            ("姓名;x;电话;城市", "张伟;;13800138000;上海", "张伟", ""),
        ]
    )
    func languages(header: String, row: String, first: String, last: String) throws {
        let new = try lead(header, row)
        #expect(new.lead.firstName == first && new.lead.lastName == last)
        #expect(new.lead.phones.count == 1 && new.address.city != nil)
    }

    @Test(
        "text that was damaged before is told of",
        arguments: [("Jos\u{FFFD}", true), ("JosÃ©", true), ("Â\u{A0}Jane", true), ("José", false), ("Ãngela", false)]
    )
    func lostText(cell: String, isLost: Bool) throws {
        var reader = try CSVReader(bytes: Array("Name\nAda\n\(cell)\n".utf8))
        while try reader.next() != nil {}
        #expect(reader.hasDamagedText == isLost)
    }

    @Test("a table parted by bars is read, and JSON is told")
    func forms() throws {
        #expect(try lead("Name|Phone|Email", "Ada|5125550142|a@example.com").lead.phones == ["5125550142"])
        for text in [#"{"name":"x"}"#, #"[{"name":"x"}]"#] {
            #expect(throws: CSVError.foreign(.json)) { try CSVReader(bytes: Array(text.utf8)) }
        }
    }

    @Test("a row of an old code page is told of, and one of UTF-8 is not")
    func oldText() throws {
        var old = try CSVReader(bytes: Array("Name\nZo".utf8) + [0xEB, 0x0A])
        while try old.next() != nil {}
        #expect(old.hasOldText)
        var new = try CSVReader(bytes: Array("Name\nZoë\n".utf8))
        while try new.next() != nil {}
        #expect(!new.hasOldText)
    }

    @Test("the way out of an unknown header can be pasted at a shell")
    func pasteable() {
        #expect(HeaderError.noName(unknown: ["Wer"]).sentence.contains("--map \"Wer=name\""))
    }
}

@Suite("Who must not be called stays so in files")
struct FileWishTests {
    @Test(
        "a yes in any of the usual words counts",
        arguments: ["yes", "Y", "TRUE", "1", "x", "DNC", "Opted Out", "1.0"]
    )
    func yes(cell: String) throws {
        let new = try lead("Name,Phone,Do Not Call", "Ada,5125550142,\(cell)").lead
        #expect(new.permissions == ContactPermissions(cannotCall: true))
    }

    @Test("a no, nothing and a placeholder say nothing", arguments: ["no", "FALSE", "0", "", "n/a", "ok"])
    func no(cell: String) throws {
        #expect(try lead("Name,Phone,Do Not Call", "Ada,5125550142,\(cell)").lead.permissions == nil)
    }

    @Test("what is neither is refused, as nobody may guess at it")
    func neither() throws {
        #expect(try faults("Name,Phone,Do Not Call", "Ada,5125550142,maybe") == [.neitherYesNorNo("maybe")])
    }

    @Test("do not contact holds for calls, texts and mail")
    func all() throws {
        let new = try lead("Name,Phone,Do Not Contact,Unsubscribed", "Ada,5125550142,x,yes").lead
        let wanted = ContactPermissions(cannotCall: true, cannotText: true, cannotEmail: true, isUnsubscribed: true)
        #expect(new.permissions == wanted)
        let made = Lead(provisional: Lead.ID(-1), from: new, at: Date(timeIntervalSince1970: 0))
        #expect(made.reach(over: .call).isEmpty)
    }

    @Test("a number to leave alone goes into the note beside others, and alone makes a lead that is not called")
    func numbers() throws {
        let beside = try lead("Name,Phone,doNotCallPhones", "Ada,5125550142; 5125550143,+1 512 555 0143")
        #expect(beside.lead.phones == ["5125550142"])
        #expect(beside.note == "Do not call: +15125550143" && beside.lead.permissions == nil)
        let alone = try lead("Name,Phone,doNotCallPhones", "Ada,,5125550143")
        #expect(alone.lead.phones == ["5125550143"])
        #expect(alone.lead.permissions == ContactPermissions(cannotCall: true, cannotText: true))
    }

    @Test("an export parts what may be called from what may not, and keeps a person's wishes")
    func export() throws {
        var lead = Lead(id: Lead.ID(7), firstName: "Ada", phones: [Phone("5125550142", status: .dncNumber)])
        lead.phones += [Phone("5125550143"), Phone("+1 512 555 0142")]
        lead.permissions = ContactPermissions(isUnsubscribed: true)
        let cells = Dictionary(uniqueKeysWithValues: zip(LeadExport.header, LeadExport.cells(lead)))
        #expect(cells["phones"] == "5125550143" && cells["doNotCallPhones"] == "5125550142; +1 512 555 0142")
        #expect(cells["unsubscribed"] == "yes" && cells["cannotCall"] == "")
        lead.phones[1].status = .dncContact
        let refused = Dictionary(uniqueKeysWithValues: zip(LeadExport.header, LeadExport.cells(lead)))
        #expect(refused["phones"] == "" && refused["cannotCall"] == "yes" && refused["cannotText"] == "yes")
    }
}
