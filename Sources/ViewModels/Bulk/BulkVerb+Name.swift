package import Leads

extension BulkVerb {
    /// What the person called it, for notices about the whole group.
    package var name: String {
        switch self {
        case .intent(let intent): intent.name
        case .disposition(let disposition, _): disposition.label
        case .steps(let macro): macro.name
        case .spread(let members): "spread over \(members.count) members"
        }
    }

    /// True for what Lofty offers no way back from, so that it is asked about on one lead too.
    var asks: Bool {
        switch self {
        case .disposition(let disposition, _): disposition.asks
        case .steps(let macro): macro.asks
        case .intent, .spread: false
        }
    }
}

extension Intent {
    fileprivate var name: String {
        switch self {
        case .setStage(let stage): "stage → \(stage)"
        case .addTag(let tag): "tag +\(tag)"
        case .removeTag(let tag): "tag −\(tag)"
        case .assign(.member(let member)): "owner → \(member.fullName)"
        case .assign(.named(let words)): "owner → \(words)"
        case .setField(let field, to: _): field.name
        case .setHidden(let isHidden): isHidden == false ? "show to the team" : "hide from the team"
        case .addNote: "note"
        case .logCall(let outcome, _, _): "call, \(outcome.label)"
        case .trash: "to the trash"
        case .addFollowUp(let wish): "follow-up \(wish.when)"
        case .moveFollowUp, .finishFollowUp: "follow-up"
        case .addDeal, .moveDeal: "transaction"
        case .snooze(let when): when.map { "aside until \($0)" } ?? "aside until they act"
        case .wake: "back in the queues"
        }
    }

    /// False for what is about one thing of one lead only, or is asked lead by lead.
    var isForMany: Bool {
        switch self {
        case .setStage, .addTag, .removeTag, .assign, .addNote, .logCall, .addFollowUp, .snooze, .setHidden: true
        case .setField, .trash, .moveFollowUp, .finishFollowUp, .addDeal, .moveDeal, .wake: false
        }
    }
}
