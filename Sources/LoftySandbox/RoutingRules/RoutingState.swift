import Foundation

/// What routing knows about the team at a moment.
struct RoutingState: Sendable {
    struct Candidate: Hashable, Sendable {
        let memberID: Int64
        let officeID: Int64
        let timeZone: TimeZone
        /// For which kinds of rules a group means this member too.
        let types: Set<RoutingType>
        /// Leads that routing gave the member since midnight of the member's clock; asked only where a cap needs it.
        var routedToday: [RoutingType: Int64] = [:]
    }

    /// By member; who has not accepted the invitation is not among them.
    var candidates: [Int64: Candidate]
    var ponds: Set<Int64>
    /// Leads of the running cycle, by rule and member.
    var taken: [Int64: [Int64: Int64]] = [:]

    /// Everybody of a group, in the order of the ids.
    func shares(of group: Int64, for type: RoutingType) -> [WeightedTurns.Share] {
        candidates.values
            .filter { $0.types.contains(type) && (group == RoutingScope.company || $0.officeID == group) }
            .map(\.memberID).sorted()
            .map { WeightedTurns.Share(memberID: $0, weight: 1) }
    }
}
