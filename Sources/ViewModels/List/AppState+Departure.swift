package import Leads

extension AppState {
    /// True when a row leaves its view by what was decided here, as in a bulk change, whose rows are not held in their
    /// places.
    package func wasDecidedHere(_ departure: ListState.Departure, of lead: Lead) -> Bool {
        guard case .changed(let before) = departure else { return false }
        return undo.done.reversed().contains { group in
            group.proposals.contains { $0.leadID == lead.id && $0.change.explains(lead, after: before.lead) }
        }
    }
}

extension LeadChange {
    /// True when the change makes the difference between the two states of a lead that is told of it.
    fileprivate func explains(_ now: Lead, after before: Lead) -> Bool {
        switch self {
        case .setStage(from: _, to: let stage): before.stage != now.stage && now.stage == stage
        case .assign(from: _, to: let member):
            before.assignee?.name != now.assignee?.name && now.assignee?.name == member.fullName
        case .addTag(let tag): !before.tags.contains(tag) && now.tags.contains(tag)
        case .removeTag(let tag): before.tags.contains(tag) && !now.tags.contains(tag)
        case .logCall: before.lastTouchAt != now.lastTouchAt
        case .followUp, .snooze, .setField, .setHidden:
            before.stage == now.stage && before.assignee?.name == now.assignee?.name
                && before.lastTouchAt == now.lastTouchAt && before.tags == now.tags
        case .create, .addNote, .deal, .trash: false
        }
    }
}
