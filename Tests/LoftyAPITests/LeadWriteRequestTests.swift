import FoundationEssentials
import Leads
import TestSupport
import Testing

@testable import LoftyAPI

@Suite("Requests about leads, whole", .timeLimit(.minutes(1)))
struct LeadWriteRequestTests {
    typealias Case = RequestTests.Case

    private static let lead = Lead.ID(563_172_647_619_608)

    /// A profile in which everything is set.
    private static var profile: LeadProfile {
        var profile = LeadProfile()
        profile.birthday = Birthday(year: 2001, month: 6, day: 5)
        profile.language = "zh-CN"
        profile.referredBy = "Bob"
        profile.segments = ["VIP"]
        profile.cannotCall = true
        profile.cannotText = false
        profile.cannotEmail = true
        profile.isUnsubscribed = false
        profile.qualification = qualification
        profile.inquiry = inquiry
        profile.property = LeadProperty(city: "Portland")
        profile.customAttributes = [
            CustomAttribute(name: "Pets", kind: .known(.multiSelect), value: #"["cat"]"#, parameters: "{}"),
            CustomAttribute(name: "Age", kind: .other("age"), value: ""),
        ]
        var spouse = FamilyMember(firstName: "Max", lastName: "Ortiz", relationship: "Husband")
        spouse.phones = ["5035550103"]
        spouse.birthday = Birthday(year: 1999, month: 12, day: 31)?.description
        profile.family = [spouse]
        profile.ownership = .office(7)
        return profile
    }

    private static var qualification: LeadQualification {
        var qualification = LeadQualification()
        qualification.buyingTimeFrame = "3-6"
        qualification.sellingTimeFrame = "Just Looking"
        qualification.isPrequalified = .known(.yes)
        qualification.hasHouseToSell = .known(.no)
        qualification.isFirstTimeBuyer = .known(.yes)
        qualification.hasBuyerAgent = .known(.no)
        qualification.hasMortgage = .known(.yes)
        qualification.wantsToBuy = .known(.no)
        qualification.hasListingAgent = .known(.yes)
        return qualification
    }

    private static var inquiry: LeadInquiry {
        var inquiry = LeadInquiry(
            priceMin: 100_000,
            priceMax: 9_007_199_254_740_993,
            propertyTypes: [.known(.singleFamilyHome), .other("Castle")],
            locations: [LeadInquiry.Location(city: "Portland", stateCode: "OR", zipCode: "97201", county: "Lane")]
        )
        inquiry.bedroomsMin = 2
        inquiry.bedroomsMax = 4
        inquiry.bathroomsMin = "1.5"
        inquiry.bathroomsMax = "3"
        return inquiry
    }

    private static let inquiryText =
        #"{"bathroomsMax":"3","bathroomsMin":"1.5","bedroomsMax":4,"bedroomsMin":2,"#
        + #""locations":[{"city":"Portland","county":"Lane","stateCode":"OR","zipCode":"97201"}],"#
        + #""priceMax":9007199254740993,"priceMin":100000,"propertyType":["Single Family Home","Castle"]}"#

    /// The members of ``profile``, those before `firstName` and those behind it.
    private static let profileText = (
        head: #""birthday":"Jun 5, 2001","buyHouse":"No","buyingTimeFrame":"3-6","cannotCall":true,"cannotEmail":true,"#
            + #""cannotText":false"#,
        attributes: #""customAttributeList":[{"attributeName":"Pets","attributeType":"multi_select","params":"{}","#
            + #""value":"[\"cat\"]"},{"attributeName":"Age","attributeType":"age","value":""}]"#,
        tail: #""houseToSell":"No","inquiry":\#(inquiryText)"#,
        family: #""language":"zh-CN","leadFamilyMemberList":[{"birthday":"Dec 31, 1999","emails":[],"firstName":"Max","#
            + #""lastName":"Ortiz","phones":["5035550103"],"relationship":"Husband"}],"mortgage":"Yes","#
            + #""ownershipId":7,"ownershipScope":"OFFICE","preQual":"Yes","property":{"city":"Portland"},"#
            + #""referredBy":"Bob","segments":["VIP"],"sellingTimeFrame":"Just Looking""#
    )

    private static var creation: LeadCreation {
        var creation = LeadCreation(NewLead(firstName: "Jane", tags: ["Hot"]))
        creation.profile = profile
        creation.routing = .company
        creation.note = LeadCreation.FirstNote("Met at the open house", isPinned: true)
        return creation
    }

    static let cases: [Case] = [
        Case(
            expected: "PUT /v1.0/leads/563172647619608",
            body: "{" + #""assignedUserId":844000000000001,"# + profileText.head + "," + profileText.attributes
                + #","fthb":"Yes","# + profileText.tail + #","isHidden":false,"# + profileText.family
                + #","unsubscription":false,"withBuyerAgent":"No","withListingAgent":"Yes"}"#
        ) { client in
            var edit = LeadEdit()
            edit.assigneeID = 844_000_000_000_001
            edit.isHidden = false
            edit.profile = profile
            try await client.updateLead(lead, edit)
        },
        Case(expected: "PUT /v1.0/leads/563172647619608", body: #"{"clearAllTags":true}"#, answer: "") { client in
            var edit = LeadEdit()
            edit.clearsAllTags = true
            try await client.updateLead(lead, edit)
        },
        Case(
            expected: "PUT /v1.0/leads/563172647619608",
            body: #"{"customAttributeList":[],"leadFamilyMemberList":[],"ownershipScope":"TEAM","segments":[]}"#
        ) { client in
            var edit = LeadEdit()
            edit.profile.customAttributes = []
            edit.profile.family = []
            edit.profile.segments = []
            edit.profile.ownership = .team
            try await client.updateLead(lead, edit)
        },
        Case(
            expected: "POST /v1.0/leads",
            body: #"{"assignGroupId":-1,"# + profileText.head + #","content":"Met at the open house","#
                + profileText.attributes + #","firstName":"Jane","fthb":"Yes","# + profileText.tail
                + #","isPin":true,"# + profileText.family
                + #","tagsAdd":["Hot"],"unsubscription":false,"withBuyerAgent":"No","withListingAgent":"Yes"}"#,
            answer: #"{"leadId":7}"#
        ) { client in
            let id = try await client.createLead(creation)
            #expect(id == Lead.ID(7))
        },
        Case(
            expected: "POST /v1.0/leads",
            body: #"{"assignGroupId":12,"firstName":"Jane","leadAlert":true,"welcomeEmail":true}"#,
            answer: #"{"leadId":"9223372036854775807"}"#
        ) { client in
            var creation = LeadCreation(NewLead(firstName: "Jane"))
            creation.routing = .office(12)
            let id = try await client.createLead(
                creation,
                sending: [.welcome, .leadAlert],
                confirmation: SendingConfirmation(iUnderstandThisContactsTheLead: ())
            )
            #expect(id.rawValue == .max)
        },
        Case(expected: "POST /v1.0/leads/563172647619608/inquiry", body: inquiryText, answer: "") {
            try await $0.addInquiry(inquiry, to: lead)
        },
        Case(
            expected: "POST /v1.0/leads/563172647619608/property",
            body: #"{"autoListingId":5,"bathrooms":2.5,"bedrooms":3,"city":"Portland","county":"Lane","floors":2,"#
                + #""id":9007199254740993,"label":"Home","labelList":"a,b","labelType":"t","listingId":"L1","#
                + #""listingStatus":"Active","lotSize":0.25,"mailAddress":false,"note":"Blue door","parkingSpace":2,"#
                + #""pictureUrl":"https://example.com/p.jpg","price":450000,"priceMax":500000,"priceMin":400000,"#
                + #""propertyType":"Condo","siteListingUrl":"https://example.com/l","squareFeet":1500,"state":"OR","#
                + #""streetAddress":"22 Elm St","zipCode":"97201"}"#
        ) { try await $0.setProperty(fullProperty, of: lead) },
        Case(
            expected: "POST /v1.0/leads/563172647619608/assignment",
            body: #"[{"assignee":"alice@example.com","role":"Agent"},{"assignee":"bo@example.com","role":"Lender"}]"#
        ) {
            try await $0.assignLead(
                lead,
                [
                    LeadAssignment(.agent, account: "alice@example.com"),
                    LeadAssignment(.lender, account: "bo@example.com"),
                ]
            )
        },
        Case(
            expected: "POST /v1.0/leads/assignee",
            body: #"{"birthday":"Jan 1, 1990","email":"j@example.com","firstName":"Jane","lastName":"Smith","#
                + #""phone":"5035550101"}"#,
            answer:
                #"[{"leadId":0,"firstName":"Bob","customRoleAssignees":[{"agentFullName":"Alice Johnson","roleId":40,"#
                + #""role":"Buyer Agent","assigneeId":"9223372036854775807","assignee":"alice@example.com","#
                + #""permissionProfileName":"Agent"},7]}]"#
        ) { client in
            var trial = RoutingTrial(firstName: "Jane", email: "j@example.com")
            trial.lastName = "Smith"
            trial.phone = "5035550101"
            trial.birthday = Birthday(year: 1990, month: 1, day: 1)
            let outcomes = try await client.previewRouting(trial)
            let role = RoutingOutcome.Role(
                id: 40,
                name: "Buyer Agent",
                assigneeID: RecordUser.ID(.max),
                account: "alice@example.com",
                fullName: "Alice Johnson",
                permissionProfile: "Agent"
            )
            #expect(outcomes == [RoutingOutcome(firstName: "Bob", roles: [role])])
        },
        Case(
            expected: "GET /v1.0/leads",
            query:
                "segments=VIP%2CFirst-Time%20Buyers&groupIds=9007199254740993&querySubGroup=true&languages=en%2Czh-CN"
                + "&roleAssigneeFilters=%5B%7B%22assigneeToIds%22%3A%5B111%2C222%5D%2C%22roleName%22%3A%22Buyer%20Agent"
                + "%22%7D%5D&sort=Inquries&desc=false&offset=0&limit=100",
            answer: pageText([], total: 0)
        ) { client in
            var request = LeadListRequest(sort: .inquiries, isDescending: false)
            request.segments = ["VIP", "First-Time Buyers"]
            request.officeID = 9_007_199_254_740_993
            request.includesSuboffices = true
            request.languages = ["en", "zh-CN"]
            request.roles = [
                LeadListRequest.RoleFilter(role: "Buyer Agent", assigneeIDs: [RecordUser.ID(111), RecordUser.ID(222)])
            ]
            _ = try await client.leads(request)
        },
        Case(
            expected: "GET /v1.0/leads/563172647619608",
            query: "withTrash=true",
            answer: #"{"lead":{"leadId":563172647619608}}"#
        ) { client in
            let details = try await client.leadDetails(lead, includingTrashed: true)
            #expect(details.lead.id == lead)
        },
    ]

    private static var fullProperty: LeadProperty {
        var property = LeadProperty(
            id: LeadProperty.ID(9_007_199_254_740_993),
            streetAddress: "22 Elm St",
            city: "Portland",
            state: "OR",
            zipCode: "97201"
        )
        property.county = "Lane"
        property.isMailingAddress = false
        property.type = .known(.condo)
        property.price = 450_000
        property.priceMin = 400_000
        property.priceMax = 500_000
        property.bedrooms = 3
        property.bathrooms = 2.5
        property.squareFeet = 1_500
        property.lotSizeInAcres = 0.25
        property.parkingSpaces = 2
        property.floors = 2
        property.note = "Blue door"
        property.listing.id = "L1"
        property.listing.automaticID = 5
        property.listing.status = "Active"
        property.listing.label = "Home"
        property.listing.labels = "a,b"
        property.listing.labelType = "t"
        property.listing.pictureURL = "https://example.com/p.jpg"
        property.listing.siteURL = "https://example.com/l"
        return property
    }

    @Test("every operation sends exactly its method, path, query and body", arguments: cases)
    func sends(_ example: RequestTests.Case) async throws {
        #expect(!example.body.contains("null"), "nothing is ever sent as null")
        try await RequestTests().sends(example)
    }

    @Test("every order is asked for by the name that Lofty has for it")
    func namesOrders() {
        let names = """
            Default LastContact LastCall LastEmail LastActivity CreateTime Inquries DeleteTime AssignTime Score Activity \
            Communication HasDrip HasAlert Task Lender ActivitySearch ActivityViews ActivityFavorites DripStatus \
            DripOpenRate AlertFrequency AlertOpenRate SCOREV2 SmartPlanStatus
            """
        #expect(LeadListRequest.Sort.allCases.map(\.rawValue) == names.split(separator: " ").map(String.init))
    }

    private static func editing(
        _ change: @escaping @Sendable (inout LeadEdit) -> Void
    ) -> @Sendable (LoftyClient) async throws -> Void {
        { client in
            var edit = LeadEdit()
            change(&edit)
            try await client.updateLead(lead, edit)
        }
    }

    @Test(
        "what Lofty would cut, refuse or misread is refused before it is sent",
        arguments: [
            editing { $0.profile.segments = [String(repeating: "s", count: 31)] },
            editing { $0.profile.segments = [" "] },
            editing { $0.profile.family = Array(repeating: FamilyMember(firstName: "X"), count: 5) },
            editing { $0.profile.family = [FamilyMember(firstName: "")] },
            editing { $0.profile.family = [FamilyMember(firstName: String(repeating: "x", count: 31))] },
            editing { edit in
                var member = FamilyMember(firstName: "X")
                member.phones = [String(repeating: "5", count: 21)]
                edit.profile.family = [member]
            },
            editing { $0.profile.customAttributes = [CustomAttribute(name: "", kind: .known(.text), value: "x")] },
            editing { $0.profile.property = LeadProperty(streetAddress: " ", city: "") },
            editing { $0.profile.ownership = .other(scope: "GALAXY", id: 1) },
            editing { edit in
                edit.clearsAllTags = true
                edit.addingTags = ["x"]
            },
            editing { edit in
                edit.profile.property = LeadProperty(city: "Portland")
                edit.profile.property?.bathrooms = .nan
            },
            { try await $0.setProperty(LeadProperty(id: LeadProperty.ID(5)), of: lead) },
            { try await $0.addInquiry(LeadInquiry(), to: lead) },
            { try await $0.assignLead(lead, []) },
            { try await $0.assignLead(lead, [LeadAssignment(.agent, account: "")]) },
            { _ = try await $0.previewRouting(RoutingTrial(firstName: "", email: "a@example.com")) },
            { _ = try await $0.previewRouting(RoutingTrial(firstName: "J", email: " ")) },
            { client in
                var creation = LeadCreation(NewLead(firstName: "J"))
                creation.note = LeadCreation.FirstNote(String(repeating: "x", count: 2_001))
                _ = try await client.createLead(creation)
            },
            { client in
                var creation = LeadCreation(NewLead(firstName: "J"))
                creation.profile.property = LeadProperty()
                _ = try await client.createLead(creation)
            },
            { client in
                var request = LeadListRequest()
                request.segments = ["a,b"]
                _ = try await client.leads(request)
            },
        ] as [@Sendable (LoftyClient) async throws -> Void]
    )
    func refusesEarly(_ call: @Sendable (LoftyClient) async throws -> Void) async throws {
        let transport = StubTransport()
        let client = makeClient(transport)
        let error = try #require(await failure { try await call(client) })
        #expect(error.kind == .invalidRequest)
        #expect(transport.requests.isEmpty)
    }

    @Test(
        "a birthday is written in English, and only days that exist are birthdays",
        arguments: [(2001, 6, 5, "Jun 5, 2001"), (1960, 2, 29, "Feb 29, 1960"), (1961, 2, 29, nil), (2001, 13, 1, nil)]
            as [(Int, Int, Int, String?)]
    )
    func writesBirthdays(year: Int, month: Int, day: Int, expected: String?) {
        let birthday = Birthday(year: year, month: month, day: day)
        #expect(birthday?.description == expected)
        #expect(expected.flatMap { Birthday($0) } == birthday)
    }

    @Test(
        "text in another form is no birthday",
        arguments: ["", "2001-06-05", "Jun 5 2001", "June 5, 2001", "Jun 31, 2001", "Jun 5, 2001 x", "5, Jun 2001"]
    )
    func refusesBirthdays(text: String) {
        #expect(Birthday(text) == nil)
    }
}
