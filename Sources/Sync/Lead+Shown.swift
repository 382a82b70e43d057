package import Leads

extension Lead {
    /// The invariant of the mirror: the server's last word, what sent calls forbid, and the unsent changes in order.
    ///
    /// `kept` is what ``JournalEntry/keptEvidence`` said of the lead so far.
    ///
    /// `nil` when there is nothing to show: the server has not said anything and no create is on its way.
    package static func shown(
        id: ID,
        base: Lead?,
        kept: ContactEvidence,
        unsent entries: some Sequence<OutboxEntry>
    ) -> Lead? {
        var marked = base
        marked?.mark(kept)
        return entries.reduce(marked) { lead, entry in
            if case .create(let new) = entry.change {
                return lead ?? Lead(provisional: id, from: new, at: entry.createdAt)
            }
            var changed = lead
            changed?.apply(entry.change)
            return changed
        }
    }
}
