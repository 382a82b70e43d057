import Testing

@testable import LoftySandbox

extension AnswerTour {
    mutating func seeGateway() async throws {
        try await get("/v1.0/me")
        try await ask("GET", "/v1.0/me", expecting: 401, by: client.with(authorization: nil))
        try await ask("GET", "/v1.0/leads", expecting: 401, by: client.with(authorization: "token nobody"))
    }

    /// Everything that can be written about a property.
    private static let home: JSON = [
        "streetAddress": "22 Elm St", "city": "Austin", "state": "TX", "zipCode": "78701", "county": "Travis",
        "propertyType": "Condo", "price": 450_000, "bedrooms": 3, "bathrooms": .decimal(2.5), "squareFeet": 1_500,
        "lotSize": .decimal(0.25), "parkingSpace": 2, "floors": 2, "mailAddress": true, "listingId": "L1",
        "autoListingId": 5, "label": "Home", "labelList": "a,b", "labelType": "t", "note": "Blue door",
        "listingStatus": "Active", "pictureUrl": "https://example.com/p.jpg",
        "siteListingUrl": "https://example.com/l",
    ]

    private static let interests: JSON = [
        "inquiry": [
            "priceMin": 100_000, "priceMax": 500_000, "propertyType": ["Condo"], "bedroomsMin": 2, "bathroomsMin": "2",
            "locations": [
                [
                    "city": "Austin", "stateCode": "TX", "zipCode": "78701", "county": "Travis",
                    "streetAddress": "22 Elm St", "description": "Near the park",
                ]
            ],
        ],
        "property": home,
        "customAttributeList": [["attributeName": "Pets", "attributeType": "text", "value": "cat", "params": ""]],
        "leadFamilyMemberList": [
            ["relationship": "Spouse", "firstName": "Max", "phones": ["5125550102"], "emails": ["max@example.com"]]
        ],
    ]

    /// A lead with everything, worked in every way; returns its id.
    mutating func workLeads() async throws -> Int64 {
        let person: JSON = [
            "firstName": "Zoë", "lastName": "Ortiz", "emails": ["zoe@example.com"], "phones": ["5125550101"],
            "leadTypes": [1, 2], "source": "Website", "stage": "New Lead", "tags": ["Hot"], "segments": ["VIP"],
            "birthday": "Jun 5, 2001", "language": "en", "referredBy": "Bob", "buyingTimeFrame": "3-6",
            "mortgage": "Yes", "content": "Met at the open house", "isPin": true,
        ]
        let made = try await post("/v1.0/leads", person.merging(Self.interests))
        let id = try #require(made["leadId"]?.int64)
        try await post("/v1.0/leads", ["lastName": "Nobody"], expecting: 400)
        try await get("/v1.0/leads/\(id)")
        try await get("/v1.0/leads/1", expecting: 404)
        try await get("/v1.0/leads?limit=100&sort=CreateTime&desc=true")
        try await get("/v1.0/leads?key=Zo&anyTags=Hot&limit=1")
        try await get("/v1.0/leads?limit=101", expecting: 400)
        try await get("/v1.0/leads?stage=Nowhere", expecting: 404)
        let change: JSON = ["stage": "Contacted", "tagsAdd": ["follow-up"], "tagsRemove": ["Hot"]]
        try await put("/v1.0/leads/\(id)", change)
        try await put("/v1.0/leads/\(id)", ["property": ["city": ""]], expecting: 400)
        try await put("/v1.0/leads/1", ["stage": "Contacted"], expecting: 404)
        try await post("/v1.0/leads/\(id)/inquiry", ["priceMax": 600_000])
        try await post("/v1.0/leads/\(id)/property", ["streetAddress": "22 Elm St", "city": "Austin", "floors": 2])
        try await post("/v1.0/leads/\(id)/property", ["id": 1, "city": "Austin"], expecting: 404)
        try await assign(id)
        try await seeTimelines(of: id)
        return id
    }

