package import FoundationEssentials
package import Leads

/// Makes reports of what the state directory holds; asks nobody.
package struct ReportReading {
    private let store: any MirrorStore & OutboxStore

    package init(_ store: any MirrorStore & OutboxStore) { self.store = store }

    /// When the whole book was last read; `nil` when it never was, and reports are short.
    package func bookReadAt() throws(StoreError) -> Date? { try store.marks().completeSweepAt }

    /// Whether all that the report is about was read here; what is done from here stands in the audit log.
    package func isWhole(_ name: ReportName) throws(StoreError) -> Bool {
        switch name {
        case .speed, .response, .funnel, .ageing: return try bookReadAt() != nil
        case .overdue:
            let book = try store.followUps()
            return book.readAt != nil && book.isWhole
        case .today: return true
        }
    }

    package func report(_ name: ReportName, _ period: ReportPeriod) throws(StoreError) -> Report {
        switch name {
        case .speed: return try leads(SpeedReport(period))
        case .response: return try leads(ResponseReport(period))
        case .funnel: return try leads(FunnelReport(period, stages: try stages()))
        case .ageing: return try leads(AgeingReport(period, stages: try stages()))
        case .overdue:
            let book = try store.followUps()
            return OverdueReport.table(book.followUps, period, readAt: book.readAt, isWhole: book.isWhole)
        case .today:
            let me = try store.referenceData().me
            var work: [WorkDone] = []
            try forEachEvent { event in
                if let done = WorkDone(event, of: me), period.holds(done.at) { work.append(done) }
            }
            return WorkReport.table(work, period)
        }
    }

    private func stages() throws(StoreError) -> [String] { try store.referenceData().stages.map(\.name) }

    private func leads(_ empty: some LeadReport) throws(StoreError) -> Report {
        var report = empty
        let calls = try calls()
        var last: Lead.ID?
        while true {
            let rows = try store.rows(after: last, limit: 1_000)
            for row in rows where !row.lead.id.isProvisional {
                let contact = report.needsContact(of: row.lead) ? try contact(of: row.lead, calls) : nil
                report.take(row.lead, contact: contact)
            }
            guard let end = rows.last?.lead.id else { return report.table() }
            last = end
        }
    }

    private func contact(of lead: Lead, _ calls: [Lead.ID: [Date]]) throws(StoreError) -> FirstContact? {
        // What was never touched has nothing to look for.
        guard lead.lastTouchAt != nil || calls[lead.id] != nil else { return nil }
        return FirstContact(of: lead, timeline: try store.timeline(of: lead.id), logged: calls[lead.id] ?? [])
    }

    private func calls() throws(StoreError) -> [Lead.ID: [Date]] {
        var calls: [Lead.ID: [Date]] = [:]
        try forEachEvent { event in
            guard case .sent(let step, beside: _) = event.kind, step.field == "call" else { return }
            calls[event.leadID, default: []].append(event.at)
        }
        return calls
    }

    private func forEachEvent(_ take: (AuditEvent) -> Void) throws(StoreError) {
        var last: Int64 = 0
        while true {
            let records = try store.auditRecords(after: last, limit: 1_000)
            records.compactMap(\.event).forEach(take)
            guard let end = records.last else { return }
            last = end.number
        }
    }
}
