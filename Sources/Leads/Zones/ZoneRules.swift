/// When a place sets its clocks: the offset from Greenwich at any moment.
///
/// Source of the rules: the system's time zone database, files of RFC 8536 ("TZif"). Written here because
/// `TimeZone(identifier:)` of FoundationEssentials knows no zone on Linux.
package struct ZoneRules: Hashable, Sendable {
    /// Seconds since 1970, ascending.
    private var transitions: [Int64]
    /// Seconds east of Greenwich from each transition on.
    private var offsets: [Int]
    /// Before the first transition.
    private var firstOffset: Int
    /// For all time after the last transition.
    private var rule: PosixZoneRule?

    /// A clock that is never set.
    package static func fixed(secondsFromGMT: Int) -> ZoneRules { ZoneRules(firstOffset: secondsFromGMT) }

    init(transitions: [Int64] = [], offsets: [Int] = [], firstOffset: Int, rule: PosixZoneRule? = nil) {
        self.transitions = transitions
        self.offsets = offsets
        self.firstOffset = firstOffset
        self.rule = rule
    }

    /// Seconds east of Greenwich at a moment, given in seconds since 1970.
    package func offset(at moment: Int64) -> Int {
        // Far beyond every calendar, and far from the ends of 64 bits.
        let moment = min(max(moment, -Self.farthest), Self.farthest)
        guard let last = transitions.last else { return rule?.offset(at: moment) ?? firstOffset }
        if moment >= last, let rule { return rule.offset(at: moment) }
        var low = 0
        var high = transitions.count
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle] <= moment { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? firstOffset : offsets[low - 1]
    }

    private static let farthest: Int64 = 1_000_000_000_000_000

    /// What the clock on the wall shows, as if it were seconds since 1970 in Greenwich.
    package func wallTime(at moment: Int64) -> Int64 { moment + Int64(offset(at: moment)) }

    /// The first moment at which the clock on the wall shows `wall` or more.
    ///
    /// A wall time that is skipped when clocks go forward becomes the moment of the change; of one that happens twice
    /// the first is taken.
    package func moment(ofWall wall: Int64) -> Int64 {
        let candidates = [-1, 1].map { side in wall - Int64(offset(at: wall + side * 86_400)) }
        let exact = candidates.filter { wallTime(at: $0) == wall }
        if let first = exact.min() { return first }
        // In a gap: the change lies between the two readings.
        var low = candidates.min() ?? wall
        var high = candidates.max() ?? wall
        while low < high {
            let middle = low + (high - low) / 2
            if wallTime(at: middle) >= wall { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// The first moment of a day, in seconds since 1970.
    package func start(of day: CivilDay, plusDays extra: Int = 0) -> Int64 {
        moment(ofWall: Int64(day.daysSince1970 + extra) * 86_400)
    }
}
