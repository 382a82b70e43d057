import Leads

extension Freshness {
    /// What a lane reads next, or when to ask again.
    package func next(in lane: Lane, now: Duration) -> Decision {
        guard let lastKeyAt else { return .nobody }
        if isPaused(now: now) { return .paused(since: lastKeyAt) }
        let due: (read: Read, at: Duration)? = lane == .seen ? nextSeen(now: now) : nextBehind(now: now)
        let pauseAt = lastKeyAt + promise.idle
        guard let due else { return .sleep(until: pauseAt) }
        return due.at <= now ? .read(due.read) : .sleep(until: min(due.at, pauseAt))
    }

    /// True when somebody was there and has not touched a key for long.
    func isPaused(now: Duration) -> Bool { lastKeyAt.map { now - $0 >= promise.idle } ?? false }

    // MARK: Seen

    private func nextSeen(now: Duration) -> (read: Read, at: Duration)? {
        // Any number of hints must hold up neither the lead that is looked at nor the turn of the rows.
        if let cursor = nextCursor(), cursor.at <= now { return cursor }
        return [nextCursor(), nextHint(), nextRow()].compactMap { $0 }.min { $0.at < $1.at }
    }

    private func nextHint() -> (read: Read, at: Duration)? {
        guard !budget.isTight, !hinted.isEmpty else { return nil }
        let waiting = sight.lazy.filter { hinted[$0] != nil }
        guard let oldest = waiting.min(by: { lastTurn(of: $0) < lastTurn(of: $1) }) else { return nil }
        return (.lead(oldest), hintDue(.lead(oldest)))
    }

    /// Several hints about one lead make one reading, and all of them no more than their share.
    private func hintDue(_ read: Read) -> Duration {
        let turn = lastHintAt.map { $0 + spacing(promise.hintShare) } ?? .zero
        return max(turn, triedAt[read].map { $0 + .seconds(2) } ?? .zero)
    }

    private func nextCursor() -> (read: Read, at: Duration)? {
        guard let cursor, !cursor.isProvisional, let arrivedAt else { return nil }
        return (.lead(cursor), cursorDue(cursor, arrivedAt))
    }

    private func cursorDue(_ id: Lead.ID, _ arrivedAt: Duration) -> Duration {
        let settled = arrivedAt + promise.resting
        let tried = triedAt[.lead(id)]
        // On arrival, unless it was read a moment ago; then every minute, with time to spare for the answer.
        let known = max(readAt[id] ?? .zero - .seconds(3_600), tried ?? .zero - .seconds(3_600))
        let isArrival = known < arrivedAt - .seconds(10)
        return isArrival ? settled : max(settled, known + promise.cursor * 0.8)
    }

    private func nextRow() -> (read: Read, at: Duration)? {
        guard !budget.isTight else { return nil }
        let oldest = sight.lazy.filter { $0 != cursor }.map { (id: $0, at: lastTurn(of: $0)) }.min { $0.at < $1.at }
        guard let oldest else { return nil }
        let turn = lastRowAt.map { $0 + spacing(promise.rowShare) } ?? .zero
        return (.row(oldest.id), max(turn, oldest.at + promise.rows * 0.7))
    }

    private func spacing(_ share: Double) -> Duration { .seconds(60 / (share * Double(budget.callsPerMinute))) }

    private func lastTurn(of id: Lead.ID) -> Duration {
        let never = Duration.zero - .seconds(3_600)
        return max(readAt[id] ?? never, triedAt[.row(id)] ?? never)
    }

    // MARK: Behind

    private func nextBehind(now: Duration) -> (read: Read, at: Duration)? {
        var due = [
            (read: Read.newest, at: dueAt(.newest, every: promise.news)),
            (read: Read.latestActivity, at: dueAt(.latestActivity, every: promise.news)),
        ]
        if !budget.isTight {
            due += [
                (.stages, dueAt(.stages, every: promise.reference * 0.8)),
                (.members, dueAt(.members, every: promise.reference * 0.8)),
                (.tags, dueAt(.tags, every: promise.tags)),
                (.bookPage, book.dueAt(interval: bookInterval(now: now))),
            ]
        }
        if let hint = nextHintBehind() { due.append(hint) }
        return due.min { $0.at < $1.at }
    }

    /// The hint that has waited longest of those about leads off the screen.
    private func nextHintBehind() -> (read: Read, at: Duration)? {
        guard !budget.isTight, !hinted.isEmpty else { return nil }
        let shown = Set(sight)
        let oldest = hinted.lazy.filter { !shown.contains($0.key) }.min { ($0.value, $0.key) < ($1.value, $1.key) }
        guard let oldest else { return nil }
        return (.hinted(oldest.key), hintDue(.hinted(oldest.key)))
    }

    private func dueAt(_ read: Read, every interval: Duration) -> Duration {
        triedAt[read].map { $0 + interval } ?? .zero
    }

    /// Time between two pages of the rolling pass: as slow as the promise allows, never faster than its share.
    package func bookInterval(now: Duration) -> Duration {
        let isWorking = lastKeyAt.map { now - $0 < promise.working } ?? false
        let share = isWorking ? promise.bookShare : promise.restingBookShare
        let floor = 60 / (share * Double(budget.callsPerMinute))
        let wanted = promise.book.seconds * 0.8 / Double(book.pagesOfAPass)
        return .seconds(max(floor, wanted))
    }
}

// MARK: - Report

extension Freshness {
    /// How old what is known is; the ages of the moment it was made.
    package struct Ages: Hashable, Sendable {
        /// Of the oldest lead on the screen; `nil` when one of them was never read, or none is there.
        package var seen: Duration?
        /// Of the lead of the book that was read longest ago; `nil` before the first whole pass.
        package var book: Duration?
        /// Since when nothing is read because nobody is there.
        package var paused: Duration?

        package init(seen: Duration? = nil, book: Duration? = nil, paused: Duration? = nil) {
            self.seen = seen
            self.book = book
            self.paused = paused
        }
    }

    package func ages(now: Duration) -> Ages {
        var ages = Ages(book: book.oldest.map { now - $0 })
        let readings = sight.map { readAt[$0] }
        if let oldest = readings.compactMap({ $0 }).min(), !readings.contains(nil) { ages.seen = now - oldest }
        if let lastKeyAt, now - lastKeyAt >= promise.idle { ages.paused = now - lastKeyAt }
        return ages
    }
}
