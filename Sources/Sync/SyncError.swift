package import Leads
package import LoftyAPI

/// Why a reading, an undo or another request of the workbench came to nothing.
package enum SyncError: Error, Hashable, Sendable {
    case service(APIError)
    case store(StoreError)
    /// The state directory holds another account's leads.
    case otherAccount(recorded: AccountIdentity, found: AccountIdentity)
}

/// Why a change was not taken into the journal.
package enum SubmitError: Error, Hashable, Sendable {
    /// The mirror does not hold the lead.
    case unknownLead(Lead.ID)
    /// The lead is on its way to the trash.
    case beingTrashed(Lead.ID)
    case empty(Field)
    /// Lofty would cut it without a word. Lengths in characters.
    case tooLong(Field, length: Int, limit: Int)
    /// The team has no such stage; the names it has.
    case unknownStage(String, known: [String])
    case store(StoreError)

    package enum Field: Hashable, Sendable {
        case firstName, lastName, stage, tag, note, callText, phone, reason, followUp, dealName
    }
}

/// What came of taking a change back.
package enum UndoResult: Hashable, Sendable {
    /// It never left; with a create, everything decided on the new lead went with it.
    case cancelled([OutboxEntry])
    /// The server has it, or may have it, so the way back is a change of its own.
    case inverseQueued(OutboxEntry)
    case impossible(UndoObstacle)
}

/// Why a change cannot be taken back.
package enum UndoObstacle: Hashable, Sendable {
    /// Lofty cannot take back a create, a note, a call log or the trash.
    case noWayBack
    /// It is on the wire and cannot be taken back once it is there.
    case beingSent
    case alreadyCancelled
    case unknownEntry
    /// The lead was unassigned, or belonged to somebody who is no member any more.
    case previousAssigneeUnknown
    /// The lead already was as asked.
    case changedNothing
    case leadGone
    /// Somebody has changed it since; `theirs` is what the lead holds now, in words for a person.
    case changedByOthers(theirs: String)
    case store(StoreError)
}
