package import Leads

/// Names of leads while somebody else looks: a lead without a name is called by its address or number.
extension PrivacyMask {
    package static func name(_ name: String) -> String { mentions(in: name) }
}

extension AppState {
    /// What a lead is called on the screen.
    package func shownName(of lead: Lead) -> String {
        isMasked ? PrivacyMask.name(lead.displayName) : lead.displayName
    }
}

extension CallSession {
    var masked: CallSession {
        CallSession(
            lead: lead,
            leadName: PrivacyMask.name(leadName),
            number: PrivacyMask.phone(number),
            startedAt: startedAt,
            endedAt: endedAt,
            isOverridden: isOverridden
        )
    }
}

extension Kin {
    var masked: Kin {
        var kin = self
        kin.name = PrivacyMask.name(name)
        return kin
    }
}

extension DatePrompt {
    var masked: DatePrompt {
        var prompt = self
        prompt.leadName = PrivacyMask.name(leadName)
        if case .move(let followUp) = purpose { prompt.purpose = .move(followUp.masked) }
        return prompt
    }
}

extension HelpSheet {
    /// The texts are what a program of the person's printed, and nobody knows what that is.
    var masked: HelpSheet { mapped(\.masked) }
}

extension HelpSheet.Row {
    fileprivate var masked: HelpSheet.Row {
        switch self {
        case .text(let text): .text(PrivacyMask.words(text))
        case .heading, .entry: self
        }
    }
}
