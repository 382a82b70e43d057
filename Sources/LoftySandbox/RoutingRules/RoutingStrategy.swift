/// Who gets the leads of a rule (contract: `RoutingStrategy`).
enum RoutingStrategy: Hashable, Sendable {
    case members(RoutingTargets, RoutingMode)
    case pond(Int64)
    /// Always the same one; only a supplement has it.
    case member(Int64)

    /// The names are the contract's, the numbers are not published and ours.
    enum Kind: Int64, Hashable, Sendable {
        case roundRobin = 1
        case nextUp = 2
        case blastAlert = 3
        case leadPond = 4
        case defaultAssignee = 5
    }

    var kind: Kind {
        switch self {
        case .members(_, .assign): .roundRobin
        case .members(_, .offerToOne): .nextUp
        case .members(_, .offerToAll): .blastAlert
        case .pond: .leadPond
        case .member: .defaultAssignee
        }
    }

    var name: String {
        switch kind {
        case .roundRobin: "round robin"
        case .nextUp: "next up"
        case .blastAlert: "blast alert"
        case .leadPond: "lead pond"
        case .defaultAssignee: "default assignee"
        }
    }

    /// Minutes until an offer lapses; 0 for ponds and default assignees, which the wire has none for.
    var touchMinutes: Int64 {
        switch self {
        case .members(_, .assign(let minutes)), .members(_, .offerToOne(let minutes)),
            .members(_, .offerToAll(let minutes)):
            minutes
        case .pond, .member: 0
        }
    }
}

/// How the members of a rule come to their leads.
enum RoutingMode: Hashable, Sendable {
    /// At once; the wire has minutes here too, and they do nothing.
    case assign(minutes: Int64)
    /// The lead is the member's who claims it in time, else the next one is asked.
    case offerToOne(minutes: Int64)
    /// Everybody is asked at once.
    case offerToAll(minutes: Int64)
}

/// Among whom a rule chooses.
struct RoutingTargets: Hashable, Sendable {
    enum Members: Hashable, Sendable {
        /// Everybody who can be routed to, in an office or, with ``RoutingScope/company``, in the company.
        case group(Int64)
        case named([WeightedTurns.Share])
    }

    var members: Members
    /// Most leads that routing gives a member of this rule on one day of the member's own clock.
    var dailyCap: Int64?
    /// Caps of single members, before ``dailyCap``.
    var ownCaps: [Int64: Int64] = [:]

    func cap(of member: Int64) -> Int64? { ownCaps[member] ?? dailyCap }
}
