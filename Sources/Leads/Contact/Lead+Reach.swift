extension Lead {
    /// Numbers, or addresses for mail, that nothing but the hour keeps from being used, in the order of the lead.
    ///
    /// What programs are handed: a number that must not be called would be called by whoever finds it.
    package func reach(over channel: ContactGuard.Channel) -> [String] {
        let rules = ContactRules(self)
        return switch channel {
        case .call: phones.filter { rules.line($0).call.isEmpty }.map(\.number)
        case .text: phones.filter { rules.line($0).text.isEmpty }.map(\.number)
        case .email: emails.filter { rules.verdict(forAddress: $0).permits }
        }
    }

    /// Numbers that make every call to them wrong, in the order of the lead; one that is only dead is none of them.
    package var forbiddenNumbers: [String] {
        let rules = ContactRules(self)
        return phones.filter { rules.line($0).call.contains(where: \.forbidsEveryCall) }.map(\.number)
    }

    /// True when the person asked not to be contacted.
    package var refusesContact: Bool { phones.contains { $0.status == .dncContact } }
}
