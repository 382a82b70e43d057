import FoundationEssentials
import Leads
import Synchronization
import TestSupport
import Testing
import ViewModels

@testable import AppRuntime

/// A backend that remembers what it was asked and answers at once; the server is a list of leads.
///
/// Calls that a test does not expect are recorded as failures.
final class ScriptedBackend: WorkbenchBackend {
    enum Operation: Hashable, Sendable { case submit, create, undo, overrule, retry, drop, refresh }

    struct Submission: Hashable, Sendable {
        var change: LeadChange
        var lead: Lead.ID
    }

    /// What was said of a person's presence.
    struct Attended: Hashable, Sendable {
        var attention: Attention
        var lastKeyAt: Date
    }

    private struct State {
        var post: (@Sendable (Event) -> Void)?
        var submissions: [Submission] = []
        var created: [NewLead] = []
        var undone: [OutboxEntry.ID] = []
        var retried: [OutboxEntry.ID] = []
        var dropped: [OutboxEntry.ID] = []
        var refreshes: [Bool] = []
        var overrides: [ContactOverride] = []
        var attended: [Attended] = []
        var entryCount: Int64 = 0
    }

    private let leads: [Lead]
    private let allowed: Set<Operation>
    private let refusal: BackendError?
    private let journal: Gate?
    private let state = Mutex(State())

    /// `journal` holds up what is submitted, as a disk that takes its time.
    init(
        _ leads: [Lead],
        allowing allowed: Set<Operation> = [],
        refusal: BackendError? = nil,
        journal: Gate? = nil
    ) {
        self.journal = journal
        self.leads = leads
        self.allowed = allowed
        self.refusal = refusal
    }

    var submissions: [Submission] { state.withLock(\.submissions) }
    var created: [NewLead] { state.withLock(\.created) }
    var undone: [OutboxEntry.ID] { state.withLock(\.undone) }
    var retried: [OutboxEntry.ID] { state.withLock(\.retried) }
    var dropped: [OutboxEntry.ID] { state.withLock(\.dropped) }
    /// For each refresh, whether everything was asked for.
    var refreshes: [Bool] { state.withLock(\.refreshes) }

    var overrides: [ContactOverride] { state.withLock(\.overrides) }

    var attended: [Attended] { state.withLock(\.attended) }

    /// Posts as the engine would, from any thread.
    func post(_ event: Event) { state.withLock(\.post)?(event) }

    func run(post: @escaping @Sendable (Event) -> Void) async {
        state.withLock { $0.post = post }
        post(
            .reference(
                Leads.Team(
                    stages: Team.stages,
                    tags: ["hot", "relocation", "vip"],
                    members: [Team.alice, Team.bruno],
                    me: Team.alice
                )
            )
        )
        post(.link(.online))
        post(.leadsChanged)
    }

    func query(_ request: IndexQuestion) async -> IndexAnswer {
        let rows = leads.map { LeadRow(lead: $0, syncState: .clean) }
        return IndexAnswer(
            request: request,
            rows: ArrayLeadRows(rows),
            counts: request.counting.map { _ in rows.count },
            kept: Dictionary(
                rows.filter { request.keeping.contains($0.lead.id) }.map { ($0.lead.id, $0) },
                uniquingKeysWith: { first, _ in first }
            )
        )
    }

    /// The script's leads that fit the condition, whatever the view.
    func find(_ finding: LeadFinding) async -> Set<Lead.ID> {
        let context = QueryContext(now: SampleLeads.now, clock: .fixed(secondsFromGMT: 0))
        let rows = leads.map { LeadRow(lead: $0, syncState: .clean) }
        return Set(rows.filter { finding.condition.matches($0, context: context) }.map(\.lead.id))
    }

    func timeline(of lead: Lead.ID, post: @escaping @Sendable (Event) -> Void) async {
        post(.timelineLoaded(lead, Timeline(merging: []), isFresh: true))
    }

    func keep(_ look: LeadLook, of lead: Lead.ID) async {}

    func attend(_ attention: Attention, lastKeyAt: Date) async {
        let post = state.withLock { state in
            state.attended.append(Attended(attention: attention, lastKeyAt: lastKeyAt))
            return state.post
        }
        // Wakes the script that waits for this.
        post?(.budget(CallBudget(remaining: 60, limit: 60)))
    }

    func knownTimelines(of leads: [Lead.ID]) async -> [Lead.ID: Timeline] { [:] }

    func submit(_ proposals: [Proposal]) async throws(BackendError) -> [OutboxEntry] {
        expect(.submit)
        await journal?.pass()
        if let refusal { throw refusal }
        return state.withLock { state in
            proposals.map { proposal in
                state.submissions.append(Submission(change: proposal.change, lead: proposal.leadID))
                return Self.entry(&state, proposal.change, on: proposal.leadID)
            }
        }
    }

