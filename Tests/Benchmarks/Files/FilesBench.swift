import BenchmarkSupport
import Foundation
import Leads
import Store
import Sync

/// An account with a state directory of its own.
struct FilesBench {
    private let foyer: String
    private let home: String
    private let server: SandboxProcess

    init(foyer: String) async throws {
        self.foyer = foyer
        home = NSTemporaryDirectory() + "foyer-files-\(getpid())"
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o700]
        try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true, attributes: attributes)
        server = try await SandboxProcess.start(foyer, ["--leads", "100"])
        let key = "\(home)/key"
        let secret: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        guard FileManager.default.createFile(atPath: key, contents: Data(server.apiKey.utf8), attributes: secret) else {
            throw Failure("\(key) cannot be written")
        }
        setenv("FOYER_HOME", home, 1)
        setenv("FOYER_BASE_URL", server.url, 1)
        setenv("FOYER_API_KEY_FILE", key, 1)
    }

    func stop() {
        server.stop()
        try? FileManager.default.removeItem(atPath: home)  // The system clears what cannot be removed here.
    }

    // MARK: Work

    /// A dry run over invented people, each with an address, a number and a price.
    func importing(rows: Int) throws {
        var text = "First Name,Last Name,Email,Phone,Stage,Price Max,Tags\n"
        for row in 0..<rows {
            text +=
                "Ada\(row),Byron,ada\(row)@example.com,(512) 555-\(1_000 + row % 9_000),Contacted,\"$450,000\",hot\n"
        }
        let file = "\(home)/rows.csv"
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        try time("import, dry run, \(rows) rows", goal: "5 s, 100 MiB", ["leads", "import", file, "--format", "jsonl"])
    }

    /// A mirror of many leads, as a long sync would have left it.
    func fillMirror(with count: Int) throws {
        let store = try StateDirectory(path: "\(home)/state").open().store
        for start in stride(from: 0, to: count, by: 10_000) {
            let readings = (start..<min(count, start + 10_000)).map { number in
                LeadReading.lead(Self.lead(number), at: Self.now)
            }
            _ = try store.commit(StoreTransaction(readings: readings))
        }
    }

    private static let now = Date(timeIntervalSince1970: 1_793_631_600)
    private static let stages = ["New Lead", "Contacted", "Qualified", "Nurture"]

    private static func lead(_ number: Int) -> Lead {
        var new = NewLead(firstName: "Ada\(number)", lastName: "Byron")
        new.emails = ["ada\(number)@example.org"]
        new.phones = ["+1512555\(1_000 + number % 9_000)"]
        new.tags = number % 3 == 0 ? ["hot", "relocation"] : []
        new.source = "Zillow"
        var lead = Lead(provisional: Lead.ID(700_000_000_000 + Int64(number)), from: new, at: now - Double(number))
        lead.stage = stages[number % stages.count]
        lead.score = number % 100
        return lead
    }

    func reading() throws {
        let id = String(700_000_000_000)
        try time("export --offline", goal: "20 s, flat", ["leads", "export", "--offline"])
        try time(
            "list --offline, jsonl",
            goal: "10 s",
            ["leads", "list", "--offline", "--format", "jsonl"],
            allowing: [0, 1]
        )
        try time("show --offline", goal: "0.020 s", ["leads", "show", "--offline", id], times: 20)
        try time("--version: the program alone", goal: "", ["--version"], times: 20)
        let words = ["---completion", "leads", "list", "--", "positional@0", "3", "3", "foyer", "leads", "list", "sta"]
        try time("completion of a query", goal: "0.050 s", words, times: 20)
        let digits = [
            "---completion", "leads", "show", "--", "positional@0", "3", "4", "foyer", "leads", "show", "7000",
        ]
        try time("completion of a lead's id", goal: "0.050 s", digits, times: 20)
        try time("report ageing", goal: "", ["report", "ageing"], allowing: [0, 1])
    }

    // MARK: Time

    /// The medians of so many runs, and the most memory of any.
    private func time(
        _ name: String,
        goal: String,
        _ words: [String],
        times: Int = 1,
        allowing: Set<Int32> = [0]
    ) throws {
        var walls: [Double] = []
        var processor: [Double] = []
        var peak = 0
        for _ in 0..<times {
            let run = try MeasuredRun(foyer, words)
            guard allowing.contains(run.status) else { throw Failure("\(name) ended with \(run.status)") }
            walls.append(run.seconds)
            processor.append(run.processorSeconds)
            peak = max(peak, run.peakMebibytes)
        }
        let medians = [walls, processor].map { String(format: "%.3f", $0.sorted()[times / 2]) }
        print("| \(name) | \(medians.joined(separator: " | ")) | \(peak) | \(goal) |")
    }
}
