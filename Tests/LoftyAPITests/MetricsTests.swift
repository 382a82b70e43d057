import Foundation
import TestSupport
import Testing

@testable import LoftyAPI

@Suite("Metrics", .timeLimit(.minutes(1)))
struct MetricsTests {
    private static let member = #"{"memberUserId":9,"firstName":"A","email":"a@example.com"}"#

    @Test("a histogram's quantiles are never too short and at most 5 % too long, from a millisecond to a minute")
    func boundsQuantiles() {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("MetricsTests seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<20 {
            var histogram = LatencyHistogram()
            var times: [Double] = []
            for _ in 0..<500 {
                let seconds = pow(10, Double.random(in: -3...1.77, using: &generator))
                times.append(seconds)
                histogram.record(.seconds(seconds))
            }
            times.sort()
            for share in [0.01, 0.5, 0.9, 0.99, 1] {
                let exact = times[max(1, Int((share * 500).rounded(.up))) - 1]
                let said = (histogram.quantile(share) ?? .zero) / .seconds(1)
                #expect(said >= exact * 0.999_999 && said <= exact * 1.050_001, "\(share): \(said) for \(exact)")
            }
            #expect(histogram.quantile(1) == histogram.longest)
        }
    }

    @Test("times beyond both ends are counted, and the longest is exact")
    func takesExtremes() {
        var histogram = LatencyHistogram()
        #expect(histogram.quantile(0.5) == nil)
        for duration in [Duration.zero, .nanoseconds(1), .seconds(-1), .seconds(86_400)] { histogram.record(duration) }
        #expect(histogram.total == 4)
        #expect(histogram.quantile(0.5) == .microseconds(100))
        #expect(histogram.quantile(1) == .seconds(86_400))
    }

    @Test("calls, repeats, failures, bytes and times are told by operation")
    func counts() async throws {
        let time = ManualTime(skipsPauses: true)
        func step(_ status: Int, _ body: String, after pause: Duration) -> StubTransport.Step {
            StubTransport.Step { _ in
                time.advance(by: pause)
                return .success(HTTPResponse(status: status, body: .init(body.utf8)))
            }
        }
        let transport = StubTransport([
            step(502, "bad", after: .milliseconds(30)), step(200, Self.member, after: .milliseconds(100)),
            step(403, "{}", after: .milliseconds(10)), step(200, #"{"leadId":1}"#, after: .seconds(2)),
        ])
        let client = makeClient(transport, time: time)
        #expect(client.metrics().operations.isEmpty)
        _ = try await client.me()
        #expect(await failure { try await client.me() } != nil)
        try await SampleCall.add.run(on: client)
        let metrics = client.metrics()
        #expect(metrics.calls == 3)
        let me = try #require(metrics.operations["GET /v1.0/me"])
        #expect(me.calls == 2)
        #expect(me.repeats == 1)
        #expect(me.failures == [.notGranted: 1])
        #expect(me.bytesSent == 0)
        #expect(me.bytesReceived == 3 + Self.member.utf8.count + 2)
        let latency = try #require(me.latency)
        #expect(latency.median >= .milliseconds(30) && latency.median <= .microseconds(31_500))
        #expect(latency.maximum == .milliseconds(100))
        let add = try #require(metrics.operations["POST /v1.0/leads"])
        #expect(add.bytesSent == transport.requests.last?.body?.count)
        #expect(add.latency?.p99 == .seconds(2))
    }

    @Test("copies of a client share their metrics")
    func shares() async throws {
        let client = makeClient(StubTransport([.json(Self.member)]))
        let copy = client
        _ = try await copy.me()
        #expect(client.metrics().calls == 1)
    }
}
