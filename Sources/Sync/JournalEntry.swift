package import FoundationEssentials
package import Leads

/// An outbox entry with all that the journal knows of its delivery.
package struct JournalEntry: Hashable, Sendable, Codable, Identifiable {
    package var entry: OutboxEntry
    package var delivery: Delivery
    /// The store's change counter when the entry was last written.
    ///
    /// An update counts only while nobody else has written the entry since.
    package var revision: Int64

    package init(entry: OutboxEntry, delivery: Delivery = Delivery(), revision: Int64 = 0) {
        self.entry = entry
        self.delivery = delivery
        self.revision = revision
    }

    /// A new entry, as the store makes it of a draft.
    package init(_ draft: EntryDraft, id: OutboxEntry.ID, leadID: Lead.ID, revision: Int64 = 0) {
        entry = OutboxEntry(
            id: id,
            leadID: leadID,
            leadName: draft.leadName,
            change: draft.change,
            status: draft.status,
            createdAt: draft.createdAt
        )
        delivery = Delivery(changedNothing: draft.changedNothing)
        delivery.mustBeSent = draft.mustBeSent ? true : nil
        delivery.seenLead = draft.seenLead
        delivery.steadyDeadline = draft.steadyDeadline
        self.revision = revision
    }

    package var id: OutboxEntry.ID { entry.id }

    /// True once the server has answered that it took the change and only the reading back is left.
    package var isAccepted: Bool { entry.status.isUnsent && delivery.acceptance != nil }

    /// True while the change may be taken back without a request.
    package var isCancellable: Bool {
        switch entry.status {
        case .held, .queued, .waiting, .conflicted, .wedged: true
        case .sending, .ambiguous, .settled, .cancelled: false
        }
    }
}

/// How far an entry has come on its way to the server.
package struct Delivery: Hashable, Sendable, Codable {
    /// When it first went on the wire.
    package var firstSentAt: Date?
    /// What the server held that looks like this change before it was first sent.
    package var baseline: Baseline?
    /// `updatedAt` of the lead, or of the task that is changed, as it was read before the change was sent: the server's
    /// clock, to compare with later readings.
    package var seenUpdatedAt: Date?
    /// Set when the server has answered that it took the change.
    package var acceptance: Acceptance?
    /// Readings made in the present phase, ambiguous or accepted.
    package var lookups: Int
    /// When the next reading is due.
    package var dueAt: Date?
    /// The lead that a person agreed to have a create put into.
    package var agreedSurvivor: Lead.ID?
    /// Goes by itself, because a request that joined it with others was refused.
    package var isAlone: Bool
    /// Goes as a whole set of tags, because the server ignored the gentle way.
    package var replacesTags: Bool
    /// A request that was not confirmed may have been executed all the same.
    package var mayHaveArrived: Bool
    /// The lead already was as asked when the person decided, so there is nothing to take back.
    package var changedNothing: Bool
    /// Takes back a change that may have arrived, so it goes out also when the lead already looks as asked.
    package var mustBeSent: Bool?
    /// The lead as the person saw it when they decided; `nil` for a new one.
    package var seenLead: SeenLead?
    /// When the entry is due by the clock that nobody sets; `nil` in journals from before that was noted.
    package var steadyDeadline: SteadyDeadline?
    /// `nil` in journals from before failures were counted.
    private var countedFailures: Int?

    package init(
        firstSentAt: Date? = nil,
        baseline: Baseline? = nil,
        acceptance: Acceptance? = nil,
        dueAt: Date? = nil,
        changedNothing: Bool = false
    ) {
        self.firstSentAt = firstSentAt
        self.baseline = baseline
        self.acceptance = acceptance
        lookups = 0
        self.dueAt = dueAt
        isAlone = false
        replacesTags = false
        mayHaveArrived = false
        self.changedNothing = changedNothing
    }

    /// Failures of the server with this change while it answered others.
    package var failures: Int {
        get { countedFailures ?? 0 }
        set { countedFailures = newValue }
    }

    /// The server's word that it took the change.
    package struct Acceptance: Hashable, Sendable, Codable {
        package var at: Date
        /// The id of the lead that a create made.
        package var createdID: Lead.ID?
        /// The id of the note or call that was made, as ``Lookup`` names it; no other change may take it for its own.
        package var recordID: String?

        package init(at: Date, made: MadeRecord? = nil) {
            self.at = at
            switch made {
            case .lead(let id): createdID = id
            case .entry(let id): recordID = id
            case .none: break
            }
        }
    }
}

/// The record that a POST made.
package enum MadeRecord: Hashable, Sendable {
    case lead(Lead.ID)
    /// A note or a call, by the name that ``Lookup`` gives it.
    case entry(String)
}

/// Records on the server that equal a change and were there before it was sent.
///
/// Lofty has no idempotency key, so after a lost answer only a record that is not in the baseline can be Foyer's own.
/// The ids decide, not the clocks: the two machines need not agree on the time.
package enum Baseline: Hashable, Sendable, Codable {
    /// Ids as text.
    case known(Set<String>)
    /// The server would not say.
    case unknown
}

/// A decision of a person, before the journal has given it an id.
package struct EntryDraft: Hashable, Sendable {
    /// Ignored for a create: the store gives the provisional id.
    package var leadID: Lead.ID?
    package var leadName: String
    package var change: LeadChange
    package var status: OutboxEntry.Status
    package var createdAt: Date
    package var changedNothing: Bool
    /// Of the lead that the create before it in the same transaction makes; then ``leadID`` is ignored.
    package var isOfNewLead = false
    /// See ``Delivery/mustBeSent``.
    package var mustBeSent = false
    /// See ``Delivery/seenLead``.
    package var seenLead: SeenLead?
    /// See ``Delivery/steadyDeadline``.
    package var steadyDeadline: SteadyDeadline?

    package init(
        leadID: Lead.ID?,
        leadName: String,
        change: LeadChange,
        status: OutboxEntry.Status,
        createdAt: Date
    ) {
        self.leadID = leadID
        self.leadName = leadName
        self.change = change
        self.status = status
        self.createdAt = createdAt
        changedNothing = false
    }
}
