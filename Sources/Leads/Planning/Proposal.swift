/// One change of one lead, decided but not journaled yet.
package struct Proposal: Hashable, Sendable {
    package var leadID: Lead.ID
    package var change: LeadChange

    package init(_ change: LeadChange, on leadID: Lead.ID) {
        self.leadID = leadID
        self.change = change
    }
}
