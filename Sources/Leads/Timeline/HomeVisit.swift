public import FoundationEssentials

/// Homes that a lead looked at in one go, newest first: many lines that say one thing.
public struct HomeVisit: Hashable, Sendable, Identifiable {
    public let entries: [TimelineEntry]

    /// Fewer homes stand for themselves.
    static let fewest = 3
    /// Seconds without a click after which the next one is another visit: 6 hours.
    static let longestPause: TimeInterval = 6 * 3_600

    /// The id of the oldest entry, as more may come at the front.
    public var id: String { "visit:\(entries.last?.id ?? "")" }
    /// When the newest home was looked at.
    public var at: Date { entries.first?.at ?? .distantPast }
    public var viewedCount: Int { entries.count(where: \.isView) }
    public var savedCount: Int { entries.count(where: \.isSave) }

    /// The ZIP code of most of the homes, the newest of equally frequent ones; `nil` when none is known.
    public var zipCode: String? {
        var counts: [String: Int] = [:]
        let codes = entries.compactMap(\.home?.zipCode).filter { !$0.isEmpty }
        for code in codes { counts[code, default: 0] += 1 }
        let most = counts.values.max()
        return codes.first { counts[$0] == most }
    }

    /// Lowest and highest price in whole dollars; `nil` when none is known.
    public var prices: ClosedRange<Int64>? {
        let known = entries.compactMap(\.home?.price).filter { $0 > 0 }
        guard let lowest = known.min(), let highest = known.max() else { return nil }
        return lowest...highest
    }
}

extension TimelineEntry {
    /// Lofty's own words for looking at a home and for saving one.
    fileprivate var isView: Bool { kind == .site("Browse") }
    fileprivate var isSave: Bool { kind == .site("Favorite") }

    var isOfHomeVisit: Bool { hasTime && (isView || isSave) }
}
