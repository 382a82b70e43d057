import Synchronization

/// In which zones it is within the calling hours at one moment, worked out for those that somebody asks for.
///
/// A book lies in a handful of the world's zones, and reading the rules of all of them takes longer than showing it.
package final class OpenZones: Sendable {
    private struct Answers {
        var known: CallingZones = []
        var open: CallingZones = []
    }

    private let moment: Int64
    private let database: ZoneDatabase
    private let answers = Mutex(Answers())

    /// - `moment`: in seconds since 1970.
    package init(at moment: Int64, in database: ZoneDatabase = .system) {
        self.moment = moment
        self.database = database
    }

    /// True when it is within the hours in each of these zones, or the system has no rules for it.
    package func haveOpen(_ zones: CallingZones) -> Bool {
        answers.withLock { answers in
            for zone in zones.subtracting(answers.known).all {
                answers.known = answers.known.union([zone])
                let isOpen = CallingHours([zone], in: database)?.isOpen(at: moment) ?? true
                if isOpen { answers.open = answers.open.union([zone]) }
            }
            return zones.isSubset(of: answers.open)
        }
    }
}