    private mutating func assign(_ id: Int64) async throws {
        let account = try #require(try await get("/v1.0/members")["members"]?.items?.first?["email"])
        let roles: JSON = [["role": "Agent", "assignee": account], ["role": "Lender", "assignee": account]]
        try await post("/v1.0/leads/\(id)/assignment", roles)
        try await get("/v1.0/leads/\(id)")
        try await post("/v1.0/leads/assignee", ["firstName": "Jane", "email": "jane@example.com"])
        try await post("/v1.0/leads/assignee", ["firstName": "Jane"], expecting: 400)
    }

    private mutating func seeTimelines(of id: Int64) async throws {
        let visit: JSON = [
            "type": "Browse", "text": "22 Elm St", "link": "https://example.com/22",
            "picture": "https://example.com/p.jpg", "created": .integer(nowMillis),
            "listing": Self.home, "pageName": "Home",
        ]
        try await post("/v1.0/leads/\(id)/activity", visit)
        try await get("/v1.0/leads/\(id)/activities")
        try await get("/v1.0/leads/1/activities", expecting: 404)
        try await get("/v2.0/leads/\(id)/activities?limit=1000&timeZoneCode=America/Chicago")
        try await get("/v2.0/leads/1/activities", expecting: 404)
        try await get("/v1.0/systemLogs?leadId=\(id)")
        try await get("/v1.0/systemLogs?leadId=1", expecting: 403)
        try await get("/v1.0/systemLogs?leadId=\(id)&pageSize=0", expecting: 400)
    }

    mutating func trash(_ id: Int64) async throws {
        try await delete("/v1.0/leads/\(id)", expecting: 400)
        try await delete("/v1.0/leads/\(id)?reason=Duplicate")
        try await delete("/v1.0/leads/\(id)?reason=Duplicate", expecting: 404)
        try await get("/v1.0/leads/\(id)?withTrash=true")
    }
}

extension AnswerTour {
    mutating func workNotes(of lead: Int64) async throws {
        let note: JSON = ["leadId": .integer(lead), "content": "Wants a garden", "isPin": true]
        let id = try #require(try await post("/v1.0/notes", note)["noteId"]?.int64)
        try await post("/v1.0/notes", ["leadId": .integer(lead), "content": " "], expecting: 400)
        try await post("/v1.0/notes", ["leadId": 1, "content": "x", "isPin": false], expecting: 404)
        try await get("/v1.0/notes?leadId=\(lead)&includeSystemNote=true")
        try await get("/v1.0/notes?leadId=1", expecting: 404)
        try await get("/v1.0/notes/\(id)")
        try await get("/v1.0/notes/1", expecting: 404)
        try await put("/v1.0/notes/\(id)", note)
        try await put("/v1.0/notes/\(id)", ["content": "x"], expecting: 400)
        try await put("/v1.0/notes/1", note, expecting: 404)
        try await delete("/v1.0/notes/\(id)")
        try await delete("/v1.0/notes/\(id)", expecting: 404)
        try await workLogs(of: lead)
    }

    private mutating func workLogs(of lead: Int64) async throws {
        let email: JSON = [
            "leadId": .integer(lead), "logType": "logEmail", "content": "See you", "emailSubject": "Homes",
            "toEmail": "zoe@example.com", "fromEmail": "a@example.com",
        ]
        let call: JSON = [
            "leadId": .integer(lead), "logType": "logCall", "content": "Rang", "leadPhoneNumber": "5125550101",
            "callingOutcome": "NoAnswer",
        ]
        try await post("/v1.0/logType", email)
        let made = try await post("/v1.0/logType", call)
        let id = try #require(made["logType"]?["id"]?.int64)
        try await post("/v1.0/logType", call.setting("callingOutcome", to: "a very long outcome"), expecting: 200)
        try await post("/v1.0/logType", call.setting("leadPhoneNumber", to: ""), expecting: 400)
        try await post("/v1.0/logType", call.setting("leadId", to: 1), expecting: 404)
        try await get("/v1.0/logType?leadId=\(lead)&logType=logCall")
        try await get("/v1.0/logType?leadId=\(lead)&logType=logCall&offset=20000", expecting: 400)
        try await get("/v1.0/logType?leadId=1&logType=logCall", expecting: 404)
        try await get("/v1.0/logType/\(id)")
        try await get("/v1.0/logType/1", expecting: 404)
        try await delete("/v1.0/logType/\(id)")
        try await delete("/v1.0/logType/\(id)", expecting: 404)
    }
}
