extension ContactGuard {
    /// A verdict without a clock, for callers that do not know the time; ``standing(of:evidence:at:)`` says more.
    public enum Verdict: Hashable, Sendable {
        case allowed
        /// `because` completes the sentence "may not be called: …".
        case blocked(because: String)
    }

    /// The verdict for one channel, from the lead's flags and the state of its numbers, whatever the hour.
    public static func verdict(for channel: Channel, of lead: Lead) -> Verdict {
        let rules = ContactRules(lead)
        let lines = lead.phones.map(rules.line)
        let verdicts =
            switch channel {
            case .call: lines.map { ContactVerdict(timeless: $0.call) }
            case .text: lines.map { ContactVerdict(timeless: $0.text) }
            case .email: lead.emails.map(rules.verdict(forAddress:))
            }
        switch verdicts.best {
        case .allowed, .caution, .outsideHours: return .allowed
        case .blocked(let reasons):
            // What holds for the whole person says more than what is wrong with one of the numbers.
            let reason = reasons.first { reason in verdicts.allSatisfy { $0.isBlocked(by: reason) } } ?? reasons.first
            return .blocked(because: reason?.words(for: channel) ?? "not allowed")
        }
    }
}

extension ContactVerdict {
    fileprivate func isBlocked(by reason: ContactReason) -> Bool {
        switch self {
        case .blocked(let reasons): reasons.contains(reason)
        case .allowed, .caution, .outsideHours: false
        }
    }

    fileprivate init(timeless reasons: [ContactReason]) {
        self = reasons.isEmpty ? .allowed(until: nil) : .blocked(reasons)
    }
}
