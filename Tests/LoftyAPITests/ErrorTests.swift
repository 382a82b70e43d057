import FoundationEssentials
import Leads
import TestSupport
import Testing

@testable import LoftyAPI

/// One call of each effect.
enum SampleCall: CaseIterable, Sendable {
    case read, set, add

    func run(on client: LoftyClient) async throws {
        switch self {
        case .read: _ = try await client.me()
        case .set: try await client.updateLead(Lead.ID(5), LeadEdit(stage: "Contacted"))
        case .add: _ = try await client.createLead(NewLead(firstName: "Jane"))
        }
    }
}

@Suite("Errors", .timeLimit(.minutes(1)))
struct ErrorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var status: Int
        var body: String
        var kind: APIError.Kind
        var code: Int?
        var text: String?
        /// What may be done after a read, a write that sets a value, and one that adds something.
        var dispositions: [RetryDisposition]

        var testDescription: String { "\(status) \(body.prefix(60))" }

        init(
            _ status: Int,
            _ body: String,
            _ kind: APIError.Kind,
            code: Int? = nil,
            text: String? = nil,
            _ dispositions: RetryDisposition...
        ) {
            self.status = status
            self.body = body
            self.kind = kind
            self.code = code
            self.text = text
            self.dispositions = dispositions.count == 1 ? Array(repeating: dispositions[0], count: 3) : dispositions
        }
    }

    private static func business(_ code: Int, _ text: String) -> String {
        #"{"message":"BaseApplicationException:errorCode=\#(code),errorMsg=\#(text)"}"#
    }

    private static let again = RetryDisposition.retry(after: nil)

    private static let cases: [Case] = [
        // E1: an object with a code.
        Case(
            400,
            #"{"code":200058,"message":"User in token does not exist."}"#,
            .credentialRejected,
            code: 200_058,
            text: "User in token does not exist.",
            .permanent
        ),
        Case(
            403,
            #"{"code":200100,"message":"Sorry, the vendor does not have permission for this API."}"#,
            .notGranted,
            code: 200_100,
            text: "Sorry, the vendor does not have permission for this API.",
            .permanent
        ),
        Case(
            400,
            #"{"code":20001,"message":"Content-type must be: application/json"}"#,
            .refused,
            code: 20_001,
            text: "Content-type must be: application/json",
            .permanent
        ),
        Case(
            401,
            #"{"code":"20004","message":"Bad credentials"}"#,
            .credentialRejected,
            code: 20_004,
            text: "Bad credentials",
            .permanent
        ),
        Case(
            400,
            #"{"errorCode":20012,"errorMsg":"No leadId"}"#,
            .refused,
            code: 20_012,
            text: "No leadId",
            .permanent
        ),
        // E2: the code inside the message.
        Case(404, business(20_006, "Lead not exist"), .notFound, code: 20_006, text: "Lead not exist", .permanent),
        Case(404, business(20_007, "Note not exist"), .notFound, code: 20_007, text: "Note not exist", .permanent),
        Case(400, business(20_017, "No right"), .notGranted, code: 20_017, text: "No right", .permanent),
        Case(403, business(20_017, "No right"), .notGranted, code: 20_017, text: "No right", .permanent),
        Case(
            400,
            business(20_042, "Limit must be between 1 and 100"),
            .refused,
            code: 20_042,
            text: "Limit must be between 1 and 100",
            .permanent
        ),
        Case(
            500,
            business(20_005, "Internal"),
            .serverFailure,
            code: 20_005,
            text: "Internal",
            again,
            again,
            .ambiguous
        ),
        // E3: a message only.
        Case(429, #"{"message":"Too Many Requests"}"#, .rateLimited, text: "Too Many Requests", again),
        Case(
            400,
            #"{"message":"rejected by RateLimitFilter"}"#,
            .rateLimited,
            text: "rejected by RateLimitFilter",
            again
        ),
        Case(
            404,
            #"{"message":"The requested API endpoint does not exist"}"#,
            .refused,
            text: "The requested API endpoint does not exist",
            .permanent
        ),
        Case(404, #"{"message":"no such stage"}"#, .notFound, text: "no such stage", .permanent),
        // E4: a plain JSON string.
        Case(400, #""First name is required""#, .refused, text: "First name is required", .permanent),
        Case(404, #""Lead not exist""#, .notFound, text: "Lead not exist", .permanent),
        Case(
            400,
            #""Request rejected by RateLimitFilter""#,
            .rateLimited,
            text: "Request rejected by RateLimitFilter",
            again
        ),
        Case(
            400,
            #""Request rejected by PackageLimitFilter""#,
            .refused,
            text: "Request rejected by PackageLimitFilter",
            .permanent
        ),
        // Names instead of numbers.
        Case(400, #"{"code":"VENDOR_HAS_NO_PERMISSION","message":"no"}"#, .notGranted, text: "no", .permanent),
        Case(400, #"{"message":"ACCESS_ALL_TEAM_LEADS"}"#, .notGranted, text: "ACCESS_ALL_TEAM_LEADS", .permanent),
        Case(403, #""NO_ACCESS_WEBSITE""#, .notGranted, text: "NO_ACCESS_WEBSITE", .permanent),
        Case(
            400,
            business(0, "x").replacing("errorCode=0", with: "errorCode=TASK_NOT_EXIST"),
            .notFound,
            text: "x",
            .permanent
        ),
        Case(
            400,
            #"{"errorMsg":"BAD_CREDENTIALS: expired"}"#,
            .credentialRejected,
            text: "BAD_CREDENTIALS: expired",
            .permanent
        ),
        Case(400, #"{"message":"SOME_OTHER_NAME"}"#, .refused, text: "SOME_OTHER_NAME", .permanent),
        Case(
            400,
            #"{"code":20012,"message":"LEAD_NOT_EXIST"}"#,
            .refused,
            code: 20_012,
            text: "LEAD_NOT_EXIST",
            .permanent
        ),
        // What the framework below says, and other keys for the text.
        Case(404, #"{"status":404,"error":"Not Found","path":"/v1.0/lead"}"#, .refused, text: "Not Found", .permanent),
        Case(
            415,
            #"{"status":415,"error":"Unsupported Media Type"}"#,
            .refused,
            text: "Unsupported Media Type",
            .permanent
        ),
        Case(406, #"{"msg":"Not acceptable"}"#, .refused, text: "Not acceptable", .permanent),
        // E5: nothing, or the page of something in between.
        Case(401, "", .credentialRejected, .permanent),
        Case(401, "<html><title>Login</title></html>", .credentialRejected, text: "Login", .permanent),
        Case(403, "", .notGranted, .permanent),
        Case(404, "", .unreadableAnswer, .permanent),
        Case(
            404,
            "<html><head><title>404 Not Found</title></head></html>",
            .unreadableAnswer,
            text: "404 Not Found",
            .permanent
        ),
        Case(
            502,
            "<html><title>502 Bad Gateway</title></html>",
            .serverFailure,
            text: "502 Bad Gateway",
            again,
            again,
            .ambiguous
        ),
        Case(503, "maintenance", .serverFailure, text: "maintenance", again, again, .ambiguous),
        Case(429, "", .rateLimited, again),
        Case(408, "", .connectionLost, again, again, .ambiguous),
        Case(410, #"{"message":"gone"}"#, .refused, text: "gone", .permanent),
        // E6: a failure inside a 200.
        Case(
            200,
            #"{"data":null,"errorCode":20006,"errorMsg":"Lead not exist"}"#,
            .notFound,
            code: 20_006,
            text: "Lead not exist",
            .permanent
        ),
        Case(
            200,
            #"{"status":{"code":20017,"msg":"No right"},"data":false}"#,
            .notGranted,
            code: 20_017,
            text: "No right",
            .permanent
        ),
        Case(200, #"{"code":20012,"message":"Bad","data":null}"#, .refused, code: 20_012, text: "Bad", .permanent),
        Case(
            200,
            #"{"errorCode":"20004","errorMsg":"Bad"}"#,
            .credentialRejected,
            code: 20_004,
            text: "Bad",
            .permanent
        ),
    ]

    @Test(
        "a code of zero inside a 200 is a success",
        arguments: [
            #"{"data":true,"errorCode":0,"errorMsg":""}"#, #"{"status":{"code":0,"msg":"success"},"data":true}"#,
            #"{"code":0,"message":"success","data":{}}"#, #"{"code":200,"message":"OK"}"#, #"{"errorCode":"0"}"#,
        ]
    )
    func acceptsZeroCodes(body: String) async throws {
        try await SampleCall.set.run(on: makeClient(StubTransport([.json(body)])))
    }

    @Test(
        "an operation that the server has given up is told apart",
        arguments: [(410, true), (400, false), (404, false)]
    )
    func tellsWithdrawn(status: Int, isWithdrawn: Bool) async throws {
        let transport = StubTransport([.json(#"{"message":"gone"}"#, status: status)])
        let error = try #require(await failure { try await makeClient(transport).me() })
        #expect(error.isWithdrawn == isWithdrawn)
    }

    @Test("every body shape becomes one error with a kind, a code, a text and a disposition", arguments: cases)
    func classifies(_ example: Case) async throws {
        for (call, disposition) in zip(SampleCall.allCases, example.dispositions) {
            let transport = StubTransport([.json(example.body, status: example.status)])
            let client = makeClient(transport) { $0.readAttempts = 1 }
            let error = try #require(await failure { try await call.run(on: client) })
            #expect(error.kind == example.kind, "\(call)")
            #expect(error.code == example.code, "\(call)")
            #expect(error.serverText == example.text, "\(call)")
            #expect(error.status == example.status, "\(call)")
            #expect(error.disposition == disposition, "\(call)")
        }
    }

    @Test(
        "a 2xx that is no proof of execution is read again after a read and looked into after a POST",
        arguments: ["", "<html></html>", "{", "OK", "[", #"{"leadId":"#, "{}", "[]", "null", "7"]
    )
    func doubtsSuccesses(body: String) async throws {
        let dispositions: [(SampleCall, RetryDisposition)] = [(.read, .retry(after: nil)), (.add, .ambiguous)]
        for (call, disposition) in dispositions {
            let transport = StubTransport([.json(body)])
            let client = makeClient(transport) { $0.readAttempts = 1 }
            let error = try #require(await failure { try await call.run(on: client) })
            #expect(error.kind == .unreadableAnswer)
            #expect(error.disposition == disposition)
            #expect(error.serverText?.hasPrefix("The answer cannot be read: ") == true)
        }
    }

    @Test("an update may be answered with nothing, but not with a web page")
    func acceptsEmptyUpdates() async throws {
        let client = makeClient(StubTransport([.json(""), .json("<html>"), .json(#"{"leadId":5}"#)]))
        try await SampleCall.set.run(on: client)
        let error = try #require(await failure { try await SampleCall.set.run(on: client) })
        #expect(error.disposition == .retry(after: nil))
        try await SampleCall.set.run(on: client)
    }

    @Test(
        "a call without an answer says whether it may have been executed",
        arguments: [
            (.unreachable, .unreachable, [again, again, again]), (.untrusted, .unreachable, [again, again, again]),
            (.lost, .connectionLost, [again, again, .ambiguous]),
            (.answerTooLarge, .answerTooLarge, [.permanent, .permanent, .ambiguous]),
            (.cancelled, .cancelled, [again, again, .ambiguous]),
            (.unusable, .invalidRequest, [.permanent, .permanent, .permanent]),
        ] as [(TransportError.Kind, APIError.Kind, [RetryDisposition])]
    )
    func classifiesSilence(kind: TransportError.Kind, expected: APIError.Kind, dispositions: [RetryDisposition])
        async throws
    {
        for (call, disposition) in zip(SampleCall.allCases, dispositions) {
            let client = makeClient(StubTransport([.failure(kind)])) { $0.readAttempts = 1 }
            let error = try #require(await failure { try await call.run(on: client) })
            #expect(error.kind == expected)
            #expect(error.status == nil)
            #expect(error.disposition == disposition)
        }
    }

    @Test("the table says which POSTs may be repeated")
    func namesRepeatablePosts() {
        #expect(Endpoint.assignLead.effect == .setsValue)
        #expect(Endpoint.previewAssignees.effect == .reads)
        #expect([Endpoint.createLead, .addNote, .logContact].allSatisfy { $0.effect == .adds })
    }

    @Test("a redirect is refused with a sentence that names the other host and nothing else of the URL")
    func refusesRedirects() async throws {
        let location = HTTPField("Location", "https://user:pw@evil.example.com/login?next=secret")
        for call in SampleCall.allCases {
            let transport = StubTransport([.json("", status: 302, headers: [location])])
            let error = try #require(await failure { try await call.run(on: makeClient(transport)) })
            #expect(error.kind == .unreadableAnswer)
            #expect(error.disposition == .permanent)
            #expect(error.serverText?.contains("https://evil.example.com;") == true)
            #expect(error.serverText?.contains("pw") == false)
            #expect(error.serverText?.contains("secret") == false)
        }
    }

    @Test("text of the server is one clean line of at most 500 characters without the credential")
    func cleansText() async throws {
        let hostile = "a\\u001b[31m\\nb\\u202ec\\u0000 key eyJ.secret.key " + String(repeating: "é", count: 600)
        let transport = StubTransport([.json(#"{"message":"\#(hostile)"}"#, status: 400)])
        let error = try #require(await failure { try await makeClient(transport).me() })
        let text = try #require(error.serverText)
        #expect(text.hasPrefix("a [31m b c key [credential] éé"))
        #expect(text.count == 500)
        #expect(!"\(error)".contains("secret"))
    }

    @Test("a credential that spans the cut is hidden too")
    func redactsBeforeCutting() {
        let text = String(repeating: "x", count: 495) + "topsecretkey"
        let cleaned = ServerText.clean(text, hiding: .apiKey("topsecretkey"))
        #expect(cleaned?.contains("tops") == false)
    }

    @Test("an error says its operation without ids of leads")
    func namesOperations() async throws {
        let transport = StubTransport([.json("{}", status: 400)])
        let error = try #require(
            await failure { try await makeClient(transport).lead(Lead.ID(77), includingTrashed: true) }
        )
        #expect(error.operation == "GET /v1.0/leads/{leadId}")
        #expect("\(error)" == "GET /v1.0/leads/{leadId}, refused, HTTP 400")
    }
}
