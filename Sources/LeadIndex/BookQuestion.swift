package import Leads

/// What is asked of the index.
package struct BookQuestion: Sendable {
    package var query: LeadQuery
    package var sort: LeadSort
    package var context: QueryContext
    /// Words of the fuzzy finder that have to fit as well; the leads that fit best come first then, whatever the sort.
    package var fuzzy: String?

    package init(_ query: LeadQuery, sort: LeadSort, context: QueryContext, fuzzy: String? = nil) {
        self.query = query
        self.sort = sort
        self.context = context
        self.fuzzy = fuzzy
    }
}
