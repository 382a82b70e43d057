import FoundationEssentials
package import Leads
package import LoftyAPI

/// Keeps the mirror and the server the same: sends what the journal holds, reads what the server holds.
///
/// Several engines, in one process or in many, may share a state directory: every one takes changes, exactly one of
/// them sends at a time.
package actor SyncEngine {
    let service: any LoftyService
    package nonisolated let store: any MirrorStore & OutboxStore
    let shared: SharedState
    let environment: SyncEnvironment
    let observer: @Sendable (SyncEvent) -> Void
    let policy: RetryPolicy
    let anchor: ClockAnchor

    var outbox: Outbox
    var link = Link()
    var reference: ReferenceData
    /// The last change of the store that this engine has seen.
    var revision: Int64
    var mayHaveMissedChanges = false

    /// When the server last answered this process, by the clock that nobody sets.
    var heardAt: Duration?
    /// Changes that were decided before this wait for a second look, as soon as that can be noted.
    var reviewedBefore: Date?
    var isReadingForReview = false
    var isRunning = false
    var holdsLease = false
    var isAccountChecked = false
    var isPoked = false
    var sleeper: CheckedContinuation<Void, Never>?
    /// What the worker is doing; for tests that wait until nothing moves.
    package internal(set) var rest = Rest.working
    var pageWaiters: [CheckedContinuation<Void, Never>] = []
    var changeWaiters: [CheckedContinuation<Void, Never>] = []

    var refreshing: (scope: RefreshScope, task: Task<RefreshReport, any Error>)?
    var watch = Watch()
    var goneBrake = GoneBrake()
    /// When a part of the team came back empty that was not, and has not come back full since.
    var emptiedAt: [ReferenceData.Part: Duration] = [:]
    var recentTimelines = TimelineStamps()
    /// The last reading for a decision, until a change stands on it.
    var decisionBase: DecisionBase?
    private var lastBudget: RateBudget?
    private let executor = EngineExecutor()

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Reads the journal; nothing is sent before ``run()``.
    package init(
        service: any LoftyService,
        shared: SharedState,
        environment: SyncEnvironment,
        observer: @escaping @Sendable (SyncEvent) -> Void
    ) throws(StoreError) {
        self.service = service
        self.shared = shared
        self.environment = environment
        self.observer = observer
        store = shared.store
        policy = RetryPolicy(random: environment.random)
        anchor = ClockAnchor(environment.clock)
        outbox = Outbox(policy: policy)
        let journal = try shared.store.unsent()
        outbox.adopt(journal.entries, now: environment.clock.now, due: environment.clock.due)
        outbox.note(journal.unreadable)
        revision = journal.revision
        reference = try shared.store.referenceData()
    }

    /// How the account can be reached, as the last call found it.
    package var linkState: LinkState { link.state }

    /// What the team looks like, as far as it is known.
    package var referenceData: ReferenceData { reference }

    /// Every unsent entry in the order of decision.
    package var unsentEntries: [OutboxEntry] { outbox.entries.values.map(outbox.told).sorted { $0.id < $1.id } }

    /// The store's revision up to which the observer has been told of every change.
    package var toldRevision: Int64 { revision }

    /// Every row of the mirror; the events that come later start from here.
    package func rows() throws(StoreError) -> [LeadRow] {
        catchUp()
        return try store.rows()
    }

    /// Unsent entries that this Foyer cannot read; what was decided after one of them on its lead waits for it.
    package func unreadableEntries() throws(StoreError) -> [UnreadableEntry] { try store.unsent().unreadable }

    /// Settled and cancelled entries, the last decided first.
    package func finishedEntries(limit: Int) throws(StoreError) -> [OutboxEntry] {
        try store.finished(limit: limit).map(\.entry)
    }

    var now: Date { environment.clock.now }
}

// MARK: - Store

