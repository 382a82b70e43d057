package import Leads

extension BookIndex {
    /// Those of some leads that match, in order, frozen as they are now.
    ///
    /// - Parameters:
    ///   - question: query, order and context; a fuzzy part is not asked.
    ///   - chosen: the leads that may be among the matches; unknown ones are no error.
    ///   - source: where the answer reads its rows.
    /// - Returns: the answer, as one to the whole book.
    package func answer(
        _ question: BookQuestion,
        among chosen: Set<Lead.ID>,
        rows source: any LeadRowSource
    ) -> IndexedLeadRows {
        let columns = current.columns
        let test = ColumnTest(question.query, context: question.context, columns.tables)
        let matching = SlotSet(columns, test)
        var slots = chosen.compactMap { columns.slot(of: $0) }.filter { matching?.contains($0) ?? false }
        slots.sort { columns.precedes($0, $1, by: .sort(question.sort)) }
        return IndexedLeadRows(.sorted(slots), of: columns, rows: source)
    }
}
