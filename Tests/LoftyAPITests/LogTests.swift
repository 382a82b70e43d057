import FoundationEssentials
import Leads
import Logging
import Synchronization
import TestSupport
import Testing

@testable import LoftyAPI

/// Keeps what was logged.
final class LogRecord: Sendable {
    struct Line: Hashable {
        var level: Logger.Level
        var text: String
        var metadata: [String: String]
    }

    private let kept = Mutex<[Line]>([])

    var lines: [Line] { kept.withLock(\.self) }

    var texts: [String] { lines.map { "\($0.level): \($0.text)" } }

    var logger: Logger {
        var logger = Logger(label: "test") { _ in Handler(record: self) }
        logger.logLevel = .trace
        return logger
    }

    private struct Handler: LogHandler {
        let record: LogRecord
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let values = event.metadata?.mapValues { "\($0)" } ?? [:]
            let line = Line(level: event.level, text: "\(event.message)", metadata: values)
            record.kept.withLock { $0.append(line) }
        }
    }
}

@Suite("Log", .timeLimit(.minutes(1)))
struct LogTests {
    private static let member = #"{"memberUserId":9,"firstName":"A","email":"a@example.com"}"#

    private func client(_ transport: StubTransport, _ record: LogRecord) -> LoftyClient {
        makeClient(transport) { $0.logger = record.logger }
    }

