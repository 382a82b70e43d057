import Leads

extension SyncEngine {
    /// Lines for the timeline about changes that met those of others: the audit log knows of them.
    func mergers(on lead: Lead.ID) -> [TimelineEntry] {
        do throws(StoreError) {
            return try store.latestAuditRecords(of: lead, limit: 200).compactMap(TimelineEntry.init(merger:))
        } catch {
            observer(.trouble(error))
            return []
        }
    }
}

extension TimelineEntry {
    /// As ``AuditEvent/json()`` writes a change that met nobody's; within a text the quotes would be escaped.
    private static let alone = Array(#""beside":[]"#.utf8)

    /// `nil` for a record that tells of nobody else.
    fileprivate init?(merger record: AuditRecord) {
        // Most changes met nobody's, and to take each record apart would take longer than to read a page of the past.
        guard !record.body.utf8.contains(Self.alone), let event = record.event else { return nil }
        let text: String
        switch event.kind {
        case .sent(let step, let beside):
            guard !beside.isEmpty else { return nil }
            let others = beside.map(\.words).joined(separator: ", ")
            text = "Sent beside a colleague's change: \(step.words). Theirs stays: \(others)."
        case .overruled(let step, let theirs): text = "Decided over a colleague's change (\(theirs)): \(step.words)."
        case .overridden(let override):
            text = "\(override.channel) to \(override.target) although: \(override.rule). Reason: \(override.reason)"
        case .refused, .undecided, .merged, .contested: return nil
        }
        self.init(id: "audit-\(record.number)", at: event.at, kind: .system, text: text, actor: event.by?.name)
    }
}

extension AuditStep {
    /// `stage New Lead → Closed`, `tag +hot`, `tag −hot`.
    package var words: String {
        switch (before, after) {
        case (let before?, let after?): "\(field) \(before) → \(after)"
        case (nil, let after?): field == "tag" ? "tag +\(after)" : "\(field) \(after)"
        case (let before?, nil): field == "tag" ? "tag −\(before)" : "\(field) \(before) → none"
        case (nil, nil): field
        }
    }
}
