import Leads
import Synchronization

@testable import LeadIndex

/// An index with the rows beside it, as the store holds them.
final class BookWithRows: Sendable {
    let book = BookIndex()
    private let rows = Mutex(LeadRowTable())

    var count: Int { book.count }
    var vocabulary: QueryVocabulary { book.vocabulary }

    func apply(rows: [LeadRow], removing ids: [Lead.ID] = []) {
        self.rows.withLock { table in
            for id in ids { table[id] = nil }
            for row in rows { table[row.lead.id] = row }
            book.apply(rows: rows, removing: ids)
        }
    }

    func row(_ id: Lead.ID) -> LeadRow? { rows.withLock { $0[id] } }

    /// The answer with the rows as they were when it was asked.
    func query(_ query: LeadQuery, sort: LeadSort, context: QueryContext) -> any LeadRows {
        let (table, state) = rows.withLock { ($0, book.current) }
        return book.answer(BookQuestion(query, sort: sort, context: context), state, rows: table) ?? ArrayLeadRows()
    }

    func counts(_ queries: [LeadQuery], context: QueryContext) -> [Int] { book.counts(queries, context: context) }
}
