package import Leads

extension Sighting {
    /// Decides whether a note or a call is on the server.
    ///
    /// - Parameters:
    ///   - candidates: ids of records that look like it now.
    ///   - baseline: ids of those that were there before it was first sent.
    package init(ofRecordsIn candidates: Set<String>, baseline: Baseline?) {
        switch baseline {
        case .known(let before): self = candidates.subtracting(before).isEmpty ? .absent : .present(nil)
        case .unknown, .none:
            self =
                candidates.isEmpty
                ? .absent : .uncertain("Lofty holds an equal record, and nobody can tell whether it is this one")
        }
    }

    /// Decides which lead, if any, a create made.
    ///
    /// - Parameters:
    ///   - candidates: ids of leads that look like it now.
    ///   - baseline: ids of those that were there before it was first sent.
    ///   - claimed: ids that other creates of this journal have made.
    package init(ofLeadIn candidates: Set<Lead.ID>, baseline: Baseline?, claimed: Set<Lead.ID>) {
        let free = candidates.subtracting(claimed)
        switch baseline {
        case .known(let before):
            let fresh = free.filter { !before.contains(String($0.rawValue)) }
            self =
                switch fresh.count {
                case 0: .absent
                case 1: .present(fresh.first)
                default: .uncertain("Lofty holds several new leads like this one, and nobody can tell which is it")
                }
        case .unknown, .none:
            self =
                free.isEmpty
                ? .absent : .uncertain("Lofty holds a lead like this one, and nobody can tell whether it is new")
        }
    }
}
