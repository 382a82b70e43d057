import Leads

extension ColumnTest {
    /// Asks one lead, in plain Swift: for single changes, and as the yardstick of the fast path.
    ///
    /// There may be more values in the tables than when the test was made.
    func accepts(_ chunk: LeadChunk, _ row: Int, _ tables: LeadTables) -> Bool {
        switch self {
        case .coded(let test): test.accepts(chunk.code(test.field, row), tables)
        case .classes(let wanted): chunk.classes[row] & wanted == wanted
        case .scan(let scan): scan.accepts(chunk.text, chunk.textRange(row))
        case .items(let mark, let needle): Self.accepts(chunk, row, mark, needle)
        case .id(let id): chunk.ids[row] == id
        case .ids(let wanted): wanted.map { $0.low <= chunk.ids[row] && chunk.ids[row] <= $0.high } ?? false
        case .leads(let ids): ids.contains(chunk.ids[row])
        case .moment(let field, let test): Self.accepts(chunk, row, field, test)
        case .not(let inner): !inner.accepts(chunk, row, tables)
        case .all(let parts): parts.allSatisfy { $0.accepts(chunk, row, tables) }
        case .any(let parts): parts.contains { $0.accepts(chunk, row, tables) }
        }
    }

    private static func accepts(_ chunk: LeadChunk, _ row: Int, _ mark: UInt8, _ needle: TextNeedle) -> Bool {
        let section = LeadText.section(mark, of: chunk.text[chunk.textRange(row)])
        return needle.accepts(section.indices, of: section, ownerID: nil)
    }

    private static func accepts(
        _ chunk: LeadChunk,
        _ row: Int,
        _ field: QueryMomentField,
        _ test: MomentTest
    ) -> Bool {
        let moment = chunk.moments[field.column][row]
        switch test {
        case .absent: return moment.isNaN
        case .window(let low, let high, let includesLow, let includesHigh):
            return (includesLow ? moment >= low : moment > low) && (includesHigh ? moment <= high : moment < high)
        case .comparedTo(let other, let comparison):
            let right = chunk.moments[other.column][row]
            return comparison.holds(moment, right.isNaN ? -.infinity : right)
        }
    }
}
