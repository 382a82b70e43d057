import FoundationEssentials

/// How long leads of each stage have not heard from the team.
package struct AgeingReport: LeadReport {
    private let period: ReportPeriod
    private let stages: [String]
    private var ages: [String: [Double]] = [:]

    /// `stages` are the team's, in their order.
    package init(_ period: ReportPeriod, stages: [String]) {
        self.period = period
        self.stages = stages
    }

    package mutating func take(_ lead: Lead, contact: FirstContact?) {
        if let since = period.since, lead.createdAt.map({ $0 < since }) ?? true { return }
        guard let last = lead.lastTouchAt ?? lead.createdAt else { return }
        ages[lead.stage ?? "", default: []].append(max(0, period.now.timeIntervalSince(last)))
    }

    private static let steps: [(name: String, heading: String, days: Double)] = [
        ("under1d", "<1d", 1), ("under3d", "<3d", 3), ("under1w", "<1w", 7), ("under2w", "<2w", 14),
        ("under1mo", "<30d", 30), ("under3mo", "<90d", 90), ("older", "OLDER", .infinity),
    ]

    package func table() -> Report {
        let others = ages.keys.filter { !stages.contains($0) }.sorted()
        return Report(
            .ageing,
            columns: [Report.Column("stage", "STAGE"), Report.Column("leads", "LEADS")]
                + Self.steps.map { Report.Column($0.name, $0.heading) } + [Report.Column("medianSeconds", "MEDIAN")],
            rows: (stages + others).map { row($0, ages[$0] ?? []) },
            bar: 1
        )
    }

    private func row(_ stage: String, _ ages: [Double]) -> [Report.Cell] {
        var low = 0.0
        let steps = Self.steps.map { step -> Report.Cell in
            let high = step.days * 86_400
            defer { low = high }
            return .count(ages.count { $0 >= low && $0 < high })
        }
        let name = stage.isEmpty ? "no stage" : stage
        return [.text(name), .count(ages.count)] + steps + [.time(ages.percentile(0.5))]
    }
}
