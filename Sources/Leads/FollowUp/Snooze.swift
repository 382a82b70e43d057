public import FoundationEssentials

/// A lead that is put aside until a time, or until the lead acts; known to Foyer alone.
public struct Snooze: Hashable, Sendable, Codable {
    public var since: Date
    /// `nil` waits for the lead alone.
    public var until: Date?

    public init(since: Date, until: Date?) {
        self.since = since
        self.until = until
    }

    /// True once the time has come, or the lead has been on the website since.
    package func isOver(for lead: Lead?, at now: Date) -> Bool {
        if let until, until <= now { return true }
        return lead?.lastVisitAt.map { $0 > since } ?? false
    }
}
