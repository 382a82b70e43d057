import BenchmarkSupport
import Foundation
import Leads
import Store
import Sync
import Synchronization

/// From the key that chooses a stage until the row shows it, in a large book, while nothing else happens and while another
/// process writes what it has read.
struct ChangedRows {
    private let home: String

    /// Fills the mirror of `home`.
    init(_ foyer: String, home: String) throws {
        self.home = home
        guard try ChildProcess(foyer, ["sync", "--full"], readsOutput: true).wait() == 0 else {
            throw Failure("the mirror is not whole")
        }
    }

    /// Prints a line of p50 / p99 for each, from runs that take turns.
    func measure(_ bench: () throws -> Pty, runs: Int = 5, keys: Int = 250) throws {
        var (idle, busy): ([Samples], [Samples]) = ([], [])
        var written: [Double] = []
        for _ in 0..<runs {
            idle.append(try rows(bench(), keys))
            let writer = try PageWriter(home)
            let start = ContinuousClock.now
            busy.append(try rows(bench(), keys))
            written.append(Double(writer.stop()) / ((ContinuousClock.now - start) / .seconds(1)))
        }
        print("| key to changed row, nothing else happens | \(Self.text(of: idle)) | |")
        let rate = Int(written.reduce(0, +) / Double(runs))
        print("| the same while another process writes \(rate) changed leads a second | \(Self.text(of: busy)) | |")
    }

    /// Chooses a stage for one new lead after the other.
    private func rows(_ pty: Pty, _ count: Int) throws -> Samples {
        defer { pty.type("Q") }
        for keys in ["/", "stage:\"New Lead\"", "\r"] {
            pty.type(keys)
            pty.rest(for: .milliseconds(300))
        }
        var times: [Duration] = []
        while times.count < count {
            _ = try pty.time(of: "s", until: "Stage of")
            pty.rest(for: .milliseconds(40))
            times.append(try pty.time(of: "c", until: "Contacted"))
            // Its change goes into the journal and comes back as rows.
            pty.rest(for: .milliseconds(40))
            pty.type("j")
            pty.rest(for: .milliseconds(40))
        }
        return Samples(times)
    }

    /// The medians of the runs.
    private static func text(of runs: [Samples]) -> String {
        let middle = { (values: [Duration]) in values.sorted()[values.count / 2] }
        let all = runs.map(\.text).joined(separator: ", ")
        let (half, most) = (middle(runs.map(\.median)), middle(runs.map(\.nearlyWorst)))
        return "\(Samples.milliseconds(half)) / \(Samples.milliseconds(most)) (runs: \(all))"
    }
}

/// Writes pages of leads into the mirror as a sync that finds every one of them changed: 100 in a transaction, ten
/// transactions a second.
private final class PageWriter: Sendable {
    private let isOver = Mutex(false)
    private let count = Mutex(0)
    private let ended = DispatchSemaphore(value: 0)

    init(_ home: String) throws {
        let store = try StateDirectory(path: "\(home)/state").open().store
        Thread.detachNewThread { [self] in
            do {
                try write(to: store)
            } catch {
                print("the writer has stopped: \(error)")
            }
            ended.signal()
        }
    }

    /// The leads that were written.
    func stop() -> Int {
        isOver.withLock { $0 = true }
        ended.wait()
        return count.withLock { $0 }
    }

    private func write(to store: any MirrorStore & OutboxStore) throws {
        // A sync that finds the newest as they were reads no further, so these are left to it.
        let leads = try store.rows().map(\.lead)
        let newest = [\Lead.createdAt, \Lead.lastVisitAt].flatMap { date in
            leads.sorted { $0[keyPath: date] ?? .distantPast > $1[keyPath: date] ?? .distantPast }.prefix(500).map(\.id)
        }
        let ids = Array(Set(leads.map(\.id)).subtracting(newest))
        var next = 0
        while !isOver.withLock({ $0 }) {
            let begun = ContinuousClock.now
            let page = (next..<next + 100).map { ids[$0 % ids.count] }
            next += 100
            let now = Date()
            let asked = try store.currentRevision()
            let readings = try store.bases(of: page).values.map { known in
                var lead = known.lead
                lead.score = ((lead.score ?? 0) + 1) % 100
                lead.updatedAt = now
                return LeadReading.listed(lead, at: now, asked: asked)
            }
            _ = try store.commit(StoreTransaction(readings: readings))
            count.withLock { $0 += readings.count }
            let rest = .milliseconds(100) - (ContinuousClock.now - begun)
            if rest > .zero { usleep(UInt32(rest / .microseconds(1))) }
        }
    }
}
