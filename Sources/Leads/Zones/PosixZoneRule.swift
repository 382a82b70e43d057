/// The rule for all years to come, such as `CST6CDT,M3.2.0,M11.1.0`.
///
/// Source: IEEE Std 1003.1, "TZ"; RFC 8536 section 3.3.1 widens the times to ±167 hours.
struct PosixZoneRule: Hashable, Sendable {
    /// Seconds east of Greenwich.
    var standard: Int
    /// `nil` where clocks are never set.
    var summer: Summer?

    struct Summer: Hashable, Sendable {
        var offset: Int
        var start: Change
        var end: Change
    }

    /// A day of each year and a time on that day's wall clock.
    struct Change: Hashable, Sendable {
        var day: Day
        /// Seconds after midnight, may be negative or beyond the day.
        var time: Int
    }

    enum Day: Hashable, Sendable {
        /// 1 to 365, the leap day is never counted.
        case withoutLeapDay(Int)
        /// 0 to 365.
        case counted(Int)
        /// The `week`th `weekday` (0 is Sunday) of a month; week 5 is the last.
        case weekday(Int, week: Int, month: Int)
    }

    func offset(at moment: Int64) -> Int {
        guard let summer else { return standard }
        let year = Self.year(ofDay: (moment + Int64(standard)).floored(by: 86_400))
        let start = summer.start.moment(year: year) - Int64(standard)
        let end = summer.end.moment(year: year) - Int64(summer.offset)
        let isSummer = start < end ? start <= moment && moment < end : !(end <= moment && moment < start)
        return isSummer ? summer.offset : standard
    }

    /// The year of a day counted from 1970-01-01.
    private static func year(ofDay day: Int64) -> Int64 {
        var year = 1970 + (day * 400).floored(by: 146_097)
        while Self.startOfYear(year) > day { year -= 1 }
        while Self.startOfYear(year + 1) <= day { year += 1 }
        return year
    }

    /// Days from 1970-01-01 to the first of January.
    static func startOfYear(_ year: Int64) -> Int64 {
        let past = year - 1
        return past * 365 + past.floored(by: 4) - past.floored(by: 100) + past.floored(by: 400) - 719_162
    }

    static func isLeap(_ year: Int64) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
}

extension PosixZoneRule.Change {
    /// On the wall clock of that year, as if it were seconds since 1970 in Greenwich.
    func moment(year: Int64) -> Int64 { (PosixZoneRule.startOfYear(year) + dayOfYear(year)) * 86_400 + Int64(time) }

    private func dayOfYear(_ year: Int64) -> Int64 {
        switch day {
        case .withoutLeapDay(let day):
            return Int64(day) - 1 + (PosixZoneRule.isLeap(year) && day >= 60 ? 1 : 0)
        case .counted(let day): return Int64(day)
        case .weekday(let weekday, let week, let month):
            let lengths = [31, PosixZoneRule.isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            let first = Int64(lengths[..<(month - 1)].reduce(0, +))
            // 1970-01-01 was a Thursday.
            let firstWeekday = (PosixZoneRule.startOfYear(year) + first + 4).remainder(by: 7)
            var day = (Int64(weekday) - firstWeekday).remainder(by: 7) + Int64(week - 1) * 7
            while day >= lengths[month - 1] { day -= 7 }
            return first + day
        }
    }
}

extension Int64 {
    /// The quotient, rounded down.
    package func floored(by divisor: Int64) -> Int64 { (self - remainder(by: divisor)) / divisor }

    /// What is left, never negative.
    package func remainder(by divisor: Int64) -> Int64 {
        let rest = self % divisor
        return rest < 0 ? rest + divisor : rest
    }
}
