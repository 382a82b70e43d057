package import FoundationEssentials
package import Leads

/// A number that is asked for and not handed over yet: what others wrote of the lead meanwhile is read first.
package struct Reaching: Hashable, Sendable {
    package internal(set) var lead: Lead.ID
    let purpose: Purpose
    /// The lead as it was on the screen when its number was asked for.
    let shown: Lead?

    package enum Purpose: Hashable, Sendable {
        /// One of the lead's numbers; `nil` for the one that Foyer offers.
        case dial(String?)
        /// Nothing is handed over here: Lofty's assistant is to write to the lead by itself.
        case assistant
        /// Nothing is handed over here: a transaction is to be chosen, or one of that name is to be made.
        case deals(new: String?)
    }

    package init(lead: Lead.ID, purpose: Purpose, shown: Lead? = nil) {
        self.lead = lead
        self.purpose = purpose
        self.shown = shown
    }
}

/// A lead as it is known when a number of it is to be handed over.
package struct ReachReading: Hashable, Sendable {
    /// As the mirror shows it now; `nil` for what the screen shows.
    package var lead: Lead?
    /// Why that may be old; `nil` when the lead and its calls have just been read.
    package var gap: Gap?

    package init(lead: Lead? = nil, gap: Gap? = nil) {
        self.lead = lead
        self.gap = gap
    }

    package struct Gap: Hashable, Sendable {
        /// When the lead was read last; `nil` when nobody knows.
        package var readAt: Date?
        /// Why it was not read now, a sentence.
        package var reason: String

        package init(readAt: Date?, reason: String) {
            self.readAt = readAt
            self.reason = reason
        }
    }
}

extension AppState {
    /// Has the lead and its calls read before a number is handed over; keys that follow wait for that.
    ///
    /// A lead that the server has not made yet has nothing to be read.
    mutating func reach(_ lead: Lead, _ wanted: String?) -> [Effect] {
        guard !lead.id.isProvisional, !lead.phones.isEmpty else { return dial(lead, wanted) }
        reaching = Reaching(lead: lead.id, purpose: .dial(wanted), shown: lead)
        notice = .noted("Reading what the calls of \(lead.displayName) came to…")
        return [.readToReach(lead.id)]
    }

    /// Decides by what is known now.
    mutating func takeReach(_ reading: ReachReading, of id: Lead.ID) -> [Effect] {
        guard let reached = reaching, reached.lead == id else { return [] }
        reaching = nil
        notice = nil
        guard let shown = workableLead(id) else {
            return refuse(.leadGone, lead: lead(of: id)?.displayName ?? "The lead")
        }
        let lead = reading.lead ?? shown
        return switch reached.purpose {
        case .dial(let wanted): dial(lead, wanted, gap: reading.gap, shown: reached.shown)
        case .assistant: askAssistant(lead, gap: reading.gap)
        case .deals: []
        }
    }
}
