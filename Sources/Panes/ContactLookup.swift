import FoundationEssentials
import Leads
import ViewModels

/// How leads may be contacted now, with what was logged on them here and not yet sent.
///
/// What was sent, and what others logged, the mirror shows on the leads themselves.
struct ContactLookup {
    private let now: Date
    private let unsent: [Lead.ID: [LeadChange]]

    init(_ state: AppState) {
        now = state.now
        unsent = Dictionary(grouping: state.unsent, by: \.leadID).mapValues { $0.map(\.change) }
    }

    /// What the standing of a lead is worked out from, beside the lead itself and the time.
    struct Sources: Equatable {
        fileprivate var unsent: [LeadChange]
    }

    func sources(of lead: Lead.ID) -> Sources { Sources(unsent: unsent[lead] ?? []) }

    func standing(of lead: Lead) -> ContactStanding {
        ContactGuard.standing(of: lead, evidence: ContactEvidence(unsent[lead.id] ?? []), at: now)
    }
}
