import FoundationEssentials
import Leads
import Testing

@testable import LoftyAPI

@Suite("Leads on the wire")
struct WireLeadTests {
    @Test("the team's own fields arrive as a person reads them, those with nothing in them not at all")
    func readsTeamFields() throws {
        let attributes = [
            #"{"attributeName":"Pets","attributeType":"text","value":"two dogs","params":""}"#,
            #"{"attributeName":"Likes","attributeType":"multi_select","value":"[\"pool\",\"yard\"]"}"#,
            #"{"attributeName":"Odd","attributeType":"text","value":"[not a list"}"#,
            #"{"attributeName":"Budget","attributeType":"currency","value":450000}"#,
            #"{"attributeName":"Empty","value":""}"#, #"{"attributeName":"None","value":"[]"}"#,
            #"{"attributeName":"Unset","value":"N/A"}"#, #"{"value":"nameless"}"#, "7", "null",
        ]
        let text =
            #"{"leadId":5,"birthday":"Jun 5, 1981","customAttributes":["# + attributes.joined(separator: ",") + "]}"
        let lead = try Lead(wire: json(text))
        #expect(lead.birthday == "Jun 5, 1981")
        #expect(
            lead.teamFields == [
                TeamField(name: "Pets", value: "two dogs"), TeamField(name: "Likes", value: "pool, yard"),
                TeamField(name: "Odd", value: "[not a list"), TeamField(name: "Budget", value: "450000"),
            ]
        )
        #expect(try Lead(wire: json(#"{"leadId":5,"customAttributes":null}"#)).teamFields.isEmpty)
    }

    @Test("a full lead arrives with every field in its place")
    func readsFullLead() throws {
        let lead = try Lead(wire: json(fullLead))
        let expected = Lead(
            id: Lead.ID(1_147_000_000_000_001),
            firstName: "Zoë",
            lastName: "Nguyễn-Ortiz",
            emails: ["zoe@example.com", "z.ortiz@example.com"],
            phones: [Phone("5035550101", status: .valid), Phone("+15035550102", status: .dncNumber)],
            stage: "New Lead",
            stageID: Stage.ID(rawValue: 100_234),
            source: "Website",
            score: 42,
            tags: ["Buyer", "Hot"],
            types: [.buyer, .other(-1), .other(77)],
            assignee: Assignee(id: 844_000_000_000_001, name: "Alice Johnson"),
            pond: nil,
            teamID: 400_000_000_000_001,
            isHidden: true,
            permissions: ContactPermissions(cannotCall: true, isUnsubscribed: true),
            inquiry: Inquiry(
                priceMin: 350_000,
                bedroomsMin: 2,
                propertyTypes: ["Condo"],
                locations: ["Portland", "97201", "Lane"],
                buyingTimeFrame: "3-6",
                isPrequalified: "Yes",
                areas: [
                    Inquiry.Area(city: "Portland", stateCode: "OR", zipCode: "97201"), Inquiry.Area(county: "Lane"),
                ]
            ),
            language: "en",
            opportunity: "High Interest",
            createdAt: WireDate.date("2026-05-06 03:41:02"),
            assignedAt: WireDate.date("2026-05-06 03:42:02"),
            updatedAt: WireDate.date("2026-06-17 16:50:40"),
            lastTouchAt: WireDate.date("2026-06-16 16:50:40"),
            lastVisitAt: nil
        )
        #expect(lead == expected)
    }

    @Test("a lead with nothing but an id is a lead")
    func readsBareLead() throws {
        #expect(try Lead(wire: json(#"{"leadId":"9223372036854775807"}"#)) == Lead(id: Lead.ID(.max), firstName: ""))
    }

    @Test(
        "a lead without a readable id is refused",
        arguments: [
            "{}", #"{"id":5}"#, #"{"leadId":null}"#, #"{"leadId":1.0}"#, #"{"leadId":"x"}"#, #"{"leadId":0}"#,
            #"{"leadId":-3}"#,
            "[]", "7", "null", #"{"leadId":9223372036854775808}"#,
        ]
    )
    func refusesWithoutID(text: String) {
        #expect(throws: WireError.self) { try Lead(wire: json(text)) }
    }

    @Test(
        "where a lead lives is its mailing address, else its first property, else the old fields",
        arguments: [
            (#""leadPropertyList":[{"city":"Waco","zipCode":"76701"},{"city":"Austin","mailAddress":true}]"#, "Austin"),
            (#""leadPropertyList":[{"city":"","state":""},{"city":"Waco","mailAddress":false}],"city":"Reno""#, "Waco"),
            (#""leadPropertyList":[{"city":"","mailAddress":true},{"city":"Waco"}]"#, "Waco"),
            (#""leadPropertyList":[7,null,"x"],"city":"Reno""#, "Reno"),
            (#""leadPropertyList":null,"city":"Reno""#, "Reno"),
            (#""streetAddress":"","city":"","state":"","zipCode":"","leadPropertyList":[]"#, nil),
            (#""leadPropertyList":{}"#, nil),
        ] as [(String, String?)]
    )
    func address(fields: String, city: String?) throws {
        let lead = try Lead(wire: json(#"{"leadId":5,\#(fields)}"#))
        #expect(lead.address?.city == city)
        #expect((lead.address == nil) == (city == nil))
    }

    @Test("a New York number of a lead who lives in 78704 goes by the clock of Texas")
    func addressDecidesTheClock() throws {
        let property =
            #"{"streetAddress":"12 Maple St","city":"Austin","state":"TX","zipCode":78704,"mailAddress":true}"#
        let lead = try Lead(wire: json(#"{"leadId":5,"phones":["2125550142"],"leadPropertyList":[\#(property)]}"#))
        let home = PostalAddress(street: "12 Maple St", city: "Austin", state: "TX", postalCode: "78704")
        #expect(lead.address == home)
        // 2026-11-29 13:30 UTC: 08:30 in New York, 07:30 in Austin.
        let now = Date(timeIntervalSince1970: 1_795_959_000)
        let number = ContactGuard.standing(of: lead, at: now).numbers[0]
        #expect(number.clock.basis == .address)
        #expect(number.call == .outsideHours(opensAt: now + 30 * 60))
    }

    @Test("wrapped and bare answers are the same lead")
    func unwraps() throws {
        let bare = try Lead(wireAnswer: json(fullLead))
        #expect(try Lead(wireAnswer: json(#"{"lead":\#(fullLead)}"#)) == bare)
    }

    @Test(
        "numbers and their statuses stay in pairs whatever the lengths",
        arguments: [
            (#""phones":["1","2"],"phoneStatuses":[5]"#, [Phone("1", status: .dncContact), Phone("2")]),
            (#""phones":["1"],"phoneStatuses":[3,4]"#, [Phone("1", status: .talked)]),
            (
                #""phones":["1",null,"3"],"phoneStatuses":[1,2,3]"#,
                [Phone("1", status: .invalid), Phone("3", status: .talked)]
            ),
            (#""phones":["1","2"],"phoneStatuses":[null,9]"#, [Phone("1"), Phone("2", status: .other(9))]),
            (#""phones":[5035550101],"phoneStatuses":null"#, [Phone("5035550101")]),
            (#""phones":"5035550101""#, [Phone("5035550101")]),
            (#""phones":null,"phoneStatuses":[1]"#, []),
        ]
    )
    func pairsPhones(fields: String, expected: [Phone]) throws {
        #expect(try Lead(wire: json(#"{"leadId":1,\#(fields)}"#)).phones == expected)
    }

    @Test(
        "tags are objects or strings, each name once",
        arguments: [
            (#"[{"tagName":"A"},"B",{"tagName":"A"},{"tagId":5},null,""]"#, ["A", "B"]), ("null", []), ("\"A\"", ["A"]),
            ("{}", []),
        ]
    )
    func readsTags(tags: String, expected: [String]) throws {
        #expect(try Lead(wire: json(#"{"leadId":1,"tags":\#(tags)}"#)).tags == expected)
    }

    @Test(
        "an unset agent is none, and a half-known one is kept",
        arguments: [
            (#""assignedUserId":0,"assignedUser":"""#, nil), (#""assignedUserId":null"#, nil),
            (#""assignedUserId":7,"assignedUser":null"#, Assignee(id: 7, name: "")),
            (#""assignedUserId":0,"assignedUser":"Al""#, Assignee(id: nil, name: "Al")),
        ] as [(String, Assignee?)]
    )
    func readsAssignees(fields: String, expected: Assignee?) throws {
        #expect(try Lead(wire: json(#"{"leadId":1,\#(fields)}"#)).assignee == expected)
    }

    @Test("a pond counts when its id is not zero")
    func readsPonds() throws {
        let lead = try Lead(wire: json(#"{"leadId":1,"pondId":12,"pondName":"Fresh"}"#))
        #expect(lead.pond == Pond(id: 12, name: "Fresh"))
    }

    @Test(
        "a prohibition that cannot be read stands",
        arguments: [
            ("true", true), ("1", true), ("\"yes\"", true), ("{}", true), ("false", false), ("0", false),
            ("null", false),
            ("\"\"", false), ("\"N/A\"", false),
        ]
    )
    func readsProhibitions(value: String, expected: Bool) throws {
        let lead = try Lead(wire: json(#"{"leadId":1,"cannotCall":\#(value),"hiddenFlag":\#(value)}"#))
        #expect(lead.permissions.cannotCall == expected)
        #expect(lead.isHidden == expected)
    }

    @Test("unset values are normalised only where the contract says so")
    func normalises() throws {
        let lead = try Lead(
            wire: json(
                #"{"leadId":1,"score":-1,"source":"N/A","stage":"","language":"","leadInquiry":{"priceMin":0,"bedroomsMax":-1},"#
                    + #""preQual":"N/A","buyingTimeFrame":"","opportunity":{"kind":1}}"#
            )
        )
        #expect(lead.score == -1)
        #expect(lead.source == "N/A")
        #expect(lead.stage == nil)
        #expect(lead.language == nil)
        #expect(lead.inquiry == Inquiry(priceMin: 0))
        #expect(lead.opportunity == nil)
    }

    @Test("fields of the wrong shape spoil only themselves")
    func survivesOddFields() throws {
        let lead = try Lead(
            wire: json(
                #"{"leadId":1,"firstName":["x"],"lastName":77,"emails":{"a":1},"score":"high","stageId":1.5,"tags":7,"#
                    + #""leadTypes":"2","leadInquiry":"none","createTime":{"t":1},"teamId":true}"#
            )
        )
        #expect(lead == Lead(id: Lead.ID(1), firstName: "", lastName: "77", tags: ["7"], types: [.buyer]))
    }
}

@Suite("Pages on the wire")
struct WirePageTests {
    @Test("both names of the metadata are read", arguments: ["_metadata", "get_metadata"])
    func readsMetadata(name: String) throws {
        let text = pageText([leadText(1), leadText(2)], total: 454, scrollID: "abc", metadata: name)
        let page = try LeadPage(wire: json(text))
        #expect(page.leads.map(\.id) == [Lead.ID(1), Lead.ID(2)])
        #expect(page.total == 454)
        #expect(page.scrollID == "abc")
        #expect(page.unreadable.isEmpty)
    }

    @Test("one odd lead does not sink the page, and is named")
    func namesOddLeads() throws {
        let page = try LeadPage(wire: json(pageText([leadText(1), #"{"leadId":1.0}"#, "null", leadText(4)], total: 4)))
        #expect(page.leads.map(\.id) == [Lead.ID(1), Lead.ID(4)])
        #expect(page.unreadable == ["lead 2: it has no readable leadId", "lead 3: it is not an object"])
        #expect(page.scrollID == nil)
    }

    @Test(
        "a list that is not one is refused rather than taken for empty",
        arguments: [
            "{}", "[]", "7", #"{"leads":[]}"#, #"{"_metadata":{"total":3}}"#,
            #"{"_metadata":{"total":3},"leads":null}"#,
            #"{"_metadata":{},"leads":[]}"#, #"{"_metadata":{"total":-1},"leads":[]}"#,
            #"{"_metadata":{"total":"x"},"leads":[]}"#,
            #"{"code":0,"message":"ok","data":{"leads":[]}}"#,
        ]
    )
    func refuses(text: String) {
        #expect(throws: WireError.self) { try LeadPage(wire: json(text)) }
    }

    @Test("an empty book has no leads")
    func readsEmptyBook() throws {
        #expect(try LeadPage(wire: json(#"{"_metadata":{"total":0},"leads":null}"#)) == LeadPage(leads: [], total: 0))
    }
}
