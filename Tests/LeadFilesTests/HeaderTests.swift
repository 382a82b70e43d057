import LeadFiles
import Leads
import Testing

@Suite("F3: columns are known by their names")
struct HeaderTests {
    private func header(_ names: String, choices: [String: LeadField?] = [:]) throws -> HeaderMap {
        try HeaderMap(try #require(try records(Array("\(names)\nx\n".utf8)).first), choices: choices)
    }

    @Test(
        "the names of people and programs are mapped",
        arguments: [
            ("Full Name,Phone Number,email_address", [.fullName, .phones, .emails]),
            ("fname,LNAME,E-mail", [.firstName, .lastName, .emails]),
            ("FirstName,LastName,Company,Status", [.firstName, .lastName, nil, .stage]),
            ("full_name,phone_number", [.fullName, .phones]),
            (
                "First Name,Email 1,Email 1 - Type,Email 2,Phone 1,Phone 2",
                [.firstName, .emails, nil, .emails, .phones, .phones]
            ),
            (
                "\u{FEFF}\"=\"\"Name\"\"\", Cell Phone (mobile) ,Price Min,MAX PRICE,zip",
                [.fullName, .phones, .priceMin, .priceMax, .zipCode]
            ),
            ("Name,Email Domain,Emails Received,Emails Delivered,emailReplied", [.fullName, nil, nil, nil, nil]),
            ("Name,Phone 1,Phone 1 DNC,Mobile DNC", [.fullName, .phones, .cannotCall, .cannotCall]),
            ("Name,Phone Flag,Phone Litigator,Cell DNC Checked", [.fullName, nil, nil, nil]),
        ] as [(String, [LeadField?])]
    )
    func maps(names: String, fields: [LeadField?]) throws {
        #expect(try header(names).fields == fields)
    }

    @Test("all that is unknown is named in one list, and what no lead takes in another")
    func listsOthers() throws {
        let header = try header("Name,Favourite colour,created_time,Dog?,MLS ID,")
        #expect(header.unknown == ["Favourite colour", "Dog?"])
        #expect(header.leftOut == ["created_time", "MLS ID"])
    }

    @Test("a person's word on a column wins, and may leave one out")
    func choices() throws {
        let header = try header("Wer,Name,Email", choices: ["wer": .fullName, "NAME": nil])
        #expect(header.fields == [.fullName, nil, .emails])
        #expect(throws: HeaderError.noSuchColumns(["wen"], names: ["Name"])) {
            try self.header("Name", choices: ["Wen": .fullName])
        }
    }

    @Test("of two columns of one kind the first counts, and the second where that is empty")
    func seconds() throws {
        #expect(try header("Name,Lead Status,Email,Lifecycle Stage,Email 2").seconds == ["Lifecycle Stage"])
        let lines = try plan("Name,Lead Status,Lifecycle Stage\nJane,New,Lead\nJoe,,Lead\n")
        #expect(lines.map(\.created?.lead.stage) == ["New", "Lead"])
    }

    @Test("a file without names or without header is refused with the way out")
    func refuses() throws {
        #expect(throws: HeaderError.noName(unknown: ["Wer", "Farbe"])) { try header("Wer,Farbe,Email") }
        #expect(throws: HeaderError.noHeader) { try header("Jane,jane@example.com,(512) 555-0142") }
        let error = HeaderError.noName(unknown: ["Wer", "Farbe"])
        #expect(error.sentence.contains("“Wer”, “Farbe”") && error.sentence.contains("--map"))
    }

    @Test(
        "the samples of other programs are read without a question",
        arguments: ["lofty", "zillow", "realtor", "hubspot", "salesforce", "follow-up-boss", "facebook", "hand-made"]
    )
    func samples(name: String) throws {
        var reader = try CSVFile(path: fixture("\(name).csv")).reader()
        let (lines, planner) = try lines(&reader, stages: ["New Lead", "Contacted"])
        #expect(!lines.isEmpty)
        for line in lines {
            #expect(line.created != nil, "\(name) line \(line.line): \(line.faults.map(\.sentence))")
        }
        let unknown = ["facebook": ["what_is_your_timeline?"], "hand-made": ["Favourite colour", "Dog?"]]
        #expect(planner.header.unknown == unknown[name] ?? [])
    }

    @Test("Zillow, Facebook, Follow Up Boss and a sheet by hand give what a person reads in them")
    func contents() throws {
        func first(_ name: String) throws -> ImportedLead {
            var reader = try CSVFile(path: fixture("\(name).csv")).reader()
            return try #require(try lines(&reader).lines.first?.created)
        }
        let zillow = try first("zillow")
        #expect(zillow.lead.firstName == "Jane" && zillow.lead.lastName == "Smith")
        #expect(zillow.agent == "Alice Moss" && zillow.address.street == "100 Elm St, Austin, TX")
        #expect(zillow.note == "I would like to see this home, please.")
        let facebook = try first("facebook")
        #expect(facebook.lead.firstName == "Zoë" && facebook.lead.phones == ["+15125550152"])
        #expect(facebook.id == nil)
        let followUpBoss = try first("follow-up-boss")
        #expect(followUpBoss.lead.emails == ["lee@example.com", "lee.work@example.com"])
        #expect(
            followUpBoss.lead.phones == ["5125550150", "5125550151"] && followUpBoss.lead.tags == ["vip", "sphere"]
        )
        #expect(followUpBoss.id == nil, "its ID is not Lofty's")
        let sheet = try first("hand-made")
        #expect(sheet.lead.firstName == "José" && sheet.lead.lastName == "Peña" && sheet.inquiry.priceMax == 450_000)
        let lofty = try first("lofty")
        #expect(lofty.id == Lead.ID(563_172_647_619_608) && lofty.lead.types == [.buyer])
        #expect(lofty.inquiry.priceMin == 400_000 && lofty.address.zipCode == "78704")
    }
}
