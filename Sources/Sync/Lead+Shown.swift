package import Leads

extension Lead {
    /// The invariant of the mirror: the server's last word with the unsent changes applied in order.
    ///
    /// `nil` when there is nothing to show: the server has not said anything and no create is on its way.
    package static func shown(
        id: ID,
        base: Lead?,
        unsent entries: some Sequence<OutboxEntry>
    ) -> Lead? {
        entries.reduce(base) { lead, entry in
            if case .create(let new) = entry.change {
                return lead ?? Lead(provisional: id, from: new, at: entry.createdAt)
            }
            var changed = lead
            changed?.apply(entry.change)
            return changed
        }
    }
}
