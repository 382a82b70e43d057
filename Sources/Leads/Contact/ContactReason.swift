/// Why a number or an address must not be used, whatever the hour.
public enum ContactReason: Hashable, Sendable, CaseIterable {
    /// The person asked not to be contacted.
    case dncContact
    /// The number is on a do-not-call list, or its owner asked not to be called there.
    case dncNumber
    case cannotCall, cannotText, cannotEmail
    /// The lead opted out of email.
    case unsubscribed
    /// Lofty or a call found the number dead or wrong.
    case invalidNumber
    /// What stands there is no phone number.
    case unreadableNumber
    /// What stands there is no address.
    case unreadableAddress
    /// There is no number or address at all.
    case nothingToUse
}

/// What a person should know before using a number or an address that is not forbidden.
public enum ContactCaution: Hashable, Sendable {
    /// Nobody knows what time it is there.
    case zoneUnknown(LeadClock.Gap)
    /// The person asked not to be contacted by phone; mail is not named in that, but think first.
    case askedNotToBeCalled
}
