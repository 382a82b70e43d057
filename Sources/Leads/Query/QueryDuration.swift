/// A length of time in a query, such as `30m` or `2w`.
package struct QueryDuration: Hashable, Comparable, Sendable {
    /// Never negative.
    package let seconds: Int64

    /// A negative length counts as zero.
    package init(seconds: Int64) { self.seconds = max(0, seconds) }

    package static func days(_ count: Int64) -> QueryDuration { QueryDuration(seconds: count * 86_400) }

    /// Longest unit first; a month is 30 days and a year 365.
    private static let units: [(suffix: String, seconds: Int64)] = [
        ("y", 31_536_000), ("mo", 2_592_000), ("w", 604_800), ("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1),
    ]

    /// Reads a whole number and a unit; `nil` for anything else and for lengths beyond 64 bits of seconds.
    package init?(_ text: some StringProtocol) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let suffix = text.dropFirst(digits.count).lowercased()
        guard let count = Int64(digits), let unit = Self.units.first(where: { $0.suffix == suffix }) else { return nil }
        let (seconds, isTooLong) = count.multipliedReportingOverflow(by: unit.seconds)
        guard !isTooLong else { return nil }
        self.seconds = seconds
    }

    /// The shortest spelling in one unit.
    package var text: String {
        guard seconds > 0 else { return "0s" }
        let unit = Self.units.first { seconds % $0.seconds == 0 }
        return unit.map { "\(seconds / $0.seconds)\($0.suffix)" } ?? "\(seconds)s"
    }

    package static func < (left: QueryDuration, right: QueryDuration) -> Bool { left.seconds < right.seconds }
}
