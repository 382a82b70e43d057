import FoundationEssentials
package import Leads
import LoftyAPI

extension SyncEngine {
    /// Says what is on the screen and when a key was last pressed: from then on the engine keeps it fresh by itself.
    ///
    /// To be called when the cursor or the rows change, and at a key after a pause; costs nothing else. Before the first
    /// call nothing is read that nobody asked for. Ages come as ``SyncEvent/freshness(_:)``.
    package func attend(_ presence: Presence) {
        let steady = steadyNow()
        let idle = max(0, now.timeIntervalSince(presence.lastKeyAt))
        watch.freshness.attend(
            cursor: presence.cursor,
            rows: presence.rows,
            lastKeyAt: steady - .seconds(idle),
            now: steady
        )
        reportFreshness()
        wakeWatch()
    }

    /// Somebody says that these leads have changed: they are read soon.
    ///
    /// A hint is never believed; a forged one costs at most a read.
    package func hint(_ ids: [Lead.ID], hasNewLeads: Bool = false) {
        let steady = steadyNow()
        for id in ids { watch.freshness.hint(id, at: steady) }
        if hasNewLeads { watch.freshness.hintNews() }
        wakeWatch()
    }

    /// Keeps the mirror fresh until the task is cancelled; runs beside the sending of changes.
    func keepFresh() async {
        do throws(SyncError) {
            try await showListed()
        } catch {
            if case .store(let trouble) = error { observer(.trouble(trouble)) }
        }
        await withTaskGroup(of: Void.self) { group in
            for lane in Freshness.Lane.allCases { group.addTask { await self.keepFresh(lane) } }
        }
        abandonPass()
    }

    func steadyNow() -> Duration { environment.clock.uptime }

    func wakeWatch() {
        for lane in Freshness.Lane.allCases {
            if let sleeper = watch.sleepers.removeValue(forKey: lane) {
                sleeper.resume()
            } else {
                watch.woken.insert(lane)
            }
        }
    }

    private func keepFresh(_ lane: Freshness.Lane) async {
        await withTaskCancellationHandler {
            while !Task.isCancelled {
                let steady = steadyNow()
                switch watch.freshness.next(in: lane, now: steady) {
                case .read(let read):
                    switch way() {
                    case .open: await perform(read, at: steady)
                    case .closed(let pause): await rest(lane, for: pause)
                    case .refused: await rest(lane, for: nil)
                    }
                case .sleep(let until): await rest(lane, for: until - steady)
                case .paused, .nobody:
                    reportFreshness()
                    await rest(lane, for: nil)
                }
            }
        } onCancel: {
            Task { await self.wakeWatch() }
        }
    }

    /// Whether the server may be asked.
    private enum Way {
        case open
        case closed(Duration)
        /// Until a person has done something about it.
        case refused
    }

    private func way() -> Way {
        guard !link.state.isRefused else { return .refused }
        guard let due = link.dueAt(now: now), due > now else { return .open }
        return .closed(.seconds(max(0.05, due.timeIntervalSince(now))))
    }

    private func rest(_ lane: Freshness.Lane, for pause: Duration?) async {
        if watch.woken.remove(lane) != nil { return }
        let clock = environment.clock
        let deadline = pause.map { now + max(0.001, $0.seconds) }
        let alarm = deadline.map { deadline in
            Task {
                do {
                    try await clock.sleep(until: deadline)
                } catch {
                    return  // Cancelled because something else woke the lane.
                }
                self.wake(lane)
            }
        }
        await withCheckedContinuation { watch.sleepers[lane] = $0 }
        alarm?.cancel()
    }

    private func wake(_ lane: Freshness.Lane) { watch.sleepers.removeValue(forKey: lane)?.resume() }
}

// MARK: - Reading

extension SyncEngine {
    private func perform(_ read: Freshness.Read, at steady: Duration) async {
        watch.freshness.began(read, at: steady)
        await CallLane.$current.withValue(read.lane) {
            do throws(SyncError) {
                try await checkAccount()
                try await obey(read, at: steady)
                watch.freshness.record(read, at: steady)
            } catch {
                // A call that failed shows in the state of the link; the reading has its turn again.
                if case .store(let trouble) = error { observer(.trouble(trouble)) }
            }
        }
        if let budget = await service.budget() {
            watch.freshness.learn(.init(callsPerMinute: budget.limit, remaining: budget.remaining))
        }
        reportFreshness()
    }

