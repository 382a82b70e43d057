import Leads

/// What `u` and `U` work on, newest last.
///
/// A group is here from the key that made it, before the journal has it, so that an undo always means the key before it.
package struct UndoHistory: Hashable, Sendable {
    package private(set) var done: [ChangeGroup] = []
    package private(set) var undone: [ChangeGroup] = []
    /// Groups of which it is not known yet whether they can be taken back.
    private var undoing: [ChangeGroup.ID: ChangeGroup] = [:]
    /// What each of these was called when it was done again before that was known.
    private var redone: [ChangeGroup.ID: ChangeGroup.ID] = [:]
    /// Entries that were in the outbox before anything was decided here, and were not taken back here.
    private var earlier: Set<OutboxEntry.ID> = []
    /// The lead that a create has made, by the create.
    private var made: [ChangeGroup.ID: Lead.ID] = [:]
    private var nextID = 1

    /// True while an undo is unanswered: what the next one works on, and what the lead looks like, hangs on it.
    package var isAwaitingAnswer: Bool { !undoing.isEmpty }

    /// What is in the outbox; only what was there before the first decision is of an earlier session.
    mutating func see(_ entries: [OutboxEntry]) {
        if nextID == 1 { earlier = Set(entries.map(\.id)) }
    }

    /// The name that the next group will have.
    var upcomingID: ChangeGroup.ID { ChangeGroup.ID(rawValue: nextID) }

    /// The name of the next group.
    mutating func makeID() -> ChangeGroup.ID {
        defer { nextID += 1 }
        return ChangeGroup.ID(rawValue: nextID)
    }

    /// A new decision: what was undone before it cannot be done again, as it was made on other ground.
    mutating func record(_ group: ChangeGroup) {
        done.append(group)
        for group in undone { made[group.id] = nil }
        undone = []
    }

    /// The journal has a create, which makes this lead.
    ///
    /// - Returns: the lead that it had made before it was taken back and done again; what is still to be done again
    ///   behind it is meant for that one. `nil` for a create that is done for the first time.
    mutating func note(_ lead: Lead.ID, madeBy id: ChangeGroup.ID) -> Lead.ID? {
        let before = made.updateValue(lead, forKey: id)
        return before == lead ? nil : before
    }

    /// The newest group, which an undo that was pressed now takes back.
    mutating func takeBack() -> ChangeGroup? {
        guard let group = done.popLast() else { return nil }
        undone.append(group)
        undoing[group.id] = group
        return group
    }

    /// A certain group, which a person was asked about.
    mutating func takeBack(_ id: ChangeGroup.ID) -> ChangeGroup? {
        guard let place = done.firstIndex(where: { $0.id == id }) else { return nil }
        let group = done.remove(at: place)
        undone.append(group)
        undoing[id] = group
        return group
    }

    /// The newest change of an earlier session that still waits, as a group of this one.
    mutating func takeBack(from waiting: [OutboxEntry]) -> (entry: OutboxEntry.ID, group: ChangeGroup)? {
        guard let entry = waiting.last(where: { $0.status.isInUndoWindow && earlier.contains($0.id) }) else {
            return nil
        }
        earlier.remove(entry.id)
        let content: ChangeGroup.Content =
            if case .create(let new) = entry.change { .create(new) } else {
                .changes([Proposal(entry.change, on: entry.leadID)])
            }
        let group = ChangeGroup(id: makeID(), content)
        if case .create = content { made[group.id] = entry.leadID }
        undone.append(group)
        undoing[group.id] = group
        return (entry.id, group)
    }

    /// The group that was undone last, under a new name, and the undo it hangs on.
    mutating func repeatUndone() -> (group: ChangeGroup, undo: ChangeGroup.ID)? {
        guard let old = undone.popLast() else { return nil }
        var group = old
        group.id = makeID()
        done.append(group)
        made[group.id] = made.removeValue(forKey: old.id)
        if undoing[old.id] != nil { redone[old.id] = group.id }
        return (group, old.id)
    }

    /// What the person called a group that is still known.
    func name(of id: ChangeGroup.ID) -> String? {
        undoing[id]?.name ?? done.last { $0.id == id }?.name
    }

    /// The group was taken back.
    mutating func confirm(_ id: ChangeGroup.ID) {
        undoing[id] = nil
        redone[id] = nil
    }

    /// An undo that did not work: the group cannot be done again, and stays to be undone when that may still work.
    ///
    /// It keeps its turn: what was decided behind it is undone before it.
    mutating func keep(_ id: ChangeGroup.ID, canBeTriedAgain: Bool) {
        let again = redone.removeValue(forKey: id)
        undone.removeAll { $0.id == id || $0.id == again }
        done.removeAll { $0.id == again }
        guard let group = undoing.removeValue(forKey: id), canBeTriedAgain else { return }
        done.insert(group, at: done.firstIndex { $0.id > id } ?? done.endIndex)
    }

    /// The journal did not take the group.
    mutating func forget(_ id: ChangeGroup.ID) { done.removeAll { $0.id == id } }

    /// Changes of the group were stopped before they left; to undo and redo it is about the others.
    mutating func remove(_ stopped: [Lead.ID: [LeadChange]], from id: ChangeGroup.ID) {
        done = done.map { $0.id == id ? $0.removing(stopped) : $0 }
        undone = undone.map { $0.id == id ? $0.removing(stopped) : $0 }
        undoing[id] = undoing[id]?.removing(stopped)
        done.removeAll { $0.id == id && $0.proposals.isEmpty }
    }

    mutating func rename(_ provisional: Lead.ID, to real: Lead.ID) {
        done = done.map { $0.renaming(provisional, to: real) }
        undone = undone.map { $0.renaming(provisional, to: real) }
        undoing = undoing.mapValues { $0.renaming(provisional, to: real) }
        made = made.mapValues { $0 == provisional ? real : $0 }
    }
}
