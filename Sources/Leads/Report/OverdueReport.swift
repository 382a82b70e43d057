package import FoundationEssentials

/// Follow-ups whose time has come.
package enum OverdueReport {
    /// `readAt` is when the follow-ups were read; `isWhole` is false when the server has more.
    package static func table(
        _ followUps: [FollowUp],
        _ period: ReportPeriod,
        readAt: Date?,
        isWhole: Bool
    ) -> Report {
        let late = followUps.filter { $0.isFinished == false }
            .compactMap { followUp in followUp.dueAt.map { (due: $0, followUp: followUp) } }
            .filter { period.holds($0.due) }
            .sorted { ($0.due, $0.followUp.id) < ($1.due, $1.followUp.id) }
        var remarks: [String] = []
        if readAt == nil { remarks.append("Your follow-ups were never read here; “foyer sync” or :agenda reads them.") }
        if !isWhole { remarks.append("Lofty has more follow-ups than were read; older ones are there.") }
        return Report(
            .overdue,
            columns: [
                Report.Column("due", "DUE"), Report.Column("lateSeconds", "LATE"), Report.Column("kind", "KIND"),
                Report.Column("leadId", "LEAD"), Report.Column("lead", "NAME"), Report.Column("text", "WHAT"),
            ],
            rows: late.map { due, followUp in
                [
                    .moment(due), .time(period.now.timeIntervalSince(due)), .text(followUp.kind.word),
                    .id(followUp.leadID.rawValue), followUp.leadName.map { .text($0) } ?? .none, .text(followUp.text),
                ]
            },
            bar: 1,
            remarks: remarks
        )
    }
}
