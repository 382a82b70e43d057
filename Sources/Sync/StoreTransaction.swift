package import FoundationEssentials
package import Leads

/// Everything that changes together, or not at all.
///
/// Applied in the order of the fields; then every touched lead is shown anew as base plus unsent entries. The store keeps
/// the ``JournalEntry/keptEvidence`` of every update with the lead, until the lead says it itself or leaves the mirror.
package struct StoreTransaction: Hashable, Sendable {
    /// New states of entries; one that was written since it was read drops the whole transaction.
    package var updates: [JournalEntry]
    /// New entries, in order.
    package var drafts: [EntryDraft]
    /// Provisional ids that the server has replaced; every entry and row follows.
    package var identities: [Identity]
    /// What the server said of leads.
    package var readings: [LeadReading]
    /// The pass whose page the ``LeadReading/listed(_:at:asked:)`` leads are from.
    package var pass: PassTicket?
    /// What the audit log gets in the same breath.
    package var audit: [AuditEvent]
    /// What others' calls came to, to be kept like that of own ones.
    package var evidence: [Lead.ID: ContactEvidence]

    package init(
        updates: [JournalEntry] = [],
        drafts: [EntryDraft] = [],
        identities: [Identity] = [],
        readings: [LeadReading] = [],
        pass: PassTicket? = nil,
        audit: [AuditEvent] = [],
        evidence: [Lead.ID: ContactEvidence] = [:]
    ) {
        self.updates = updates
        self.drafts = drafts
        self.identities = identities
        self.readings = readings
        self.pass = pass
        self.audit = audit
        self.evidence = evidence
    }

    package var isEmpty: Bool {
        identities.isEmpty && updates.isEmpty && drafts.isEmpty && readings.isEmpty && audit.isEmpty
            && evidence.isEmpty
    }

    package struct Identity: Hashable, Sendable {
        package var provisional: Lead.ID
        package var real: Lead.ID

        package init(provisional: Lead.ID, real: Lead.ID) {
            self.provisional = provisional
            self.real = real
        }
    }
}

/// One thing the server said of one lead.
package enum LeadReading: Hashable, Sendable {
    /// A reading of this very lead.
    ///
    /// `asked` is the store's revision when the server was asked: what was written or removed on the strength of a later
    /// question stays. Without it the reading is the latest there is.
    case lead(Lead, at: Date, asked: Int64 = .max)
    /// A lead out of a page: not believed either when the mirror holds a later `updatedAt`.
    case listed(Lead, at: Date, asked: Int64 = .max)
    /// The lead is gone or not visible: it leaves the mirror as soon as it has no unsent change.
    case gone(Lead.ID)
    /// A walk through the whole list did not come across the lead.
    ///
    /// Without effect on provisional leads, on those with unsent changes, on those that this or a later pass has seen and
    /// on those that were asked for by themselves since it began.
    case unseen(Lead.ID, by: PassTicket)

    package var leadID: Lead.ID {
        switch self {
        case .lead(let lead, at: _, asked: _), .listed(let lead, at: _, asked: _): lead.id
        case .gone(let id), .unseen(let id, by: _): id
        }
    }
}

/// What a transaction came to.
package struct StoreCommit: Hashable, Sendable {
    /// The change counter of the store after the transaction; it rises by one with each, whoever made it.
    package var revision: Int64
    /// The new entries in the order of the drafts.
    package var added: [JournalEntry]
    /// Every other entry that was written.
    package var updated: [JournalEntry]
    package var rows: [LeadRow]
    package var removed: [Lead.ID]

    package init(
        revision: Int64,
        added: [JournalEntry] = [],
        updated: [JournalEntry] = [],
        rows: [LeadRow] = [],
        removed: [Lead.ID] = []
    ) {
        self.revision = revision
        self.added = added
        self.updated = updated
        self.rows = rows
        self.removed = removed
    }
}

/// What anybody changed since a revision.
package struct StoreChanges: Hashable, Sendable {
    package var revision: Int64
    package var entries: [JournalEntry]
    package var rows: [LeadRow]
    package var removed: [Lead.ID]
    /// Entries that cannot be read; they are none of ``entries``.
    package var unreadable: [UnreadableEntry] = []

    package init(revision: Int64, entries: [JournalEntry] = [], rows: [LeadRow] = [], removed: [Lead.ID] = []) {
        self.revision = revision
        self.entries = entries
        self.rows = rows
        self.removed = removed
    }
}