extension SyncEngine {
    /// Makes a transaction durable and tells what it came to.
    @discardableResult
    func commit(_ transaction: StoreTransaction) throws(StoreError) -> StoreCommit {
        var transaction = transaction
        transaction.audit += auditEvents(of: transaction)
        transaction.updates = transaction.updates.map { $0.timed(by: environment.clock) }
        let commit = try store.commit(transaction)
        for identity in transaction.identities { outbox.follow(identity) }
        take(commit)
        // Behind the telling: nobody waits for it.
        seeOwn(commit)
        return commit
    }

    /// Tells what a transaction of this process came to.
    func take(_ commit: StoreCommit) {
        let isNext = commit.revision == revision + 1
        if isNext { revision = commit.revision } else { mayHaveMissedChanges = true }
        take(entries: commit.updated + commit.added, rows: commit.rows, removed: commit.removed)
    }

    /// Takes in what other processes changed.
    func catchUp() {
        mayHaveMissedChanges = false
        do throws(StoreError) {
            while true {
                let changes = try store.changes(since: revision, limit: 5_000)
                let isMore = changes.revision > revision
                revision = changes.revision
                outbox.note(changes.unreadable)
                take(entries: changes.entries, rows: changes.rows, removed: changes.removed)
                if !isMore { break }
            }
        } catch {
            mayHaveMissedChanges = true
            observer(.trouble(error))
        }
    }

    private func take(entries: [JournalEntry], rows: [LeadRow], removed: [Lead.ID]) {
        noticeClock()
        for entry in entries {
            guard let known = outbox[entry.id], known.entry.leadID != entry.entry.leadID else { continue }
            if case .create = entry.entry.change {
                observer(.created(provisional: known.entry.leadID, real: entry.entry.leadID))
            }
        }
        outbox.adopt(entries, now: now, due: environment.clock.due)
        if !rows.isEmpty || !removed.isEmpty { observer(.rows(rows, removed: removed)) }
        guard !entries.isEmpty else { return }
        recentTimelines.forget(entries.map(\.entry.leadID))
        observer(.outbox(entries.map(\.entry)))
        takeFollowUps(of: entries)
        resumeChangeWaiters()
    }

    /// Repeats what another process was quicker than, on the journal as that process left it.
    func caughtUp<Value>(_ attempt: () throws(StoreError) -> Value) throws(StoreError) -> Value {
        for _ in 0..<Self.patience {
            do throws(StoreError) {
                return try attempt()
            } catch {
                guard case .superseded = error else { throw error }
                catchUp()
            }
        }
        return try attempt()
    }

    /// No other process is quicker so often in a row.
    private static let patience = 100

    func resumeChangeWaiters() {
        let waiters = changeWaiters
        changeWaiters = []
        for waiter in waiters { waiter.resume() }
    }
}

// MARK: - Service

extension SyncEngine {
    /// A call that is given up when the task is cancelled: for reading.
    ///
    /// `lead` is what is asked about; `nil` stands for the account as a whole.
    func read<Value: Sendable>(
        about lead: Lead.ID? = nil,
        _ operation: @Sendable (any LoftyService) async throws(APIError) -> Value
    ) async -> Result<Value, APIError> {
        let result = await readOnce(about: lead, operation)
        // A key that was renewed under way is asked whose it is, and then does what was asked.
        guard case .failure(let error) = result, error.isCredentialReplaced, await isSamePerson() else { return result }
        return await readOnce(about: lead, operation)
    }

    private func readOnce<Value: Sendable>(
        about lead: Lead.ID?,
        _ operation: @Sendable (any LoftyService) async throws(APIError) -> Value
    ) async -> Result<Value, APIError> {
        let service = service
        let result = await CredentialBinding.$isBound.withValue(true) { () -> Result<Value, APIError> in
            do throws(APIError) {
                return .success(try await operation(service))
            } catch {
                return .failure(error)
            }
        }
        await note(result, .reading, about: lead)
        return result
    }

