import FoundationEssentials
import Leads

/// Which timelines this process has read whole, and what their leads said then.
struct TimelineStamps {
    private var stamps: [Lead.ID: Stamp] = [:]

    /// More leads than a person looks at in the time that a reading lasts.
    private static let most = 1_000

    struct Stamp {
        var readAt: Date
        /// The dates of the lead that move when its past does.
        var moments: [Date?]
    }

    subscript(id: Lead.ID) -> Stamp? { stamps[id] }

    /// `nil` forgets the reading.
    mutating func keep(_ stamp: Stamp?, of id: Lead.ID) {
        if stamps.count >= Self.most, stamps[id] == nil { stamps = [:] }
        stamps[id] = stamp
    }

    /// Changes of Foyer's own have reached the server, or are about to.
    mutating func forget(_ ids: some Sequence<Lead.ID>) {
        for id in ids { stamps[id] = nil }
    }
}
