import Leads

/// The rows of the mirror, kept for filtering, sorting and counting.
package struct InMemoryLeadIndex: Sendable {
    private var rows: [LeadRow] = []

    package init() {}

    /// Number of leads in the book.
    package var count: Int { rows.count }
}
