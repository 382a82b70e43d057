/// Estimates in microseconds of the ways to answer a query, which differ a thousandfold at a million leads.
///
/// The prices were measured at a million leads; only their proportions matter.
struct LeadCosts {
    private let selection: LeadSelection

    init(of selection: LeadSelection) { self.selection = selection }

    /// How the leads in the cells `seen` are counted.
    enum WayToCount: Hashable {
        /// Adds up the cells.
        case tally
        /// Reads the index of the cells.
        case cells
        /// Looks up every lead of a filter's list.
        case list(ids: String)
        /// The same when the list is the answer but for visibility: only the cell of each lead is asked for.
        case exactList(ids: String)
        /// Takes from the length of an exact list what lies in no cell of `seen`.
        case remainder(of: Int)
    }

    /// How a page is found.
    enum WayToPage: Hashable {
        /// Follows the index of the order until the page is full.
        case order
        /// Finds all matches by their cells and sorts them.
        case cells
        /// Finds all matches among a filter's list and sorts them.
        case list(ids: String)
    }

    private enum Price {
        /// An entry of an index, read in passing.
        static let entry = 0.3
        /// An entry of an index, searched for.
        static let probe = 0.8
        /// A lead, searched for and read.
        static let lead = 3.5
        /// An entry of a list that is only counted.
        static let listed = 0.03
    }
}

// MARK: - Choosing

extension LeadCosts {
    func wayToCount(_ filters: [LeadSelection.SizedFilter]) -> WayToCount {
        guard !filters.isEmpty, selection.seenLeads > 0 else { return .tally }
        return waysToCount(filters).min { $0.cost < $1.cost }?.way ?? .cells
    }

    /// Every way that comes to the right number when there are filters of single leads.
    func waysToCount(_ filters: [LeadSelection.SizedFilter]) -> [(way: WayToCount, cost: Double)] {
        let seen = Double(selection.seenLeads)
        let unseen = Double(selection.allLeads) - seen
        var ways: [(way: WayToCount, cost: Double)] = [(.cells, seen * (Price.entry + price(ofTesting: filters)))]
        for filter in filters {
            guard let ids = filter.set.ids, let listed = filter.listed else { continue }
            if filters.count == 1, filter.set.isExact {
                ways.append((.exactList(ids: ids), Double(listed) * Price.probe))
                let cost = Double(listed) * Price.listed + unseen * (Price.entry + price(ofTesting: filters))
                ways.append((.remainder(of: listed), cost))
            } else {
                ways.append((.list(ids: ids), Double(listed) * Price.lead))
            }
        }
        return ways
    }

    /// `total` is the number of matches, more than none.
    func wayToPage(total: Int) -> WayToPage {
        waysToPage(total: total).min { $0.cost < $1.cost }?.way ?? .order
    }

    /// Every way that comes to the right page.
    func waysToPage(total: Int) -> [(way: WayToPage, cost: Double)] {
        let query = selection.query
        var last = Double(query.limit)
        if case .offset(let offset) = query.page { last += Double(offset) }
        let all = Double(selection.allLeads)
        let seen = Double(selection.seenLeads)
        let walked = min(all, last * all / Double(total))
        let isText = selection.filters.contains(where: \.set.readsText)
        let testing = isText ? Price.lead : price(ofTesting: selection.filters)
        var ways: [(way: WayToPage, cost: Double)] = [(.order, walked * Price.entry + walked * seen / all * testing)]
        let reading = selection.filters.isEmpty ? 0 : price(ofTesting: selection.filters)
        ways.append((.cells, seen * (Price.entry + reading) + min(seen, Double(total)) * Price.lead))
        for filter in selection.filters {
            guard let ids = filter.set.ids, let listed = filter.listed else { continue }
            ways.append((.list(ids: ids), Double(listed) * Price.lead))
        }
        return ways
    }

    /// Of one lead whose text is at hand.
    private func price(ofTesting filters: [LeadSelection.SizedFilter]) -> Double {
        filters.map { $0.set.readsText ? Price.entry : Price.probe }.reduce(0, +)
    }
}
