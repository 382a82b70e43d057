package import Leads

/// Something to tell the person; Panes writes the sentence.
package enum Notice: Hashable, Sendable {
    case submitted(LeadChange, lead: String)
    case undone(LeadChange, lead: String)
    case inverseQueued(LeadChange, lead: String)
    case undoImpossible(reason: String)
    case nothingToUndo
    case nothingToRedo
    case failed(OutboxEntry)
    case notSaved(reason: String)
    /// Something failed in the background; nothing that was typed is at stake.
    case trouble(reason: String)
    case refreshed(leads: Int)
    case refreshFailed(reason: String)
    case noLead
    case alreadySo(String)
    case unknownKey(String)
    case unavailable(verb: String, because: String)
    case pasteIgnored(characters: Int)
    case terminalFallback(String)
    case noted(String)

    /// True when the person has to do something about it.
    package var isProblem: Bool {
        switch self {
        case .undoImpossible, .failed, .notSaved, .trouble, .refreshFailed, .unavailable: true
        case .submitted, .undone, .inverseQueued, .nothingToUndo, .nothingToRedo, .refreshed, .noLead, .alreadySo,
            .unknownKey, .pasteIgnored, .terminalFallback, .noted:
            false
        }
    }
}
