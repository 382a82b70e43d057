package import FoundationEssentials

/// A number or an address that must not be used now, and what speaks against it.
package struct ForbiddenContact: Hashable, Sendable, Codable {
    package var channel: ContactGuard.Channel
    /// As the lead has it.
    package var target: String
    /// Completes "may not be called: …".
    package var rule: String

    package init(_ channel: ContactGuard.Channel, _ target: String, rule: String) {
        self.channel = channel
        self.target = target
        self.rule = rule
    }

    /// What the audit log gets when a person goes over the rule.
    package func overridden(because reason: String) -> ContactOverride {
        ContactOverride(channel: channel.rawValue, target: target, rule: rule, reason: reason)
    }
}

extension ContactGuard {
    /// How one number may be used for a lead now; one that is not the lead's is judged by what holds for the person.
    ///
    /// - `listed`: numbers that anybody has on a list, as one that was typed by hand may be another lead's.
    package static func standing(
        ofNumber text: String,
        on lead: Lead,
        listed: ListedNumbers = ListedNumbers(),
        at now: Date
    ) -> ContactStanding.Number? {
        var lead = lead
        let phone = Phone(text)
        let key = phone.key
        if !lead.phones.contains(where: { $0.key == key }) { lead.phones.append(phone) }
        var evidence = ContactEvidence()
        if listed.contains(phone) { evidence.listedNumbers = [key] }
        return standing(of: lead, evidence: evidence, at: now).numbers.first { $0.phone.key == key }
    }
}

extension ContactReason {
    /// True for what makes every call to the number wrong; a number that was taken for dead may turn out to live.
    package var forbidsEveryCall: Bool {
        switch self {
        case .dncContact, .dncNumber, .cannotCall: true
        case .cannotText, .cannotEmail, .unsubscribed, .invalidNumber, .unreadableNumber,
            .unreadableAddress, .nothingToUse:
            false
        }
    }
}
