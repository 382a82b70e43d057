import Foundation

/// A moment that a request names: ISO 8601 with seconds or without, and always with an offset (contract §1.1).
///
/// Without an offset nobody knows what the writer meant, so it is refused rather than taken for UTC.
struct WireMoment: Hashable, Sendable {
    /// Since 1970.
    let millis: Int64
    /// Exactly midnight in the offset that it was written with.
    let isMidnight: Bool

    init(millis: Int64) {
        self.millis = millis
        isMidnight = false
    }

    init?(_ text: String) {
        // One regular expression a call: a stored one is not Sendable.
        let form = /(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)/
        guard let match = text.wholeMatch(of: form)?.output,
            let year = Int64(match.1), let month = Int64(match.2), let day = Int64(match.3),
            let hour = Int64(match.4), let minute = Int64(match.5), let second = Int64(match.6 ?? "0"),
            let fraction = Int64(((match.7 ?? "") + "000").prefix(3)),
            let offset = Self.offsetMinutes(match.8),
            (1...12).contains(month), (1...Self.daysIn(month, of: year)).contains(day),
            hour <= 23, minute <= 59, second <= 59
        else { return nil }
        let minutes = (Self.days(year, month, day) * 24 + hour) * 60 + minute - offset
        millis = (minutes * 60 + second) * 1_000 + fraction
        isMidnight = hour == 0 && minute == 0 && second == 0 && fraction == 0
    }

    private static func offsetMinutes(_ text: Substring) -> Int64? {
        guard text != "Z" else { return 0 }
        let digits = text.filter { $0.isNumber }
        guard let hours = Int64(digits.prefix(2)), let minutes = Int64(digits.suffix(2)), hours <= 18, minutes <= 59
        else { return nil }
        return (hours * 60 + minutes) * (text.hasPrefix("-") ? -1 : 1)
    }

    private static func daysIn(_ month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1970 of a date, counting in eras of 400 years that begin on 1 March.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}

// MARK: - Reading

/// Milliseconds whose year has four digits, which is all that the date formats of the contract can hold.
private let plausibleMillis: ClosedRange<Int64> = 1...253_402_300_799_999

extension BodyFields {
    func moment(_ name: String) throws(SandboxError) -> WireMoment? {
        guard let text = try string(name) else { return nil }
        guard let moment = WireMoment(text), plausibleMillis.contains(moment.millis) else {
            throw .invalidParameter("\(name) must be ISO 8601 with an offset, as 2026-03-01T15:00:00-08:00")
        }
        return moment
    }

    /// Milliseconds since 1970.
    func millis(_ name: String) throws(SandboxError) -> Int64? {
        guard let value = try integer(name) else { return nil }
        guard plausibleMillis.contains(value) else {
            throw .invalidParameter("\(name) must be milliseconds since 1970")
        }
        return value
    }

    /// The text where both are given, else the number that has the same name with `Ms`.
    func momentOrMillis(_ name: String) throws(SandboxError) -> WireMoment? {
        if let moment = try moment(name) { return moment }
        return try millis(name + "Ms").map(WireMoment.init(millis:))
    }

    /// The name of an IANA time zone, as it was written.
    func timeZoneCode(_ name: String) throws(SandboxError) -> String? {
        let code = try string(name)
        return try TimeZone.named(code, name) == nil ? nil : code
    }
}

extension QueryItems {
    /// The text where both are given, else the number that has the same name with `Ms`.
    func momentOrMillis(_ name: String) throws(SandboxError) -> Int64? {
        if let text = string(name) {
            guard let moment = WireMoment(text), plausibleMillis.contains(moment.millis) else {
                throw .invalidParameter("\(name) must be ISO 8601 with an offset, its + written %2B")
            }
            return moment.millis
        }
        guard let millis = try integer(name + "Ms") else { return nil }
        guard millis == 0 || plausibleMillis.contains(millis) else {
            throw .invalidParameter("\(name)Ms must be milliseconds since 1970")
        }
        return millis
    }

    func timeZone(_ name: String) throws(SandboxError) -> TimeZone? { try TimeZone.named(string(name), name) }
}

extension TimeZone {
    fileprivate static func named(_ identifier: String?, _ parameter: String) throws(SandboxError) -> TimeZone? {
        guard let identifier else { return nil }
        guard let zone = TimeZone(identifier: identifier) else {
            throw .invalidParameter("\(parameter) is no IANA time zone")
        }
        return zone
    }
}
