import FlyingSocks
import GRDB

/// Delivers what waits, at least once, until it is told to stop.
///
/// It sleeps until a commit touches the queue or the next delivery is due. Everything it knows is in the database: what
/// was under way when a process was killed is sent again by the next one.
struct WebhookCourier: Sendable {
    private let running: Task<Void, Never>
    private let observation: any DatabaseCancellable

    static func start(
        _ database: SandboxDatabase,
        policy: WebhookPolicy,
        environment: SandboxEnvironment
    ) -> WebhookCourier {
        // One waiting wake-up is enough: a round looks at everything there is.
        let (wakeups, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let observation = database.observeCommits(to: "webhookEvent") { continuation.yield() }
        // A former process may have left something.
        continuation.yield()
        let rounds = WebhookRounds(database, policy, environment) { continuation.yield() }
        return WebhookCourier(running: Task { await rounds.run(wakeups) }, observation: observation)
    }

    /// Breaks off the attempts under way, which count as none, and waits until they are gone.
    func stop() async {
        observation.cancel()
        running.cancel()
        await running.value
    }
}

/// The courier's work: plan, send, note what came of it, wait.
private actor WebhookRounds {
    private let database: SandboxDatabase
    private let policy: WebhookPolicy
    private let environment: SandboxEnvironment
    private let wake: @Sendable () -> Void
    /// Ids of the deliveries that are being attempted, one of a subscription at most.
    private var underWay: Set<Int64> = []
    private var timer: Task<Void, Never>?

    init(
        _ database: SandboxDatabase,
        _ policy: WebhookPolicy,
        _ environment: SandboxEnvironment,
        wake: @escaping @Sendable () -> Void
    ) {
        self.database = database
        self.policy = policy
        self.environment = environment
        self.wake = wake
    }

    /// Returns once its task is cancelled and every attempt has ended.
    func run(_ wakeups: AsyncStream<Void>) async {
        let pool: some AsyncSocketPool = .make()
        // Without an event queue of the system every attempt fails, and the record of deliveries says why.
        try? await pool.prepare()
        let connection = WebhookConnection(pool: pool, timeout: policy.answerTimeout)
        await withDiscardingTaskGroup { group in
            // It ends by cancellation only, together with everything else here.
            group.addTask { try? await pool.run() }
            for await _ in wakeups {
                for delivery in await deliveriesToStart() {
                    group.addTask { await self.attempt(delivery, connection) }
                }
            }
            group.cancelAll()
        }
        timer?.cancel()
    }

    /// What is due and not under way yet; sets the timer for what is due later.
    private func deliveriesToStart() async -> [WebhookDelivery] {
        // An attempt that ends while the plan is made is no longer waiting, but the plan may still say so.
        let busy = underWay
        let batch = WebhookBatch(policy: policy, nowMillis: environment.nowMillis)
        do {
            let plan = try await database.write { db in try batch.plan(db) }
            if let next = plan.nextMillis { wake(after: .milliseconds(next - environment.nowMillis)) }
            return plan.due.filter { !busy.contains($0.id) && underWay.insert($0.id).inserted }
        } catch {
            // The database is busy or closing; the queue stays as it is for the next look.
            wake(after: policy.firstRetryDelay)
            return []
        }
    }

    private func wake(after pause: Duration) {
        timer?.cancel()
        timer = Task { [wake] in
            // A cancelled timer has been replaced by another one.
            guard (try? await Task.sleep(for: max(pause, .milliseconds(1)))) != nil else { return }
            wake()
        }
    }

    private func attempt(_ delivery: WebhookDelivery, _ connection: WebhookConnection) async {
        defer { underWay.remove(delivery.id) }
        let outcome: WebhookDelivery.Outcome
        if let url = CallbackURL(delivery.callbackURL) {
            outcome = await connection.post(delivery.payload, to: url)
        } else {
            outcome = .failed("the callback URL is not valid")
        }
        // An attempt that was broken off says nothing about the receiver.
        guard !Task.isCancelled else { return }
        do {
            let (policy, now) = (policy, environment.nowMillis)
            try await database.write { db in try delivery.record(outcome, under: policy, nowMillis: now, db) }
            wake()
        } catch {
            // Sent but not noted: it is sent once more, which the receiver has to bear.
            wake(after: policy.firstRetryDelay)
        }
    }
}
