import Testing

@testable import LoftySandbox

@Suite("Transactions", .timeLimit(.minutes(1)))
struct TransactionTests {
    private func make(_ client: Client, _ lead: Int64, _ more: JSON = [:]) async throws -> JSON {
        let body: JSON = ["transactionName": "12 Pecan Bluff Dr"]
        let reply = try await client.post("/v1.0/leads/\(lead)/transaction", body.changed(more))
        try #require(reply.status == 200, "\(reply.text)")
        return try reply.json
    }

    @Test("a transaction lives: made, read, moved through its pipeline to the closing")
    func life() async throws {
        let clock = ManualClock()
        try await withSandbox(environment: clock.environment) { _, client async throws in
            let lead = try await client.makeLead([
                "firstName": "Ada", "lastName": "Lane", "assignedUserId": .integer(BookTeam.guideMemberID),
            ])
            let made = try await make(
                client,
                lead,
                [
                    "transactionType": "Purchase", "homePrice": 525_000, "commissionRate": .decimal(2.5),
                    "expectedCloseDate": 1_800_000_000_000,
                    "customFields": [["id": 5_001, "value": "Lone Star Title"]],
                ]
            )
            let id = try #require(made["transactionId"]?.int64)
            #expect(made["transactionStatus"] == "Pre-contract")
            #expect(made["leadName"] == "Ada Lane")
            #expect(made["assignedAgent"] == .integer(BookTeam.guideMemberID))
            #expect(made["homePrice"] == 525_000)
            #expect(made["commissionRate"] == .decimal(2.5))
            #expect(made["expectedCloseDate"] == 1_800_000_000_000)
            #expect(made["closeDate"] == .null)
            #expect(made["customFields"] == [["id": 5_001, "value": "Lone Star Title"]])
            #expect(made["commissions"] == ["preSplit": [], "split": [], "postSplit": []])
            #expect(made["created"] == 1_795_000_000_000)
            let path = "/v1.0/leads/\(lead)/transaction/\(id)"
            #expect(try await client.get(path).json == made)
            #expect(try await client.get("/v1.0/leads/\(lead)/transactions").json == [made])
            clock.advance(by: 1)
            let change: JSON = [
                "transactionStatus": "closed", "closeDate": 1_795_000_001_000,
                "commissions": ["split": [["payType": "AGENT", "value": 70, "calculateType": "PERCENT", "x": 1]]],
            ]
            let closed = try await client.put(path, change)
            let after = try closed.json
            #expect(after["transactionStatus"] == "Closed")
            #expect(after["homePrice"] == 525_000)
            #expect(after["closeDate"] == 1_795_000_001_000)
            #expect(after["updated"] == 1_795_000_001_000)
            #expect(after["created"] == made["created"])
            let split: JSON = ["payType": "AGENT", "value": 70, "calculateType": "PERCENT"]
            #expect(after["commissions"]?["split"] == [split])
            #expect(try await client.get(path).json == after)
        }
    }

