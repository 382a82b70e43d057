package import FoundationEssentials
package import Leads

/// What a person asked for, or what happened elsewhere: the only input of the reducer.
package enum Action: Sendable {
    // MARK: Moving

    case move(Motion)
    /// The next (1) or previous (-1) lead, whichever pane has the focus.
    case stepLead(Int)
    case focusStep(Int)
    case open
    case back
    case selectQueue(Int)
    case stepQueue(Int)

    // MARK: Verbs that open something

    case beginFilter
    case clearFilter
    case beginStage, beginTags, beginAssign, beginCall, beginNote, beginCreate, beginTrash, beginSort
    case showHelp, showOutbox, showCommandLine
    case showPalette([Picker.Item])

    // MARK: Verbs that act on the selected lead

    case setStage(String)
    case addTag(String)
    case removeTag(String)
    case assign(to: String)
    case addNote(String)
    case logCall(CallOutcome, text: String)
    case trash(reason: String)
    case undo
    case redo

    // MARK: The program

    case refresh(full: Bool)
    case setFilter(String)
    case setSort(LeadSort)
    case toggleZoom, togglePreview
    case redraw, suspend, quit
    case retryEntry, dropEntry
    case show(Notice)

    // MARK: Overlays

    case edit(TextField.Edit)
    case submit
    case cancel
    case choose(Picker.Item)
    case moveFocus(Int)
    case beginPickerFilter
    case answer(Bool)
    /// The frame with the open question is on the screen.
    case shown

    // MARK: What happened

    case happened(Event)
}

package enum Motion: Hashable, Sendable {
    case lines(Int)
    case halfPages(Int)
    case pages(Int)
    case start
    case end
}

package enum Event: Sendable {
    case tick(Date)
    case viewport(listLines: Int, timelineLines: Int)
    case queryAnswered(IndexAnswer)
    /// The mirror changed; the view asks the index again.
    case leadsChanged
    case outboxChanged([OutboxEntry])
    case submitted([OutboxEntry])
    case submitFailed(reason: String, restoring: Form?)
    case undone(UndoAnswer)
    case identified(provisional: Lead.ID, as: Lead.ID)
    case timelineLoaded(Lead.ID, Timeline, isFresh: Bool)
    case link(LinkState)
    case budget(CallBudget)
    case progress(SweepProgress?)
    case refreshed(leads: Int)
    case refreshFailed(reason: String)
    /// The state directory failed in the background.
    case trouble(String)
    case reference(stages: [Stage], tags: [String], members: [Member], me: Member?)
}

/// What came of an undo.
package enum UndoAnswer: Hashable, Sendable {
    /// The change had not been sent; nothing left this machine.
    case cancelled(OutboxEntry)
    /// The change was on the server; its inverse is on the way.
    case inverse(OutboxEntry)
    /// The change cannot be taken back at this moment; the next undo tries it again.
    case postponed(OutboxEntry.ID, reason: String)
    case impossible(reason: String)
}
