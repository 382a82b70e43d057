package import FoundationEssentials
package import Leads

/// What must be done outside the reducer; plain data, so that a test can compare it.
package enum Effect: Hashable, Sendable {
    /// Asks the index; a newer question replaces an older one.
    case query(IndexQuestion)
    /// Asks the index which leads there are, without their rows.
    case find(LeadFinding)
    /// Asks for the rows that a filter would leave, to go to the next of them.
    case findMatch(IndexQuestion, step: Int)
    /// Reads the timeline of the lead the cursor rests on; a newer one replaces an older one.
    case loadTimeline(Lead.ID)
    /// Reads a lead and its calls, unless that was done a moment ago, before a number of it is handed over.
    case readToReach(Lead.ID)
    /// Reads the transactions of a lead and the team's pipelines.
    case readDeals(Lead.ID)
    /// Brings the timelines that the mirror has of these leads, so that the next step of the cursor needs no wait.
    case recallTimelines([Lead.ID])
    /// Remembers what a person saw of a lead, to tell later what changed since.
    case keepLook(Lead.ID, LeadLook)
    /// Goes through the one door for writes, in the order of the keys.
    case write(WriteOrder)
    case refresh(full: Bool)
    /// Writes these changes and texts into a file that only the person can read.
    case exportOutbox([OutboxSheet.Item])
    /// Writes a macro into the person's file of them, in the place of one of the same name.
    case keepMacro(Macro)
    /// Keeps the rest of a paused run over the end of the program; `nil` when nothing is paused any more.
    case keepRun(HeldRun?)
    /// Reads the person's follow-ups.
    case loadFollowUps
    /// Makes a report of what this machine has.
    case loadReport(ReportName)
    /// Runs a verb by name, as the palette and the `:` line do.
    case run(commandLine: String)
    /// Presses keys in the notation of a keymap, as somebody would.
    case press(keys: String)
    case equip(EquipmentWish)
    /// Runs a program of the person's on a lead.
    case runTool(ToolCall, on: Lead)
    /// Takes the keys that a question was asked about as typed, or else as a paste.
    case resolveBurst(asKeys: Bool)
    /// Opens a text in the person's editor; what comes back takes its place in the open form.
    case edit(String)
    /// Looks for leads that the new one may be; a newer question replaces an older one.
    case findKin(NewLead)
    /// Asks the server who would get a new lead; makes none.
    case previewRouting(NewLead)
    /// Hands a text to the clipboard of the person's own machine.
    case copy(String)
    /// Opens an address in the browser that the person has set up.
    case openLink(String)
    case redraw
    case suspend
    case bell
}

/// Something for the journal.
package enum WriteOrder: Hashable, Sendable {
    /// `restoring` is put back on the screen when the journal refuses, so that nothing typed is lost.
    case submit(ChangeGroup, restoring: Form?)
    /// Takes back what was submitted under this id, also when it is not in the journal yet.
    case undo(ChangeGroup.ID)
    /// Takes back a change of an earlier session; `as` names it for a redo.
    case undoEntry(OutboxEntry.ID, as: ChangeGroup.ID)
    /// Submits the group if the undo named by `after` took its changes back.
    case redo(ChangeGroup, after: ChangeGroup.ID)
    /// Sends an entry again that needs a person; `as` names the order, so that its end can be waited for.
    case retry(OutboxEntry.ID, as: ChangeGroup.ID)
    /// Gives an entry up; `as` names the order.
    case drop(OutboxEntry.ID, as: ChangeGroup.ID)
    /// Takes back the change of a group although others have changed what it made, and then the rest of the group.
    case overrule(ChangeGroup.ID, OutboxEntry.ID)
    /// Makes a plan for many leads, as everything that was decided before leaves them.
    case plan(BulkRequest)
    /// Takes back what has not left of a group.
    case takeBack(ChangeGroup.ID)
    /// Gives a change up and submits the group in its place.
    case replace(OutboxEntry.ID, ChangeGroup)
    /// Notes why a person goes over the guard for a call that is about to be dialled; `as` names the order, and
    /// `restoring` is put back on the screen when nothing could be noted.
    case record(ContactOverride, on: Lead.ID, as: ChangeGroup.ID, restoring: Form?)
    /// Gives a lead to Lofty's assistant or ends that, at once and not through the journal; `as` names the order.
    case assist(AssistantWish, Lead.ID, named: String, as: ChangeGroup.ID)
}

