package import Leads

/// A copy of the book's columns on the disk, which saves reading every lead at the next start.
package struct SavedBook: Hashable, Sendable, Codable {
    /// Stands in the copy as well; another copy has another one.
    package var token: String
    /// The store's revision up to which every change is in the copy.
    package var revision: Int64

    package init(token: String, revision: Int64) {
        self.token = token
        self.revision = revision
    }
}

/// What the workbench showed first when it was last looked at, so that it can be shown before the book is read.
package struct OpeningPage: Hashable, Sendable, Codable {
    /// The query of the view in the query language.
    package var query: String
    package var sort: LeadSort
    /// The first leads of the view.
    package var leads: [Lead.ID]
    /// How many leads each queue had, by its query.
    package var counts: [String: Int]

    package init(query: String, sort: LeadSort, leads: [Lead.ID], counts: [String: Int]) {
        self.query = query
        self.sort = sort
        self.leads = leads
        self.counts = counts
    }
}
