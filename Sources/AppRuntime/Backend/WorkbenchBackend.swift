package import FoundationEssentials
package import Leads
package import ViewModels

/// Everything behind the screen: the index, the journal and the server.
///
/// The live one is ``LiveBackend``; tests of the loop bring a scripted one.
package protocol WorkbenchBackend: Sendable {
    /// Begins to sync and reports what happens until the task is cancelled.
    func run(post: @escaping @Sendable (Event) -> Void) async
    func query(_ request: IndexQuestion) async -> IndexAnswer
    /// Which leads there are; reads no rows.
    func find(_ finding: LeadFinding) async -> Set<Lead.ID>
    /// The newest page of the cached timeline at once, then all of it, then the fresh one.
    ///
    /// Cancelled when the cursor moves on.
    func timeline(of lead: Lead.ID, post: @escaping @Sendable (Event) -> Void) async
    /// Reads a lead and its calls, unless that was done a moment ago, before a number of it is handed over.
    ///
    /// Answers within a few seconds, also when the server does not.
    func reach(_ lead: Lead.ID) async -> ReachReading
    /// The newest pages of the timelines that the mirror has of these leads; asks nobody.
    func knownTimelines(of leads: [Lead.ID]) async -> [Lead.ID: Timeline]
    /// Remembers what a person saw of a lead; ``timeline(of:post:)`` brings it back.
    func keep(_ look: LeadLook, of lead: Lead.ID) async
    /// Keeps fresh what a person has before them; nothing is read for nobody.
    func attend(_ attention: Attention, lastKeyAt: Date) async
    /// Journals changes in one transaction; when it returns, they survive a kill.
    ///
    /// - Throws: ``BackendError`` with a sentence saying why nothing was saved.
    func submit(_ proposals: [Proposal]) async throws(BackendError) -> [OutboxEntry]
    /// Journals changes of many leads in one transaction, each lead as it is now; one that cannot have its changes any
    /// more is left out and does not keep back the others.
    ///
    /// - Throws: ``BackendError`` with a sentence saying why nothing was saved.
    func run(_ proposals: [Proposal]) async throws(BackendError) -> BulkStart
    func create(_ new: NewLead) async throws(BackendError) -> OutboxEntry
    func undo(_ entry: OutboxEntry.ID) async -> UndoAnswer
    /// Who would get the lead, as the server says; makes none.
    func routing(of new: NewLead) async -> RoutingPreview
    /// Gives a lead to Lofty's assistant or ends that, on the server at once.
    func assist(_ wish: AssistantWish, _ lead: Lead.ID) async -> AssistantAnswer
    /// The transactions of a lead and the team's pipelines, as they are on the server now.
    ///
    /// Answers within a few seconds, also when the server does not.
    func deals(of lead: Lead.ID) async -> DealReading
    /// What a verb would do to many leads, as they are shown now.
    func plan(_ request: BulkRequest) async -> BulkPlan
    /// Takes back those of the changes that have not left this machine, all at once, and answers which these were.
    func takeBack(_ entries: [OutboxEntry.ID]) async -> [OutboxEntry]
    /// Takes a change back although others have changed what it made, because the person has seen that.
    func overrule(_ entry: OutboxEntry.ID) async -> UndoAnswer
    func retry(_ entry: OutboxEntry.ID) async throws(BackendError)
    func drop(_ entry: OutboxEntry.ID) async throws(BackendError)
    /// Leads that may be the same person or household; asks nobody.
    func kin(of subject: KinSubject) async -> [Kin]
    /// Notes that a person goes over the guard; in the audit log when it returns.
    func record(_ override: ContactOverride, on lead: Lead.ID) async throws(BackendError)
    /// Reads the person's follow-ups, and posts them.
    func loadFollowUps() async throws(BackendError)
    /// Makes a report of what this machine has; asks nobody.
    func report(_ name: ReportName) async throws(BackendError) -> Report
    /// Reads what changed, or everything; returns the number of leads in the mirror.
    func refresh(full: Bool) async throws(BackendError) -> Int
    /// Keeps what makes the next start quick, at the end of a session.
    func keepForNextStart() async
}

extension WorkbenchBackend {
    /// Keeps nothing.
    package func keepForNextStart() async {}
}

/// Why the backend could not do what was asked.
package struct BackendError: Error, Hashable, Sendable {
    /// One sentence with what to do next.
    package var sentence: String

    package init(_ sentence: String) { self.sentence = sentence }
}
