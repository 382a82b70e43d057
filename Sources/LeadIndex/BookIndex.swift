import CLeadScan
package import FoundationEssentials
package import Leads
import Synchronization

/// The leads of a book as columns, for filtering, sorting, finding and counting at typing speed.
///
/// May be shared between threads. Changes wait for each other; a question waits for nobody: it takes hold of the columns
/// as they are, which costs microseconds, and works on them while changes go on. Holds ids, columns, folded text and
/// sync states, and no lead: rows come from a ``LeadRowSource``.
package final class BookIndex: Sendable {
    private let state: Mutex<BookState>
    /// Held while a new state is being made.
    private let writing = Mutex(())

    package init() { state = Mutex(BookState()) }

    init(_ state: BookState) { self.state = Mutex(state) }

    /// Number of leads in the book.
    package var count: Int { state.withLock(\.columns.count) }

    /// The store's revision that the index is at; 0 when it was never told one.
    package var revision: Int64 { state.withLock(\.revision) }

    /// Whether the book holds the lead.
    package func contains(_ id: Lead.ID) -> Bool { current.columns.slot(of: id) != nil }

    var current: BookState { state.withLock(\.self) }

    // MARK: Changes

    /// Puts rows in, new or changed, after taking out the leads of `ids`; all of it shows at once.
    ///
    /// - Parameters:
    ///   - rows: leads as they are now.
    ///   - ids: leads that are gone; unknown ones are no error.
    ///   - revision: the store's revision after the change.
    package func apply(rows: [LeadRow], removing ids: [Lead.ID] = [], revision: Int64? = nil) {
        writing.withLock { _ in
            let old = current
            var new = old
            new.apply(rows, removing: ids, revision: revision)
            publish(new, after: old)
        }
    }

    /// Gives back the memory that reading a book has used and freed; a small book is not worth the time.
    package func giveBackMemory() { if count > Self.smallBook { cls_give_back() } }

    private static let smallBook = 50_000

    /// Forgets everything for another state.
    func replace(with new: BookState) { writing.withLock { _ in state.withLock { $0 = new } } }

    /// Shows a new state, with the orders that questions made meanwhile.
    private func publish(_ new: BookState, after old: BookState) {
        state.withLock { state in
            let made = state.orders.filter { old.order($0.key) == nil }
            state = new
            for order in made { state.keep(order, madeFrom: old.columns, at: old.changes.generation) }
        }
    }

    // MARK: Questions

    /// The leads that match, in order, frozen as they are now.
    ///
    /// Ties are broken by the newest id; leads without the sort's value come last in both directions. Names are
    /// ordered as they are shown, without regard to case and accents.
    ///
    /// - Parameters:
    ///   - question: query, order and context.
    ///   - source: where the answer reads its rows.
    ///   - cancellation: ends the search early.
    /// - Returns: `nil` when it was cancelled.
    package func answer(
        _ question: BookQuestion,
        rows source: any LeadRowSource,
        until cancellation: ScanCancellation? = nil
    ) -> IndexedLeadRows? {
        answer(question, current, rows: source, until: cancellation)
    }

    /// The answer of a state that somebody took hold of.
    func answer(
        _ question: BookQuestion,
        _ state: BookState,
        rows source: any LeadRowSource,
        until cancellation: ScanCancellation? = nil
    ) -> IndexedLeadRows? {
        let test = ColumnTest(question.query, context: question.context, state.columns.tables)
        guard let set = SlotSet(state.columns, test, until: cancellation) else { return nil }
        let matches: Matches
        if let fuzzy = question.fuzzy.map(FuzzyPattern.init), !fuzzy.words.isEmpty {
            guard let found = FuzzyMatches(fuzzy, in: set, state.columns, until: cancellation) else { return nil }
            matches = .scored(found, newest: newest(state))
        } else {
            matches = ordered(set, state, question.sort)
        }
        return IndexedLeadRows(matches, of: state.columns, rows: source)
    }

    /// The answer, given up when the calling task is cancelled.
    ///
    /// - Returns: `nil` when it was cancelled.
    package func answer(_ question: BookQuestion, rows source: any LeadRowSource) async -> IndexedLeadRows? {
        let cancellation = ScanCancellation()
        return await withTaskCancellationHandler {
            answer(question, rows: source, until: cancellation)
        } onCancel: {
            cancellation.cancel()
        }
    }

    /// The labels in use with the number of leads that carry each, commonest first.
    package var vocabulary: QueryVocabulary { current.columns.tables.vocabulary }

    // MARK: Counts

    /// How many leads match each query.
    ///
    /// The queries asked last are kept counted: asking them again costs nothing until a moment becomes as old as one of
    /// them asks for.
    package func counts(_ queries: [LeadQuery], context: QueryContext) -> [Int] {
        if let counts = current.counts, counts.answers(queries, context: context) { return counts.counts }
        return writing.withLock { _ in
            let now = current
            let counts =
                if let kept = now.counts, kept.queries == queries {
                    kept.answers(queries, context: context) ? kept : kept.advanced(to: context, now.columns)
                } else {
                    QueueCounts(queries, context: context, now.columns)
                }
            state.withLock { $0.counts = counts }
            return counts.counts
        }
    }

    /// When the counts asked for last next change though no lead does; `nil` when they do not.
    package var nextDeadline: Date? {
        guard let counts = current.counts, counts.deadline < .infinity else { return nil }
        return Date(timeIntervalSinceReferenceDate: counts.deadline)
    }

    /// When the answer to a query next changes though no lead does; `nil` when it does not.
    package func nextChange(of query: LeadQuery, after context: QueryContext) -> Date? {
        guard query.dependsOnTime else { return nil }
        let columns = current.columns
        let next = QueryDeadlines([query], context, columns).next(columns)
        return next < .infinity ? Date(timeIntervalSinceReferenceDate: next) : nil
    }

    // MARK: Orders

    /// Fewer matches are sorted on their own faster than they are picked out of an order.
    private static let fewMatches = 256
    /// Fewer matches are sorted on their own faster than an order of the whole book is made.
    private static let matchesWorthAnOrder = 2_000

    private func ordered(_ set: SlotSet, _ now: BookState, _ sort: LeadSort) -> Matches {
        let key = LeadOrder.Key.sort(sort)
        let known = now.order(key)
        if set.count <= (known == nil ? Self.matchesWorthAnOrder : Self.fewMatches) {
            var slots: [UInt32] = []
            set.forEach { slots.append($0) }
            slots.sort { now.columns.precedes($0, $1, by: key) }
            return .sorted(slots)
        }
        if let known {
            state.withLock { $0.touch(key) }
            return .ordered(set, by: known)
        }
        let made = LeadOrder(now.columns, sort, newest: newest(now))
        keep(made, now)
        return .ordered(set, by: made)
    }

    private func newest(_ now: BookState) -> LeadOrder {
        if let known = now.order(.newest) { return known }
        let made = LeadOrder.newest(now.columns)
        keep(made, now)
        return made
    }

    private func keep(_ order: LeadOrder, _ now: BookState) {
        state.withLock { $0.keep(order, madeFrom: now.columns, at: now.changes.generation) }
    }
}
