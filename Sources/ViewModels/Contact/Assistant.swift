import Leads

/// What a person wants of Lofty's assistant for a lead.
package enum AssistantWish: Hashable, Sendable {
    /// It writes to the lead by itself from now on.
    case follow
    /// It writes to the lead no more; Lofty has no way to let it go on.
    case stop
}

/// What came of it.
package enum AssistantAnswer: Hashable, Sendable {
    /// So many more leads the assistant may take.
    case follows(placesLeft: Int64)
    case followsAlready
    case stopped
    /// Nothing was changed; why, a sentence.
    case refused(String)
    /// Lofty does not say that it was done; a sentence.
    case unconfirmed(String)
}

extension AppState {
    /// Asks before a lead is given to the assistant, or before that is ended, as neither can be taken back.
    ///
    /// Before it is given, the lead and its calls are read: whoever must not be written to is not given away.
    mutating func assist(_ wish: AssistantWish, _ lead: Lead) -> [Effect] {
        guard !isAboutMarks else {
            return refuseBulk("The assistant takes leads one at a time here. \(keys[.unmark]) takes the marks off.")
        }
        guard !lead.id.isProvisional else {
            notice = .noted("\(lead.displayName) is not in Lofty yet. The assistant can have it in a moment.")
            return [.bell]
        }
        switch wish {
        case .stop:
            push(.question(Confirmation(.assist(.stop, lead.id, name: lead.displayName))))
            return []
        case .follow:
            if let bar = lead.barToAutomaticWriting { return refuse(lead, bar) }
            reaching = Reaching(lead: lead.id, purpose: .assistant)
            notice = .noted("Reading what the calls of \(lead.displayName) came to…")
            return [.readToReach(lead.id)]
        }
    }

    /// The lead was read: asks, or says why it cannot be given away.
    mutating func askAssistant(_ lead: Lead, gap: ReachReading.Gap?) -> [Effect] {
        if let gap {
            notice = .noted(
                "\(lead.displayName) is not given to the assistant: \(gap.reason) Try it once the lead is read."
            )
            return [.bell]
        }
        if let bar = lead.barToAutomaticWriting { return refuse(lead, bar) }
        push(.question(Confirmation(.assist(.follow, lead.id, name: lead.displayName))))
        return []
    }

    private mutating func refuse(_ lead: Lead, _ bar: String) -> [Effect] {
        notice = .noted("\(lead.displayName) is not given to the assistant: \(bar).")
        return [.bell]
    }

    /// What came of an order, and keys that waited go on.
    mutating func take(_ answer: AssistantAnswer, of order: ChangeGroup.ID, named name: String) {
        list.deliver(order, changesRows: false)
        endWaiting(for: order)
        switch answer {
        case .follows(let left): notice = .noted("The assistant follows up \(name). It may take \(left) more.")
        case .followsAlready: notice = .noted("The assistant follows up \(name) already.")
        case .stopped: notice = .noted("The assistant does not write to \(name) any more.")
        case .refused(let reason): notice = .trouble(reason: "Nothing was changed for \(name): \(reason)")
        case .unconfirmed(let reason): notice = .trouble(reason: reason)
        }
    }
}
