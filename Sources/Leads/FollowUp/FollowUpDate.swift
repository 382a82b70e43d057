package import FoundationEssentials

/// When to come back to a lead, read from what a person types: `3`, `t`, `tue 3pm`, `in 2 weeks`, `12 nov 15:00`.
package struct FollowUpDate: Hashable, Sendable {
    package let date: Date
    /// False when the person named a day only and the hour is Foyer's choice.
    package let hasTime: Bool
    /// The day and time on the lead's clock, for the preview: `Tue 1 Dec 2026, 15:00`.
    package let words: String

    /// The hour of a day that was named without one, in seconds after midnight.
    package static let usualTime = 9 * 3_600
    /// The hour of `t`, when it has not passed.
    package static let endOfDay = 17 * 3_600

    /// Reads a date on a clock, most often the lead's own.
    ///
    /// `1`, `3` and `7` are days from today, `t` is today. A day without a year is the next one of that name, but not one
    /// that has just passed: that is more likely a slip. Days are whole months and weeks on the calendar, hours real ones.
    package static func parse(
        _ text: String,
        now: Date,
        clock: ZoneRules
    ) throws(FollowUpDateError) -> FollowUpDate {
        var reader = FollowUpReader(text, wallNow: clock.wallTime(at: now.wholeSeconds))
        switch try reader.read() {
        case .after(let seconds): return try FollowUpDate(moment: now.wholeSeconds + seconds, true, now, clock)
        case .wall(let wall, let hasTime):
            return try FollowUpDate(moment: clock.moment(ofWall: wall), hasTime, now, clock)
        }
    }

    private init(moment: Int64, _ hasTime: Bool, _ now: Date, _ clock: ZoneRules) throws(FollowUpDateError) {
        let wall = clock.wallTime(at: moment)
        words = Self.words(wall)
        guard moment > now.wholeSeconds else { throw .past(words) }
        guard moment < now.wholeSeconds + 5 * 366 * 86_400 else { throw .tooFar(words) }
        date = Date(timeIntervalSince1970: Double(moment))
        self.hasTime = hasTime
    }

    /// A moment by the clock on the wall, which somebody has checked.
    init(wall: Int64, on clock: ZoneRules) {
        let moment = clock.moment(ofWall: wall)
        words = Self.words(clock.wallTime(at: moment))
        date = Date(timeIntervalSince1970: Double(moment))
        hasTime = true
    }

    /// A moment on a clock as ``words`` tells it.
    package static func words(at moment: Date, on clock: ZoneRules) -> String {
        words(clock.wallTime(at: moment.wholeSeconds))
    }

    static func words(_ wall: Int64) -> String {
        "\(day(Int(wall.floored(by: 86_400)))), \(WallTime.text(wall))"
    }

    /// A day since 1970: `Tue 1 Dec 2026`.
    static func day(_ number: Int) -> String {
        guard let day = CivilDay(daysSince1970: number) else { return "a day beyond the calendar" }
        let weekday = FollowUpReader.weekdays[FollowUpReader.weekday(of: number)]
        let names = [weekday, FollowUpReader.months[day.month - 1]].map {
            $0.prefix(1).uppercased() + $0.dropFirst().prefix(2)
        }
        return "\(names[0]) \(day.day) \(names[1]) \(day.year)"
    }
}

/// Why a date cannot be taken.
package enum FollowUpDateError: Error, Hashable, Sendable {
    case nothing
    case unreadable(String)
    /// No calendar has it, such as 31 February.
    case noSuchDay(String)
    case noSuchTime(String)
    /// A number behind a day, which may be an hour or a day of the month.
    case hourOrDay(String)
    /// A weekday and a date that are not the same day; the date with its own weekday.
    case otherWeekday(String)
    case past(String)
    /// More than five years ahead.
    case tooFar(String)

    /// One line for a person: what is wrong and what to type.
    package var message: String {
        switch self {
        case .nothing: "type a day, such as 3, tue 3pm, in 2 weeks or 12 nov"
        case .unreadable(let text): "“\(text)” is no date; type 3, tue 3pm, in 2 weeks or 12 nov 15:00"
        case .noSuchDay(let text): "there is no \(text); choose another day"
        case .noSuchTime(let text): "there is no time “\(text)”; type 3pm or 15:00"
        case .hourOrDay(let text): "“\(text)” may be an hour or a day; type 3pm, 15:00 or 3rd"
        case .otherWeekday(let day): "that date is \(day); leave one of the two out"
        case .past(let words): "\(words) has passed; choose a later day or add the year"
        case .tooFar(let words): "\(words) is more than five years away; choose an earlier day"
        }
    }
}
