package import Leads

/// Decides what is read next so that the screen and the book are never older than promised: a pure value.
///
/// Times are durations since any fixed moment on a clock that is never set. Whoever runs it asks ``next(in:now:)``, does
/// what it says, tells it with ``began(_:at:)`` and ``record(_:at:)``, and sleeps until the moment it names.
package struct Freshness: Hashable, Sendable {
    package let promise: Promise
    package private(set) var budget = Budget()
    /// Leads on the screen, the one under the cursor first.
    var sight: [Lead.ID] = []
    var cursor: Lead.ID?
    /// When the cursor came to where it is.
    var arrivedAt: Duration?
    /// When the last key was pressed; `nil` before anybody was there.
    var lastKeyAt: Duration?
    /// When each lead in sight was last read.
    var readAt: [Lead.ID: Duration] = [:]
    /// When each reading was last begun, whatever came of it.
    var triedAt: [Read: Duration] = [:]
    /// Leads that somebody says have changed, and when that was said.
    var hinted: [Lead.ID: Duration] = [:]
    var lastRowAt: Duration?
    /// When a lead was last read for a hint.
    var lastHintAt: Duration?
    package var book = BookPace()

    package init(promise: Promise = Promise()) { self.promise = promise }

    /// One reading; all but those of one lead may take more than one call where much is new.
    package enum Read: Hashable, Sendable {
        /// The lead under the cursor, or one on the screen that is said to have changed.
        case lead(Lead.ID)
        /// One that is said to have changed and is not on the screen.
        case hinted(Lead.ID)
        /// A lead on the screen, in its turn.
        case row(Lead.ID)
        /// Newest by creation.
        case newest
        /// Latest by activity.
        case latestActivity
        /// The next page of the rolling pass.
        case bookPage
        case stages, members, tags
    }

    /// Readings that may wait for each other.
    package enum Lane: Hashable, Sendable, CaseIterable {
        /// What a person looks at.
        case seen
        /// Everything else.
        case behind
    }

    package enum Decision: Hashable, Sendable {
        case read(Read)
        case sleep(until: Duration)
        /// Nobody has touched a key for long: nothing is read until somebody does.
        case paused(since: Duration)
        /// Nobody has been there yet.
        case nobody
    }

    /// Calls a minute of the account, as far as they are known.
    package struct Budget: Hashable, Sendable {
        package var callsPerMinute: Int
        package var remaining: Int

        package init(callsPerMinute: Int = 60, remaining: Int = 60) {
            self.callsPerMinute = max(1, callsPerMinute)
            self.remaining = remaining
        }

        /// True when little is left, for us or for those who share the account: only what is looked at is read.
        var isTight: Bool { remaining * 10 < callsPerMinute }
    }

    /// The figures of the promise.
    package struct Promise: Hashable, Sendable {
        package var news = Duration.seconds(30)
        package var cursor = Duration.seconds(60)
        package var rows = Duration.seconds(60)
        package var reference = Duration.seconds(60)
        package var tags = Duration.seconds(300)
        /// No lead of a book that fits the budget is older.
        package var book = Duration.seconds(300)
        /// Part of the budget for the rolling pass while somebody works.
        package var bookShare = 0.2
        /// Part of it while somebody is there and reads without a key.
        package var restingBookShare = 0.4
        /// Part of the budget for the rows on the screen.
        package var rowShare = 0.5
        /// Part of it for leads that are said to have changed.
        package var hintShare = 0.15
        /// A person who has not touched a key for so long is resting.
        package var working = Duration.seconds(120)
        /// After so long without a key nothing is read.
        package var idle = Duration.seconds(900)
        /// The cursor stays so long before its lead is asked for: one that only passes by costs nothing.
        package var resting = Duration.milliseconds(250)

        package init() {}
    }
}

// MARK: - What is known

extension Freshness {
    package mutating func attend(cursor: Lead.ID?, rows: [Lead.ID], lastKeyAt: Duration, now: Duration) {
        if cursor != self.cursor || arrivedAt == nil { arrivedAt = now }
        self.cursor = cursor
        var seen: Set<Lead.ID> = []
        sight = ((cursor.map { [$0] } ?? []) + rows).filter { !$0.isProvisional && seen.insert($0).inserted }
        readAt = readAt.filter { seen.contains($0.key) || now - $0.value < promise.rows }
        self.lastKeyAt = max(self.lastKeyAt ?? lastKeyAt, lastKeyAt)
    }

    package mutating func learn(_ budget: Budget) { self.budget = budget }

    /// Somebody says that the lead has changed: it is read soon, and at most once for any number of hints.
    ///
    /// Beyond a thousand waiting hints the rolling pass is as quick.
    package mutating func hint(_ id: Lead.ID, at now: Duration) {
        if !id.isProvisional, hinted.count < 1_000 || hinted[id] != nil { hinted[id] = now }
    }

    /// Somebody says that there are new leads.
    package mutating func hintNews() { triedAt[.newest] = nil }

    /// A page or another reading that was asked for at `time` held these leads.
    package mutating func saw(_ ids: some Sequence<Lead.ID>, at time: Duration) {
        let inSight = Set(sight)
        for id in ids {
            if let said = hinted[id], said <= time { hinted[id] = nil }
            if inSight.contains(id) { readAt[id] = max(readAt[id] ?? time, time) }
        }
    }

    package mutating func began(_ read: Read, at now: Duration) {
        triedAt[read] = now
        switch read {
        case .row: lastRowAt = now
        case .bookPage: book.began(at: now)
        case .lead(let id):
            if hinted.removeValue(forKey: id) != nil { lastHintAt = now }
        case .hinted(let id):
            hinted[id] = nil
            lastHintAt = now
        case .newest, .latestActivity, .stages, .members, .tags: break
        }
        if triedAt.count > 512 { triedAt = triedAt.filter { now - $0.value < promise.tags } }
    }

    /// The reading that was begun at `time` has come; one that failed is not recorded, and has its turn again later.
    package mutating func record(_ read: Read, at time: Duration) {
        switch read {
        case .lead(let id), .row(let id), .hinted(let id): saw([id], at: time)
        case .newest, .latestActivity, .bookPage, .stages, .members, .tags: break
        }
    }

    /// Leads on the screen that are older than a quarter of a minute: for a person who asks.
    package func stale(now: Duration) -> [Lead.ID] {
        sight.filter { id in readAt[id].map { now - $0 > .seconds(15) } ?? true }
    }

    /// True when somebody is there and the book is too big to be read whenever they ask.
    package var rollsThroughBook: Bool { lastKeyAt != nil && book.pagesOfAPass > budget.callsPerMinute }
}
