import Foundation

/// The time in which a meeting is looked for; whole hours of the working week are offered.
struct MeetingWindow: Hashable, Sendable {
    private static let hour: Int64 = 3_600_000
    private static let longest: Int64 = 90 * 24 * hour
    private static let workingHours = 9..<17

    let startMillis: Int64
    let endMillis: Int64

    init(_ query: QueryItems, nowMillis: Int64) throws(SandboxError) {
        guard let start = try query.momentOrMillis("startTime"), let end = try query.momentOrMillis("endTime") else {
            throw .invalidParameter("startTime and endTime are required")
        }
        guard start > nowMillis else { throw .invalidParameter("startTime must be later than now") }
        guard end > start, end - start <= Self.longest else {
            throw .invalidParameter("endTime must be later than startTime, by 90 days at most")
        }
        startMillis = start
        endMillis = end
    }

    /// In order; a slot lies within the window and touches nothing that is busy.
    func slots(in zone: TimeZone, besides busy: [Range<Int64>]) -> [Range<Int64>] {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let first = (startMillis + Self.hour - 1) / Self.hour * Self.hour
        // Zones that are off by half an hour have their whole hours there.
        let shift =
            Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(first) / 1_000))) * 1_000 % Self.hour
        return stride(from: first - shift, through: endMillis - Self.hour, by: Int(Self.hour))
            .filter { $0 >= startMillis && isWorkingHour($0, calendar) }
            .map { $0..<$0 + Self.hour }
            .filter { slot in !busy.contains { $0.overlaps(slot) } }
    }

    private func isWorkingHour(_ millis: Int64, _ calendar: Calendar) -> Bool {
        let date = Date(timeIntervalSince1970: Double(millis) / 1_000)
        return !calendar.isDateInWeekend(date) && Self.workingHours.contains(calendar.component(.hour, from: date))
    }
}
