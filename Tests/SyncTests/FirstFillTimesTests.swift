import Foundation
import Leads
import LoftyAPI
import LoftyHTTP
import LoftySandbox
import Store
import Sync
import Synchronization
import TestSupport
import Testing

/// How much of the allowed calls the first reading of a book uses: measured with `FOYER_TIMES=1`, over minutes and real
/// sockets.
///
/// 500 calls a minute want a release build on a machine that has nothing else to do: where a page takes longer than an
/// eighth of a second to be kept, it is not the limit that is measured.
@Suite(
    "The time of the first fill",
    .serialized,
    .enabled(if: ProcessInfo.processInfo.environment["FOYER_TIMES"] != nil)
)
struct FirstFillTimesTests {
    /// Leads of a page: few, so that a book of a size that can be made needs more calls than two minutes allow.
    private static let page = 10

    @Test(
        "is that of at least 95 of 100 calls that are allowed, and none is refused",
        .timeLimit(.minutes(10)),
        arguments: [100, 500]
    )
    func firstFill(_ limit: Int) async throws {
        let pages = limit * 23 / 10
        var configuration = SandboxConfiguration(leads: pages * Self.page, rateLimitPerMinute: limit)
        configuration.oddities.longestLeadPage = Self.page
        let sandbox = try await Sandbox.start(configuration)
        let transport = WatchedTransport()
        let state = try TemporaryState()
        do {
            let credential = Credential.apiKey(sandbox.endpoint.apiKey)
            let settings = LoftyConfiguration(baseURL: sandbox.endpoint.url, credential: credential)
            let engine = try SyncEngine(
                service: LoftyClient(configuration: settings, transport: transport),
                shared: try state.directory.open(),
                environment: SyncEnvironment(host: nil),
                observer: { _ in }
            )
            try await engine.refresh(.full)
            #expect(try await engine.rows().count == pages * Self.page)
        } catch {
            await sandbox.stop()
            throw error
        }
        await sandbox.stop()
        judge(transport.answers, limit)
    }

    private func judge(_ answers: [WatchedTransport.Answer], _ limit: Int) {
        #expect(answers.count { $0.status == 429 } == 0)
        // Windows have the moment of their end for a name; the last one was not needed to its end.
        let windows = Dictionary(grouping: answers, by: \.reset).sorted { $0.key < $1.key }.map(\.value)
        guard windows.count > 2, let first = answers.first?.at,
            let end = windows.last?.map(\.at).min()
        else {
            Issue.record("\(windows.count) windows are too few to judge by")
            return
        }
        let whole = windows.dropLast()
        for window in whole {
            let left = window.map(\.remaining).min() ?? limit
            print("first fill at \(limit) calls a minute: \(limit - left) of a window")
            #expect(Double(limit - left) >= 0.95 * Double(limit))
        }
        let minutes = (end - first) / .seconds(60)
        // On a machine that is busy with other things it is not the limit that is waited for.
        let answering = answers.reduce(Duration.zero) { $0 + $1.took }
        let keeping = zip(answers, answers.dropFirst()).reduce(Duration.zero) { sum, pair in
            pair.0.remaining > 0 ? sum + pair.0.at.duration(to: pair.1.at) - pair.1.took : sum
        }
        let used = Double(whole.reduce(0) { $0 + $1.count }) / (minutes * Double(limit))
        print(
            "first fill at \(limit) calls a minute: \(Int(used * 1_000)) of 1,000 allowed calls over \(minutes) minutes"
        )
        print("of these \(answering) for answers and \(keeping) between one and the next call, with calls left")
        #expect(used >= 0.95)
    }
}

/// Notes what each answer says of the limit.
private final class WatchedTransport: HTTPTransport {
    struct Answer {
        var at: ContinuousClock.Instant
        var took: Duration
        var status: Int
        var remaining: Int
        var reset: String
    }

    private let transport = CurlTransport()
    private let noted = Mutex<[Answer]>([])

    var answers: [Answer] { noted.withLock { $0 } }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let began = ContinuousClock.now
        let response = try await transport.send(request)
        let field = { (name: String) in
            response.headers.first { $0.name.lowercased() == name }?.value ?? ""
        }
        let answer = Answer(
            at: .now,
            took: began.duration(to: .now),
            status: response.status,
            remaining: Int(field("x-ratelimit-remaining")) ?? 0,
            reset: field("x-ratelimit-reset")
        )
        noted.withLock { $0.append(answer) }
        return response
    }
}