    private func obey(_ read: Freshness.Read, at steady: Duration) async throws(SyncError) {
        switch read {
        case .lead(let id), .row(let id), .hinted(let id):
            do throws(SyncError) {
                try await readIntoMirror(id)
            } catch {
                // A lead that is gone has left the mirror, and is known as well as one that was read.
                guard case .service(let failure) = error, failure.kind == .notFound else { throw error }
            }
        case .newest:
            _ = try await readNews(by: .createTime)
            try await showListed()
        case .latestActivity:
            _ = try await readNews(by: .lastActivity)
            try await showListed()
        // A refresh that walks through the book is quicker, and says where it got to.
        case .bookPage: if refreshing == nil { try await roll(at: steady) }
        case .stages: try await refresh(.stages)
        case .members: try await refresh(.members)
        case .tags: try await refresh(.tags)
        }
    }

    /// Reads the next page of the rolling pass, and begins the next pass at the end of one.
    private func roll(at steady: Duration) async throws(SyncError) {
        if watch.pass == nil { watch.pass = try nextPass() }
        guard var pass = watch.pass else { return }
        watch.pass = nil
        do throws(SyncError) {
            repeat {
                while try await !step(&pass) {}
            } while pass.ending == nil && pass.isNarrow
        } catch {
            putBack(pass, after: error)
            throw error
        }
        try await showListed()
        watch.freshness.book.read(at: steady, total: pass.total, pageSize: pass.pageSize)
        guard let ending = pass.ending else {
            watch.pass = pass
            return
        }
        watch.freshness.book.ended(isWhole: ending == .whole)
        _ = try await finish(pass)
    }

    /// Goes on with a pass at the same request when the server can be asked again; gives one up that it refuses.
    private func putBack(_ pass: BookPass, after error: SyncError) {
        if case .service(let failure) = error, failure.isRefusal || failure.kind == .notFound {
            watch.freshness.book.abandoned()
            giveUp(pass)
        } else {
            watch.pass = pass
        }
    }

    /// `nil` while another process of this state directory walks, or has just walked, through the same book.
    private func nextPass() throws(SyncError) -> BookPass? {
        let marks = try marks()
        if let complete = marks.completeSweepAt, complete <= now { try learnOfPass(begunAt: complete) }
        if isBeingWalked(marks) { return nil }
        watch.freshness.book.abandoned()
        return try beginPass()
    }

    /// A whole pass has been made, by a refresh or by another process.
    func learnOfPass(begunAt moment: Date) throws(SyncError) {
        let steady = steadyNow()
        let time = steady - .seconds(max(0, now.timeIntervalSince(moment)))
        if let known = watch.freshness.book.oldest, known >= time { return }
        let mirrored = try stored { store throws(StoreError) in try store.mirroredCount() }
        watch.freshness.book.passed(at: time, total: mirrored)
    }

    /// Leaves the book to other processes.
    private func abandonPass() {
        guard let pass = watch.pass else { return }
        watch.pass = nil
        watch.freshness.book.abandoned()
        giveUp(pass)
    }

    /// Tells the ages when they have changed by more than their growing.
    func reportFreshness() {
        let steady = steadyNow()
        let ages = watch.freshness.ages(now: steady)
        let report = Freshness.Report(
            seenAt: ages.seen.map { now - $0.seconds },
            bookAt: ages.book.map { now - $0.seconds },
            pausedSince: ages.paused.map { now - $0.seconds }
        )
        guard report.differs(from: watch.lastReport) else { return }
        watch.lastReport = report
        observer(.freshness(report))
    }
}

extension Freshness.Read {
    fileprivate var lane: CallLane {
        switch self {
        case .lead: .visibleRead
        case .row, .hinted: .prefetch
        case .newest, .latestActivity, .bookPage, .stages, .members, .tags: .sync
        }
    }
}
