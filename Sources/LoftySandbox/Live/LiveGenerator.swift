import Foundation
import GRDB
import Synchronization

/// Makes the book stir by itself: so many events a minute, or step by step on request.
final class LiveGenerator: Sendable {
    /// Events a minute.
    static let rates = 0...6_000
    static let steps = 1...10_000

    private let database: SandboxDatabase
    private let router: Router
    private let oddities: OddityBoard
    private let environment: SandboxEnvironment
    private let seed: UInt64
    private let pace = Mutex<(rate: Int, running: Task<Void, Never>?)>((0, nil))

    init(
        _ database: SandboxDatabase,
        _ router: Router,
        _ oddities: OddityBoard,
        _ environment: SandboxEnvironment,
        seed: UInt64
    ) {
        self.database = database
        self.router = router
        self.oddities = oddities
        self.environment = environment
        self.seed = seed
    }

    /// Events a minute; 0 while it stands still.
    var rate: Int { pace.withLock { $0.rate } }

    /// Lets so many things happen at once, one transaction each.
    func step(_ count: Int) async throws -> [LiveEvent] {
        var events: [LiveEvent] = []
        for _ in 0..<count {
            let scene = LiveScene(
                seed: seed,
                router: router,
                oddities: oddities.current,
                nowMillis: environment.nowMillis
            )
            events.append(try await database.write { db in try scene.happen(db) })
        }
        return events
    }

    /// Changes the pace; 0 stops and waits until the last event is over.
    func run(perMinute rate: Int) async {
        let former = pace.withLock { pace in
            defer { pace = (rate, rate > 0 ? Task { await self.beat(every: .seconds(60) / rate) } : nil) }
            return pace.running
        }
        former?.cancel()
        await former?.value
    }

    func stop() async { await run(perMinute: 0) }

    private func beat(every pause: Duration) async {
        do {
            while true {
                try await Task.sleep(for: pause)
                _ = try await step(1)
            }
        } catch is CancellationError {
            return
        } catch {
            // A book that takes no more writes stands still, and the panel says so.
            pace.withLock { $0.rate = 0 }
        }
    }

    /// Events since the book was made, over all restarts.
    func total() async throws -> Int64 {
        try await database.read { db in
            try Int64.fetchOne(
                db,
                sql: "SELECT next - 1 FROM sequence WHERE name = :name",
                arguments: ["name": IDSequence.live.rawValue]
            ) ?? 0
        }
    }
}
