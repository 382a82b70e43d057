/// A day of the Gregorian calendar, such as `2026-11-01`.
package struct CivilDay: Hashable, Comparable, Sendable {
    package let year: Int
    package let month: Int
    package let day: Int

    /// Years 1 to 9999; `nil` for a day that no calendar has.
    package init?(year: Int, month: Int, day: Int) {
        guard 1...9_999 ~= year, 1...12 ~= month, day >= 1, day <= Self.length(ofMonth: month, year: year) else {
            return nil
        }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Reads `yyyy-MM-dd`, every digit written.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.map(\.utf8.count) == [4, 2, 2],
            parts.allSatisfy({ $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    package var text: String {
        Self.padded(year, to: 4) + "-" + Self.padded(month, to: 2) + "-" + Self.padded(day, to: 2)
    }

    /// Whole days since 1970-01-01.
    ///
    /// Counts years from March, so that the leap day is the last day of a year.
    package var daysSince1970: Int {
        let marchYear = month > 2 ? year : year - 1
        let marchMonth = (month + 9) % 12
        let dayOfYear = (153 * marchMonth + 2) / 5 + day - 1
        return marchYear * 365 + marchYear / 4 - marchYear / 100 + marchYear / 400 + dayOfYear - 719_468
    }

    /// The day that many days after 1970-01-01; `nil` outside the years 1 to 9999.
    package init?(daysSince1970 days: Int) {
        guard -719_162...2_932_896 ~= days else { return nil }
        var year = 1970 + Int((Int64(days) * 400).floored(by: 146_097))
        while PosixZoneRule.startOfYear(Int64(year)) > days { year -= 1 }
        while PosixZoneRule.startOfYear(Int64(year) + 1) <= days { year += 1 }
        var rest = days - Int(PosixZoneRule.startOfYear(Int64(year)))
        var month = 1
        while rest >= Self.length(ofMonth: month, year: year) {
            rest -= Self.length(ofMonth: month, year: year)
            month += 1
        }
        self.init(year: year, month: month, day: rest + 1)
    }

    package static func < (left: CivilDay, right: CivilDay) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    static func length(ofMonth month: Int, year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return switch month {
        case 2: isLeap ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
