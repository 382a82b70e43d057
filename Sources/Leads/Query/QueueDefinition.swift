/// A named query with an order: one entry of the queue bar.
package struct QueueDefinition: Hashable, Sendable, Identifiable {
    /// Short enough for the queue bar; unique among the queues of a person.
    package var name: String
    package var query: LeadQuery
    package var sort: LeadSort
    /// Whether leads that are put aside are in it too.
    package var showsSnoozed: Bool

    package var id: String { name }

    package init(name: String, query: LeadQuery, sort: LeadSort, showsSnoozed: Bool = false) {
        self.name = name
        self.query = query
        self.sort = sort
        self.showsSnoozed = showsSnoozed
    }

    /// Reads the query from its text form.
    package init(
        name: String,
        queryText: String,
        sort: LeadSort,
        showsSnoozed: Bool = false
    ) throws(QueryError) {
        self.init(name: name, query: try LeadQuery.parse(queryText), sort: sort, showsSnoozed: showsSnoozed)
    }

    package var queryText: String { query.queryText }

    /// Why the lead is in this queue and stands where it does: the fact that orders it, then those the query asks for.
    package func why(_ row: LeadRow, context: QueryContext) -> [LeadReason] {
        let place = sort.reason(for: row, context: context)
        return [place] + query.reasons(for: row, context: context).filter { $0 != place }
    }
}
