package import Leads

/// An entry of the journal that this Foyer cannot read: a newer one may have written it.
package struct UnreadableEntry: Hashable, Sendable {
    package var id: OutboxEntry.ID
    package var leadID: Lead.ID
    package var isUnsent: Bool
    /// As it stands in the journal.
    package var text: String

    package init(id: OutboxEntry.ID, leadID: Lead.ID, isUnsent: Bool, text: String) {
        self.id = id
        self.leadID = leadID
        self.isUnsent = isUnsent
        self.text = text
    }
}

extension Outbox {
    /// Takes over which entries cannot be read; those that are finished hold up nothing any more.
    package mutating func note(_ entries: [UnreadableEntry]) {
        for entry in entries { unreadable[entry.id] = entry.isUnsent ? entry.leadID : nil }
    }

    mutating func follow(_ identity: StoreTransaction.Identity) {
        for (id, lead) in unreadable where lead == identity.provisional { unreadable[id] = identity.real }
    }

    /// True while an earlier change of the lead cannot be read: a later one must not overtake it.
    func isHeldUp(_ id: OutboxEntry.ID, on lead: Lead.ID) -> Bool {
        if unreadable.isEmpty { return false }
        return unreadable.contains { $0.key < id && $0.value == lead }
    }

    /// True while the head of a lane has to wait for what it cannot go without.
    func isBlocked(_ head: OutboxEntry.ID, on lead: Lead.ID) -> Bool {
        if isHeldUp(head, on: lead) { return true }
        // A lead that the server has not made takes nothing before its create.
        guard lead.isProvisional else { return false }
        if case .create = self[head]?.entry.change { return false }
        return true
    }
}
