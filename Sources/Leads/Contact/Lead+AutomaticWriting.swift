extension Lead {
    /// Why nothing may write to the lead by itself, in words that complete "not given to it: …"; `nil` when nothing is
    /// against it.
    ///
    /// Whoever gives a lead away does not choose the number or the channel, so that what bars one of them bars all.
    package var barToAutomaticWriting: String? {
        let rules = ContactRules(self)
        let texts = phones.map { rules.line($0).text }
        for reason in [ContactReason.dncContact, .dncNumber, .cannotText]
        where texts.contains(where: { $0.contains(reason) }) {
            return reason.words(for: .text)
        }
        if permissions.cannotText { return ContactReason.cannotText.words(for: .text) }
        if permissions.cannotEmail { return ContactReason.cannotEmail.words(for: .email) }
        if permissions.isUnsubscribed { return ContactReason.unsubscribed.words(for: .email) }
        let isTexted = texts.contains { $0.isEmpty }
        let isMailed = emails.contains { rules.verdict(forAddress: $0).permits }
        return isTexted || isMailed ? nil : "neither a number nor an address that can be used"
    }
}
