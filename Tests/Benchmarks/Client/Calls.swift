import BenchmarkSupport
import Foundation
import Leads
import LoftyAPI
import LoftyHTTP

/// Reads of one lead, one after the other on a kept connection: the client beside curl with as many URLs.
struct Calls {
    private static let count = 2_000
    private let server: SandboxProcess

    init(_ server: SandboxProcess) { self.server = server }

    func run() async throws {
        let client = server.client()
        guard let lead = try await client.leads(LeadListRequest(limit: 1)).leads.first else { return }
        let list = try writeURLs(of: lead.id)
        defer { try? FileManager.default.removeItem(atPath: list) }  // A file left behind is the system's to clean.
        var (ours, peers): ([Duration], [Duration]) = ([], [])
        for _ in 0..<5 {
            let start = ContinuousClock.now
            for _ in 0..<Self.count { _ = try await client.lead(lead.id, includingTrashed: false) }
            ours.append(ContinuousClock.now - start)
            peers.append(try time { try curl(list) })
        }
        let (left, right) = (Samples(ours).median, Samples(peers).median)
        print(
            "| calls a second, one connection | \(rate(left)) | curl \(rate(right)) | \(ratio(right, left)) |"
        )
    }

    private func rate(_ duration: Duration) -> String { String(Int(Double(Self.count) / (duration / .seconds(1)))) }

    private func writeURLs(of lead: Lead.ID) throws -> String {
        let line = "url = \"\(server.url)/v1.0/leads/\(lead.rawValue)\"\noutput = \"/dev/null\"\n"
        let path = NSTemporaryDirectory() + "foyer-benchmark-\(getpid()).curl"
        let head = "header = \"Authorization: token \(server.apiKey)\"\nheader = \"Content-Type: application/json\"\n"
        try Data((head + String(repeating: line, count: Self.count)).utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    private func curl(_ list: String) throws {
        let process = try ChildProcess("/usr/bin/curl", ["--silent", "--fail", "--config", list])
        guard process.wait() == 0 else { throw Failure("curl failed") }
    }
}
