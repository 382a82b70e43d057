import Foundation
import Leads
import LoftyHTTP
import LoftySandbox
import Synchronization
import TestSupport
import Testing

@testable import LoftyAPI

@Suite("Capabilities of an account", .timeLimit(.minutes(1)))
struct CapabilityTests {
    private static let leadsPath = "GET /v1.0/leads"

    private static func lead(_ id: Int, created: String) -> String {
        #"{"leadId":\#(id),"firstName":"L","stage":"New","stageId":11,"createTime":"\#(created)","#
            + #""assignedUserId":844000000000001,"assignedUser":"Alice Johnson"}"#
    }

    private static let newest = lead(2, created: "2026-05-06T03:41:02GMT")
    private static let oldest = lead(1, created: "2026-01-06T03:41:02GMT")
    private static let reset = [HTTPField("X-RateLimit-Reset", "21000")]

    private static let stages = StubTransport.Step.json(
        #"{"_metadata":{"total":1},"pipelines":[{"id":11,"name":"New"}]}"#,
        to: "GET /v1.0/teamFeatures/lead-pipelines"
    )
    private static let me = StubTransport.Step.json(
        #"{"memberUserId":100234,"firstName":"Alice","lastName":"Johnson","email":"alice@example.com"}"#,
        to: "GET /v1.0/me"
    )
    private static let activities = StubTransport.Step.json(
        #"{"activities":[]}"#,
        to: "GET /v2.0/leads/2/activities"
    )

    private func page(_ leads: [String], total: Int) -> StubTransport.Step {
        .json(pageText(leads, total: total), headers: Self.reset, to: Self.leadsPath)
    }

    @Test("six reads tell what the account can do, and are not repeated for 30 days")
    func probes() async throws {
        let transport = StubTransport([
            page([Self.newest, Self.oldest], total: 40), page([Self.oldest], total: 40), page([], total: 0),
            Self.stages,
            Self.me, Self.activities,
        ])
        let store = InMemoryCapabilityStore()
        let client = makeClient(transport) { $0.capabilities = store }
        let found = try await client.probeCapabilities()
        #expect(transport.requests.count == 6)
        #expect(transport.requests.allSatisfy { $0.method == "GET" })
        #expect(found.pageCap.value == 2)
        #expect(found.honoursSort.value == true)
        #expect(found.honoursFilters.value == true)
        #expect(found.stageIDsMatch.value == true)
        #expect(found.userIDs.value == .different)
        #expect(found.hasCommunications.value == true)
        #expect(found.resetUnit.value == .millisecondsFromNow)
        #expect(found.tags == .unknown)
        #expect(store.load() == found)
        #expect(try await client.probeCapabilities() == found)
        #expect(transport.requests.count == 6)
        let date = try #require(found.probedAt)
        #expect(!found.isStale(at: date.addingTimeInterval(29 * 86_400)))
        #expect(found.isStale(at: date.addingTimeInterval(31 * 86_400)))
    }

    @Test("a list that ignores its order and its key is found out, and said")
    func findsIgnoredParameters() async throws {
        let whole = page([Self.newest, Self.oldest], total: 2)
        let gone = StubTransport.Step.json("{}", status: 400, to: "GET /v2.0/leads/2/activities")
        let transport = StubTransport([whole, whole, whole, Self.stages, Self.me, gone])
        let events = Mutex<[ClientEvent]>([])
        let record = LogRecord()
        let client = makeClient(transport) {
            $0.observe = { event in events.withLock { $0.append(event) } }
            $0.logger = record.logger
        }
        let found = try await client.probeCapabilities()
        #expect(found.honoursSort.value == false)
        #expect(found.honoursFilters.value == false)
        #expect(found.hasCommunications.value == false)
        #expect(found.pageCap == .unknown)
        let said = events.withLock { $0 }
        for name in ["sort", "key"] {
            #expect(said.contains(.notHonoured(parameter: name, operation: Self.leadsPath)))
            #expect(record.texts.contains("warning: GET /v1.0/leads answers as if \(name) had not been sent"))
        }
    }

