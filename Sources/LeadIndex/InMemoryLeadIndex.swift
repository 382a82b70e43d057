package import Leads
import Synchronization

/// The rows of the mirror, kept for filtering, sorting and counting.
///
/// May be shared between threads. A question takes the lock only to take hold of the rows and works on them outside
/// it, so it neither waits for a change being worked in nor sees half of one.
package final class InMemoryLeadIndex: Sendable {
    private let table = Mutex(LeadTable())

    package init() {}

    /// Number of leads in the book.
    package var count: Int { table.withLock { $0.leads.count } }

    /// Puts rows in, new or changed, after taking out the leads of `ids`; all of it shows at once.
    package func apply(rows: [LeadRow], removing ids: [Lead.ID] = []) {
        let leads = rows.map(LeadFacts.init)
        table.withLock { table in
            for id in ids { table.remove(id) }
            for lead in leads { table.put(lead) }
        }
    }

    /// The row of a lead; `nil` when the book does not hold it.
    package func row(_ id: Lead.ID) -> LeadRow? { table.withLock { $0[id]?.row } }

    /// The leads that match, in order, frozen as they are now.
    ///
    /// Ties are broken by the newest id; leads without the sort's value come last in both directions. Names are
    /// ordered as they are shown, without regard to case and accents.
    package func query(_ query: LeadQuery, sort: LeadSort, context: QueryContext) -> any LeadRows {
        let leads = table.withLock(\.leads)
        let predicate = LeadPredicate(query, context: context)
        var keys: [LeadSortKey] = []
        for (slot, lead) in leads.enumerated() where predicate.matches(lead) {
            keys.append(LeadSortKey(lead, slot: slot, sort: sort))
        }
        keys.sort { left, right in
            left.precedes(right) ?? Self.precedes(left, right, in: leads, by: sort)
        }
        return FrozenLeadRows(keys, of: leads)
    }

    /// How many leads match each query, from one pass over the book.
    package func counts(_ queries: [LeadQuery], context: QueryContext) -> [Int] {
        let leads = table.withLock(\.leads)
        let predicates = queries.map { LeadPredicate($0, context: context) }
        var counts = Array(repeating: 0, count: predicates.count)
        for lead in leads {
            for (index, predicate) in predicates.enumerated() where predicate.matches(lead) {
                counts[index] += 1
            }
        }
        return counts
    }

    /// The labels in use with the number of leads that carry each, commonest first.
    ///
    /// Reads the whole book, so it is asked when a picker or a query line opens, not for each key.
    package var vocabulary: QueryVocabulary { QueryVocabulary(counting: table.withLock(\.leads)) }

    /// Decides between two texts that begin with the same 24 bytes.
    private static func precedes(
        _ left: LeadSortKey,
        _ right: LeadSortKey,
        in leads: [LeadFacts],
        by sort: LeadSort
    ) -> Bool {
        guard let precedes = leads[left.slot].textPrecedes(leads[right.slot], key: sort.key) else {
            return left.isNewer(than: right)
        }
        return precedes != sort.isDescending
    }
}
