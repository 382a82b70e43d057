/// Reaching a lead, and taking what is known of one elsewhere.
package enum ContactAction: Hashable, Sendable {
    /// Dials the number that Foyer offers, or one of the lead's that ends in these digits; ends the call that runs.
    case dial(String?)
    case copy(CopiedFact)
    /// Opens the lead in the browser, where that is set up, else copies where it is.
    case openLink
    /// Reads the transactions of the lead, to choose one to move, or to make one of that name.
    case deals(new: String?)
    /// Gives the lead to Lofty's assistant, or ends that.
    case assist(AssistantWish)
}

/// What can be copied of a lead.
package enum CopiedFact: String, Hashable, Sendable, CaseIterable {
    case phone, email, name, id, address, link
}