/// A question to the index.
package struct IndexQuestion: Hashable, Sendable {
    package var view: ViewQuestion
    /// Rises with every question, so that an answer tells what it may know.
    package var serial: Int
    /// All queues' queries, to be counted.
    package var counting: [LeadQuery]
    /// Which of the counts are with leads that are put aside.
    package var countingAside: Set<Int> = []
    /// Whether the last of the counts is that of breached leads.
    package var countsBreaches = false
    /// Whether the labels in use are wanted with their counts, for a picker.
    package var wantsLabels = false
    /// Leads whose rows are wanted although they may not match any more.
    package var keeping: [Lead.ID]
    /// What will be shown first of the answer.
    package var sight: Sight

    package init(
        view: ViewQuestion,
        serial: Int,
        counting: [LeadQuery],
        keeping: [Lead.ID],
        sight: Sight = Sight()
    ) {
        self.view = view
        self.serial = serial
        self.counting = counting
        self.keeping = keeping
        self.sight = sight
    }

    /// A window of the list.
    package struct Sight: Hashable, Sendable {
        /// The lead about which it is, if it matches; the beginning may be seen as well.
        package var lead: Lead.ID?
        /// Rows that fit on the screen.
        package var lines: Int

        package init(lead: Lead.ID? = nil, lines: Int = 1) {
            self.lead = lead
            self.lines = lines
        }
    }
}

/// Which leads are wanted, in which order: what makes two answers answers to the same question.
package struct ViewQuestion: Hashable, Sendable {
    package var queue: LeadQuery
    /// What was typed on top of it, in the query language.
    package var filter: String
    /// True while the filter is being typed: what is unfinished at its end then puts no constraint and is no error.
    package var isTyping: Bool
    package var sort: LeadSort
    /// Whether leads that are put aside are among the rows.
    package var showsSnoozed = false
    /// The leads that may be among the rows; `nil` for any.
    package var only: Set<Lead.ID>?
    /// Rises when a view is opened anew, so that handled leads need not keep their places.
    package var visit: Int

    package init(
        queue: LeadQuery,
        filter: String = "",
        isTyping: Bool = false,
        sort: LeadSort,
        showsSnoozed: Bool = false,
        only: Set<Lead.ID>? = nil,
        visit: Int = 0
    ) {
        self.queue = queue
        self.filter = filter
        self.isTyping = isTyping
        self.sort = sort
        self.showsSnoozed = showsSnoozed
        self.only = only
        self.visit = visit
    }

    /// The same question once a created lead has the id that the server gave it.
    mutating func rename(_ provisional: Lead.ID, to real: Lead.ID) {
        if only?.remove(provisional) != nil { only?.insert(real) }
    }
}

/// The index's answer.
package struct IndexAnswer: Sendable {
    package var request: IndexQuestion
    package var rows: any LeadRows
    package var counts: [Int]
    /// The rows of ``IndexQuestion/keeping``; a lead that is missing has left the mirror.
    package var kept: [Lead.ID: LeadRow]
    /// Why the filter could not be read; `rows` are then empty, so that no verb acts on what was not asked for.
    package var problem: String?
    /// The labels in use, for whoever types a query; `nil` when nobody does.
    package var vocabulary: QueryVocabulary?
    /// When rows or counts next change by themselves, as `age<2d` does; `nil` when they do not.
    package var changesAt: Date?

    package init(
        request: IndexQuestion,
        rows: any LeadRows,
        counts: [Int],
        kept: [Lead.ID: LeadRow] = [:],
        problem: String? = nil,
        vocabulary: QueryVocabulary? = nil,
        changesAt: Date? = nil
    ) {
        self.request = request
        self.rows = rows
        self.counts = counts
        self.kept = kept
        self.problem = problem
        self.vocabulary = vocabulary
        self.changesAt = changesAt
    }
}
