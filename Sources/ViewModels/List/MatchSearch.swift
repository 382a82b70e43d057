import Leads

/// The next row that the last filter matched, among rows that are not filtered any more.
extension AppState {
    mutating func stepMatch(_ step: Int) -> [Effect] {
        guard !lastFilter.isEmpty else {
            notice = .noted(
                "Nothing was looked for yet. \(keys[.filter]) looks for leads; after \(keys[.clearFilter]) the next match is "
                    + "found by \(keys[.nextMatch])."
            )
            return [.bell]
        }
        // While the filter stands every row is a match.
        guard list.filter != lastFilter else { return goToMatch(in: list.rows, step: step) }
        var view = viewQuestion(isTyping: false)
        view.filter = lastFilter
        list.isAwaitingMatch = true
        return [.findMatch(IndexQuestion(view: view, serial: list.nextSerial, counting: [], keeping: []), step: step)]
    }

    /// Rows of another view, or of one that was opened anew meanwhile, are left.
    mutating func goToMatch(in answer: IndexAnswer, step: Int) -> [Effect] {
        guard list.isAwaitingMatch, answer.request.view.visit == list.asked.visit else { return [] }
        list.isAwaitingMatch = false
        return goToMatch(in: answer.rows, step: step)
    }

    private mutating func goToMatch(in matches: any LeadRows, step: Int) -> [Effect] {
        guard let match = list.match(after: list.position ?? 0, in: matches, step: step) else {
            notice = .noted("No lead here matches “\(lastFilter)”.")
            return [.bell]
        }
        if match.isAround {
            notice = .noted(step > 0 ? "That was the last match; the first again." : "The last match again.")
        }
        return go(to: match.lead)
    }
}

extension ListState {
    /// The match so many steps below or above a row, going round at the ends.
    ///
    /// - Parameters:
    ///   - place: the row from which to go.
    ///   - matches: leads in the order of the rows; those that are not among the rows are passed over.
    ///   - step: how many down, or up when it is negative.
    /// - Returns: `nil` when none of the matches is among the rows.
    func match(after place: Int, in matches: any LeadRows, step: Int) -> (lead: Lead.ID, isAround: Bool)? {
        guard matches.count > 0, step != 0 else { return nil }
        var index =
            step > 0 ? firstMatch(atOrBelow: place + 1, in: matches) : firstMatch(atOrBelow: place, in: matches) - 1
        index += step > 0 ? step - 1 : step + 1
        let isAround = !(0..<matches.count).contains(index)
        let start = ((index % matches.count) + matches.count) % matches.count
        let nearby = (0..<min(matches.count, Self.strayMatches)).lazy.map { offset in
            matches.id(at: (start + (step > 0 ? offset : matches.count - offset)) % matches.count)
        }
        return nearby.first { rows.position(of: $0) != nil }.map { ($0, isAround) }
    }

    /// Matches that came since the rows were read; more than these in a row are not looked past.
    private static let strayMatches = 256

    /// The first of the matches that stands at a row or below it; their number when none does.
    private func firstMatch(atOrBelow place: Int, in matches: any LeadRows) -> Int {
        var (low, high) = (0, matches.count)
        while low < high {
            let middle = (low + high) / 2
            let probe = (middle..<min(high, middle + Self.strayMatches)).lazy.compactMap {
                rows.position(of: matches.id(at: $0))
            }.first
            if let probe, probe < place { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
