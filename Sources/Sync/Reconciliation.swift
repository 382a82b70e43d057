package import FoundationEssentials
package import Leads

/// Compares what was asked with what the server holds.
package enum Reconciliation {
    /// The first change of a batch that was made from something the server does not hold any more.
    ///
    /// Only the first stage and the first assignee of a batch count: later ones stand on Foyer's own. A change that may
    /// have arrived, and does not show on a lead that was changed since, has been changed by somebody else.
    /// With `members`, see ``isSo(_:in:among:)``.
    package static func conflict(
        of batch: Outbox.Batch,
        with base: Lead,
        among members: [Member] = []
    ) -> (entry: OutboxEntry.ID, theirs: String)? {
        for subject in batch.subjects {
            guard let first = subject.entries.first, let last = subject.entries.last else { continue }
            let isOverwritten = last.delivery.mayHaveArrived && wasChanged(base, since: last.delivery.seenUpdatedAt)
            let isKnown = subject.entries.contains { isSo($0.entry.change, in: base, among: members) }
            if isOverwritten, !isSo(last.entry.change, in: base, among: members) {
                return (last.id, last.entry.change.held(in: base))
            }
            if !isKnown, !isMade(first.entry.change, from: base) {
                return (first.id, first.entry.change.held(in: base))
            }
        }
        return nil
    }

    /// True when the lead is as the change asks.
    ///
    /// An owner's name is taken for the owner, but where two of `members` bear it.
    package static func isSo(_ change: LeadChange, in lead: Lead, among members: [Member] = []) -> Bool {
        switch change {
        case .setStage(from: _, to: let stage): lead.stage == stage
        case .addTag(let tag): !lead.spellings(of: tag).isEmpty
        case .removeTag(let tag): lead.spellings(of: tag).isEmpty
        case .assign(from: _, to: let member): isAssigned(lead, to: member, among: members)
        case .setField(let field, from: _, to: let values): field.agree(lead.values(of: field), values)
        case .setHidden(let isHidden): lead.isHidden == isHidden
        case .create, .addNote, .logCall, .trash, .followUp, .deal, .snooze: false
        }
    }

    /// True when the lead holds what the change was made from.
    package static func isMade(_ change: LeadChange, from lead: Lead) -> Bool {
        switch change {
        case .setStage(from: let from, to: _): lead.stage == from
        case .assign(from: let from, to: _): isSame(lead.assignee, from)
        case .setField(let field, from: let from, to: _): field.agree(lead.values(of: field), from)
        case .setHidden(let isHidden): lead.isHidden != isHidden
        case .addTag, .removeTag, .create, .addNote, .logCall, .trash, .followUp, .deal, .snooze: true
        }
    }

    /// How each change of a batch came out, by the lead as it was read afterwards.
    ///
    /// Of several changes to the same thing only the last has to show.
    package static func confirmations(of batch: Outbox.Batch, in lead: Lead) -> [OutboxEntry.ID: Confirmation] {
        var verdicts: [OutboxEntry.ID: Confirmation] = [:]
        for subject in batch.subjects {
            for entry in subject.entries { verdicts[entry.id] = .asAsked }
            if let last = subject.entries.last { verdicts[last.id] = confirmation(of: last.entry.change, in: lead) }
        }
        return verdicts
    }

    /// True when the server says that the lead was changed after `date`, a moment of its own clock.
    package static func wasChanged(_ lead: Lead, since date: Date?) -> Bool {
        guard let date, let updatedAt = lead.updatedAt else { return false }
        return updatedAt > date
    }

    private static func confirmation(of change: LeadChange, in lead: Lead) -> Confirmation {
        switch change {
        case .setStage, .assign, .setField, .setHidden:
            isSo(change, in: lead) ? .asAsked : .differs(theirs: change.held(in: lead))
        case .addTag, .removeTag: isSo(change, in: lead) ? .asAsked : .tagsIgnored(theirs: change.held(in: lead))
        case .trash: .differs(theirs: change.held(in: lead))
        case .create, .addNote, .logCall, .followUp, .deal, .snooze: .asAsked
        }
    }

    /// The ids of members and those on leads are two schemes, so an equal name counts as well.
    private static func isAssigned(_ lead: Lead, to member: Member, among members: [Member]) -> Bool {
        guard let assignee = lead.assignee else { return false }
        if assignee.id == member.id.rawValue { return true }
        let name = PersonName(member.fullName)
        return PersonName(assignee.name) == name
            && !members.contains { $0.id != member.id && PersonName($0.fullName) == name }
    }

    private static func isSame(_ left: Assignee?, _ right: Assignee?) -> Bool {
        switch (left, right) {
        case (nil, nil): true
        case (.some(let left), .some(let right)):
            if let leftID = left.id, let rightID = right.id {
                leftID == rightID
            } else {
                PersonName(left.name) == PersonName(right.name)
            }
        case (nil, .some), (.some, nil): false
        }
    }
}

/// A name as two records of one person agree on it: case and the number of blanks do not count.
struct PersonName: Hashable {
    private let folded: String

    init(_ name: String) {
        folded = name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

extension LeadChange {
    /// What the lead holds of the thing that the change is about, in words for a person.
    package func held(in lead: Lead) -> String {
        switch self {
        case .setStage: lead.stage ?? "no stage"
        case .assign: lead.assignee?.name ?? "nobody"
        case .setField(let field, from: _, to: _): EditableField.words(lead.values(of: field))
        case .setHidden: lead.isHidden ? "hidden" : "shown to the team"
        case .addTag, .removeTag: lead.tags.isEmpty ? "no tags" : lead.tags.joined(separator: ", ")
        case .create, .addNote, .logCall, .trash, .followUp, .deal, .snooze: lead.displayName
        }
    }
}