    private func isSamePerson() async -> Bool {
        do throws(SyncError) {
            try await checkAccount()
            return true
        } catch {
            return false  // The link tells why.
        }
    }

    /// A call that runs to its end even when the task is cancelled: for writing, where the answer decides what the
    /// journal may forget.
    func write<Value: Sendable>(
        about lead: Lead.ID,
        _ operation: @escaping @Sendable (any LoftyService) async throws(APIError) -> Value
    ) async -> Result<Value, APIError> {
        let service = service
        let call = CredentialBinding.$isBound.withValue(true) {
            // Whether tags are gone is seen by reading back, which can wait for a copy that is behind.
            TagRemoval.$isProvedByCaller.withValue(true) {
                Task { () -> Result<Value, APIError> in
                    do throws(APIError) {
                        return .success(try await operation(service))
                    } catch {
                        return .failure(error)
                    }
                }
            }
        }
        let result = await call.value
        await note(result, .writing, about: lead)
        return result
    }

    private func note(
        _ result: Result<some Sendable, APIError>,
        _ purpose: Link.Purpose,
        about lead: Lead.ID?
    ) async {
        noticeClock()
        let before = link.state
        switch result {
        case .success:
            heardFromServer()
            if !before.isRefused { link.succeeded(purpose) }
        case .failure(let error):
            // Whatever is sent next may go with another person's key.
            if error.kind == .credentialRejected { isAccountChecked = false }
            link.failed(error, purpose, about: lead, now: now, policy: policy)
        }
        announceLink(before)
        guard let budget = await service.budget() else { return }
        // The time until the reset moves with every call; only the counts are shown.
        guard budget.limit != lastBudget?.limit || budget.remaining != lastBudget?.remaining else { return }
        lastBudget = budget
        observer(.budget(budget))
    }

    func announceLink(_ before: LinkState) {
        guard link.state != before else { return }
        observer(.link(link.state))
        // Nothing is read while the credential is refused, and nothing looks every few seconds whether it still is.
        if before.isRefused, !link.state.isRefused { wakeWatch() }
        if case .online = link.state { readForReview() }
        resumeChangeWaiters()
    }

    /// Makes sure that the credential belongs to the person whose leads the mirror holds.
    ///
    /// Asked once before anything is sent or read: a change must never go out under another name.
    func checkAccount() async throws(SyncError) {
        try checkRefusal()
        guard !isAccountChecked else { return }
        let me: Member
        switch await read({ service throws(APIError) in try await service.me() }) {
        case .success(let member): me = member
        case .failure(let error):
            if error.isRefusal || error.kind == .notFound {
                refuse(.accountUnknown(reason: OutboxEntry.Failure(error).reason))
            }
            throw .service(error)
        }
        let account = AccountIdentity(teamID: me.teamID, userID: me.id, host: environment.host)
        do throws(StoreError) {
            try store.claim(account)
            isAccountChecked = true
            if reference.me != me {
                reference.me = me
                try store.save(reference)
                observer(.reference(reference))
            }
        } catch {
            guard case .otherAccount(let recorded, let found) = error else { throw .store(error) }
            refuse(.otherAccount(recorded: recorded, found: found))
            throw .otherAccount(recorded: recorded, found: found)
        }
    }

    private func refuse(_ state: LinkState) {
        let before = link.state
        link.refused(state)
        announceLink(before)
    }

    /// Once refused, the server is not asked again until a person says so.
    private func checkRefusal() throws(SyncError) {
        switch link.state {
        case .unknown, .online, .offline, .limited: return
        case .credentialRejected:
            throw .service(APIError(.credentialRejected, operation: "none", disposition: .permanent))
        case .accountUnknown(let reason):
            throw .service(APIError(.notGranted, operation: "none", serverText: reason, disposition: .permanent))
        case .otherAccount(let recorded, let found): throw .otherAccount(recorded: recorded, found: found)
        }
    }
}
