import FoundationEssentials

/// How far leads have come.
package struct FunnelReport: LeadReport {
    private let period: ReportPeriod
    private let stages: [String]
    private var counts: [String: Int] = [:]

    /// `stages` are the team's, in their order.
    package init(_ period: ReportPeriod, stages: [String]) {
        self.period = period
        self.stages = stages
    }

    package mutating func take(_ lead: Lead, contact: FirstContact?) {
        // A lead without a time of creation is in no period but that of all leads.
        if let since = period.since, lead.createdAt.map({ $0 < since }) ?? true { return }
        counts[lead.stage ?? "", default: 0] += 1
    }

    package func table() -> Report {
        let end = stages.firstIndex { $0.lowercased() == "closed" } ?? stages.count - 1
        let path = stages.prefix(end + 1)
        let all = path.reduce(0) { $0 + (counts[$1] ?? 0) }
        var reached = all
        var rows: [[Report.Cell]] = []
        var before: Int?
        for stage in path {
            let here = counts[stage] ?? 0
            rows.append(
                [
                    .text(stage), .count(here), .count(reached), before.map { .share(reached, of: $0) } ?? .none,
                    .share(reached, of: all),
                ]
            )
            before = reached
            reached -= here
        }
        rows += beside(path).map {
            [.text($0.isEmpty ? "no stage" : $0), .count(counts[$0] ?? 0), .none, .none, .none]
        }
        return Report(
            .funnel,
            columns: [
                Report.Column("stage", "STAGE"), Report.Column("leads", "LEADS"), Report.Column("reached", "REACHED"),
                Report.Column("conversion", "CONVERSION"), Report.Column("ofAll", "OF ALL"),
            ],
            rows: rows,
            bar: 2
        )
    }

    /// The team's stages behind the path, then what leads stand in that the team does not have.
    private func beside(_ path: ArraySlice<String>) -> [String] {
        let behind = stages.dropFirst(path.count)
        return Array(behind) + counts.keys.filter { !stages.contains($0) }.sorted()
    }
}
