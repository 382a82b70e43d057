import LoftyAPI
package import Sync

extension SyncError {
    /// One sentence for a person: what failed, why, what to do next.
    package var sentence: String {
        switch self {
        case .service(let error): error.sentence
        case .store(let error): error.sentence
        case .otherAccount(let recorded, let found): AccountIdentity.mismatch(recorded: recorded, found: found)
        }
    }
}

extension SyncEngine {
    /// One sentence for a person, where calls with so many others at a lead's numbers were not read.
    package static func sentence(unreadOthers count: Int) -> String {
        "\(count) more \(count == 1 ? "lead has" : "leads have") a number of this one, and calls with them were not read."
    }
}

extension SubmitError {
    /// One sentence for a person; nothing was saved.
    package var sentence: String {
        switch self {
        case .unknownLead(let id):
            "Lead \(id) is not in the mirror. It may be gone or hidden; “foyer sync” or :refresh looks again."
        case .beingTrashed: "The lead is on its way to the trash. Undo that first."
        case .empty(let field): "\(field.name) is empty. Type it and try again."
        case .tooLong(let field, let length, let limit):
            "\(field.name) has \(length) characters; Lofty keeps \(limit). Shorten it by \(length - limit)."
        case .unknownStage(let name, let known):
            "The team has no stage “\(name)”. It has \(known.joined(separator: ", "))."
        case .store(let error): error.sentence
        }
    }
}

extension SubmitError.Field {
    fileprivate var name: String {
        switch self {
        case .firstName: "First name"
        case .lastName: "Last name"
        case .stage: "Stage"
        case .tag: "Tag"
        case .note: "Note"
        case .callText: "What was said"
        case .followUp: "What is to be done"
        case .dealName: "The name of the transaction"
        case .phone: "Phone"
        case .reason: "Reason"
        }
    }
}

extension UndoObstacle {
    /// True when the same undo may work a moment later.
    var isPassing: Bool {
        switch self {
        case .beingSent, .store: true
        case .noWayBack, .alreadyCancelled, .unknownEntry, .previousAssigneeUnknown, .changedNothing, .leadGone,
            .changedByOthers:
            false
        }
    }

    /// One sentence for a person.
    package var sentence: String {
        switch self {
        case .noWayBack: "Lofty has it already and offers no way back."
        case .beingSent: "it is being sent at this moment; try again in a second."
        case .alreadyCancelled: "it was taken back already."
        case .unknownEntry: "the change is not known any more."
        case .previousAssigneeUnknown: "the lead had no owner that it could be given back to."
        case .changedNothing: "it changed nothing."
        case .leadGone: "the lead is gone or hidden from you."
        case .changedByOthers(let theirs): "somebody changed it since, and it is “\(theirs)” now. Change that by hand."
        case .store(let error): error.sentence
        }
    }
}
