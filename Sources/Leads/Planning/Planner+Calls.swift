import FoundationEssentials

/// Calls that are logged, and what the guard says of them.
extension Planner {
    func logCall(_ lead: Lead, _ outcome: CallOutcome, text: String, phone: String?) -> Verdict {
        guard let number = phone?.trimmed ?? numberToLog(for: lead) else { return .blocked(.noPhone) }
        if number.isEmpty { return .blocked(.empty(.phone)) }
        // Lofty refuses a log without content, so the outcome stands for it.
        let words = text.trimmed.isEmpty ? outcome.label : text.trimmed
        // A number that the server holds may be written longer than what it takes: a part of it would be another number.
        let written = LeadLimits.length(of: number) > LeadLimits.phone ? Phone(number).dialled : number
        if case .failure(let obstacle) = checked(written, .phone, LeadLimits.phone) { return .blocked(obstacle) }
        let verdict = checked(words, .callText, LeadLimits.contactLog).verdict { text in
            .logCall(LeadChange.CallLog(outcome: outcome, phone: written, text: text))
        }
        guard !overridesGuard, case .change(let change) = verdict, let bar = bar(of: change, on: lead) else {
            return verdict
        }
        return .blocked(.forbidden(bar))
    }

    /// What speaks against the call that a change logs; `nil` when nothing does.
    ///
    /// The hour never does: a call is logged when it is over, often behind nine. What makes every call to the number
    /// wrong does, but for a call that ended with a wish not to be called, which has to be written down.
    package func bar(of change: LeadChange, on lead: Lead) -> ForbiddenContact? {
        guard case .logCall(let call) = change, !change.forbidsContact else { return nil }
        guard let number = ContactGuard.standing(ofNumber: call.phone, on: lead, listed: listed, at: now),
            let rule = number.rule(now)
        else { return nil }
        return ForbiddenContact(.call, number.phone.number, rule: rule)
    }

    /// The number the guard offers, else one that is only doubtful, else the first, of which the guard then speaks.
    private func numberToLog(for lead: Lead) -> String? {
        let standing = ContactGuard.standing(of: lead, at: now)
        let doubtful = standing.numbers.first { $0.rule(now) == nil }?.phone
        return (standing.bestNumber(for: .call) ?? doubtful ?? lead.phones.first)?.number
    }
}

extension ContactStanding.Number {
    /// What makes every call to the number wrong, in words.
    fileprivate func rule(_ now: Date) -> String? {
        guard case .blocked(let reasons) = call else { return nil }
        let weighty = reasons.filter(\.forbidsEveryCall)
        return weighty.isEmpty ? nil : ContactVerdict.blocked(weighty).words(for: .call, nil, at: now)
    }
}
