package import Leads

/// Where the rows of an answer come from: the store, or a table of a test.
///
/// The index knows which leads match and in which order; what a lead looks like is asked for only when it is shown.
package protocol LeadRowSource: Sendable {
    /// The rows of some leads, in their order; `nil` for a lead that is gone.
    ///
    /// Asked with a screen of ids at once, from whichever thread reads the answer.
    func rows(of ids: [Lead.ID]) -> [LeadRow?]
}
