package import FoundationEssentials

/// Something that was done to a lead and that the server has.
package struct WorkDone: Hashable, Sendable {
    package var at: Date
    package var leadID: Lead.ID
    /// Such as `call: NoAnswer`.
    package var what: String

    package init(at date: Date, on lead: Lead.ID, _ what: String) {
        at = date
        leadID = lead
        self.what = what
    }
}

/// What a person has done.
package enum WorkReport {
    package static func table(_ work: some Sequence<WorkDone>, _ period: ReportPeriod) -> Report {
        var kinds: [String: (count: Int, leads: Set<Lead.ID>)] = [:]
        var hours = [Int](repeating: 0, count: 24)
        var leads: Set<Lead.ID> = []
        for done in work where period.holds(done.at) {
            kinds[done.what, default: (0, [])].count += 1
            kinds[done.what]?.leads.insert(done.leadID)
            hours[period.hour(of: done.at)] += 1
            leads.insert(done.leadID)
        }
        let rows = kinds.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
        let total = hours.reduce(0, +)
        return Report(
            .today,
            columns: [
                Report.Column("what", "WHAT"), Report.Column("changes", "CHANGES"), Report.Column("leads", "LEADS"),
            ],
            rows: rows.map { [.text($0.key), .count($0.value.count), .count($0.value.leads.count)] },
            bar: 1,
            trend: total > 0 ? Report.Trend("changes, by hour of the day", hours.map(Double.init)) : nil,
            remarks: [
                "\(total) \(total == 1 ? "change" : "changes") on \(leads.count) \(leads.count == 1 ? "lead" : "leads")."
            ]
        )
    }
}
