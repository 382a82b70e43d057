import Leads

/// A birthday in the form that Lofty takes: `Jun 5, 2001`.
public struct Birthday: Hashable, Sendable, CustomStringConvertible {
    public let year: Int
    /// 1 to 12.
    public let month: Int
    public let day: Int

    /// Years 1 to 9999; `nil` for a day that no calendar has.
    public init?(year: Int, month: Int, day: Int) {
        guard CivilDay(year: year, month: month, day: day) != nil else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Reads `Jun 5, 2001`; `nil` for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: " ")
        guard parts.count == 3, let month = Self.months.firstIndex(of: String(parts[0])), parts[1].last == ",",
            let day = Int(parts[1].dropLast()), let year = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month + 1, day: day)
    }

    /// As on the wire, in English whatever the locale.
    public var description: String { "\(Self.months[month - 1]) \(day), \(year)" }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
