import FoundationEssentials

/// Reads every form of date that Lofty's API uses.
///
/// - Epoch milliseconds, as a number or a string of digits.
/// - `2026-06-17T16:50:40` with a `T` or a space, with or without a fraction of a second, followed by `GMT`, `Z`, an
///   offset such as `-07:00` or `+0000`, or nothing, which means UTC.
///
/// Source: Lofty API; the forms differ from endpoint to endpoint.
enum WireDate {
    static func date(milliseconds: Int64) -> Date? {
        guard milliseconds >= 0 else { return nil }
        return Date(timeIntervalSince1970: Double(milliseconds) / 1_000)
    }

    /// `nil` for text in another form, or for a day or time that does not exist.
    static func date(_ text: String) -> Date? {
        if let milliseconds = Int64(text) { return date(milliseconds: milliseconds) }
        var scanner = DateScanner(text)
        guard let day = scanner.day(), scanner.skip("T") || scanner.skip(" "), let time = scanner.time() else {
            return nil
        }
        guard let offset = scanner.offset(), scanner.isAtEnd else { return nil }
        return Date(timeIntervalSince1970: Double(day * 86_400 - offset) + time)
    }

    /// Reads the date of an HTTP header, such as `Wed, 17 Jun 2026 16:50:40 GMT` (RFC 9110 §5.6.7, preferred form).
    static func httpDate(_ text: String) -> Date? {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let month = months.firstIndex(of: parts[2]) else { return nil }
        var scanner = DateScanner(String(parts[4]))
        guard let dayOfMonth = Int(parts[1]), let year = Int(parts[3]), let time = scanner.time(), scanner.isAtEnd,
            let day = DateScanner.dayNumber(year: year, month: month + 1, day: dayOfMonth)
        else { return nil }
        return Date(timeIntervalSince1970: Double(day * 86_400) + time)
    }

    private static let months: [Substring] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}

/// Walks over the parts of a date.
private struct DateScanner {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    var isAtEnd: Bool { position == bytes.count }

    mutating func skip(_ word: String) -> Bool {
        guard bytes[position...].starts(with: word.utf8) else { return false }
        position += word.utf8.count
        return true
    }

    private mutating func number(digits: Int) -> Int? {
        guard position + digits <= bytes.count else { return nil }
        var value = 0
        for byte in bytes[position..<(position + digits)] {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        position += digits
        return value
    }

    /// `yyyy-MM-dd` as days since 1970-01-01.
    mutating func day() -> Int? {
        guard let year = number(digits: 4), skip("-"), let month = number(digits: 2), skip("-"),
            let day = number(digits: 2)
        else { return nil }
        return Self.dayNumber(year: year, month: month, day: day)
    }

    /// `HH:mm:ss` with an optional fraction, as seconds since midnight.
    mutating func time() -> Double? {
        guard let hour = number(digits: 2), skip(":"), let minute = number(digits: 2), skip(":"),
            let second = number(digits: 2), hour < 24, minute < 60, second < 60
        else { return nil }
        guard let fraction = fraction() else { return nil }
        return Double(hour * 3_600 + minute * 60 + second) + fraction
    }

    private mutating func fraction() -> Double? {
        guard skip(".") else { return 0 }
        var value = 0.0
        var unit = 0.1
        let start = position
        while let digit = number(digits: 1) {
            value += Double(digit) * unit
            unit /= 10
        }
        return position > start ? value : nil
    }

    /// What follows the time, as seconds east of Greenwich.
    mutating func offset() -> Int? {
        if isAtEnd || skip("GMT") || skip("Z") { return 0 }
        let isWest = skip("-")
        guard isWest || skip("+"), let hours = number(digits: 2) else { return nil }
        _ = skip(":")
        guard let minutes = number(digits: 2), hours <= 18, minutes < 60 else { return nil }
        return (hours * 3_600 + minutes * 60) * (isWest ? -1 : 1)
    }

    /// Days since 1970-01-01 in the Gregorian calendar; `nil` when there is no such day.
    static func dayNumber(year: Int, month: Int, day: Int) -> Int? {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard year >= 1, (1...12).contains(month), (1...lengths[month - 1]).contains(day) else { return nil }
        let before = year - 1
        let daysBeforeYear = before * 365 + before / 4 - before / 100 + before / 400
        // 719,162 days lie between 0001-01-01 and 1970-01-01.
        return daysBeforeYear - 719_162 + lengths[..<(month - 1)].reduce(0, +) + day - 1
    }
}
