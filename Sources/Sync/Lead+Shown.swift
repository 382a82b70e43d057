package import Leads

extension Lead {
    /// The invariant of the mirror: the server's last word, the unsent changes in order, and over both what forbids contact.
    ///
    /// `kept` is what ``JournalEntry/keptEvidence`` said of the lead so far. It is put on last, so that a number that an
    /// unsent change brings carries it too, as it carries what the server knows of the numbers that the change takes away.
    ///
    /// `nil` when there is nothing to show: the server has not said anything and no create is on its way.
    package static func shown(
        id: ID,
        base: Lead?,
        kept: ContactEvidence,
        unsent entries: some Collection<OutboxEntry>
    ) -> Lead? {
        var evidence = kept
        for entry in entries { evidence.add(entry.change) }
        if let base, entries.contains(where: \.change.setsNumbers) { evidence.merge(ContactEvidence(listingOf: base)) }
        var shown = entries.reduce(base) { lead, entry in
            if case .create(let new) = entry.change {
                return lead ?? Lead(provisional: id, from: new, at: entry.createdAt)
            }
            var changed = lead
            changed?.apply(entry.change)
            return changed
        }
        if !evidence.isEmpty { shown?.mark(evidence) }
        return shown
    }
}

extension LeadChange {
    fileprivate var setsNumbers: Bool {
        if case .setField(.phones, from: _, to: _) = self { true } else { false }
    }
}
