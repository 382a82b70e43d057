import Leads

/// Choosing another value where a change met somebody else's.
extension AppState {
    /// The values to choose from instead of a change that met `theirs`; `nil` where there is nothing to choose.
    func picker(replacing entry: OutboxEntry, _ theirs: String) -> Picker? {
        guard entry.change.hasChoice, var lead = lead(of: entry.leadID) else { return nil }
        lead.take(theirs, insteadOf: entry.change)
        let picker: Picker
        switch entry.change {
        case .setStage: picker = .stages(account, for: lead)
        case .assign: picker = .assignees(account, for: lead)
        case .create, .addTag, .removeTag, .setField, .setHidden, .addNote, .logCall, .trash, .followUp, .deal, .snooze:
            return nil
        }
        var replacing = picker
        replacing.replaced = Picker.Replaced(entry: entry, theirs: theirs)
        return replacing
    }

    /// Gives the change up and submits another one, made from what the server holds.
    mutating func replace(_ replaced: Picker.Replaced, with intent: Intent) -> [Effect] {
        let entry = replaced.entry
        guard var lead = workableLead(entry.leadID) else { return refuse(.leadGone, lead: entry.leadName) }
        lead.take(replaced.theirs, insteadOf: entry.change)
        switch planner.plan(intent, for: lead, isBeingTrashed: isBeingTrashed(entry.leadID)) {
        case .change(let change):
            let group = ChangeGroup(id: undo.makeID(), .changes([Proposal(change, on: entry.leadID)]))
            undo.record(group)
            show(group)
            return [.write(.replace(entry.id, group))]
        // Theirs is what was chosen.
        case .nothingToDo: return [order { .drop(entry.id, as: $0) }]
        case .blocked(let obstacle): return refuse(obstacle, lead: lead.displayName)
        }
    }
}

extension LeadChange {
    /// True for a change of one value among several that can be chosen.
    package var hasChoice: Bool {
        switch self {
        case .setStage, .assign: true
        case .create, .addTag, .removeTag, .setField, .setHidden, .addNote, .logCall, .trash, .followUp, .deal, .snooze:
            false
        }
    }
}

extension Lead {
    /// Makes the lead look as the server has it, where `change` met `theirs`.
    fileprivate mutating func take(_ theirs: String, insteadOf change: LeadChange) {
        switch change {
        case .setStage:
            stage = theirs
            stageID = nil
        case .assign: assignee = Assignee(id: nil, name: theirs)
        case .create, .addTag, .removeTag, .setField, .setHidden, .addNote, .logCall, .trash, .followUp, .deal, .snooze:
            break
        }
    }
}
