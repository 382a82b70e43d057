import FoundationEssentials
import Leads

/// Reaching a lead, and taking what is known of one elsewhere.
enum ContactReducer {
    static func reduce(_ state: inout AppState, _ action: ContactAction) -> [Effect] {
        if case .dial = action, state.call != nil { return state.endCall() }
        guard let id = state.list.selected else {
            state.notice = .noLead
            return [.bell]
        }
        guard let lead = state.workableLead(id) else {
            return state.refuse(.leadGone, lead: state.lead(of: id)?.displayName ?? "The lead")
        }
        return switch action {
        case .dial(let wanted): state.reach(lead, wanted)
        case .copy(let fact): state.copy(fact, of: lead)
        case .openLink: state.openLink(of: lead)
        case .assist(let wish): state.assist(wish, lead)
        case .deals(let name): state.readDeals(of: lead, new: name)
        }
    }
}

extension AppState {
    /// Hands a number over, or says what speaks against it.
    ///
    /// - Parameters:
    ///   - lead: as it is known now.
    ///   - wanted: the last digits of the number; `nil` for the one that Foyer offers.
    ///   - gap: why the lead may have changed since it was read; the person is asked then.
    ///   - shown: the lead as it was on the screen when the key was pressed.
    /// - Returns: the copy of the number; a bell where it is not handed over.
    mutating func dial(
        _ lead: Lead,
        _ wanted: String?,
        gap: ReachReading.Gap? = nil,
        shown: Lead? = nil
    ) -> [Effect] {
        let standing = ContactGuard.standing(of: lead, at: now)
        if standing.numbers.isEmpty { return refuse(.noPhone, lead: lead.displayName) }
        guard let number = wanted.map({ standing.number(endingIn: $0) }) ?? standing.offeredForCalls else {
            notice = .noted(
                "\(lead.displayName) has no number that ends in \(wanted ?? ""). \(keys[.dial]) dials the one to call."
            )
            return [.bell]
        }
        if let gap, number.call.permits {
            push(.question(Confirmation(.dialUnread(lead.id, name: lead.displayName, wanted: wanted, gap))))
            return [.bell]
        }
        let words = number.call.words(for: .call, number.clock, at: now)
        switch number.call {
        case .allowed: return startCall(to: number.phone.number, on: lead.id, named: lead.displayName)
        case .caution:
            return startCall(to: number.phone.number, on: lead.id, named: lead.displayName, caution: words)
        case .outsideHours, .blocked:
            let bar = ForbiddenContact(.call, number.phone.number, rule: words)
            // What nobody could see when d was pressed is told first: keys that came behind it are no reason.
            if let shown, shown.mayBeCalled(at: number.phone, now) {
                return refuse(.forbidden(bar), lead: lead.displayName)
            }
            return askWhy(bar, .dial(number.phone.number), words: "", on: lead.id)
        }
    }

    fileprivate mutating func copy(_ fact: CopiedFact, of lead: Lead) -> [Effect] {
        switch fact {
        case .phone: return copyPhone(of: lead)
        case .email: return copyEmail(of: lead)
        case .name: return copy(lead.displayName, fact)
        case .id: return copy(String(lead.id.rawValue), fact)
        case .address: return copy(lead.address?.line, fact)
        case .link: return copy(link(of: lead.id), fact)
        }
    }

    /// Only a number that may be called when the hour has come; any other would be called by whoever finds it.
    private mutating func copyPhone(of lead: Lead) -> [Effect] {
        let standing = ContactGuard.standing(of: lead, at: now)
        guard let number = standing.offeredForCalls else { return copy(nil, .phone) }
        let words = number.call.words(for: .call, number.clock, at: now)
        switch number.call {
        case .allowed: return copy(number.phone.dialled, .phone)
        case .caution, .outsideHours: return copy(number.phone.dialled, .phone, but: words)
        case .blocked:
            return refuse(.forbidden(ForbiddenContact(.call, number.phone.number, rule: words)), lead: lead.displayName)
        }
    }

    private mutating func copyEmail(of lead: Lead) -> [Effect] {
        let standing = ContactGuard.standing(of: lead, at: now)
        guard let first = standing.addresses.first else { return copy(nil, .email) }
        guard let best = standing.bestAddress, let address = standing.addresses.first(where: { $0.email == best })
        else {
            let words = first.verdict.words(for: .email, nil, at: now)
            return refuse(.forbidden(ForbiddenContact(.email, first.email, rule: words)), lead: lead.displayName)
        }
        if case .caution = address.verdict {
            return copy(best, .email, but: address.verdict.words(for: .email, nil, at: now))
        }
        return copy(best, .email)
    }

    private mutating func copy(_ text: String?, _ fact: CopiedFact, but words: String? = nil) -> [Effect] {
        guard let text, !text.isEmpty else {
            notice = .nothingToCopy(fact)
            return [.bell]
        }
        let shown = isMasked ? fact.masked(text) : text
        notice = .copied(fact, shown, but: words)
        return [.copy(shown)]
    }

    fileprivate mutating func openLink(of lead: Lead) -> [Effect] {
        guard let link = link(of: lead.id) else {
            notice = .nothingToCopy(.link)
            return [.bell]
        }
        guard links.hasOpener else {
            notice = .copied(.link, link, but: nil)
            return [.copy(link)]
        }
        notice = .noted("Opening \(link)")
        return [.openLink(link)]
    }

    /// Where the lead is in Lofty; `nil` when nobody has said how links are made, or for one that Lofty does not have yet.
    private func link(of id: Lead.ID) -> String? {
        guard let template = links.template, !id.isProvisional else { return nil }
        return template.replacing("{id}", with: String(id.rawValue))
    }
}

extension Lead {
    /// Whether nothing stood in the way of a call to one of its numbers.
    fileprivate func mayBeCalled(at phone: Phone, _ now: Date) -> Bool {
        let standing = ContactGuard.standing(of: self, at: now)
        return standing.numbers.first { $0.phone.number == phone.number }?.call.permits ?? false
    }
}

extension PostalAddress {
    /// `14 Oak St, Austin, TX 78704`; `nil` when nothing of it is known.
    package var line: String? {
        let region = [state, postalCode].compactMap(\.self).joined(separator: " ")
        let words = [street ?? "", city ?? "", region].filter { !$0.isEmpty }
        return words.isEmpty ? nil : words.joined(separator: ", ")
    }
}

extension CopiedFact {
    fileprivate func masked(_ text: String) -> String {
        switch self {
        case .phone: PrivacyMask.phone(text)
        case .email: PrivacyMask.email(text)
        case .address: PrivacyMask.words(text)
        case .name: PrivacyMask.name(text)
        case .id, .link: text
        }
    }
}
