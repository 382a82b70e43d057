package import Leads

extension Sighting {
    /// Decides whether a note or a call is on the server.
    ///
    /// - Parameters:
    ///   - candidates: ids of records that look like it now.
    ///   - baseline: ids of those that were there before it was first sent.
    ///   - claimed: ids of those that other changes of this journal have made.
    package init(ofRecordsIn candidates: Set<String>, baseline: Baseline?, claimed: Set<String> = []) {
        let free = candidates.subtracting(claimed)
        switch baseline {
        case .known(let before):
            // Equal records of one's own cannot be told apart, and need not be.
            self = free.subtracting(before).min().map { .present(.entry($0)) } ?? .absent
        case .unknown, .none:
            self =
                free.isEmpty
                ? .absent : .uncertain("Lofty holds an equal record, and nobody can tell whether it is this one")
        }
    }

    /// Decides which lead, if any, a create made.
    ///
    /// - Parameters:
    ///   - candidates: ids of leads that look like it now.
    ///   - baseline: ids of those that were there before it was first sent.
    ///   - claimed: ids that other creates of this journal have made.
    ///   - siblings: creates of this journal that made an equal lead and do not know which, this one included.
    package init(
        ofLeadIn candidates: Set<Lead.ID>,
        baseline: Baseline?,
        claimed: Set<Lead.ID>,
        siblings: Int = 1
    ) {
        let free = candidates.subtracting(claimed)
        switch baseline {
        case .known(let before):
            let fresh = free.filter { !before.contains(String($0.rawValue)) }
            if fresh.count > siblings {
                self = .uncertain("Lofty holds several new leads like this one, and nobody can tell which is it")
            } else {
                // No more than were asked for: which of the equals has which is all the same.
                self = fresh.min().map { .present(.lead($0)) } ?? .absent
            }
        case .unknown, .none:
            self =
                free.isEmpty
                ? .absent : .uncertain("Lofty holds a lead like this one, and nobody can tell whether it is new")
        }
    }
}
