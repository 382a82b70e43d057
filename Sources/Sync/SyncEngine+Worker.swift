package import FoundationEssentials
import Leads
import LoftyAPI

extension SyncEngine {
    /// Whether the worker works, or until when it sleeps.
    package enum Rest: Hashable, Sendable {
        case working
        case until(Date)
        case untilPoked
    }

    private enum Pace {
        case again
        case at(Date)
        case whenPoked
    }

    /// Sends, verifies and reads back until the task is cancelled.
    ///
    /// Sleeps exactly until the next entry is due or somebody decides something. A write that is on the wire at the
    /// cancellation is waited for.
    package func run() async {
        guard !isRunning else { return }
        isRunning = true
        let subscription = subscribe()
        forgetOldEntries()
        tellNotices()
        readForReview()
        let watching = Task { await keepFresh() }
        await withTaskCancellationHandler {
            while !Task.isCancelled {
                switch await step() {
                case .again: continue
                case .at(let deadline): await pause(until: deadline)
                case .whenPoked: await pause(until: nil)
                }
            }
        } onCancel: {
            Task { await self.wake() }
        }
        watching.cancel()
        await watching.value
        withExtendedLifetime(subscription) {}
        yieldLease()
        isRunning = false
        resumePageWaiters()
    }

    /// Tries at once what waits for the link, also after a rejected credential: for a person who asks.
    package func poke() {
        let before = link.state
        if link.state.isRefused { isAccountChecked = false }
        link.poke()
        announceLink(before)
        wake()
    }

    func wake() {
        guard let sleeper else {
            isPoked = true
            return
        }
        self.sleeper = nil
        rest = .working
        sleeper.resume()
    }

    private func subscribe() -> (any Sendable)? {
        // Another process may have written between the reading of the journal and now.
        mayHaveMissedChanges = true
        do throws(StoreError) {
            return try shared.signal?.onChange { [weak self] in
                Task { await self?.storeChanged() }
            }
        } catch {
            observer(.trouble(error))
            return nil
        }
    }

    private func forgetOldEntries() {
        do throws(StoreError) {
            try store.prune(decidedBefore: now - environment.retention.seconds)
        } catch {
            observer(.trouble(error))
        }
    }

    private func storeChanged() {
        mayHaveMissedChanges = true
        wake()
    }

    private func step() async -> Pace {
        if mayHaveMissedChanges { catchUp() }
        noticeClock()
        restampDeadlines()
        let now = now
        let decision = outbox.next(now: now, isOnline: !link.state.isRefused)
        if case .idle = decision, !hasStrays { return await rest(until: nil) }
        if case .sleep(let until) = decision, !hasStrays { return await rest(until: until) }
        guard let callAt = link.dueAt(now: now) else { return await rest(until: nil) }
        guard callAt <= now else {
            yieldLease()
            return .at(callAt)
        }
        guard holdsLease else { return takeLease() }
        if hasStrays { return adoptStrays() }
        if !isAccountChecked { return await tryAccount() }
        switch decision {
        case .send(let batch):
            switch holdBackOverdue() {
            case .nothing: await send(batch)
            case .held: break
            case .unnoted(let error): await refrain(after: error)
            }
        case .verify(let entry): await verify(entry)
        case .readBack(let batch): await readBack(batch)
        case .sleep, .idle: break
        }
        // However much is due, a page may go between two requests; the lanes of the budget say which is first.
        resumePageWaiters()
        return .again
    }

    /// Entries on the wire that this engine did not put there: another process sends, or died sending.
    private var hasStrays: Bool { !outbox.orphans(now: now).isEmpty }

    /// Nothing can be sent before `deadline`.
    ///
    /// The lease is given up meanwhile, so that a workbench that was stopped with Ctrl-Z holds up nobody.
    private func rest(until deadline: Date?) async -> Pace {
        yieldLease()
        // Nothing waits, and nobody is there to see that the link is back: whoever comes asks by that.
        let isWatched = !watch.freshness.isPaused(now: steadyNow())
        guard case .offline = link.state, isWatched, let callAt = link.dueAt(now: now) else {
            return deadline.map { .at($0) } ?? .whenPoked
        }
        if callAt > now { return .at(min(callAt, deadline ?? callAt)) }
        _ = await read { service throws(APIError) in try await service.me() }
        return .again
    }

    private func takeLease() -> Pace {
        do throws(StoreError) {
            let isMine = try shared.lease.tryAcquire()
            holdsLease = isMine
            catchUp()
            return isMine ? .again : .at(now + environment.leasePoll.seconds)
        } catch {
            yieldLease()
            observer(.trouble(error))
            return .at(now + policy.pause(afterAttempt: 3))
        }
    }

    /// Takes over what is on the wire by word of the journal, while nothing of this engine is.
    private func adoptStrays() -> Pace {
        do throws(StoreError) {
            try caughtUp { () throws(StoreError) in
                let orphans = outbox.orphans(now: now)
                if !orphans.isEmpty { try commit(StoreTransaction(updates: orphans)) }
            }
            return .again
        } catch {
            yieldLease()
            observer(.trouble(error))
            return .at(now + policy.pause(afterAttempt: 3))
        }
    }

    func yieldLease() {
        guard holdsLease else { return }
        holdsLease = false
        shared.lease.release()
    }

    private func tryAccount() async -> Pace {
        do throws(SyncError) {
            try await checkAccount()
            return .again
        } catch {
            switch error {
            case .store(let error): observer(.trouble(error))
            case .service: break
            case .otherAccount: return .again
            }
            if link.state.isRefused { return .again }
            // The link knows no pause for a server that is there but has trouble.
            guard link.dueAt(now: now).map({ $0 <= now }) == true else { return .again }
            yieldLease()
            return .at(now + policy.pause(afterAttempt: 4))
        }
    }

    private func pause(until deadline: Date?) async {
        if isPoked {
            isPoked = false
            return
        }
        resumePageWaiters()
        let clock = environment.clock
        let alarm = deadline.map { deadline in
            Task {
                do {
                    try await clock.sleep(until: deadline)
                } catch {
                    return  // Cancelled because something else woke the worker.
                }
                self.wake()
            }
        }
        rest = deadline.map { .until($0) } ?? .untilPoked
        await withCheckedContinuation { sleeper = $0 }
        alarm?.cancel()
    }
}

// MARK: - Yielding

extension SyncEngine {
    /// Lets the write of a person go first that is due; returns after it, also when more are.
    func writesDone() async {
        guard isRunning, holdsLease else { return }
        await withCheckedContinuation { pageWaiters.append($0) }
    }

    func resumePageWaiters() {
        let waiters = pageWaiters
        pageWaiters = []
        for waiter in waiters { waiter.resume() }
    }
}
