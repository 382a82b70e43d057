/// What has become of a plan when it ran: what is in the journal, and the leads that got nothing.
package struct BulkStart: Hashable, Sendable {
    package var entries: [OutboxEntry]
    /// Leads that cannot have their changes any more, or have them by now, and why.
    package var leftOut: [Lead.ID: BulkPlan.Outcome]

    package init(_ entries: [OutboxEntry], leftOut: [Lead.ID: BulkPlan.Outcome] = [:]) {
        self.entries = entries
        self.leftOut = leftOut
    }
}
