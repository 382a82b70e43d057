package import Leads

/// What a person asked for, or what happened elsewhere: the only input of the reducer.
///
/// Nested by whoever owns it, so that each reducer knows all of its own cases and none of another's.
package enum Action: Sendable {
    case navigate(Navigation)
    /// Puts something over the panes.
    case open(Opening)
    /// A verb on the selected lead.
    case work(Intent)
    /// Reaches a lead, or takes what is known of one elsewhere.
    case contact(ContactAction)
    /// Finishes with a lead: dispositions, done, the same again, triage.
    case handle(Handling)
    /// Picks leads out for a verb that is about many.
    case mark(Marking)
    case undo
    case redo
    case program(ProgramAction)
    case overlay(OverlayAction)
    case happened(Event)
}

/// Moving the cursor, the focus and the view.
package enum Navigation: Hashable, Sendable {
    case move(Motion)
    /// The next (1) or previous (-1) lead, whichever pane has the focus.
    case stepLead(Int)
    case focusStep(Int)
    case open
    case back
    case selectQueue(Int)
    case stepQueue(Int)
    case setFilter(String)
    case clearFilter
    /// Only what has changed since the morning, or everything again.
    case toggleToday
    case setSort(LeadSort)
    /// The same order, from its other end.
    case reverseSort
    /// The next (1) or previous (-1) row that the last filter matched, in a view that is not filtered any more.
    case stepMatch(Int)
    /// Puts the cursor on a row that was pointed at.
    case select(Lead.ID)
    case focus(Pane)
    /// Moves in a pane, whichever has the focus.
    case scroll(Pane, Motion)
    case toggleZoom
    /// Hides phones, emails, streets and notes, or shows them again.
    case toggleMask
    /// Panes beside each other, or on top of each other.
    case toggleSplit
    /// The list wider or higher, or less so, in steps.
    case resizeList(Int)
    /// `nil` leaves them to the width again.
    case setColumns(ListColumnChoice?)
    case togglePreview
    case timeline(TimelineAction)
    /// The first entry of another day of the timeline, from whichever pane; later days are further down.
    case stepDay(Int)
    /// The timeline at a day as ``PastDay`` reads it, or at the nearest one before it that has an entry.
    case goToDay(String)
}

/// What can be put over the panes.
package enum Opening: Hashable, Sendable {
    case filter
    case stages, tags, assignees, callOutcomes, note, trash
    case newLead
    /// The fields of the selected lead.
    case edit
    case sort
    /// What marked leads are to have in common with the selected one.
    case likeness
    /// The help; whoever has the verbs puts them in.
    case help
    case sheet(HelpSheet)
    case outbox
    /// The palette with these words; whoever has the verbs puts them in.
    case commandLine(String)
    case followUp, snooze
    /// My day: follow-ups that are due, and leads that are put aside.
    case agenda
    case report(ReportName)
    /// Verbs to choose from and a line to type, with the words that stand in it already.
    case palette([VerbPalette.Verb], typed: String)
    /// The plan or the run that the marked leads are in.
    case bulk
    /// Asks what keys that came at once were.
    case burst(characters: Int, lines: Int)
}

/// Finishing with the selected lead and going on to the next.
package enum Handling: Hashable, Sendable {
    /// Runs a disposition by its id; empty words take those of the outcome.
    case dispose(String, words: String)
    /// Runs the disposition at this place, from 0.
    case disposeAt(Int)
    /// Opens the field for the words of the disposition that ran last.
    case words
    /// Done with the lead, without a change.
    case done
    /// The last verb or disposition once more, on the selected lead.
    case again
    /// Begins a macro of that name; an empty one ends it.
    case record(String)
    /// Takes the steps of the macro again.
    case replay(String)
    case startTriage
    case leaveTriage
    case skip
}

/// What concerns the program and no lead.
package enum ProgramAction: Hashable, Sendable {
    case refresh(full: Bool)
    case redraw
    case suspend
    case quit
    /// Keys, looks and habits from somewhere else than they came from.
    case equip(EquipmentWish)
    case tour(Tour.Action)
    /// Runs a program of the person's on the selected lead.
    case tool(ToolCall)
    case show(Notice)
}

/// Keys of what lies on top; an action of another kind than the overlay there does nothing.
package enum OverlayAction: Hashable, Sendable {
    case filter(FilterLine.Action)
    case picker(Picker.Action)
    case form(Form.Action)
    case question(Confirmation.Action)
    case help(HelpSheet.Action)
    case outbox(OutboxSheet.Action)
    case dates(DatePrompt.Action)
    case agenda(AgendaSheet.Action)
    case report(ReportSheet.Action)
    case summary(TriageSummary.Action)
    case palette(VerbPalette.Action)
    case bulk(BulkSheet.Action)
}

/// A step of a cursor, in lines or pages of what it moves in.
package enum Motion: Hashable, Sendable {
    case lines(Int)
    case halfPages(Int)
    case pages(Int)
    /// To a line, from 0.
    case line(Int)
    case start
    case end
}
