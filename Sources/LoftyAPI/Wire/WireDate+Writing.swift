import FoundationEssentials

// The forms that Lofty takes. It misreads or refuses a time without an offset, so none is ever left out.

extension WireDate {
    /// `2026-03-01T15:00:00-08:00`: the time in the zone, whole seconds, with the offset that holds at that moment.
    static func isoText(_ date: Date, in zone: TimeZone) -> String {
        let offset = zone.secondsFromGMT(for: date) / 60 * 60
        let local = Int(date.timeIntervalSince1970.rounded(.down)) + offset
        let day = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
        let second = local - day * 86_400
        let (year, month, dayOfMonth) = calendarDay(day)
        let time = [second / 3_600, second / 60 % 60, second % 60].map { padded($0) }.joined(separator: ":")
        let minutes = abs(offset) / 60
        let zoneText = "\(offset < 0 ? "-" : "+")\(padded(minutes / 60)):\(padded(minutes % 60))"
        return "\(padded(year, to: 4))-\(padded(month))-\(padded(dayOfMonth))T\(time)\(zoneText)"
    }

    /// Milliseconds since 1970, rounded to the nearest.
    static func milliseconds(_ date: Date) -> Int64? {
        Int64(exactly: (date.timeIntervalSince1970 * 1_000).rounded())
    }

    private static func padded(_ number: Int, to width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// The day of the Gregorian calendar that lies `day` days after 1970-01-01.
    private static func calendarDay(_ day: Int) -> (year: Int, month: Int, day: Int) {
        // 400 years have 146,097 days; years are taken to begin in March, so that a leap day is their last day.
        let shifted = day + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }
}