    func run(_ proposals: [Proposal]) async throws(BackendError) -> BulkStart { BulkStart(try await submit(proposals)) }

    func create(_ new: NewLead) async throws(BackendError) -> OutboxEntry {
        expect(.create)
        if let refusal { throw refusal }
        return state.withLock { state in
            state.created.append(new)
            return Self.entry(&state, .create(new), on: Lead.ID(-Int64(state.created.count)))
        }
    }

    func undo(_ entry: OutboxEntry.ID) async -> UndoAnswer {
        expect(.undo)
        state.withLock { $0.undone.append(entry) }
        return .impossible(reason: "the script offers no way back.")
    }

    func assist(_ wish: AssistantWish, _ lead: Lead.ID) async -> AssistantAnswer {
        wish == .follow ? .follows(placesLeft: 57) : .stopped
    }

    func routing(of new: NewLead) async -> RoutingPreview { .goesTo([Team.bruno.fullName]) }

    func plan(_ request: BulkRequest) async -> BulkPlan {
        let team = Leads.Team(stages: Team.stages, tags: ["hot"], members: [Team.alice, Team.bruno], me: Team.alice)
        let ground = BulkGround(
            leads.filter { request.leads.contains($0.id) },
            gone: request.leads.filter { id in !leads.contains { $0.id == id } }.sorted()
        )
        return request.plan(by: Planner(team: team, now: SampleLeads.now), on: ground)
    }

    func takeBack(_ entries: [OutboxEntry.ID]) async -> [OutboxEntry] {
        expect(.undo)
        state.withLock { $0.undone += entries }
        return []
    }

    func overrule(_ entry: OutboxEntry.ID) async -> UndoAnswer {
        expect(.overrule)
        state.withLock { $0.undone.append(entry) }
        return .impossible(reason: "the script offers no way back.")
    }

    func retry(_ entry: OutboxEntry.ID) async throws(BackendError) {
        expect(.retry)
        state.withLock { $0.retried.append(entry) }
    }

    func drop(_ entry: OutboxEntry.ID) async throws(BackendError) {
        expect(.drop)
        state.withLock { $0.dropped.append(entry) }
    }

    func reach(_ lead: Lead.ID) async -> ReachReading { ReachReading() }

    func deals(of lead: Lead.ID) async -> DealReading { .read(DealBook(of: lead)) }

    func kin(of subject: KinSubject) async -> [Kin] { subject.kin(among: leads) }

    func record(_ override: ContactOverride, on lead: Lead.ID) async throws(BackendError) {
        if let refusal { throw refusal }
        state.withLock { $0.overrides.append(override) }
    }

    func report(_ name: ReportName) async throws(BackendError) -> Report {
        Report(name, columns: [Report.Column("leads", "LEADS")], rows: [[.count(leads.count)]])
    }

    func loadFollowUps() async throws(BackendError) { post(.followUps([], readAt: SampleLeads.now, isWhole: true)) }

    func refresh(full: Bool) async throws(BackendError) -> Int {
        expect(.refresh)
        state.withLock { $0.refreshes.append(full) }
        return leads.count
    }

    private func expect(_ operation: Operation) {
        if !allowed.contains(operation) {
            Issue.record("The backend was asked to \(operation), which the test forbids")
        }
    }

    private static func entry(_ state: inout State, _ change: LeadChange, on lead: Lead.ID) -> OutboxEntry {
        state.entryCount += 1
        return OutboxEntry(
            id: OutboxEntry.ID(rawValue: state.entryCount),
            leadID: lead,
            leadName: "Somebody",
            change: change,
            status: .held(until: SampleLeads.now + 8),
            createdAt: SampleLeads.now
        )
    }
}

/// Invented people and stages.
enum Team {
    static let alice = Member(
        id: Member.ID(rawValue: 11),
        firstName: "Alice",
        lastName: "Johnson",
        email: "alice@example.com"
    )
    static let bruno = Member(
        id: Member.ID(rawValue: 12),
        firstName: "Bruno",
        lastName: "García",
        email: "bruno@example.com"
    )
    static let stages = ["New Lead", "Contacted", "Qualified"].enumerated().map {
        Stage(id: Stage.ID(rawValue: Int64($0.offset + 1)), name: $0.element)
    }

    /// A lead that can be called; a higher number is an older lead, so it stands further down.
    static func lead(_ number: Int64, _ name: String = "Ada", stage: String = "New Lead", tags: [String] = []) -> Lead {
        let created = SampleLeads.now.addingTimeInterval(-Double(number) * 3_600)
        return Lead(
            id: Lead.ID(number),
            firstName: name,
            lastName: "No\(number)",
            emails: ["lead\(number)@example.com"],
            phones: [Phone("5125550142")],
            stage: stage,
            tags: tags,
            createdAt: created,
            updatedAt: created
        )
    }

    static func leads(_ count: Int64) -> [Lead] { (1...count).map { lead($0) } }
}
