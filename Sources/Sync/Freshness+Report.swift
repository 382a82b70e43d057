package import FoundationEssentials

extension Freshness {
    /// How old what a person sees is, as moments of the wall clock: ages grow by themselves.
    package struct Report: Hashable, Sendable {
        /// When the oldest lead on the screen was asked for; `nil` when one of them was not read yet.
        package var seenAt: Date?
        /// When the oldest lead of the book was asked for; `nil` before the first whole pass.
        package var bookAt: Date?
        /// Since when nothing is read because nobody touched a key.
        package var pausedSince: Date?

        package init(seenAt: Date? = nil, bookAt: Date? = nil, pausedSince: Date? = nil) {
            self.seenAt = seenAt
            self.bookAt = bookAt
            self.pausedSince = pausedSince
        }
    }
}

extension Freshness.Report {
    /// True when the moments differ by a second or more.
    func differs(from other: Freshness.Report?) -> Bool {
        guard let other else { return true }
        return differs(seenAt, other.seenAt) || differs(bookAt, other.bookAt) || differs(pausedSince, other.pausedSince)
    }

    private func differs(_ left: Date?, _ right: Date?) -> Bool {
        guard let left, let right else { return (left == nil) != (right == nil) }
        return abs(left.timeIntervalSince(right)) >= 1
    }
}
