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

/// Decides whether a lead may be contacted, and says why not.
public enum ContactGuard {
    public enum Channel: Hashable, Sendable, CaseIterable {
        case call, text, email
    }

    public enum Verdict: Hashable, Sendable {
        case allowed
        /// `because` completes the sentence "may not be called: …".
        case blocked(because: String)
    }

    /// The verdict for one channel, from the lead's flags and the state of its numbers.
    public static func verdict(for channel: Channel, of lead: Lead) -> Verdict {
        switch channel {
        case .call: phoneVerdict(of: lead, forbidden: lead.permissions.cannotCall, flag: "marked cannot call")
        case .text: phoneVerdict(of: lead, forbidden: lead.permissions.cannotText, flag: "marked cannot text")
        case .email: emailVerdict(of: lead)
        }
    }

    private static func phoneVerdict(of lead: Lead, forbidden: Bool, flag: String) -> Verdict {
        if forbidden { return .blocked(because: flag) }
        if lead.phones.contains(where: { $0.status == .dncContact }) { return .blocked(because: "do not contact") }
        if lead.phones.isEmpty { return .blocked(because: "no number") }
        let usable = lead.phones.filter { $0.status != .dncNumber && $0.status != .invalid }
        guard usable.isEmpty else { return .allowed }
        let isListed = lead.phones.contains { $0.status == .dncNumber }
        return .blocked(because: isListed ? "number on a do-not-call list" : "no valid number")
    }

    private static func emailVerdict(of lead: Lead) -> Verdict {
        if lead.permissions.cannotEmail { return .blocked(because: "marked cannot email") }
        if lead.permissions.isUnsubscribed { return .blocked(because: "unsubscribed") }
        return lead.emails.isEmpty ? .blocked(because: "no address") : .allowed
    }
}
