package import FoundationEssentials
import Leads

/// When the screen next changes by itself: the loop sleeps until then, and not a moment less.
package enum Deadlines {
    /// The next such moment; `nil` when nothing on the screen depends on the time.
    package static func next(in state: AppState) -> Date? {
        var rows = RowDeadlines()
        return next(in: state, &rows)
    }

    /// The same with a memory of the rows.
    package static func next(in state: AppState, _ rows: inout RowDeadlines) -> Date? {
        let moments = [
            state.list.changesAt, nextCountdown(state), rows.next(in: state), nextOffline(state), nextFreshness(state),
            nextTurn(state),
            state.triage?.nextStep(after: state.now), nextWaking(state), state.call?.nextStep(after: state.now),
            nextStanding(state),
            nextOfAgenda(state),
        ]
        return moments.compactMap(\.self).min()
    }

    /// The next second of a countdown that can be seen: in the outbox sheet all, else those of the selected lead.
    private static func nextCountdown(_ state: AppState) -> Date? {
        let isOutboxOpen = if case .outbox = state.overlay { true } else { false }
        let seen = state.unsent.filter { isOutboxOpen || $0.leadID == state.list.selected }
        return seen.compactMap { $0.status.due.map { nextSecond(before: $0, now: state.now) } }.min()
    }

    /// Countdowns are rounded up, so they change when a whole second is left.
    private static func nextSecond(before due: Date, now: Date) -> Date {
        let left = due.timeIntervalSince(now)
        guard left > 0 else { return now.addingTimeInterval(1) }
        let next = due.addingTimeInterval(-(left.rounded(.up) - 1))
        return next > now ? next : next.addingTimeInterval(1)
    }

    /// A lead that is put aside comes back by itself.
    private static func nextWaking(_ state: AppState) -> Date? {
        guard case .agenda = state.overlay else { return nil }
        return state.snoozes.values.compactMap(\.until).filter { $0 > state.now }.min()
    }

    private static func nextFreshness(_ state: AppState) -> Date? {
        guard state.account.link == .online else { return nil }
        let freshness = state.account.freshness
        let told = freshness.pausedSince.map { [$0] } ?? [freshness.seenAt, freshness.bookAt].compactMap(\.self)
        return told.map { FreshnessScale.nextStep(of: $0, after: state.now) }.min()
    }

    /// The time until the server takes calls again.
    private static func nextTurn(_ state: AppState) -> Date? {
        guard case .limited(let until) = state.account.link, until > state.now else { return nil }
        return nextSecond(before: until, now: state.now)
    }

    private static func nextOffline(_ state: AppState) -> Date? {
        guard case .offline(let since, _) = state.account.link else { return nil }
        return AgeScale.nextStep(of: since, after: state.now)
    }
}

extension OutboxEntry.Status {
    /// When the entry moves on by itself.
    fileprivate var due: Date? {
        switch self {
        case .held(let until), .waiting(let until, _): until
        case .queued, .sending, .ambiguous, .conflicted, .wedged, .settled, .cancelled: nil
        }
    }
}

/// The units in which ages are told, each with the seconds from which it is used.
package enum AgeScale {
    package struct Unit: Sendable {
        /// Seconds of one.
        package let length: Int
        /// Ages from this on, in seconds, are told in it.
        package let from: Int
        package let symbol: String
    }

    /// Seconds, minutes, hours, days up to two weeks, weeks up to three months, months up to two years, years.
    package static let units = [
        Unit(length: 1, from: 0, symbol: "s"), Unit(length: 60, from: 60, symbol: "m"),
        Unit(length: 3_600, from: 3_600, symbol: "h"), Unit(length: 86_400, from: 86_400, symbol: "d"),
        Unit(length: 604_800, from: 1_209_600, symbol: "w"), Unit(length: 2_592_000, from: 7_776_000, symbol: "mo"),
        Unit(length: 31_536_000, from: 63_072_000, symbol: "y"),
    ]

    /// How many of which unit an age of so many seconds is.
    package static func steps(of seconds: Int) -> (count: Int, unit: Unit) {
        let age = max(0, seconds)
        let unit = units.last { $0.from <= age } ?? units[0]
        return (age / unit.length, unit)
    }

    /// The first moment after `now` at which the age of `date` reads otherwise.
    package static func nextStep(of date: Date, after now: Date) -> Date {
        let seconds = Int(now.timeIntervalSince(date).rounded(.down))
        guard seconds >= 0 else { return date.addingTimeInterval(1) }
        let (count, unit) = steps(of: seconds)
        let inUnit = (count + 1) * unit.length
        let nextUnit = units.first { $0.from > seconds }?.from ?? .max
        return date.addingTimeInterval(Double(min(inUnit, nextUnit)))
    }
}
