import Leads
import ViewModels

/// Carries out effects in the background and posts what came of them.
///
/// Every effect is counted before it starts and after its last post, so that "idle" is a number a test can wait for.
@MainActor final class EffectRunner {
    enum Message: Sendable {
        case event(Event)
        case finished
    }

    private let backend: any WorkbenchBackend
    private let mailbox: Mailbox<Message>
    private var syncing: Task<Void, Never>?
    private var query: Task<Void, Never>?
    private var timeline: Task<Void, Never>?
    /// Effects that have not posted their last message yet.
    private(set) var inFlight = 0

    init(backend: any WorkbenchBackend, mailbox: Mailbox<Message>) {
        self.backend = backend
        self.mailbox = mailbox
    }

    /// Starts syncing, which goes on until ``stop()`` and does not count as being in flight.
    func start() {
        syncing = Task.detached { [backend, mailbox] in
            await backend.run { mailbox.post(.event($0)) }
        }
    }

    func stop() {
        for task in [syncing, query, timeline] { task?.cancel() }
    }

    func finishedOne() { inFlight -= 1 }

    func query(_ request: IndexQuestion) {
        query?.cancel()
        query = perform { backend, post in
            let answer = await backend.query(request)
            if !Task.isCancelled { post(.queryAnswered(answer)) }
        }
    }

    func loadTimeline(of lead: Lead.ID) {
        timeline?.cancel()
        timeline = perform { backend, post in await backend.timeline(of: lead, post: post) }
    }

    func submit(_ change: LeadChange, on lead: Lead.ID, restoring form: Form?) {
        save(restoring: form) { backend async throws(BackendError) in try await backend.submit(change, on: lead) }
    }

    func create(_ new: NewLead, restoring form: Form?) {
        save(restoring: form) { backend async throws(BackendError) in try await backend.create(new) }
    }

    private func save(
        restoring form: Form?,
        _ work: @escaping @Sendable (any WorkbenchBackend) async throws(BackendError) -> OutboxEntry
    ) {
        perform { backend, post in
            do throws(BackendError) {
                post(.submitted([try await work(backend)]))
            } catch {
                post(.submitFailed(reason: error.sentence, restoring: form))
            }
        }
    }

    func undo(_ entry: OutboxEntry.ID) {
        perform { backend, post in post(.undone(await backend.undo(entry))) }
    }

    func retry(_ entry: OutboxEntry.ID) {
        settle { backend async throws(BackendError) in try await backend.retry(entry) }
    }

    func drop(_ entry: OutboxEntry.ID) {
        settle { backend async throws(BackendError) in try await backend.drop(entry) }
    }

    private func settle(_ work: @escaping @Sendable (any WorkbenchBackend) async throws(BackendError) -> Void) {
        perform { backend, post in
            do throws(BackendError) {
                try await work(backend)
            } catch {
                post(.submitFailed(reason: error.sentence, restoring: nil))
            }
        }
    }

    func refresh(full: Bool) {
        perform { backend, post in
            do throws(BackendError) {
                post(.refreshed(leads: try await backend.refresh(full: full)))
            } catch {
                post(.refreshFailed(reason: error.sentence))
            }
        }
    }

    @discardableResult
    private func perform(
        _ work: @escaping @Sendable (any WorkbenchBackend, @escaping @Sendable (Event) -> Void) async -> Void
    ) -> Task<Void, Never> {
        inFlight += 1
        return Task.detached { [backend, mailbox] in
            await work(backend) { mailbox.post(.event($0)) }
            mailbox.post(.finished)
        }
    }
}
