package import Leads

/// What Lofty's assistant does with a lead, as the server says.
package enum AssistantStanding: Hashable, Sendable {
    /// It writes to the lead by itself.
    case follows
    /// It did, and was stopped.
    case stopped
    /// The lead is not in its pool.
    case none
    /// Why nobody knows here, a sentence.
    case unknown(reason: String)
}

/// The leads that the assistant may follow up.
package struct AssistantPlaces: Hashable, Sendable {
    package var left: Int64
    package var total: Int64

    package init(left: Int64, total: Int64) {
        self.left = left
        self.total = total
    }
}

/// What was read of one lead.
package struct AssistantReading: Hashable, Sendable {
    package var lead: Lead.ID
    package var standing: AssistantStanding
    /// `nil` where the server did not say.
    package var places: AssistantPlaces?

    package init(of lead: Lead.ID, _ standing: AssistantStanding, places: AssistantPlaces? = nil) {
        self.lead = lead
        self.standing = standing
        self.places = places
    }
}

extension AppState {
    /// What is known of the lead that the cursor rests on; `nil` while it has not been read.
    package func assistant(of lead: Lead.ID) -> AssistantReading? {
        assistance.flatMap { $0.lead == lead ? $0 : nil }
    }
}

extension AssistantAnswer {
    /// What an order has made of the lead; `nil` where that is not known.
    package func reading(of lead: Lead.ID) -> AssistantReading? {
        switch self {
        case .follows, .followsAlready: AssistantReading(of: lead, .follows)
        case .stopped: AssistantReading(of: lead, .stopped)
        case .refused, .unconfirmed: nil
        }
    }
}
