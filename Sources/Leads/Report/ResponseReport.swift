import FoundationEssentials

/// How soon each agent answers, and leads of each source are answered.
package struct ResponseReport: LeadReport {
    private let period: ReportPeriod
    private var agents: [String: ResponseTimes] = [:]
    private var sources: [String: ResponseTimes] = [:]

    package init(_ period: ReportPeriod) { self.period = period }

    package func needsContact(of lead: Lead) -> Bool { lead.createdAt.map(period.holds) ?? false }

    package mutating func take(_ lead: Lead, contact: FirstContact?) {
        guard let created = lead.createdAt, period.holds(created) else { return }
        let seconds = contact.map { $0.at.timeIntervalSince(created) }
        agents[lead.assignee?.name ?? "nobody", default: ResponseTimes()].take(seconds)
        sources[lead.source ?? "unknown", default: ResponseTimes()].take(seconds)
    }

    package func table() -> Report {
        Report(
            .response,
            columns: [
                Report.Column("by", "BY"), Report.Column("name", "NAME"), Report.Column("leads", "LEADS"),
                Report.Column("answered", "ANSWERED"), Report.Column("within5", "IN 5 MIN"),
                Report.Column("medianSeconds", "MEDIAN"), Report.Column("p90Seconds", "90 %"),
            ],
            rows: rows("agent", agents) + rows("source", sources),
            bar: 4
        )
    }

    private func rows(_ by: String, _ groups: [String: ResponseTimes]) -> [[Report.Cell]] {
        groups.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.map { name, times in
            [
                .text(by), .text(name), .count(times.count), .count(times.answered.count),
                .share(times.answered(within: 300), of: times.count), .time(times.percentile(0.5)),
                .time(times.percentile(0.9)),
            ]
        }
    }
}
