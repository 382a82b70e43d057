package import FoundationEssentials

/// A day that somebody looks back to, read from what they type: `2026-11-03`, `3 nov`, `tue`, `2 weeks ago`.
package struct PastDay: Hashable, Sendable {
    package let day: CivilDay
    /// `Tue 3 Nov 2026`.
    package let words: String

    /// A day of the calendar.
    package init(_ day: CivilDay) {
        self.day = day
        words = FollowUpDate.day(day.daysSince1970)
    }

    /// Reads a day as a follow-up's is read, but backwards: `3` is three days ago, `tue` the last one, and a day without
    /// a year the last of that name.
    package static func parse(_ text: String, now: Date, clock: ZoneRules) throws(FollowUpDateError) -> PastDay {
        var reader = FollowUpReader(text, wallNow: clock.wallTime(at: now.wholeSeconds), looksBack: true)
        guard let day = CivilDay(daysSince1970: try reader.readBack()) else {
            throw .noSuchDay(String(text.prefix(60)))
        }
        return PastDay(day)
    }
}

extension FollowUpReader {
    /// Days since 1970 of a day that is looked back to.
    mutating func readBack() throws(FollowUpDateError) -> Int {
        words.removeAll { ["ago", "back", "last", "since"].contains($0) }
        guard let first = words.first else { throw .nothing }
        var day = near(first)
        if day == nil { day = ago() }
        if day == nil { day = lastWeekday() }
        if day == nil { day = try calendarDay() }
        guard let day, words.isEmpty else { throw .unreadable(text) }
        return day
    }

    /// `today`, `yesterday`, `3`.
    private mutating func near(_ word: String) -> Int? {
        guard words.count == 1 else { return nil }
        let days: Int?
        switch word {
        case "t", "today": days = 0
        case "y", "yesterday": days = 1
        case "tomorrow", "tom", "tmrw": days = -1
        default: days = word.utf8.count <= 3 ? Int(word).flatMap { $0 >= 0 ? $0 : nil } : nil
        }
        if days != nil { words.removeAll() }
        return days.map { today - $0 }
    }

    /// `2 weeks`, `3d`, `month`.
    private mutating func ago() -> Int? {
        let isOne = words.count == 1 && ["week", "month", "year"].contains(words[0])
        guard let (count, unit, length) = isOne ? (1, words[0], 1) : amount() else { return nil }
        let day: Int?
        switch unit {
        case "d", "day", "days": day = today - count
        case "w", "wk", "wks", "week", "weeks": day = today - count * 7
        case "fortnight", "fortnights": day = today - count * 14
        case "mo", "month", "months": day = count > 1_200 ? nil : month(-count)
        case "y", "year", "years": day = count > 100 ? nil : month(-count * 12)
        default: day = nil
        }
        if day != nil { words.removeFirst(length) }
        return day
    }

    /// The last day of that name, never today.
    private mutating func lastWeekday() -> Int? {
        guard words.count == 1, let word = words.first, word.count >= 2,
            let wanted = Self.weekdays.firstIndex(where: {
                $0.hasPrefix(word) || ($0 == "tuesday" && word == "tues")
            })
        else { return nil }
        words.removeAll()
        let days = (Int((Int64(today) + 3).remainder(by: 7)) - wanted + 7) % 7
        return today - (days == 0 ? 7 : days)
    }
}

extension FollowUpDateError {
    /// One line for somebody who looks back: what is wrong and what to type.
    package var messageLookingBack: String {
        switch self {
        case .nothing: "type a day, such as 3 nov, 2026-11-03, tue or 2 weeks ago"
        case .unreadable(let text): "“\(text)” is no day; type 3 nov, 2026-11-03, tue or 2 weeks ago"
        case .noSuchDay, .noSuchTime, .hourOrDay, .otherWeekday, .past, .tooFar: message
        }
    }
}
