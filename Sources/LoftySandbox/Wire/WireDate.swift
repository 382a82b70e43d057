import Foundation

/// The date formats of the contract (§1.1), written from milliseconds since 1970.
///
/// Zero stands for "never" in the database.
enum WireDate {
    /// `2026-06-17T16:50:40GMT`, as leads carry it; `null` for never.
    static func lead(_ millis: Int64) -> JSON {
        guard millis > 0 else { return .null }
        let parts = Parts(millis)
        return .string("\(parts.day)T\(parts.time)GMT")
    }

    /// `2026-04-22 10:15:30` in UTC, as notes and manual logs carry it.
    static func note(_ millis: Int64) -> JSON {
        let parts = Parts(millis)
        return .string("\(parts.day) \(parts.time)")
    }

    /// `2026-06-10T05:51:02.165+00:00`, as the system log carries it.
    static func systemLog(_ millis: Int64) -> JSON {
        let parts = Parts(millis)
        let fraction = String(1_000 + parts.milliseconds).dropFirst()
        return .string("\(parts.day)T\(parts.time).\(fraction)+00:00")
    }

    /// The opposite of ``systemLog(_:)``; `nil` for anything else.
    static func millis(systemLog text: String) -> Int64? {
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        // Not to be read is an answer here, whatever the reason.
        return (try? style.parse(text)).map { Int64(($0.timeIntervalSince1970 * 1_000).rounded()) }
    }

    /// `Sat, 21 Nov 2026 16:05:00 GMT`, as HTTP headers carry it.
    static func header(_ millis: Int64) -> String {
        let parts = Parts(millis)
        let names = parts.day.split(separator: "-")
        let weekday = weekdays[Int((millis / 86_400_000 + 4) % 7)]
        return "\(weekday), \(names[2]) \(months[(Int(names[1]) ?? 1) - 1]) \(names[0]) \(parts.time) GMT"
    }

    /// `2026-03-19T10:30:00-07:00` in a zone, as communications carry it.
    static func activity(_ millis: Int64, in zone: TimeZone) -> JSON {
        let date = Date(timeIntervalSince1970: Double(millis) / 1_000)
        let offset = zone.secondsFromGMT(for: date)
        let parts = Parts(millis + Int64(offset) * 1_000)
        let minutes = abs(offset) / 60
        let sign = offset < 0 ? "-" : "+"
        return .string("\(parts.day)T\(parts.time)\(sign)\(twoDigits(minutes / 60)):\(twoDigits(minutes % 60))")
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

    /// A moment in the proleptic Gregorian calendar.
    ///
    /// Foundation's formatters take microseconds a date; a page of leads carries five hundred.
    private struct Parts {
        let day: String
        let time: String
        let milliseconds: Int

        init(_ millis: Int64) {
            let days = Int((Double(millis) / 86_400_000).rounded(.down))
            let rest = Int(millis) - days * 86_400_000
            let (year, month, dayOfMonth) = Self.civil(fromDays: days)
            day = "\(year)-\(twoDigits(month))-\(twoDigits(dayOfMonth))"
            let seconds = rest / 1_000
            time = "\(twoDigits(seconds / 3_600)):\(twoDigits(seconds / 60 % 60)):\(twoDigits(seconds % 60))"
            milliseconds = rest % 1_000
        }

        /// Days since 1970 to a date, counting in eras of 400 years that begin on 1 March.
        private static func civil(fromDays days: Int) -> (year: Int, month: Int, day: Int) {
            let shifted = days + 719_468
            let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
            let dayOfEra = shifted - era * 146_097
            let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
            let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
            let monthFromMarch = (5 * dayOfYear + 2) / 153
            let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
            let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
            return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
        }
    }
}
