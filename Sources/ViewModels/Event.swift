package import FoundationEssentials
package import Leads

/// What happened elsewhere: on the clock, the screen, the index, the journal or the server.
package enum Event: Sendable {
    case tick(Date)
    case viewport(Viewport)
    case queryAnswered(IndexAnswer)
    /// The leads of a question that asked for no rows.
    case found(Set<Lead.ID>, for: LeadFinding)
    /// The first rows of the view as it was left, before the index can answer.
    case previewed(Preview)
    /// The rows that ``Effect/findMatch(_:step:)`` asked for.
    case matchFound(IndexAnswer, step: Int)
    /// The person's files were read again.
    case habitsRead(Habits)
    /// The mirror changed; the view asks the index again.
    case leadsChanged
    case outboxChanged([OutboxEntry])
    /// A group is in the journal and survives a kill.
    case submitted(ChangeGroup.ID, [OutboxEntry])
    /// Nothing of the group was saved.
    case submitFailed(ChangeGroup.ID, reason: String, restoring: Form?)
    /// What came of each change of the group, the last one first.
    case undone(ChangeGroup.ID, [UndoAnswer])
    case planned(BulkPlan, for: BulkRequest)
    /// Leads of a run that got nothing of it, and why; comes behind ``submitted(_:_:)``.
    case leftOut(ChangeGroup.ID, [Lead.ID: BulkPlan.Outcome])
    /// Changes that will not be sent any more.
    case withdrawn([OutboxEntry.ID])
    /// What had not left of a group and was taken back.
    case stopped(ChangeGroup.ID, [OutboxEntry])
    /// The journal has a retry or a drop.
    case entryActed(ChangeGroup.ID)
    /// A retry or a drop that the journal did not take.
    case entryActionFailed(ChangeGroup.ID, reason: String)
    case identified(provisional: Lead.ID, as: Lead.ID)
    /// Timelines as the mirror has them, for the rows around the cursor.
    case timelinesKnown([Lead.ID: Timeline])
    case timelineLoaded(Lead.ID, Timeline, isFresh: Bool)
    /// What is known of a lead whose number is to be handed over.
    case reached(Lead.ID, ReachReading)
    /// The transactions of a lead, for a person who wants to do something with one.
    case dealsRead(Lead.ID, DealReading)
    /// When the person looked at the lead before they came to it now, and what they saw; `nil` for the first time.
    case lookRecalled(Lead.ID, LeadLook?)
    /// The timeline could not be read anew; what is known of it stays.
    case timelineFailed(Lead.ID, reason: String)
    case link(LinkState)
    case freshness(Freshness)
    case budget(CallBudget)
    case progress(SweepProgress?)
    case refreshed(leads: Int)
    case refreshFailed(reason: String)
    /// The outbox was written into this file.
    case exported(path: String)
    /// Leads that belong together with one.
    case kinKnown(Lead.ID, [Kin])
    /// Leads that the one of a form may be.
    case formKinKnown(NewLead, [Kin])
    case routing(RoutingPreview, of: NewLead)
    /// What the person saw last of leads in sight; one that they never looked at is missing.
    case looksKnown([Lead.ID: LeadLook])
    /// Why a person goes over the guard is in the audit log, so the call may be dialled.
    case overrideRecorded(ContactOverride, on: Lead.ID, as: ChangeGroup.ID)
    /// What came of an order to Lofty's assistant, for the lead of that name.
    case assisted(AssistantAnswer, as: ChangeGroup.ID, named: String)
    /// What Lofty's assistant does with the lead that the cursor rests on.
    case assistantKnown(AssistantReading)
    /// A program of the person's has ended.
    case toolAnswered(ToolCall, ToolAnswer)
    /// The state directory failed in the background.
    case trouble(String)
    case reference(Team)
    /// The person's follow-ups as they are known, and whether those are all.
    case followUps([FollowUp], readAt: Date?, isWhole: Bool)
    case followUpsFailed(reason: String)
    case reported(Report)
    case reportFailed(ReportName, reason: String)
    /// Leads that are put aside.
    case snoozes([Lead.ID: Snooze], names: [Lead.ID: String])
}

/// What came of an undo.
package enum UndoAnswer: Hashable, Sendable {
    /// The change had not been sent; nothing left this machine.
    case cancelled(OutboxEntry)
    /// The change was on the server; its inverse is on the way.
    case inverse(OutboxEntry)
    /// Others have changed what it made, so a person has to say whether it is taken back all the same.
    case contested(OutboxEntry, theirs: String)
    /// The change cannot be taken back at this moment; the next undo tries it again.
    case postponed(reason: String)
    case impossible(reason: String)

    /// The change that was taken back or asked about, or its inverse; `nil` where nothing came of it.
    package var entry: OutboxEntry? {
        switch self {
        case .cancelled(let entry), .inverse(let entry), .contested(let entry, _): entry
        case .postponed, .impossible: nil
        }
    }

    /// True when the change is not there any more, or will not be.
    package var isTakenBack: Bool {
        switch self {
        case .cancelled, .inverse: true
        case .contested, .postponed, .impossible: false
        }
    }
}

/// How much room the frame gives to each thing that scrolls, in lines.
package struct Viewport: Hashable, Sendable {
    /// `nil` for a pane that is not on the screen.
    package var list: Int?
    package var detail: Extent?
    /// Where the timeline begins now.
    package var timeline: TimelineScroll?
    /// The lines of the overlay on top.
    package var overlay: Extent?
    /// The lines of a text beside the list of the overlay on top.
    package var overlayText: Extent?

    /// Lines that are seen, of how many there are.
    package struct Extent: Hashable, Sendable {
        package var visible: Int
        package var total: Int

        package init(visible: Int, total: Int) {
            self.visible = visible
            self.total = total
        }
    }

    package init(
        list: Int? = nil,
        detail: Extent? = nil,
        timeline: TimelineScroll? = nil,
        overlay: Extent? = nil,
        overlayText: Extent? = nil
    ) {
        self.list = list
        self.detail = detail
        self.timeline = timeline
        self.overlay = overlay
        self.overlayText = overlayText
    }
}

/// What is shown until the index has its first answer; every row is as the mirror has it, but some may be missing.
package struct Preview: Sendable {
    package var queue: LeadQuery
    package var sort: LeadSort
    package var rows: [LeadRow]
    /// By query; a queue that is not among them was not counted.
    package var counts: [LeadQuery: Int]

    package init(queue: LeadQuery, sort: LeadSort, rows: [LeadRow], counts: [LeadQuery: Int]) {
        self.queue = queue
        self.sort = sort
        self.rows = rows
        self.counts = counts
    }
}
