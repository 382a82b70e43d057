package import FoundationEssentials
package import Leads
package import LoftyAPI

/// What an engine tells whoever looks at it, in the order in which it became true.
package enum SyncEvent: Hashable, Sendable {
    /// Rows as they are to be shown now, and leads that left.
    case rows([LeadRow], removed: [Lead.ID])
    /// Entries that are new or have moved.
    case outbox([OutboxEntry])
    case link(LinkState)
    case budget(RateBudget)
    /// The server made a lead; its row goes on under the real id.
    case created(provisional: Lead.ID, real: Lead.ID)
    case reference(ReferenceData)
    case progress(SyncProgress)
    /// `isFresh` is false for the copy of the mirror, which comes at once.
    case timeline(Lead.ID, Timeline, isFresh: Bool)
    /// The person's follow-ups, as they were read or as a change that was settled here leaves them.
    case followUps(FollowUpBook)
    /// How old what is on the screen and the book are.
    case freshness(Freshness.Report)
    /// The store failed in the background; the engine keeps what it holds and tries again.
    case trouble(StoreError)
}

/// How far a refresh has come.
package struct SyncProgress: Hashable, Sendable {
    /// Distinct leads read so far.
    package var loaded: Int
    /// Leads the server counts.
    package var total: Int
    package var isFinished: Bool

    package init(loaded: Int, total: Int, isFinished: Bool) {
        self.loaded = loaded
        self.total = total
        self.isFinished = isFinished
    }
}

/// How the account can be reached.
package enum LinkState: Hashable, Sendable {
    /// No call has been made yet.
    case unknown
    case online
    case offline(since: Date)
    /// The server asked for a pause (429).
    case limited(until: Date)
    /// The key or token was refused: nothing is sent until a person asks again.
    case credentialRejected
    /// The server will not say whose credential it is: nothing is sent until a person asks again.
    case accountUnknown(reason: String)
    /// The state directory holds another account's leads: nothing is sent.
    case otherAccount(recorded: AccountIdentity, found: AccountIdentity)

    /// True when waiting alone cannot mend it.
    package var isRefused: Bool {
        switch self {
        case .unknown, .online, .offline, .limited: false
        case .credentialRejected, .accountUnknown, .otherAccount: true
        }
    }
}
