package import Leads

/// Decisions that the rows of the index do not show yet.
///
/// A row on the screen is the row of the index with these on top, so a key sees what the key before it decided, however
/// far the journal and the index have come. A decision leaves when rows arrive that were asked for after it was journaled.
package struct PendingChanges: Hashable, Sendable {
    private struct Item: Hashable, Sendable {
        var group: ChangeGroup.ID
        var proposal: Proposal
        /// True for a change that is being taken back.
        var isReverted: Bool
        /// The first question whose answer has it; `nil` until it is journaled.
        var shownSince: Int?
    }

    private var items: [Item] = []

    package init() {}

    package var isEmpty: Bool { items.isEmpty }

    mutating func add(_ group: ChangeGroup) {
        items += group.proposals.map { Item(group: group.id, proposal: $0, isReverted: false) }
    }

    /// The changes of the group are being taken back, the last one first.
    mutating func revert(_ group: ChangeGroup) {
        items += group.proposals.reversed().map { Item(group: group.id, proposal: $0, isReverted: true) }
    }

    /// The journal has the group, or has taken it back; answers to questions from `serial` on show it.
    mutating func confirm(_ group: ChangeGroup.ID, isReverted: Bool, serial: Int) {
        for index in items.indices where items[index].group == group && items[index].isReverted == isReverted {
            items[index].shownSince = items[index].shownSince ?? serial
        }
    }

    /// The journal refused the group, or could not take it back.
    mutating func withdraw(_ group: ChangeGroup.ID, isReverted: Bool) {
        items.removeAll { $0.group == group && $0.isReverted == isReverted }
    }

    /// Rows came that answer the question `serial`.
    mutating func settle(upTo serial: Int) {
        items.removeAll { item in item.shownSince.map { $0 <= serial } ?? false }
    }

    mutating func rename(_ provisional: Lead.ID, to real: Lead.ID) {
        for index in items.indices where items[index].proposal.leadID == provisional {
            items[index].proposal.leadID = real
        }
    }

    /// The row as the person has decided it.
    package func applied(to row: LeadRow) -> LeadRow {
        guard !items.isEmpty else { return row }
        var row = row
        for item in items where item.proposal.leadID == row.lead.id {
            if item.isReverted { row.lead.revert(item.proposal.change) } else { row.lead.apply(item.proposal.change) }
            if row.syncState == .clean { row.syncState = .queued }
        }
        return row
    }

    /// True when a trash of the lead was decided and not taken back.
    func trashes(_ lead: Lead.ID) -> Bool {
        items.reduce(false) { isTrashed, item in
            guard item.proposal.leadID == lead, case .trash = item.proposal.change else { return isTrashed }
            return !item.isReverted
        }
    }

    /// True when a trash of the lead is being taken back, though the outbox still has it.
    func bringsBack(_ lead: Lead.ID) -> Bool {
        items.contains { item in
            guard item.isReverted, item.proposal.leadID == lead, case .trash = item.proposal.change else {
                return false
            }
            return true
        }
    }
}

extension Lead {
    /// Makes the lead look as it did before the change, as far as the change tells.
    fileprivate mutating func revert(_ change: LeadChange) {
        switch change {
        case .setStage(from: let before, to: _):
            stage = before
            stageID = nil
        case .addTag(let tag): tags.removeAll { $0 == tag }
        case .removeTag(let tag):
            if !tags.contains(tag) { tags.append(tag) }
        case .assign(from: let before, to: _): assignee = before
        case .setField(let field, from: let before, to: _): set(field, to: before)
        case .setHidden(let isHidden): self.isHidden = !isHidden
        case .create, .addNote, .logCall, .trash, .followUp, .deal, .snooze: break
        }
    }
}
