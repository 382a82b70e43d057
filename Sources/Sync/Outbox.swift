package import FoundationEssentials
package import Leads

/// Which change goes next, and what becomes of it: a value without clock, network or disk.
///
/// Each lead has a lane of its unsent entries in the order of decision. Only the head of a lane moves, so a later change
/// never overtakes an earlier one, and a lane that is stuck holds up no other.
package struct Outbox: Sendable {
    private(set) var entries: [OutboxEntry.ID: JournalEntry] = [:]
    private(set) var lanes: [Lead.ID: [OutboxEntry.ID]] = [:]
    /// When each entry is due, on the scale of a clock that nobody sets.
    private(set) var deadlines: [OutboxEntry.ID: Date] = [:]
    /// Unsent entries that cannot be read, with their leads.
    var unreadable: [OutboxEntry.ID: Lead.ID] = [:]
    /// By how many seconds the clock on the wall was set forward since this value was made.
    ///
    /// Deadlines are kept clear of it: a hold of 8 seconds is 8 seconds long whatever is done to the clock.
    package var drift: TimeInterval = 0
    let policy: RetryPolicy

    package init(policy: RetryPolicy) { self.policy = policy }

    /// Number of changes that still have to reach the server or a person.
    package var depth: Int { entries.count }

    package subscript(_ id: OutboxEntry.ID) -> JournalEntry? { entries[id] }

    /// The unsent entries of a lead in the order of decision.
    package func lane(of lead: Lead.ID) -> [JournalEntry] { (lanes[lead] ?? []).compactMap { entries[$0] } }

    /// Takes over entries as the journal holds them now; finished ones leave.
    ///
    /// With `now`, a deadline that lies further ahead than any can be was written by a clock that was set back since,
    /// and is taken for the longest that is possible. `dueAt` says when an entry is due by the clock as it goes now.
    package mutating func adopt(
        _ changed: some Sequence<JournalEntry>,
        now: Date? = nil,
        due dueAt: (JournalEntry) -> Date? = \.dueAt
    ) {
        for entry in changed {
            if let known = entries[entry.id] {
                if known.revision > entry.revision { continue }
                removeFromLane(known)
            }
            guard entry.entry.status.isUnsent else { continue }
            insert(entry)
            guard let due = dueAt(entry) else { continue }
            let latest = now.map { $0 + entry.longestWait } ?? due
            deadlines[entry.id] = min(due, latest) - drift
        }
    }

    /// When the next step with an entry may be made, by the clock on the wall as it goes now.
    func dueAt(_ id: OutboxEntry.ID) -> Date? { deadlines[id].map { $0 + drift } }

    /// Takes in what came of an entry and says what else follows from it.
    package mutating func record(
        _ outcome: DeliveryOutcome,
        for ids: [OutboxEntry.ID],
        now: Date,
        isServerTroubled: Bool = false
    ) -> [OutboxNotice] {
        let transition = transition(on: outcome, for: ids, now: now, isServerTroubled: isServerTroubled)
        adopt(transition.changed)
        return transition.notices
    }

    private mutating func insert(_ entry: JournalEntry) {
        entries[entry.id] = entry
        var lane = lanes[entry.entry.leadID] ?? []
        let place = lane.firstIndex { $0 > entry.id } ?? lane.endIndex
        lane.insert(entry.id, at: place)
        lanes[entry.entry.leadID] = lane
    }

    private mutating func removeFromLane(_ entry: JournalEntry) {
        entries[entry.id] = nil
        deadlines[entry.id] = nil
        lanes[entry.entry.leadID]?.removeAll { $0 == entry.id }
        if lanes[entry.entry.leadID]?.isEmpty == true { lanes[entry.entry.leadID] = nil }
    }
}

/// New states of entries, and what follows from them; nothing counts before the journal has it.
package struct OutboxTransition: Hashable, Sendable {
    package var changed: [JournalEntry] = []
    package var notices: [OutboxNotice] = []
}

/// What follows from an outcome beyond the entries themselves.
package enum OutboxNotice: Hashable, Sendable {
    /// The server made the lead; every mention of the provisional id becomes the real one.
    case created(provisional: Lead.ID, real: Lead.ID)
    /// The server does not show the lead any more.
    case leadGone(Lead.ID)
}

/// What became of a step of a delivery.
package enum DeliveryOutcome: Hashable, Sendable {
    /// The server answered that it took the change.
    case accepted(MadeRecord?)
    /// The write failed.
    case failed(WriteFailure)
    /// A reading that the write needs, before it or after it, failed for now.
    case unread(ReadFailure)
    /// The server had moved before the change was sent.
    case conflicting(theirs: String)
    /// What the search for an ambiguous change found.
    case sighted(Sighting)
    /// Lofty put a create into a lead that was there, so its own id is dead; this one lives.
    case merged(into: Lead.ID, name: String, isSamePerson: Bool)
    /// What the reading after the write showed, entry by entry; before a write, that none is needed.
    case confirmed([OutboxEntry.ID: Confirmation], reading: Lead?)

    package enum WriteFailure: Hashable, Sendable {
        /// Surely not executed, for a reason that holds for every call: no link, a limit, a rejected credential.
        case notExecuted
        /// Refused for now, or lost: it may have been executed.
        case interrupted
        /// The lead is not there (HTTP 404).
        case leadGone(OutboxEntry.Failure)
        /// Refused for good.
        case refused(OutboxEntry.Failure)
    }

    package enum ReadFailure: Hashable, Sendable {
        /// No link, a limit, a rejected credential: does not count as a reading.
        case noAnswer
        /// The server has trouble, or cannot be understood.
        case trouble
        /// The lead is not there (HTTP 404).
        case leadGone
        /// The copy that was read is older than one that the mirror has seen.
        case behind
    }
}

/// What a search for a change whose answer was lost came to.
package enum Sighting: Hashable, Sendable {
    /// The change is on the server; the record that it made.
    case present(MadeRecord?)
    /// It is not there, or not yet.
    case absent
    /// Nobody can tell; the sentence says why.
    case uncertain(String)
}

/// How the lead that was read back stands to one change.
package enum Confirmation: Hashable, Sendable {
    case asAsked
    /// The server holds something else.
    case differs(theirs: String)
    /// The tags are not as asked: some servers ignore the gentle way of writing them.
    case tagsIgnored(theirs: String)
}
