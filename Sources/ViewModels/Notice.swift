package import Leads

/// Something to tell the person; Panes writes the sentence.
package enum Notice: Hashable, Sendable {
    case submitted(LeadChange, lead: String)
    /// A disposition is journaled.
    case disposed(String, lead: String)
    case dispositionUndone(String, lead: String)
    /// A change of several leads is journaled.
    case manyChanged(String, leads: Int)
    case manyUndone(String, leads: Int)
    /// The lead is done with, and nothing was changed.
    case done(lead: String)
    /// Nothing is left in the view that was not handled.
    case viewIsDone
    case undone(LeadChange, lead: String)
    case inverseQueued(LeadChange, lead: String)
    case undoImpossible(reason: String)
    case nothingToUndo
    case nothingToRedo
    case failed(OutboxEntry)
    /// So many changes waited for so long that they do not go out by themselves.
    case reviewNeeded(changes: Int)
    /// The team no longer has a stage that a queue asks for.
    case stageLost(QueryWarning, queue: String)
    case notSaved(reason: String)
    /// Something failed in the background; nothing that was typed is at stake.
    case trouble(reason: String)
    case refreshed(leads: Int)
    case refreshFailed(reason: String)
    case noLead
    /// So many leads are marked now.
    case marked(Int)
    case nothingToDo(NoChange, lead: String)
    case blocked(PlanObstacle, lead: String)
    /// A lead is gone, and the text that was typed for it is kept.
    case textKept(lead: String)
    /// Foyer ended while this was being typed.
    case textRecovered(Draft)
    /// The outbox was written into a file.
    case exported(path: String)
    /// The entry goes out by itself, so there is nothing to try again.
    case noRetryNeeded(OutboxEntry)
    /// Keys that waited for rows were given up by the person.
    case keysDropped(Int)
    case unknownKey(String)
    case unavailable(verb: String, because: String)
    case pasteIgnored(characters: Int)
    /// A number was handed over and the clock of the call runs; the caution completes "but …".
    case dialling(Phone, lead: String, caution: String?)
    case copied(CopiedFact, String, but: String?)
    case nothingToCopy(CopiedFact)
    case terminalFallback(String)
    /// A disposition of the person's file cannot work in this team; where it stands.
    case brokenDisposition(String, at: String, PlanObstacle)
    case noted(String)

    /// True when the person has to do something about it.
    package var isProblem: Bool {
        switch self {
        case .undoImpossible, .failed, .reviewNeeded, .stageLost, .notSaved, .trouble, .refreshFailed, .unavailable,
            .blocked, .textKept, .textRecovered, .brokenDisposition:
            true
        case .submitted, .disposed, .dispositionUndone, .manyChanged, .manyUndone, .done, .viewIsDone, .undone,
            .inverseQueued, .nothingToUndo,
            .nothingToRedo, .refreshed, .noLead, .marked, .nothingToDo, .noRetryNeeded, .exported, .keysDropped,
            .unknownKey,
            .pasteIgnored, .dialling, .copied, .nothingToCopy, .terminalFallback, .noted:
            false
        }
    }
}
