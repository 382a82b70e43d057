import FoundationEssentials
import Leads
import ViewModels

/// How leads may be contacted now, with what was logged on them: here and not yet sent, or in what is known of their past.
struct ContactLookup {
    private let now: Date
    private let unsent: [Lead.ID: [LeadChange]]
    private let timelines: [Lead.ID: Timeline]

    /// Outcomes further back than this many entries are not looked for, as this is done for every row of a frame.
    private static let mostEntries = 500

    init(_ state: AppState) {
        now = state.now
        unsent = Dictionary(grouping: state.unsent, by: \.leadID).mapValues { $0.map(\.change) }
        timelines = state.timeline.known
    }

    /// What the standing of a lead is worked out from, beside the lead itself and the time.
    struct Sources: Equatable {
        fileprivate var unsent: [LeadChange]
        fileprivate var timeline: Timeline?
    }

    func sources(of lead: Lead.ID) -> Sources { Sources(unsent: unsent[lead] ?? [], timeline: timelines[lead]) }

    func standing(of lead: Lead) -> ContactStanding {
        let sources = sources(of: lead.id)
        var evidence = ContactEvidence(sources.unsent)
        for entry in sources.timeline?.entries.prefix(Self.mostEntries) ?? [] {
            guard case .call(_, let text?) = entry.kind, let outcome = CallOutcome(rawValue: text) else { continue }
            evidence.add(outcome, of: nil)
        }
        return ContactGuard.standing(of: lead, evidence: evidence, at: now)
    }
}
