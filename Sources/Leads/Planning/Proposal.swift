/// One change of one lead, decided but not journaled yet.
package struct Proposal: Hashable, Sendable {
    package var leadID: Lead.ID
    package var change: LeadChange
    /// What the person went over with it; stands in the audit log from the moment the change is journaled.
    package var override: ContactOverride?

    package init(_ change: LeadChange, on leadID: Lead.ID, override: ContactOverride? = nil) {
        self.leadID = leadID
        self.change = change
        self.override = override
    }
}
