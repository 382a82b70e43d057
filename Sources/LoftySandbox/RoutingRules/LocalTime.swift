import Foundation

/// A moment on a clock in some time zone.
struct LocalTime: Hashable, Sendable {
    /// 1 is Monday, 7 Sunday.
    let weekday: Int64
    /// 0 to 23.
    let hour: Int64
    /// Milliseconds since 1970 when this day began there.
    let dayStartMillis: Int64

    private static let dayMillis: Int64 = 86_400_000

    init(millis: Int64, zone: TimeZone) {
        let local = millis + Self.offsetMillis(at: millis, zone)
        let (day, rest) = Self.split(local)
        weekday = (day % 7 + 7 + 3) % 7 + 1
        hour = rest / 3_600_000
        let midnight = day * Self.dayMillis
        // The clocks may have changed since midnight, so the offset of midnight counts, not that of now.
        let guess = midnight - Self.offsetMillis(at: millis, zone)
        dayStartMillis = midnight - Self.offsetMillis(at: guess, zone)
    }

    private static func split(_ millis: Int64) -> (day: Int64, rest: Int64) {
        let rest = (millis % dayMillis + dayMillis) % dayMillis
        return ((millis - rest) / dayMillis, rest)
    }

    private static func offsetMillis(at millis: Int64, _ zone: TimeZone) -> Int64 {
        Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(millis) / 1_000))) * 1_000
    }
}
