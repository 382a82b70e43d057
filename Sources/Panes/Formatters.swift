import FoundationEssentials
import Leads
import ViewModels

/// How values read on the screen.
enum Formatters {
    /// A time span in at most four characters: `42s`, `3m`, `1h`, `2d`, `5w`, `7mo`, `2y`.
    static func age(from date: Date, to now: Date) -> String {
        let (count, unit) = AgeScale.steps(of: Int(now.timeIntervalSince(date).rounded(.down)))
        return "\(count)\(unit.symbol)"
    }

    static func age(of date: Date?, now: Date) -> String { date.map { age(from: $0, to: now) } ?? "–" }

    /// `19:11` today, `Nov 19 19:11` this year, `2025-11-19` before.
    static func moment(_ date: Date, now: Date, offset: (Date) -> Int) -> String {
        let parts = components(date, offset(date))
        let today = components(now, offset(now))
        let time = "\(padded(parts.hour)):\(padded(parts.minute))"
        if (parts.year, parts.month, parts.day) == (today.year, today.month, today.day) { return time }
        if parts.year == today.year { return "\(months[parts.month - 1]) \(padded(parts.day)) \(time)" }
        return "\(parts.year)-\(padded(parts.month))-\(padded(parts.day))"
    }

    /// `00:38`, `1:02:09`.
    static func clock(_ seconds: Int) -> String {
        let rest = "\(padded(seconds / 60 % 60)):\(padded(seconds % 60))"
        return seconds >= 3_600 ? "\(seconds / 3_600):\(rest)" : rest
    }

    /// `19:11` on the person's clock.
    static func time(_ date: Date, offset: (Date) -> Int) -> String {
        let parts = components(date, offset(date))
        return "\(padded(parts.hour)):\(padded(parts.minute))"
    }

    /// `Today · Thu 29 Nov`, `Sat 24 Nov`, `Sat 24 Nov 2025`: the day of a date on the person's clock.
    static func day(_ date: Date, now: Date, offset: (Date) -> Int) -> String {
        let parts = components(date, offset(date))
        let today = components(now, offset(now))
        let days = (Double(date.wholeSeconds + Int64(offset(date))) / 86_400).rounded(.down)
        // 1 January 1970 was a Thursday.
        let weekday = ((Int(days) + 4) % 7 + 7) % 7
        let day = "\(weekdays[weekday]) \(parts.day) \(months[parts.month - 1])"
        if parts.year != today.year { return "\(day) \(parts.year)" }
        return (parts.month, parts.day) == (today.month, today.day) ? "Today · \(day)" : day
    }

    /// `3 Dec` on the person's clock.
    static func shortDay(_ date: Date, offset: (Date) -> Int) -> String {
        let parts = components(date, offset(date))
        return "\(parts.day) \(months[parts.month - 1])"
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    private struct Parts {
        var year, month, day, hour, minute: Int
    }

    private static func components(_ date: Date, _ offset: Int) -> Parts {
        let seconds = date.wholeSeconds + Int64(offset)
        let days = seconds >= 0 ? seconds / 86_400 : -((86_399 - seconds) / 86_400)
        let minutes = Int(seconds - days * 86_400) / 60
        // Not a Calendar, which takes longer than everything else on a line of the timeline.
        let day = Int(exactly: days).flatMap { CivilDay(daysSince1970: $0) }
        return Parts(
            year: day?.year ?? 0,
            month: day?.month ?? 1,
            day: day?.day ?? 1,
            hour: minutes / 60,
            minute: minutes % 60
        )
    }

    /// `(512) 555-0142` for ten digits, else as it came.
    ///
    /// Masked, the last two digits alone are to be read.
    static func phone(_ phone: Phone, isMasked: Bool) -> String {
        isMasked ? PrivacyMask.phone(self.phone(phone)) : self.phone(phone)
    }

    static func phone(_ phone: Phone) -> String {
        var digits = Array(phone.digits)
        if digits.count == 11, digits[0] == "1" { digits.removeFirst() }
        guard digits.count == 10 else { return phone.number }
        return "(\(String(digits[0..<3]))) \(String(digits[3..<6]))-\(String(digits[6...]))"
    }

    static func status(_ status: Phone.Status?) -> String {
        switch status {
        case .invalid: "invalid"
        case .valid: "valid"
        case .talked: "talked"
        case .dncNumber: "DNC number"
        case .dncContact: "DNC contact"
        case .other, nil: ""
        }
    }

    /// `400k`, `1.2M`, `950`.
    static func price(_ dollars: Int64) -> String {
        if dollars >= 1_000_000 {
            let tenths = dollars / 100_000
            return tenths % 10 == 0 ? "\(tenths / 10)M" : "\(tenths / 10).\(tenths % 10)M"
        }
        return dollars >= 1_000 ? "\(dollars / 1_000)k" : String(dollars)
    }

    /// The initials of the lead types, such as `BS`.
    static func initials(_ types: [LeadType]) -> String { types.map { String($0.name.prefix(1)) }.joined() }

    /// `5 214`: thin groups read better than commas in a narrow column.
    static func count(_ number: Int) -> String {
        var digits = Array(String(number))
        var place = digits.count - 3
        while place > 0 {
            digits.insert(" ", at: place)
            place -= 3
        }
        return String(digits)
    }
}
