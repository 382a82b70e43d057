import FoundationEssentials
import Leads
import TestSupport
import Testing

@testable import LoftyAPI

/// The root value of a JSON text.
func json(_ text: String) throws -> JSONValue { try JSONDocument(Data(text.utf8)).root }

/// A lead page as the wire has it.
func pageText(_ leads: [String], total: Int, scrollID: String? = nil, metadata: String = "_metadata") -> String {
    let scroll = scrollID.map { #","scrollId":"\#($0)""# } ?? ""
    return #"{"\#(metadata)":{"collection":"leads","limit":100,"offset":0,"total":\#(total)\#(scroll)},"#
        + #""leads":[\#(leads.joined(separator: ","))]}"#
}

func leadText(_ id: Int) -> String { #"{"leadId":\#(id),"firstName":"Lead","lastName":"No \#(id)"}"# }

/// A lead with everything that the contract describes and several of its oddities.
let fullLead = #"""
    {"leadId":1147000000000001,"leadUserId":1147000000000002,"firstName":"Zoë","lastName":"Nguyễn-Ortiz","birthday":null,
     "emails":["zoe@example.com","z.ortiz@example.com"],"phones":["5035550101","+15035550102"],"phoneStatuses":[2,4],
     "source":"Website","leadSource":-1,"stage":"New Lead","stageId":100234,
     "assignedUserId":844000000000001,"assignedUser":"Alice Johnson","lenderUserId":0,"score":42,
     "tags":[{"tagId":6000001,"tagName":"Buyer","leadId":1147000000000001,"visibleType":1},{"tagName":"Hot"}],
     "teamId":400000000000001,"createTime":"2026-05-06T03:41:02GMT","assignTime":"2026-05-06T03:42:02GMT",
     "lastUpdateTime":"2026-06-17T16:50:40GMT","lastTouch":"2026-06-16T16:50:40GMT","lastVisit":"",
     "cannotText":false,"cannotCall":true,"cannotEmail":false,"unsubscription":true,"hiddenFlag":true,
     "referredBy":null,"leadTypes":[2,-1,77],"buyingTimeFrame":"3-6","sellingTimeFrame":"N/A","preQual":"Yes",
     "leadInquiry":{"id":0,"priceMin":350000.0,"priceMax":-1,"propertyType":["Condo"],"bedroomsMin":2,"bedroomsMax":-1,
       "bathroomsMin":null,"locations":[{"city":"Portland","stateCode":"OR","zipCode":"97201"},{"county":"Lane"}]},
     "leadPropertyList":[],"customAttributes":[],"segments":null,"groups":null,
     "customRoleList":[{"roleId":40,"role":"Buyer Agent","assigneeId":0,"assignee":null}],
     "pondId":0,"pondName":null,"language":"en","opportunity":"High Interest","privateFlag":false}
    """#

/// A client over a script, whose pauses take no time.
func makeClient(
    _ transport: StubTransport,
    time: ManualTime = ManualTime(skipsPauses: true),
    baseURL: String = "https://api.example.com",
    configure: (inout LoftyConfiguration) -> Void = { _ in }
) -> LoftyClient {
    var configuration = LoftyConfiguration(baseURL: baseURL, credential: .apiKey("eyJ.secret.key"))
    configuration.time = time.source
    configuration.random = { 0.5 }
    configure(&configuration)
    return LoftyClient(configuration: configuration, transport: transport)
}

/// What is known of an account that takes tags off by name, so that nobody looks what became of one.
var knownAccount: InMemoryCapabilityStore {
    var known = AccountCapabilities()
    known.tags = .observed(.addAndRemove, Evidence(asked: "", seen: "", at: .distantPast))
    return InMemoryCapabilityStore(known)
}

/// The error that a call fails with; `nil` when it does not fail, and a test failure when it is none of the client's.
func failure<R>(of call: () async throws -> R) async -> APIError? {
    do {
        _ = try await call()
        return nil
    } catch {
        if !(error is APIError) { Issue.record(error) }
        return error as? APIError
    }
}

let alice = Member(
    id: Member.ID(rawValue: 10_000_000_514),
    firstName: "Alice",
    lastName: "Johnson",
    email: "alice+crm@example.com"
)
