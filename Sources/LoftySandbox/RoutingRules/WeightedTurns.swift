/// Whose turn it is in a round robin with weights.
///
/// A cycle has as many leads as the weights sum up to. The n-th lead of a member has a window in the cycle that is as
/// far along as n is of the weight; the open window that closes first goes first. So a member is never a whole lead
/// ahead of or behind the share, and ends each cycle with exactly the weight (S. K. Baruah et al., "Proportionate
/// progress", Algorithmica 15, 1996, for one processor). Who is away takes no turns; the others finish the cycle.
struct WeightedTurns: Hashable, Sendable {
    struct Share: Hashable, Sendable {
        let memberID: Int64
        let weight: Int64
    }

    /// In the order in which equals take turns.
    let shares: [Share]
    /// Leads of the running cycle by member.
    private(set) var taken: [Int64: Int64]

    init(shares: [Share], taken: [Int64: Int64] = [:]) {
        self.shares = shares.filter { $0.weight > 0 }
        self.taken = taken
    }

    /// Takes a turn among those who are there; `nil` when nobody is.
    mutating func next(among isThere: (Int64) -> Bool) -> Int64? {
        let present = shares.filter { isThere($0.memberID) }
        guard !present.isEmpty else { return nil }
        if present.allSatisfy({ taken($0) >= $0.weight }) { taken = [:] }
        let unfinished = present.filter { taken($0) < $0.weight }
        let open = unfinished.filter(isOpen)
        let choice = (open.isEmpty ? unfinished : open).min { deadline($0) < deadline($1) }
        guard let choice else { return nil }
        taken[choice.memberID, default: 0] += 1
        return choice.memberID
    }

    private var cycle: Int64 { shares.reduce(0) { $0 + $1.weight } }

    private func taken(_ share: Share) -> Int64 { taken[share.memberID] ?? 0 }

    private func isOpen(_ share: Share) -> Bool {
        let step = shares.reduce(1) { $0 + taken($1) }
        return taken(share) * cycle < step * share.weight
    }

    /// The last step at which the next lead of the share is not late.
    private func deadline(_ share: Share) -> Int64 {
        ((taken(share) + 1) * cycle + share.weight - 1) / share.weight
    }
}