    @Test("opening and closing a transaction stand in the system log of the lead")
    func conversion() async throws {
        let clock = ManualClock()
        try await withSandbox(environment: clock.environment) { _, client async throws in
            let lead = try await client.makeLead()
            let id = try #require(try await make(client, lead)["transactionId"]?.int64)
            clock.advance(by: 1)
            _ = try await client.put("/v1.0/leads/\(lead)/transaction/\(id)", ["transactionStatus": "Closed"])
            _ = try await client.put("/v1.0/leads/\(lead)/transaction/\(id)", ["homePrice": 1])
            let lines = try await client.get("/v1.0/systemLogs?leadId=\(lead)").json["timeLines"]?.items
            let own = lines?.filter { $0["refId"] == .integer(id) } ?? []
            #expect(
                own.compactMap { $0["timelineTypeDesc"]?.string } == ["TransactionStageChange", "TransactionCreate"]
            )
            #expect(
                own[0]["content"] == [
                    "transactionName": "12 Pecan Bluff Dr", "fromStageName": "Pre-contract", "toStageName": "Closed",
                ]
            )
        }
    }

    @Test(
        "an unknown type or status falls back to the first on a create, without a word",
        arguments: [
            (#"{"transactionType":"Barter"}"#, "Purchase", "Pre-contract"),
            (#"{"transactionType":"listing"}"#, "Purchase", "Pre-contract"),
            (#"{"transactionType":"Listing","transactionStatus":"Nowhere"}"#, "Listing", "Pre-listing"),
            (#"{"transactionType":"Lease","transactionStatus":"lease signed"}"#, "Lease", "Lease Signed"),
        ]
    )
    func fallback(change: String, type: String, status: String) async throws {
        try await withSandbox { _, client async throws in
            let made = try await make(client, BookLeadMaker.guideLeadID, try JSONParser.parse(change.utf8))
            #expect(made["transactionType"] == .string(type))
            #expect(made["transactionStatus"] == .string(status))
        }
    }

    @Test(
        "a transaction that cannot be is refused on both ways in",
        arguments: [
            (#"{"transactionName":" "}"#, 200062, "TRANSACTION_NAME_BLANK"),
            (#"{"transactionName":"a<b"}"#, 200062, "TRANSACTION_NAME_HTML"),
            (#"{"transactionName":"a>b"}"#, 200062, "TRANSACTION_NAME_HTML"),
            (#"{"homePrice":"much"}"#, 20012, ""), (#"{"closeDate":"2026-01-01"}"#, 20012, ""),
            (#"{"closeDate":-1}"#, 20012, ""), (#"{"customFields":[{"id":1,"value":"x"}]}"#, 20012, ""),
            (#"{"customFields":{}}"#, 20012, ""),
            (#"{"commissions":{"split":[{"value":101,"calculateType":"PERCENT"}]}}"#, 20012, ""),
            (#"{"commissions":{"split":[{"value":1,"calculateType":"SHARE"}]}}"#, 20012, ""),
            (#"{"commissions":{"preSplit":[{"value":1,"calculateType":"AMOUNT","payType":"DOG"}]}}"#, 20012, ""),
        ]
    )
    func refusals(change: String, code: Int, name: String) async throws {
        try await withSandbox { _, client async throws in
            let lead = try await client.makeLead()
            let made = try await make(client, lead)
            let id = try #require(made["transactionId"]?.int64)
            let wrong = try JSONParser.parse(change.utf8)
            let body: JSON = ["transactionName": "Deal"]
            let create = try await client.post("/v1.0/leads/\(lead)/transaction", body.changed(wrong))
            let update = try await client.put("/v1.0/leads/\(lead)/transaction/\(id)", wrong)
            for reply in [create, update] {
                let isRefused = name.isEmpty ? reply.refusesParameter : reply.refuses(400, code, name)
                #expect(isRefused, "\(reply.text)")
            }
            #expect(try await client.get("/v1.0/leads/\(lead)/transactions").json == [made])
        }
    }

    @Test("an update knows the stages of its type and no others")
    func statuses() async throws {
        try await withSandbox { _, client async throws in
            let lead = try await client.makeLead()
            let id = try #require(try await make(client, lead)["transactionId"]?.int64)
            let path = "/v1.0/leads/\(lead)/transaction/\(id)"
            let unknown = try await client.put(path, ["transactionStatus": "Active"])
            #expect(unknown.refuses(400, 200125, "TRANSACTION_STATUS_INVALID"))
            let moved = try await client.put(path, ["transactionType": "Listing", "transactionStatus": "Active"])
            #expect(try moved.json["transactionStatus"] == "Active")
            let lost = try await client.put(path, ["transactionType": "Other"])
            #expect(try lost.json["transactionStatus"] == "Open")
            #expect(
                try await client.post("/v1.0/leads/\(lead)/transaction", [:]).refuses(
                    400,
                    200062,
                    "TRANSACTION_NAME_BLANK"
                )
            )
        }
    }

    @Test("an address is not there until it is set, and is set as a whole")
    func address() async throws {
        try await withSandbox { _, client async throws in
            let lead = try await client.makeLead()
            let id = try #require(try await make(client, lead)["transactionId"]?.int64)
            let path = "/v1.0/leads/\(lead)/transaction/\(id)/property/address"
            #expect(try await client.get(path).refuses(404, 20007, "Resource not exist"))
            let setter = "/v1.0/leads/\(lead)/transaction/property/address"
            let first: JSON = ["transactionId": .integer(id), "city": "Austin", "streetAddress": "9 Agave Ct"]
            #expect(try await client.post(setter, first).text == #"{"code":0,"message":"success"}"#)
            #expect(try await client.get(path).json["city"] == "Austin")
            #expect(try await client.post(setter, ["transactionId": .integer(id), "state": "TX"]).status == 200)
            #expect(
                try await client.get(path).json == [
                    "transactionId": .integer(id), "unit": nil, "label": nil, "state": "TX", "city": nil,
                    "zipCode": nil, "streetAddress": nil, "county": nil,
                ]
            )
            #expect(try await client.post(setter, ["city": "Austin"]).refusesParameter)
            #expect(try await client.post(setter, ["transactionId": .integer(id), "city": 7]).refusesParameter)
            let none = try await client.post(setter, ["transactionId": 1])
            #expect(none.refuses(404, 200060, "TRANSACTION_NOT_EXIST"))
        }
    }

    @Test("a transaction of another lead does not exist, and a hidden lead has none")
    func hidden() async throws {
        try await withSandbox { _, client async throws in
            let lead = try await client.makeForeignLead()
            let other = try await client.makeLead()
            let id = try #require(
                try await make(client, lead, ["transactionName": "Secret deal"])["transactionId"]?.int64
            )
            let foreign = "/v1.0/leads/\(other)/transaction/\(id)"
            #expect(try await client.get(foreign).refuses(404, 200060, "TRANSACTION_NOT_EXIST"))
            #expect(try await client.put(foreign, ["homePrice": 1]).refuses(404, 200060, "TRANSACTION_NOT_EXIST"))
            #expect(try await client.get(foreign + "/property/address").refuses(404, 200060, "TRANSACTION_NOT_EXIST"))
            #expect(try await client.get("/v2.0/transactions?queryKey=secret%20deal").json["totalCount"] == 1)
            try await client.hide(lead)
            let base = "/v1.0/leads/\(lead)/transaction"
            #expect(try await client.get(base + "s").isMissingLead)
            #expect(try await client.get("\(base)/\(id)").isMissingLead)
            #expect(try await client.put("\(base)/\(id)", ["homePrice": 1]).isMissingLead)
            #expect(try await client.get("\(base)/\(id)/property/address").isMissingLead)
            #expect(try await client.post(base, ["transactionName": "x"]).isMissingLead)
            #expect(try await client.post(base + "/property/address", ["transactionId": .integer(id)]).isMissingLead)
            for query in ["queryKey=secret%20deal", "leadId=\(lead)", "leadId=\(lead)&transactionType=All"] {
                #expect(try await client.get("/v2.0/transactions?\(query)").json["totalCount"] == 0)
            }
        }
    }

    @Test("the list of all knows purchases first, every type, a lead and a key of fifteen characters")
    func search() async throws {
        let clock = ManualClock()
        try await withSandbox(environment: clock.environment) { _, client async throws in
            let lead = try await client.makeLead(["firstName": "Quirin", "lastName": "Zephyr"])
            clock.advance(by: 1)
            let purchase = try await make(client, lead, ["transactionName": "Éclair Court 7 in the very far west"])
            let lease = try await make(client, lead, ["transactionName": "Flat", "transactionType": "Lease"])
            let leaseID = try #require(lease["transactionId"]?.int64)
            _ = try await client.post(
                "/v1.0/leads/\(lead)/transaction/property/address",
                ["transactionId": .integer(leaseID), "streetAddress": "77 Unheard-of Way"]
            )
            func found(_ query: String) async throws -> [Int64] {
                let json = try await client.get("/v2.0/transactions?\(query)").json
                let ids = json["pageData"]?.ids("transactionId") ?? []
                #expect(json["totalCount"] == .integer(Int64(ids.count)))
                return ids
            }
            let purchaseID = try #require(purchase["transactionId"]?.int64)
            #expect(try await found("leadId=\(lead)") == [purchaseID])
            #expect(try await found("leadId=\(lead)&transactionType=lease") == [leaseID])
            #expect(try await found("leadId=\(lead)&transactionType=All") == [leaseID, purchaseID])
            #expect(try await found("queryKey=%C3%89CLAIR%20court%207%20never%20mind") == [purchaseID])
            #expect(try await found("queryKey=unheard-of&transactionType=All") == [leaseID])
            #expect(try await found("queryKey=zephyr&transactionType=All") == [leaseID, purchaseID])
            let page = try await client.get(
                "/v2.0/transactions?leadId=\(lead)&transactionType=All&pageSize=1&pageNum=1"
            )
            #expect(try page.json["totalCount"] == 2)
            #expect(try page.json["pageNum"] == 1)
            #expect(try page.json["pageSize"] == 1)
            let item = try #require(try page.json["pageData"]?.items?.first)
            #expect(item["transactionId"] == .integer(purchaseID))
            #expect(item["leadId"] == .integer(lead))
            #expect(item["agentName"] == (try await client.lead(lead)["assignedUser"]))
            #expect(item["propertyId"] == 0)
        }
    }

    @Test(
        "a page of transactions that cannot be is refused",
        arguments: [
            ("pageSize=0", 20042), ("pageSize=101", 20042), ("pageNum=-1", 20012), ("transactionType=Gift", 20012),
            ("leadId=x", 20012),
        ]
    )
    func searchRefusals(query: String, code: Int) async throws {
        try await withSandbox { _, client async throws in
            let reply = try await client.get("/v2.0/transactions?\(query)")
            #expect(reply.status == 400)
            #expect(reply.text.contains("errorCode=\(code),"))
        }
    }

    @Test("each type has a pipeline of its own with one default, and the team has fields")
    func definitions() async throws {
        try await withSandbox { _, client async throws in
            let pipelines = try await client.get("/v2.0/transactions/pipelines").json["pipelines"]?.items ?? []
            #expect(
                pipelines.compactMap { $0["transactionType"]?.string } == ["Purchase", "Listing", "Lease", "Other"]
            )
            var ids: [Int64] = []
            for pipeline in pipelines {
                let stages = pipeline["stages"]?.items ?? []
                #expect(stages.compactMap { $0["default"]?.bool }.filter { $0 } == [true])
                #expect(stages.first?["default"] == true)
                #expect(stages.contains { $0["name"] == "Closed" })
                ids += stages.compactMap { $0["id"]?.int64 }
            }
            #expect(Set(ids).count == 16)
            let fields = try await client.get("/v1.0/transaction/customfields").json.items ?? []
            #expect(fields.compactMap { $0["type"]?.string } == ["TEXT", "DATE", "CURRENCY", "Single-Select"])
            #expect(fields[0].names == ["id", "name", "type", "params"])
        }
    }
}
