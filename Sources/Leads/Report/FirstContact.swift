package import FoundationEssentials

/// When a lead was first reached out to, as far as this machine knows.
package struct FirstContact: Hashable, Sendable {
    package var at: Date
    /// True when it may have been earlier: only the last contact is known.
    package var isLatest: Bool

    /// The earliest known contact since the lead was created; `nil` when there is none.
    ///
    /// `timeline` is as the mirror has it, `nil` when it was never read; `logged` are calls from this machine.
    package init?(of lead: Lead, timeline: Timeline?, logged: [Date] = []) {
        guard let created = lead.createdAt else { return nil }
        let told = (timeline?.entries ?? []).filter(\.reachesOut).map(\.at)
        let since = { (dates: [Date]) in dates.filter { $0 >= created }.min() }
        let last = since([lead.lastTouchAt].compactMap(\.self))
        if let first = since(told) {
            at = [first, since(logged), last].compactMap(\.self).min() ?? first
            isLatest = false
        } else if let first = [since(logged), last].compactMap(\.self).min() {
            at = first
            isLatest = true
        } else {
            return nil
        }
    }
}

extension TimelineEntry {
    /// Whether the team spoke or wrote to the lead, or tried to.
    fileprivate var reachesOut: Bool {
        guard hasTime else { return false }
        switch kind {
        case .call(.outbound, outcome: _), .text(.outbound), .email(.outbound, event: _): return true
        case .call(.inbound, outcome: _), .text(.inbound), .email(.inbound, event: _), .site, .note, .system, .task,
            .appointment, .transaction, .pending:
            return false
        }
    }
}
