public import Leads

/// A lead to be made, with everything that Lofty takes at its birth.
///
/// Source: Lofty API, `POST /v1.0/leads`. Tags of ``lead`` are sent as additions: Lofty may merge the new lead into a
/// contact that it knows, whose tags would else be replaced.
public struct LeadCreation: Hashable, Sendable {
    /// With an agent routing is skipped; without one it chooses by ``routing``.
    public var lead: NewLead
    public var profile = LeadProfile()
    /// `nil` leaves the choice of rules to the scope of ownership.
    public var routing: Routing?
    public var note: FirstNote?

    public init(_ lead: NewLead) { self.lead = lead }

    /// Whose rules choose the agent.
    public enum Routing: Hashable, Sendable {
        case company
        /// By the office's id.
        case office(Int64)
    }

    public struct FirstNote: Hashable, Sendable {
        /// At most 2,000 characters.
        public var text: String
        public var isPinned: Bool

        public init(_ text: String, isPinned: Bool = false) {
            self.text = text
            self.isPinned = isPinned
        }
    }

    /// A mail that Lofty sends when the lead is made.
    public enum Mail: Hashable, Sendable, CaseIterable {
        /// To the lead.
        case welcome
        /// The alert about a new lead.
        case leadAlert
    }
}
