package import Leads

/// What must be done outside the reducer; plain data, so that a test can compare it.
package enum Effect: Hashable, Sendable {
    /// Asks the index; a newer question replaces an older one.
    case query(IndexQuestion)
    /// Reads the timeline of the lead the cursor rests on; a newer one replaces an older one.
    case loadTimeline(Lead.ID)
    /// `restoring` is put back on the screen when the journal refuses, so that nothing typed is lost.
    case submit(LeadChange, on: Lead.ID, restoring: Form?)
    case create(NewLead, restoring: Form?)
    case undo(OutboxEntry.ID)
    case retry(OutboxEntry.ID)
    case drop(OutboxEntry.ID)
    case refresh(full: Bool)
    /// Runs a verb by name, as the palette and the `:` line do.
    case run(commandLine: String)
    case redraw
    case suspend
    case bell
}

/// A question to the index.
package struct IndexQuestion: Hashable, Sendable {
    package var queue: LeadQuery
    /// What was typed on top of it, in the query language.
    package var filter: String
    /// True while the filter is being typed: what is unfinished at its end then puts no constraint and is no error.
    package var isTyping: Bool
    package var sort: LeadSort
    /// All queues' queries, to be counted.
    package var counting: [LeadQuery]
    /// Leads whose rows are wanted although they may not match any more.
    package var keeping: [Lead.ID]
    /// True when the view was opened anew, so that handled leads need not keep their places.
    package var isNewView: Bool

    package init(
        queue: LeadQuery,
        filter: String,
        isTyping: Bool = false,
        sort: LeadSort,
        counting: [LeadQuery],
        keeping: [Lead.ID],
        isNewView: Bool
    ) {
        self.queue = queue
        self.filter = filter
        self.isTyping = isTyping
        self.sort = sort
        self.counting = counting
        self.keeping = keeping
        self.isNewView = isNewView
    }
}

/// The index's answer.
package struct IndexAnswer: Sendable {
    package var request: IndexQuestion
    package var rows: any LeadRows
    package var counts: [Int]
    package var kept: [Lead.ID: LeadRow]
    /// Why the filter could not be read; `rows` are then those of the queue alone.
    package var problem: String?

    package init(
        request: IndexQuestion,
        rows: any LeadRows,
        counts: [Int],
        kept: [Lead.ID: LeadRow] = [:],
        problem: String? = nil
    ) {
        self.request = request
        self.rows = rows
        self.counts = counts
        self.kept = kept
        self.problem = problem
    }
}
