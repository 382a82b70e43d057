import FoundationEssentials
import Leads
import Testing

@testable import LoftyAPI

@Suite("Details of leads on the wire")
struct LeadDetailsTests {
    private static let text = #"""
        {"lead":{"leadId":"9223372036854775807","leadUserId":9223372036854775806,"leadSource":12,"lenderUserId":0,
         "birthday":"Jun 5, 2001","facebook":"","twitter":"@zoe","segments":["VIP",null],"groups":["old"],
         "tags":[{"tagId":6000001,"tagName":"Buyer","creatorUserId":9,"visibleType":1,"createTime":"2026-05-06T03:41:02GMT"},
          "Hot",{"tagId":5}],
         "buyingTimeFrame":"0-3","sellingTimeFrame":"N/A","preQual":"Yes","houseToSell":"N/A","fthb":"","mortgage":"No",
         "buyHouse":null,"withListingAgent":"Perhaps",
         "leadInquiry":{"id":9007199254740993,"priceMin":-1,"priceMax":500000,"propertyType":["condo","Castle",7,null],
          "bedroomsMin":-1,"bedroomsMax":4,"bathroomsMin":1.5,"bathroomsMax":"3","modifyByAgent":true,"defaultValue":false,
          "createTime":"2026-05-06T03:41:02.000+00:00","locations":[{"city":"Portland","stateCode":"OR"},{},null]},
         "leadPropertyList":[{"id":9007199254740993,"price":-1,"lotSize":-1,"floors":-1,"parkingSpace":-1,"bedrooms":3,
          "bathrooms":2.5,"squareFeet":1500,"streetAddress":"22 Elm St","city":"Portland","mailAddress":true,
          "propertyType":"Condo","label":"Home","listingId":77,"propertySource":"MLS","createTime":1747272300000},7],
         "customAttributes":[{"attributeName":"Pets","attributeType":"multi_select","value":"[\"cat\"]","params":""},{}],
         "leadFamilyMemberList":[{"firstName":"Max","relationship":"Husband","phones":["5035550103"],"emails":null}],
         "customRoleList":[{"roleId":40,"role":"Buyer Agent","assigneeId":0,"assignee":null},
          {"roleId":130,"role":"ISA","assigneeId":844000000000001,"assignee":"Alice"},{"role":"no id"}],
         "ownershipScope":"PERSONAL","ownershipId":844000000000001,"assignCompletionStatus":true,"novelty":{"a":[1]}}}
        """#

    @Test("everything about a lead arrives in its place, and odd parts are named")
    func readsDetails() throws {
        let details = try LeadDetails(wireAnswer: json(Self.text))
        #expect(details.lead.id.rawValue == .max)
        #expect(details.leadUserID == 9_223_372_036_854_775_806)
        #expect(details.sourceID == 12)
        #expect(details.lenderID == nil)
        #expect(details.birthday.flatMap { Birthday($0) } == Birthday(year: 2001, month: 6, day: 5))
        #expect(details.facebook == nil)
        #expect(details.twitter == "@zoe")
        #expect(details.segments == ["VIP"])
        #expect(details.tags.map(\.name) == ["Buyer", "Hot"])
        #expect(details.tags.first?.id == 6_000_001)
        #expect(details.tags.first?.createdAt == WireDate.date("2026-05-06 03:41:02"))
        #expect(details.ownership == .personal(844_000_000_000_001))
        #expect(details.isAssignmentComplete == true)
        #expect(
            details.roles == [
                LeadRole(id: 40, name: "Buyer Agent", assigneeID: nil, assignee: nil),
                LeadRole(id: 130, name: "ISA", assigneeID: RecordUser.ID(844_000_000_000_001), assignee: "Alice"),
            ]
        )
        #expect(
            details.unreadable == [
                "tag 3: it has no readable name", "property 2: it is not an object",
                "custom attribute 2: it has no readable name", "role 3: it has no readable roleId",
            ]
        )
    }

    @Test("the qualification keeps answers that Lofty does not publish")
    func readsQualification() throws {
        let qualification = try LeadDetails(wireAnswer: json(Self.text)).qualification
        var expected = LeadQualification()
        expected.buyingTimeFrame = "0-3"
        expected.isPrequalified = .known(.yes)
        expected.hasMortgage = .known(.no)
        expected.hasListingAgent = .other("Perhaps")
        #expect(qualification == expected)
    }

    @Test("an inquiry, a property, a field and a relative arrive without what means unset")
    func readsParts() throws {
        let details = try LeadDetails(wireAnswer: json(Self.text))
        var inquiry = LeadInquiry(
            priceMax: 500_000,
            propertyTypes: [.known(.condo), .other("Castle"), .other("7")],
            locations: [LeadInquiry.Location(city: "Portland", stateCode: "OR")]
        )
        inquiry.bedroomsMax = 4
        inquiry.bathroomsMin = "1.5"
        inquiry.bathroomsMax = "3"
        inquiry.origin = LeadInquiry.Origin(
            id: 9_007_199_254_740_993,
            isByAgent: true,
            isDefault: false,
            createdAt: WireDate.date("2026-05-06 03:41:02")
        )
        #expect(details.inquiry == inquiry)
        var home = LeadProperty(
            id: LeadProperty.ID(9_007_199_254_740_993),
            streetAddress: "22 Elm St",
            city: "Portland"
        )
        home.isMailingAddress = true
        home.type = .known(.condo)
        home.bedrooms = 3
        home.bathrooms = 2.5
        home.squareFeet = 1_500
        home.listing.label = "Home"
        home.listing.id = "77"
        home.source = "MLS"
        home.createdAt = WireDate.date(milliseconds: 1_747_272_300_000)
        #expect(details.properties == [home])
        #expect(
            details.customAttributes == [CustomAttribute(name: "Pets", kind: .known(.multiSelect), value: #"["cat"]"#)]
        )
        var relative = FamilyMember(firstName: "Max", relationship: "Husband")
        relative.phones = ["5035550103"]
        #expect(details.family == [relative])
    }

    @Test("a lead with nothing but an id has no details, and none is unreadable")
    func readsBareLead() throws {
        let details = try LeadDetails(wireAnswer: json(#"{"leadId":1,"leadSource":-1,"leadInquiry":"none"}"#))
        #expect(details.sourceID == nil)
        #expect(details.inquiry == nil)
        #expect(details.ownership == nil)
        #expect(details.properties.isEmpty && details.roles.isEmpty && details.unreadable.isEmpty)
    }

    @Test("segments are read by their old name where the new one is missing")
    func readsGroups() throws {
        #expect(try LeadDetails(wireAnswer: json(#"{"leadId":1,"segments":null,"groups":["G"]}"#)).segments == ["G"])
    }

    @Test(
        "a scope of ownership is kept, whatever it is",
        arguments: [
            (#""ownershipScope":"TEAM","ownershipId":3"#, .team),
            (#""ownershipScope":"OFFICE","ownershipId":3"#, .office(3)),
            (#""ownershipScope":"OFFICE","ownershipId":0"#, .other(scope: "OFFICE", id: nil)),
            (#""ownershipScope":"GALAXY","ownershipId":3"#, .other(scope: "GALAXY", id: 3)), (#""ownershipId":3"#, nil),
        ] as [(String, LeadOwnership?)]
    )
    func readsOwnership(fields: String, expected: LeadOwnership?) throws {
        #expect(try LeadDetails(wireAnswer: json(#"{"leadId":1,\#(fields)}"#)).ownership == expected)
    }

    @Test("minus one means unset only where the contract says so")
    func normalises() throws {
        let property = try LeadProperty(
            wire: json(#"{"bedrooms":-1,"squareFeet":-1,"bathrooms":-1,"price":0,"floors":0}"#)
        )
        #expect(property.bedrooms == -1)
        #expect(property.squareFeet == -1)
        #expect(property.bathrooms == -1)
        #expect(property.price == 0)
        #expect(property.floors == 0)
        let inquiry = try #require(LeadInquiry(wire: try json(#"{"bathroomsMin":"-1","priceMin":0}"#)))
        #expect(inquiry.bathroomsMin == "-1")
        #expect(inquiry.priceMin == 0)
    }
}
