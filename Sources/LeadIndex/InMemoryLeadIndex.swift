package import Leads
import Synchronization

/// A ``BookIndex`` with its rows in memory, for books that fit there.
///
/// May be shared between threads.
package final class InMemoryLeadIndex: Sendable {
    private let book = BookIndex()
    private let rows = Mutex(LeadRowTable())

    package init() {}

    /// Number of leads in the book.
    package var count: Int { book.count }

    /// Puts rows in, new or changed, after taking out the leads of `ids`; all of it shows at once.
    package func apply(rows: [LeadRow], removing ids: [Lead.ID] = []) {
        self.rows.withLock { table in
            for id in ids { table[id] = nil }
            for row in rows { table[row.lead.id] = row }
            book.apply(rows: rows, removing: ids)
        }
    }

    /// The row of a lead; `nil` when the book does not hold it.
    package func row(_ id: Lead.ID) -> LeadRow? { rows.withLock { $0[id] } }

    /// The leads that match, in order, frozen as they are now.
    ///
    /// Ties are broken by the newest id; leads without the sort's value come last in both directions. Names are
    /// ordered as they are shown, without regard to case and accents.
    package func query(_ query: LeadQuery, sort: LeadSort, context: QueryContext) -> any LeadRows {
        let (table, state) = rows.withLock { ($0, book.current) }
        let question = BookQuestion(query, sort: sort, context: context)
        return book.answer(question, state, rows: table) ?? ArrayLeadRows()
    }

    /// How many leads match each query; the queries asked last are kept counted.
    package func counts(_ queries: [LeadQuery], context: QueryContext) -> [Int] {
        book.counts(queries, context: context)
    }

    /// The labels in use with the number of leads that carry each, commonest first.
    package var vocabulary: QueryVocabulary { book.vocabulary }
}
