package import FoundationEssentials
package import Leads

/// What a person has before them: what has to be fresh first.
package struct Attention: Hashable, Sendable {
    /// The lead the cursor rests on.
    package var cursor: Lead.ID?
    /// The leads in sight, from top to bottom.
    package var rows: [Lead.ID]

    package init(cursor: Lead.ID?, rows: [Lead.ID]) {
        self.cursor = cursor
        self.rows = rows
    }
}

extension AppState {
    package var attention: Attention {
        let seen = list.cursor.top..<min(list.rows.count, list.cursor.top + list.cursor.visible)
        return Attention(cursor: list.selected, rows: seen.map { list.rows.id(at: $0) })
    }
}

/// How old what is on the screen may be.
package struct Freshness: Hashable, Sendable {
    /// When the oldest row in sight was read.
    package var seenAt: Date?
    /// When the oldest lead of the book was read.
    package var bookAt: Date?
    /// Since when nothing is read, as nobody has touched a key.
    package var pausedSince: Date?

    package init(seenAt: Date? = nil, bookAt: Date? = nil, pausedSince: Date? = nil) {
        self.seenAt = seenAt
        self.bookAt = bookAt
        self.pausedSince = pausedSince
    }
}

/// The steps in which the age of what is seen is told.
///
/// Ten seconds are as exact as a promise of a minute needs, and wake an idle screen six times a minute, not sixty.
package enum FreshnessScale {
    private static let step = 10.0

    /// A moment whose age is the true one, rounded down to whole steps; from a minute on ages are told in minutes.
    package static func rounded(_ moment: Date, at now: Date) -> Date {
        let age = max(0, now.timeIntervalSince(moment))
        return age < 60 ? now.addingTimeInterval(-(age / step).rounded(.down) * step) : moment
    }

    /// When the age next reads otherwise.
    static func nextStep(of moment: Date, after now: Date) -> Date {
        let age = max(0, now.timeIntervalSince(moment))
        guard age < 60 else { return AgeScale.nextStep(of: moment, after: now) }
        return moment.addingTimeInterval(((age / step).rounded(.down) + 1) * step)
    }
}
