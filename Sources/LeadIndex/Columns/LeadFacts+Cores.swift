import Leads

extension LeadFacts {
    /// Rows that are folded before they are put into columns.
    static let stretch = 4_096
    /// Rows that are worth a turn of a core.
    private static let piece = 128

    /// Folds rows on all cores.
    static func all(of rows: ArraySlice<LeadRow>) -> [LeadFacts] {
        guard rows.count > piece else { return rows.map(LeadFacts.init) }
        return Array(unsafeUninitializedCapacity: rows.count) { space, count in
            count = rows.count
            guard let first = space.baseAddress else { return }
            // Each piece writes a stretch of its own.
            nonisolated(unsafe) let base = first
            _ = Cores.share((rows.count + piece - 1) / piece) { number, _ in
                for index in number * piece..<min(rows.count, (number + 1) * piece) {
                    (base + index).initialize(to: LeadFacts(rows[rows.startIndex + index]))
                }
            }
        }
    }
}
