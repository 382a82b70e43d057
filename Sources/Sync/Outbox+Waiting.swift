import Leads

/// What an entry waits for besides its turn.
extension Outbox {
    /// True while an earlier change of the lead needs a person, or cannot be read: until then nothing moves the entry.
    func isStuck(_ id: OutboxEntry.ID) -> Bool {
        guard let lead = self[id]?.entry.leadID else { return false }
        return isHeldUp(id, on: lead) || lane(of: lead).contains { $0.id < id && $0.entry.needsPerson }
    }

    /// True while the entry, or one that it waits behind, may have arrived or is tried again after a failure.
    func isInDoubt(_ id: OutboxEntry.ID) -> Bool {
        guard let lead = self[id]?.entry.leadID else { return false }
        return lane(of: lead).contains { $0.id <= id && $0.entry.isInDoubt }
    }
}