    @Test("a read that fails leaves its capability unknown, and the first one ends the probe")
    func toleratesFailures() async throws {
        let refused = StubTransport.Step.json("{}", status: 400)
        let page = page([Self.newest, Self.oldest], total: 2)
        let transport = StubTransport([page, refused, refused, refused, refused, refused])
        let found = try await makeClient(transport).probeCapabilities()
        #expect((found.honoursSort, found.honoursFilters, found.userIDs) == (.unknown, .unknown, .unknown))
        let client = makeClient(StubTransport([refused]))
        #expect(await failure { try await client.probeCapabilities() }?.kind == .refused)
        #expect(await client.capabilities().probedAt == nil)
    }

    @Test("the sandbox is probed as what it is")
    func probesSandbox() async throws {
        let sandbox = try await Sandbox.start(SandboxConfiguration(leads: 130, rateLimitPerMinute: 500))
        var configuration = LoftyConfiguration(
            baseURL: sandbox.endpoint.url,
            credential: .apiKey(sandbox.endpoint.apiKey)
        )
        configuration.random = { 0.5 }
        let client = LoftyClient(
            configuration: configuration,
            transport: CurlTransport(settings: .init(environment: [:]))
        )
        let error = await failure { try await client.probeCapabilities() }
        await sandbox.stop()
        #expect(error == nil)
        let found = await client.capabilities()
        #expect(found.pageCap.value == 100)
        #expect(found.honoursSort.value == true)
        #expect(found.honoursFilters.value == true)
        #expect(found.hasCommunications.value == true)
        #expect(found.stageIDsMatch.value == true)
        #expect(found.resetUnit.value != nil)
    }

    @Test("a file keeps them for the user alone, and is none when it is damaged or of another version")
    func keepsFile() throws {
        let directory = try TemporaryDirectory()
        let file = CapabilityFile(path: "\(directory.path)/capabilities.json")
        #expect(file.load() == nil)
        var capabilities = AccountCapabilities()
        let evidence = Evidence(asked: "a", seen: "b", at: Date(timeIntervalSince1970: 1_781_715_040))
        capabilities.tags = .observed(.replace, evidence)
        capabilities.pageCap = .observed(25, evidence)
        try file.save(capabilities)
        #expect(file.load() == capabilities)
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path).count == 1)
        capabilities.version = 99
        try file.save(capabilities)
        #expect(file.load() == nil)
        try Data("{".utf8).write(to: URL(filePath: file.path))
        #expect(file.load() == nil)
    }

    @Test("a file that cannot be put in place says why, and leaves nothing behind")
    func explainsFailure() throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/capabilities.json"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        let error = #expect(throws: CapabilityStoreError.self) {
            try CapabilityFile(path: path).save(AccountCapabilities())
        }
        #expect(error?.reason == "\(path) cannot be written (Is a directory)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["capabilities.json"])
    }

    @Test("a pipe under the name of the file is none, and holds nobody up")
    func refusesPipe() throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/capabilities.json"
        #expect(mkfifo(path, 0o600) == 0)
        #expect(CapabilityFile(path: path).load() == nil)
    }

    @Test("a store that cannot save is said, and memory goes on")
    func toleratesFullDisk() async throws {
        let events = Mutex<[ClientEvent]>([])
        let put = StubTransport.Step.json(#"{"leadId":5}"#)
        let lead = StubTransport.Step.json(#"{"lead":{"leadId":5,"tags":[]}}"#)
        let tagged = StubTransport.Step.json(#"{"lead":{"leadId":5,"tags":[{"tagName":"A"}]}}"#)
        let client = makeClient(StubTransport([tagged, put, lead, put])) {
            $0.capabilities = CapabilityFile(path: "/nonexistent/capabilities.json")
            $0.observe = { event in events.withLock { $0.append(event) } }
        }
        for _ in 0..<2 { try await client.updateLead(Lead.ID(5), LeadEdit(removingTags: ["A"])) }
        let failures = events.withLock { $0 }.filter { if case .capabilitiesNotKept = $0 { true } else { false } }
        #expect(failures.count == 1)
    }
}
