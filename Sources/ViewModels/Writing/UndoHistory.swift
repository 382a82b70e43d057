import Leads

/// What `u` and `U` work on, newest last.
///
/// A group is here from the key that made it, before the journal has it, so that an undo always means the key before it.
package struct UndoHistory: Hashable, Sendable {
    package private(set) var done: [ChangeGroup] = []
    package private(set) var undone: [ChangeGroup] = []
    /// Entries of earlier sessions that were already taken back here.
    private var claimed: Set<OutboxEntry.ID> = []
    private var nextID = 1

    /// The name of the next group.
    mutating func makeID() -> ChangeGroup.ID {
        defer { nextID += 1 }
        return ChangeGroup.ID(rawValue: nextID)
    }

    /// A new decision: what was undone before it cannot be done again, as it was made on other ground.
    mutating func record(_ group: ChangeGroup) {
        done.append(group)
        undone = []
    }

    /// The newest group, which an undo that was pressed now takes back.
    mutating func takeBack() -> ChangeGroup? {
        guard let group = done.popLast() else { return nil }
        undone.append(group)
        return group
    }

    /// The newest change of an earlier session that still waits, as a group of this one.
    mutating func takeBack(from waiting: [OutboxEntry]) -> (entry: OutboxEntry.ID, group: ChangeGroup)? {
        guard let entry = waiting.last(where: { $0.status.isInUndoWindow && !claimed.contains($0.id) }) else {
            return nil
        }
        claimed.insert(entry.id)
        let content: ChangeGroup.Content =
            if case .create(let new) = entry.change { .create(new) } else {
                .changes([Proposal(entry.change, on: entry.leadID)])
            }
        let group = ChangeGroup(id: makeID(), content)
        undone.append(group)
        return (entry.id, group)
    }

    /// The group that was undone last, under a new name, and the undo it hangs on.
    mutating func repeatUndone() -> (group: ChangeGroup, undo: ChangeGroup.ID)? {
        guard let old = undone.popLast() else { return nil }
        let group = ChangeGroup(id: makeID(), old.content)
        done.append(group)
        return (group, old.id)
    }

    /// An undo that did not work: the group cannot be done again, and stays to be undone when that may still work.
    mutating func keep(_ id: ChangeGroup.ID, canBeTriedAgain: Bool) {
        guard let place = undone.firstIndex(where: { $0.id == id }) else { return }
        let group = undone.remove(at: place)
        if canBeTriedAgain { done.append(group) }
    }

    /// The journal did not take the group.
    mutating func forget(_ id: ChangeGroup.ID) { done.removeAll { $0.id == id } }

    mutating func rename(_ provisional: Lead.ID, to real: Lead.ID) {
        done = done.map { $0.renaming(provisional, to: real) }
        undone = undone.map { $0.renaming(provisional, to: real) }
    }
}
