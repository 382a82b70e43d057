/// Says in the caller's own source that a call reaches the lead: a text message, an email, a listing alert.
///
/// Every method that makes Lofty send something to a person asks for one. It has no default and no shorter spelling, so
/// such a call cannot be written by oversight, and all of them are found by searching for one word:
///
/// ```swift
/// let confirmation = SendingConfirmation(iUnderstandThisContactsTheLead: ())
/// ```
///
/// It allows a call; it does not ask whether the lead may be contacted. See ``Leads/ContactGuard`` for that.
public struct SendingConfirmation: Hashable, Sendable {
    /// Confirms that the call may contact the lead.
    public init(iUnderstandThisContactsTheLead: Void) {}
}
