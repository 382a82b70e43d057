/// What becomes of an ``Intent``.
package enum Verdict: Hashable, Sendable {
    case change(LeadChange)
    case nothingToDo(NoChange)
    case blocked(PlanObstacle)
}

/// Why an intent needs no change: it is so already.
package enum NoChange: Hashable, Sendable {
    case inStage(String)
    /// The tag as the lead spells it.
    case hasTag(String)
    case lacksTag(String)
    /// The owner's name.
    case ownedBy(String)
    /// The field says that already.
    case holds(EditableField)
    case isHidden(Bool)
    /// The follow-up is at that time; in words.
    case dueAt(String)
    /// The transaction is in that stage.
    case dealIn(String)
    /// The lead is not put aside.
    case awake
}

/// Why an intent cannot become a change.
package enum PlanObstacle: Error, Hashable, Sendable {
    /// The lead is trashed, hidden, given away, or was never in the mirror.
    case leadGone
    /// A trash of the lead waits to be sent.
    case beingTrashed
    /// The pipeline has not been read yet.
    case stagesUnknown
    case unknownStage(String, known: [String], nearest: String?)
    /// The members have not been read yet.
    case membersUnknown
    case unknownMember(String, nearest: String?)
    case ambiguousMember(String, [Member])
    /// Only the owner, by name, may do this; `nil` where nobody owns the lead.
    case notYours(String?)
    /// Lofty wants a number with every call.
    case noPhone
    /// The guard is against it, unless a person goes over it with a reason.
    case forbidden(ForbiddenContact)
    case empty(PlanField)
    case noDate(FollowUpDateError)
    case deal(DealObstacle)
    /// The field must not be empty.
    case missing(EditableField)
    /// The value is no address, number or type.
    case unreadable(EditableField, String)
    case fieldTooLong(EditableField, length: Int, limit: Int)
    /// Lengths as ``LeadLimits/length(of:)`` counts them.
    case tooLong(PlanField, length: Int, limit: Int)
}

/// The text of an intent that a limit is about.
package enum PlanField: Hashable, Sendable {
    case tag, note, callText, phone, reason, followUp
}
