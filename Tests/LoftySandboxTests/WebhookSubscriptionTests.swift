import GRDB
import Testing

@testable import LoftySandbox

@Suite("Webhook subscriptions", .timeLimit(.minutes(1)))
struct WebhookSubscriptionTests {
    @Test("a subscription is made with its defaults, listed bare and deleted with an empty answer")
    func lifecycle() async throws {
        try await withSandbox { _, client in
            let made = try await client.post(
                "/v1.0/webhook",
                ["listId": 2, "callbackUrl": "https://example.com/hook?secret=1"]
            )
            #expect(made.status == 200)
            let subscription = try made.json
            #expect(
                subscription.members.map(\.name) == [
                    "subscribeId", "teamId", "listId", "callbackUrl", "vendorId", "limit", "permissionMode",
                ]
            )
            #expect(subscription["limit"] == 100)
            #expect(subscription["permissionMode"] == 0)
            let twin = try await client.post(
                "/v1.0/webhook",
                ["listId": 2, "callbackUrl": "https://example.com/b", "limit": 5_000, "permissionMode": 1]
            )
            #expect(try await client.get("/v1.0/webhooks").json == [subscription, try twin.json])
            let id = try #require(subscription["subscribeId"]?.int64)
            let deleted = try await client.delete("/v1.0/webhook/\(id)")
            #expect(deleted.status == 200)
            #expect(deleted.body.isEmpty)
            #expect(try await client.get("/v1.0/webhooks").json == [try twin.json])
        }
    }

    @Test(
        "what cannot be subscribed to is refused with the contract's name",
        arguments: [
            (#"{"callbackUrl":"https://example.com"}"#, 20012, "WEBHOOK_TYPE_ERROR"),
            (#"{"listId":0,"callbackUrl":"https://example.com"}"#, 20012, "WEBHOOK_TYPE_ERROR"),
            (#"{"listId":13,"callbackUrl":"https://example.com"}"#, 20012, "WEBHOOK_TYPE_ERROR"),
            (#"{"listId":2,"url":"https://example.com"}"#, 20049, "Please enter url in right format"),
            (#"{"listId":2}"#, 20049, "Please enter url in right format"),
            (#"{"listId":2,"callbackUrl":" "}"#, 20049, "Please enter url in right format"),
            (#"{"listId":2,"callbackUrl":"http://example.com"}"#, 20012, "WEBHOOK_CALLBACK_URL_INVALID"),
            (#"{"listId":2,"callbackUrl":"http://127.0.0.1.example.com"}"#, 20012, "WEBHOOK_CALLBACK_URL_INVALID"),
            (#"{"listId":2,"callbackUrl":"ftp://127.0.0.1"}"#, 20012, "WEBHOOK_CALLBACK_URL_INVALID"),
            (#"{"listId":2,"callbackUrl":"https://"}"#, 20012, "WEBHOOK_CALLBACK_URL_INVALID"),
            (#"{"listId":2,"callbackUrl":"example.com/hook"}"#, 20012, "WEBHOOK_CALLBACK_URL_INVALID"),
            (#"{"listId":2,"callbackUrl":"http://127.0.0.1/a b"}"#, 20012, "WEBHOOK_CALLBACK_URL_INVALID"),
            (#"{"listId":2,"callbackUrl":"http://127.0.0.1/\r\nX: y"}"#, 20012, "WEBHOOK_CALLBACK_URL_INVALID"),
            (#"{"listId":2,"callbackUrl":"https://me:pw@example.com"}"#, 20012, "WEBHOOK_CALLBACK_URL_INVALID"),
            (#"{"listId":2,"callbackUrl":"https://example.com","limit":0}"#, 20012, "limit must be between 1 and 5000"),
            (
                #"{"listId":2,"callbackUrl":"https://example.com","limit":5001}"#, 20012,
                "limit must be between 1 and 5000"
            ),
            (
                #"{"listId":2,"callbackUrl":"https://example.com","permissionMode":2}"#, 20012,
                "permissionMode must be 0 or 1"
            ),
        ]
    )
    func refused(body: String, code: Int, message: String) async throws {
        try await withSandbox { _, client in
            let reply = try await client.reply("POST", "/v1.0/webhook", body)
            #expect(reply.status == 400)
            #expect(reply.text.contains("errorCode=\(code),"))
            #expect(reply.text.contains(message))
            #expect(try await client.get("/v1.0/webhooks").json == [])
        }
    }

    @Test("http goes to addresses of this machine", arguments: ["127.0.0.1", "127.8.9.10:81", "localhost", "[::1]:9"])
    func loopback(authority: String) throws {
        let url = try #require(CallbackURL("http://\(authority)/a/b?c=d"))
        #expect(url.loopback != nil)
        #expect(url.target == "/a/b?c=d")
        #expect(url.authority == authority)
    }

    @Test("the fifty-first subscription of a member is one too many")
    func tooMany() async throws {
        try await withSandbox { _, client in
            let body: JSON = ["listId": 1, "callbackUrl": "https://example.com"]
            for _ in 0..<WebhookEndpoints.mostSubscriptions {
                #expect(try await client.post("/v1.0/webhook", body).status == 200)
            }
            let reply = try await client.post("/v1.0/webhook", body)
            #expect(reply.status == 400)
            #expect(reply.text.contains("WEBHOOK_EXCEED_LIMIT"))
        }
    }

    @Test("what is missing or somebody else's cannot be deleted")
    func deleteRefused() async throws {
        let pipeline = try PipelineUnderTest()
        defer { pipeline.close() }
        let other = try await pipeline.addKey(for: BookTeam.guideMemberID)
        let body: JSON = ["listId": 2, "callbackUrl": "https://example.com"]
        let made = try JSONParser.parse(await pipeline.send("POST", "/v1.0/webhook", body).body)
        let id = try #require(made["subscribeId"]?.int64)
        for (key, path, name) in [
            (nil, "/v1.0/webhook/999", "WEBHOOK_DELETE_NOT_EXIST"),
            (other, "/v1.0/webhook/\(id)", "WEBHOOK_DELETE_NO_AUTHORITY"),
        ] {
            let response = await pipeline.send("DELETE", path, key: key)
            #expect(response.status == 400)
            #expect(String(decoding: response.body, as: UTF8.self).contains(name))
        }
        #expect(await pipeline.send("GET", "/v1.0/webhooks", key: other).body == Array("[]".utf8))
        #expect(await pipeline.send("DELETE", "/v1.0/webhook/\(id)").status == 200)
    }
}
