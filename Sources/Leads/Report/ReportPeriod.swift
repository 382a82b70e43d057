package import FoundationEssentials

/// From when on a report counts.
package struct ReportPeriod: Hashable, Sendable {
    /// `nil` for all that is known.
    package var since: Date?
    package var now: Date
    /// The person's clock, for days.
    package var zone: ZoneRules

    /// The report's usual period where none is named.
    package init(for name: ReportName, since: Date? = nil, now: Date, zone: ZoneRules) {
        self.now = now
        self.zone = zone
        self.since = since ?? name.usualDays.map { now.addingTimeInterval(Double($0) * -86_400) }
        if name == .today, since == nil { self.since = midnight(before: now) }
    }

    /// Reads `30d`, `2w` and their like back from now, or a day such as `2026-11-01`, `yesterday` or `tue` from its first
    /// second on.
    package static func since(_ text: String, now: Date, zone: ZoneRules) -> Date? {
        if let length = QueryDuration(text) { return now.addingTimeInterval(-Double(length.seconds)) }
        // A bare figure may be days or weeks.
        let named = text.contains(where: \.isLetter) ? try? PastDay.parse(text, now: now, clock: zone).day : nil
        guard let day = CivilDay(text) ?? named else { return nil }
        let moment = zone.moment(ofWall: Int64(day.daysSince1970) * 86_400)
        return moment <= now.wholeSeconds ? Date(timeIntervalSince1970: Double(moment)) : nil
    }

    package func holds(_ date: Date) -> Bool { date <= now && since.map { date >= $0 } ?? true }

    /// Days since 1970 on the person's clock.
    func day(of date: Date) -> Int { Int(zone.wallTime(at: date.wholeSeconds).floored(by: 86_400)) }

    /// From 0 to 23 on the person's clock.
    func hour(of date: Date) -> Int { Int(zone.wallTime(at: date.wholeSeconds).remainder(by: 86_400) / 3_600) }

    private func midnight(before date: Date) -> Date {
        Date(timeIntervalSince1970: Double(zone.moment(ofWall: Int64(day(of: date)) * 86_400)))
    }
}
