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
        let sync = try ChildProcess(foyer, ["sync", "--full"], readsOutput: true)
        let code = try sync.wait(atMost: .seconds(240), for: "foyer sync --full")
        guard code == 0 else { throw Failure("foyer sync --full ended with \(code), so the mirror is not whole") }
    }

    /// Prints a line of p50 / p99 for each, from runs that take turns; about a minute with a mirror of 50,000 leads.
    func measure(_ bench: () throws -> Pty, runs: Int = 3, keys: Int = 80) throws {
        var (idle, busy): ([[Duration]], [[Duration]]) = ([], [])
        var written: [Double] = []
        for _ in 0..<runs {
            idle.append(try rows(bench(), keys))
            let writer = try PageWriter(home)
            let start = ContinuousClock.now
            busy.append(try rows(bench(), keys))
            written.append(Double(try writer.stop()) / ((ContinuousClock.now - start) / .seconds(1)))
        }
        print("| key to changed row, nothing else happens | \(Self.text(of: idle)) | |")
        let rate = Int(written.reduce(0, +) / Double(runs))
        print("| the same while another process writes \(rate) changed leads a second | \(Self.text(of: busy)) | |")
    }

    /// Chooses a stage for one new lead after the other.
    private func rows(_ pty: Pty, _ count: Int) throws -> [Duration] {
        for keys in ["/", "stage:\"New Lead\"", "\r"] {
            pty.type(keys)
            pty.rest(for: .milliseconds(150), limit: .milliseconds(500))
        }
        let times = try (0..<count).map { _ in
            _ = try pty.time(of: "s", until: "Stage of")
            Self.settle(pty)
            // The mark of the selected row comes back as the picker goes, and tells it from rows that are as far already.
            let time = try pty.time(of: "c", until: "▌", "Contacted")
            // Its change goes into the journal and comes back as rows.
            Self.settle(pty)
            pty.type("j")
            Self.settle(pty)
            return time
        }
        pty.type("Q")
        return times
    }

    /// What a person at their fastest leaves between two keys; a screen that shows others' changes never stands still.
    private static func settle(_ pty: Pty) { pty.rest(for: .milliseconds(15), limit: .milliseconds(50)) }

    /// All runs together, as one in a hundred of a single one is hardly a key; each of them in brackets.
    private static func text(of runs: [[Duration]]) -> String {
        "\(Samples(runs.flatMap { $0 }).text) (runs: \(runs.map { Samples($0).text }.joined(separator: ", ")))"
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
    func stop() throws -> Int {
        isOver.withLock { $0 = true }
        guard ended.wait(timeout: .now() + 10) == .success else {
            throw Failure("the writer did not end its transaction within 10 seconds")
        }
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
