package import Leads

extension Lead {
    /// The invariant of the mirror: the server's last word with the unsent changes applied in order.
    ///
    /// `nil` when there is nothing to show: the server has not said anything and no create is on its way.
    package static func shown(
        id: ID,
        base: Lead?,
        unsent changes: some Sequence<LeadChange>
    ) -> Lead? {
        changes.reduce(base) { lead, change in
            if case .create(let new) = change { return lead ?? Lead(provisional: id, from: new) }
            var changed = lead
            changed?.apply(change)
            return changed
        }
    }
}
