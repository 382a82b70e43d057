/// What the lead, or the law, forbids.
///
/// Source: Lofty API, `cannotCall`, `cannotText`, `cannotEmail`, `unsubscription`. Lofty does not say that it enforces
/// them, so Foyer does.
public struct ContactPermissions: Hashable, Sendable, Codable {
    public var cannotCall: Bool
    public var cannotText: Bool
    public var cannotEmail: Bool
    /// The lead opted out of email.
    public var isUnsubscribed: Bool

    public init(
        cannotCall: Bool = false,
        cannotText: Bool = false,
        cannotEmail: Bool = false,
        isUnsubscribed: Bool = false
    ) {
        self.cannotCall = cannotCall
        self.cannotText = cannotText
        self.cannotEmail = cannotEmail
        self.isUnsubscribed = isUnsubscribed
    }
}
