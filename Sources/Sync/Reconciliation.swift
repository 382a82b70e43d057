package import Leads

/// Compares what was asked with what the server holds.
package enum Reconciliation {
    /// The first change of a batch that was made from something the server does not hold any more.
    ///
    /// Only the first stage and the first assignee of a batch count: later ones stand on Foyer's own.
    package static func conflict(of batch: Outbox.Batch, with base: Lead) -> (entry: OutboxEntry.ID, theirs: String)? {
        var checksStage = true
        var checksAssignee = true
        for entry in batch.entries {
            switch entry.entry.change {
            case .setStage(from: let from, to: _) where checksStage:
                checksStage = false
                if base.stage != from, !batch.stages.contains(base.stage) {
                    return (entry.id, base.stage ?? "no stage")
                }
            case .assign(from: let from, to: let member) where checksAssignee:
                checksAssignee = false
                if !isSame(base.assignee, from), !isAssigned(base, to: member) {
                    return (entry.id, base.assignee?.name ?? "nobody")
                }
            case .setStage, .assign, .addTag, .removeTag, .create, .addNote, .logCall, .trash: break
            }
        }
        return nil
    }

    /// How each change of a batch came out, by the lead as it was read afterwards.
    ///
    /// Of several changes to the same thing only the last has to show.
    package static func confirmations(of batch: Outbox.Batch, in lead: Lead) -> [OutboxEntry.ID: Confirmation] {
        var verdicts: [OutboxEntry.ID: Confirmation] = [:]
        var seen: Set<String> = []
        for entry in batch.entries.reversed() {
            let isLast = seen.insert(subject(of: entry.entry.change)).inserted
            verdicts[entry.id] = isLast ? confirmation(of: entry.entry.change, in: lead) : .asAsked
        }
        return verdicts
    }

    private static func confirmation(of change: LeadChange, in lead: Lead) -> Confirmation {
        switch change {
        case .setStage(from: _, to: let stage):
            lead.stage == stage ? .asAsked : .differs(theirs: lead.stage ?? "no stage")
        case .addTag(let tag):
            // An account may keep its own spelling of a tag that it knows.
            lead.tags.contains { $0.lowercased() == tag.lowercased() }
                ? .asAsked : .tagsIgnored(theirs: lead.tags.joined(separator: ", "))
        case .removeTag(let tag):
            lead.tags.contains(tag) ? .tagsIgnored(theirs: lead.tags.joined(separator: ", ")) : .asAsked
        case .assign(from: _, to: let member):
            isAssigned(lead, to: member) ? .asAsked : .differs(theirs: lead.assignee?.name ?? "nobody")
        case .create, .addNote, .logCall, .trash: .asAsked
        }
    }

    private static func subject(of change: LeadChange) -> String {
        switch change {
        case .setStage: "stage"
        case .addTag(let tag), .removeTag(let tag): "tag " + tag
        case .assign: "assignee"
        case .create, .addNote, .logCall, .trash: "record"
        }
    }

    /// The ids of members and those on leads are two schemes, so an equal name counts as well.
    private static func isAssigned(_ lead: Lead, to member: Member) -> Bool {
        guard let assignee = lead.assignee else { return false }
        return assignee.id == member.id.rawValue || folded(assignee.name) == folded(member.fullName)
    }

    private static func isSame(_ left: Assignee?, _ right: Assignee?) -> Bool {
        switch (left, right) {
        case (nil, nil): true
        case (.some(let left), .some(let right)):
            if let leftID = left.id, let rightID = right.id {
                leftID == rightID
            } else {
                folded(left.name) == folded(right.name)
            }
        case (nil, .some), (.some, nil): false
        }
    }

    private static func folded(_ name: String) -> String {
        name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

extension Outbox.Batch {
    /// Every stage the batch leads to, in order.
    var stages: [String?] {
        changes.compactMap { change -> String?? in
            if case .setStage(from: _, to: let stage) = change { return .some(stage) }
            return nil
        }
    }
}
