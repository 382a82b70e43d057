import FoundationEssentials

/// How soon new leads are answered.
package struct SpeedReport: LeadReport {
    private let period: ReportPeriod
    private var times = ResponseTimes()
    private var days: [Int: ResponseTimes] = [:]
    private var latest = 0

    package init(_ period: ReportPeriod) { self.period = period }

    package func needsContact(of lead: Lead) -> Bool { lead.createdAt.map(period.holds) ?? false }

    package mutating func take(_ lead: Lead, contact: FirstContact?) {
        guard let created = lead.createdAt, period.holds(created) else { return }
        let seconds = contact.map { $0.at.timeIntervalSince(created) }
        times.take(seconds)
        days[period.day(of: created), default: ResponseTimes()].take(seconds)
        if contact?.isLatest == true { latest += 1 }
    }

    private static let steps: [(name: String, seconds: Double)] = [
        ("1 minute", 60), ("5 minutes", 300), ("15 minutes", 900), ("1 hour", 3_600), ("1 day", 86_400),
        ("later", .infinity),
    ]

    package func table() -> Report {
        var before = 0
        var rows = Self.steps.map { step in
            let within = times.answered(within: step.seconds)
            defer { before = within }
            return row(step.name, within - before, soFar: .share(within, of: times.count))
        }
        rows.append(row("not yet", times.count - times.answered.count, soFar: .none))
        return Report(
            .speed,
            columns: [
                Report.Column("within", "WITHIN"), Report.Column("leads", "LEADS"),
                Report.Column("share", "SHARE"), Report.Column("soFar", "SO FAR"),
            ],
            rows: rows,
            bar: 1,
            trend: trend,
            remarks: remarks
        )
    }

    private func row(_ name: String, _ count: Int, soFar: Report.Cell) -> [Report.Cell] {
        [.text(name), .count(count), .share(count, of: times.count), soFar]
    }

    /// The last sixty days at most.
    private var trend: Report.Trend? {
        guard let first = days.keys.min() else { return nil }
        let today = period.day(of: period.now)
        let values = (max(first, today - 59)...today).map { day -> Double? in
            days[day].map { Double($0.answered(within: 300)) / Double($0.count) }
        }
        return Report.Trend("answered in 5 min, by day of creation", values)
    }

    private var remarks: [String] {
        var remarks: [String] = []
        if let median = times.percentile(0.5), let most = times.percentile(0.9) {
            remarks.append(
                "\(times.answered.count) of \(times.count) answered: median \(SpanWords.text(median)), 90 % within "
                    + "\(SpanWords.text(most))."
            )
        }
        if latest > 0 {
            remarks.append(
                "\(latest) of them are told by their last contact, so they were answered then at the latest: nobody has "
                    + "opened their timeline here."
            )
        }
        return remarks
    }
}

/// A length of time for people.
package enum SpanWords {
    /// The two largest units: `42s`, `4m 10s`, `2h 5m`, `3d 4h`.
    package static func text(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded())
        let parts = [
            (whole / 86_400, "d"), (whole / 3_600 % 24, "h"), (whole / 60 % 60, "m"), (whole % 60, "s"),
        ]
        let shown = parts.drop { $0.0 == 0 }.prefix(2).filter { $0.0 > 0 }
        return shown.isEmpty ? "0s" : shown.map { "\($0.0)\($0.1)" }.joined(separator: " ")
    }
}
