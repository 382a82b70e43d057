import Leads

/// Undo and redo.
///
/// Both name their group when the key is pressed; the door carries them out in the order of the keys, so an undo finds
/// the journal entry of its group also when that was not written yet.
enum HistoryReducer {
    static func undo(_ state: inout AppState) -> [Effect] {
        if let group = state.undo.takeBack() {
            state.recording?.takeBack(group.id)
            state.list.pending.revert(group)
            state.list.expect(group.id)
            state.endWaiting(for: group.id)
            return [.write(.undo(group.id))] + state.bringBack(group.id)
        }
        // Changes of an earlier session that still wait can be taken back too, the newest first.
        guard let (entry, group) = state.undo.takeBack(from: state.unsent) else {
            state.notice = .nothingToUndo
            return []
        }
        state.list.pending.revert(group)
        state.list.expect(group.id)
        return [.write(.undoEntry(entry, as: group.id))]
    }

    /// A person has seen what others made of a change, and takes it back all the same.
    static func overrule(_ state: inout AppState, _ id: ChangeGroup.ID, _ entry: OutboxEntry) -> [Effect] {
        guard let group = state.undo.takeBack(id) else {
            state.notice = .nothingToUndo
            return []
        }
        state.recording?.takeBack(id)
        state.list.pending.revert(group)
        state.list.expect(group.id)
        return [.write(.overrule(id, entry.id))]
    }

    /// Does again what was undone last; what was asked about the first time is asked about again.
    static func redo(_ state: inout AppState) -> [Effect] {
        guard let next = state.undo.undone.last else {
            state.notice = .nothingToRedo
            return []
        }
        if let repetition = state.repetition(of: next) {
            state.push(.question(Confirmation(.again(repetition))))
            return []
        }
        return doAgain(&state, next.id)
    }

    /// Does the group again, unless it is not the one that was undone last any more.
    static func doAgain(_ state: inout AppState, _ id: ChangeGroup.ID) -> [Effect] {
        guard state.undo.undone.last?.id == id, let (group, undo) = state.undo.repeatUndone() else {
            state.notice = .nothingToRedo
            return []
        }
        state.show(group)
        state.repeatBulk(undo, as: group)
        state.triage?.putBack(undo, as: group.id)
        state.recording?.restore(undo, as: group.id)
        return [.write(.redo(group, after: undo))]
    }
}

extension AppState {
    /// Brings a lead up again whose disposition was taken back in triage.
    fileprivate mutating func bringBack(_ group: ChangeGroup.ID) -> [Effect] {
        guard let lead = triage?.takeBack(group) else { return [] }
        list.unhandle(by: group)
        return go(to: lead)
    }

    /// The group is not there, or not any more: what it was about is as open as before it.
    mutating func leaveOpen(_ group: ChangeGroup.ID) {
        list.unhandle(by: group)
        triage?.forget(group)
    }

    /// The group stays although it was to be taken back.
    mutating func handleAgain(_ group: ChangeGroup.ID) {
        if let lead = triage?.putBack(group, as: group) { list.handle(lead, by: group) }
    }

    mutating func endWaiting(for group: ChangeGroup.ID) {
        if list.awaited == .group(group) { list.awaited = nil }
    }
}
