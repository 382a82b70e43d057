/// What a person wants done to a lead, before anybody has decided whether it can be done.
///
/// A key, a palette line, a subcommand and a bulk plan all make one of these; ``Planner`` turns it into a change.
package enum Intent: Hashable, Sendable, Codable {
    /// The stage by its name; case does not count.
    case setStage(String)
    /// The tag by its name; case does not count where the lead or the team knows it already.
    case addTag(String)
    case removeTag(String)
    case assign(to: MemberReference)
    /// A field as a whole, as a form has it.
    case setField(EditableField, to: [String])
    /// Shows the lead to nobody but its owner, or to the team again; `nil` is the other of the two.
    case setHidden(Bool?)
    /// The text of a note, with its line breaks.
    case addNote(String)
    /// - Parameters:
    ///   - text: what was said; the outcome's own words stand in for an empty one.
    ///   - phone: the number that was called; `nil` takes the one Foyer offers for calls.
    case logCall(CallOutcome, text: String, phone: String?)
    case trash(reason: String)
    case addFollowUp(FollowUpWish)
    /// To a time as ``FollowUpDate`` reads it.
    case moveFollowUp(FollowUp, to: String)
    case finishFollowUp(FollowUp)
    case addDeal(DealWish)
    /// To a stage of its pipeline by its name; case does not count.
    case moveDeal(Deal, to: String)
    /// Until a time as ``FollowUpDate`` reads it; `nil` waits for the lead to act.
    case snooze(until: String?)
    /// Ends a snooze.
    case wake(Snooze?)
}

/// A member as a person names them.
package enum MemberReference: Hashable, Sendable, Codable {
    case member(Member)
    /// An address, a user id, a name or its beginning, or `me`.
    case named(String)
}