    @Test("every attempt is a line at debug, with the call, the status, the size and the time")
    func logsAttempts() async throws {
        let record = LogRecord()
        let client = client(StubTransport([.json("bad", status: 502), .json(Self.member)]), record)
        _ = try await client.me()
        #expect(
            record.texts == [
                "debug: GET /v1.0/me: 502", "notice: GET /v1.0/me is tried again", "debug: GET /v1.0/me: 200",
            ]
        )
        let metadata = record.lines.map(\.metadata)
        #expect(metadata[0] == ["call": "tttt.1/1", "bytes": "3", "milliseconds": "0.0"])
        #expect(metadata[1] == ["call": "tttt.1/1", "pauseMilliseconds": "400.0"])
        #expect(metadata[2]["call"] == "tttt.1/2")
    }

    @Test("the end of a call that failed is a line at notice, and its error names the attempt")
    func logsFailures() async throws {
        let record = LogRecord()
        let client = client(StubTransport([.failure(.lost), .failure(.lost), .failure(.lost)]), record)
        let error = try #require(await failure { try await client.me() })
        #expect(error.id == CallID(call: "tttt.1", attempt: 3))
        #expect(record.texts.last == "notice: GET /v1.0/me failed: connectionLost")
        #expect(record.lines.last?.metadata == ["call": "tttt.1/3"])
    }

    @Test("the request has the attempt's name and does not send it")
    func namesRequests() async throws {
        let transport = StubTransport([.json(Self.member), .json(Self.member)])
        let client = makeClient(transport)
        _ = try await client.me()
        _ = try await client.me()
        #expect(transport.requests.map { $0.id?.description } == ["tttt.1/1", "tttt.2/1"])
        #expect(transport.requests.allSatisfy { !"\($0.headers)".contains("tttt") })
    }

    @Test("two clients have different names")
    func namesClients() {
        let numbers = (0..<20).map { _ in CallNumbers(random: { Double.random(in: 0..<1) }).next().call }
        #expect(Set(numbers).count > 10)
        #expect(CallNumbers(random: { 0.999_999_999 }).next().call == "9999.1")
    }

    @Test("what a person typed, what the server says and the credential stay out of the log")
    func keepsSilent() async throws {
        let record = LogRecord()
        let echo = #"{"message":"Jane Roe 5035550199 jane@example.com eyJ.secret.key a private note"}"#
        let transport = StubTransport([
            .json(echo, status: 400), .json(echo, status: 500), .json(echo, status: 401), .json(echo, status: 400),
            .json(pageText([#"{"leadId":"Jane Roe"}"#], total: 1)),
        ])
        let client = client(transport, record)
        let new = NewLead(firstName: "Jane", lastName: "Roe", emails: ["jane@example.com"], phones: ["5035550199"])
        #expect(await failure { try await client.createLead(new) } != nil)
        #expect(await failure { try await client.addNote("a private note", to: Lead.ID(5)) } != nil)
        #expect(await failure { try await client.updateLead(Lead.ID(5), LeadEdit(firstName: "Jane")) } != nil)
        #expect(await failure { try await client.leads(LeadListRequest(stage: "Jane's stage")) } != nil)
        _ = try await client.leads(LeadListRequest())
        #expect(record.lines.count == 10)
        let all = "\(record.lines)"
        for secret in ["Jane", "Roe", "5035550199", "example", "secret", "private", "stage"] {
            #expect(!all.contains(secret), "\(secret)")
        }
        let omission = "an item of the answer is left out: lead 1: it has no readable leadId"
        #expect(record.texts.last == "warning: GET /v1.0/leads: \(omission)")
    }

    // MARK: Files

    @Test("a log file has one line for each entry from its level on, and is its owner's alone")
    func writesFiles() async throws {
        let folder = try ScratchFolder()
        let time = ManualTime(skipsPauses: true)
        let log = try FileLog(path: "\(folder.path)/log", time: time.source)
        let client = makeClient(StubTransport([.failure(.lost), .json(Self.member)]), time: time) {
            $0.logger = log.logger(label: "lofty")
        }
        _ = try await client.me()
        log.logger(label: "x").warning("two\nlines\u{1B}[31m", metadata: ["b": "2", "a": "1\n"])
        #expect(
            try folder.text(of: "log") == """
                2026-06-17T16:50:40Z notice lofty: GET /v1.0/me is tried again call=tttt.1/1 pauseMilliseconds=400.0
                2026-06-17T16:50:40Z warning x: two lines [31m a=1  b=2

                """
        )
        #expect(try folder.mode(of: "log") == 0o600)
        #expect(throws: CredentialError.self) { try FileLog(path: try folder.write("", to: "open", mode: 0o644)) }
    }

    @Test("a full log file loses lines and no call")
    func boundsFiles() async throws {
        let folder = try ScratchFolder()
        let log = try FileLog(path: "\(folder.path)/log", limit: 120)
        let client = makeClient(StubTransport([.failure(.lost), .failure(.lost), .json(Self.member)])) {
            $0.logger = log.logger(label: "lofty", level: .debug)
        }
        _ = try await client.me()
        let size = try folder.text(of: "log").utf8.count
        #expect(size > 0 && size <= 120)
    }

    @Test("a log file that has grown is put aside by the next run")
    func putsFilesAside() throws {
        let folder = try ScratchFolder()
        for number in 1...4 {
            let log = try FileLog(path: "\(folder.path)/log", limit: 160)
            log.logger(label: "x").notice("run \(number)")
        }
        #expect(try folder.names == ["log", "log.old"])
        #expect(try folder.text(of: "log.old").hasSuffix("run 3\n"))
        #expect(try folder.text(of: "log").hasSuffix("run 4\n"))
    }

    // MARK: Operations that end

    @Test("the log and the observer hear once that an operation will go away")
    func reportsEnds() async throws {
        let record = LogRecord()
        let events = Mutex<[ClientEvent]>([])
        let fields = [
            HTTPField("Deprecation", "@1798761600"), HTTPField("Sunset", "Sun, 11 Nov 2029 23:59:59 GMT"),
        ]
        let transport = StubTransport([.json(Self.member, headers: fields), .json(Self.member, headers: fields)])
        let client = makeClient(transport) {
            $0.logger = record.logger
            $0.observe = { event in events.withLock { $0.append(event) } }
        }
        _ = try await client.me()
        _ = try await client.me()
        let ends = events.withLock { $0 }.filter { if case .ending = $0 { true } else { false } }
        #expect(ends == [.ending(operation: "GET /v1.0/me", at: Date(timeIntervalSince1970: 1_889_135_999))])
        let warnings = record.texts.filter { $0.hasPrefix("warning") }
        #expect(warnings == ["warning: GET /v1.0/me will end on 2029-11-11T23:59:59Z; update the client"])
    }

    // MARK: Files of the client

    @Test("the log warns once of a budget that is not shared and of findings that are not kept")
    func warnsOfFiles() async throws {
        let record = LogRecord()
        let client = makeClient(StubTransport()) {
            $0.logger = record.logger
            $0.sharedBudgetDirectory = "/proc/foyer"
            $0.capabilities = CapabilityFile(path: "/nonexistent/capabilities.json")
        }
        for version in 7...8 { await client.capabilityRecord.learn { $0.version = version } }
        for _ in 1...2 { _ = await client.budget() }
        let warnings = record.texts.filter { $0.hasPrefix("warning") }
        #expect(warnings.count == 2)
        #expect(warnings.contains { $0.hasPrefix("warning: The rate limit is not shared with other processes: ") })
        #expect(
            warnings.contains(
                "warning: What was found out about the account is not kept: "
                    + "/nonexistent/capabilities.json cannot be written (No such file or directory)"
            )
        )
        #expect(!"\(warnings)".contains("secret"))
    }

    @Test(
        "only a header that announces an end is taken for one",
        arguments: [
            (["Deprecation": "true"], true), (["Deprecation": "@1"], true), (["Sunset": "soon"], true),
            (["Deprecation": "false"], false), (["Deprecation": ""], false), ([:], false),
        ] as [([String: String], Bool)]
    )
    func readsNotices(fields: [String: String], announces: Bool) {
        let response = HTTPResponse(status: 200, headers: fields.map { HTTPField($0.key, $0.value) })
        #expect((EndNotice(response) != nil) == announces)
    }
}
