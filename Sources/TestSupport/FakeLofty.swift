package import FoundationEssentials
package import Leads
package import LoftyAPI

/// A Lofty account in memory that can be made to fail at any moment.
///
/// It keeps to the contract where the outbox depends on it: partial updates, tags by addition and removal, creates and
/// notes that show only after a while, no idempotency. Answers come from what it holds, so a change that was made twice
/// is there twice.
package actor FakeLofty: LoftyService {
    /// The methods of the service.
    package enum Operation: Hashable, Sendable {
        case me, members, stages, tagNames, leads, lead, createLead, updateLead, trashLead, assignLead
        case previewAssignees, notes, addNote, logCall, siteActivities, communications
        case systemLogEntries, calendarEntries, transactionEntries
        case transactions, transactionPipelines, createTransaction, updateTransaction
        case tasks, myTasks, createTask, updateTask, deleteTask, finishTask, unfinishTask
    }

    /// How one call goes wrong.
    package enum Fault: Hashable, Sendable {
        /// Nothing is executed.
        case before(APIError)
        /// Everything is executed, and the answer is lost.
        case after(APIError)
        /// Nothing is executed, and the answer is the one of a success; a trash knows this alone.
        case ignored
    }

    package struct Call: Hashable, Sendable {
        package var operation: Operation
        package var leadID: Lead.ID?
    }

    /// A stage that was written over another.
    package struct StageWrite: Hashable, Sendable {
        package var leadID: Lead.ID
        package var before: String?
        package var after: String
        /// Whether a reading at that moment would have shown what was there before.
        package var wasVisible: Bool
    }

    /// Everything that was asked, in order.
    package private(set) var calls: [Call] = []
    package internal(set) var leads: [Lead.ID: Lead] = [:] {
        didSet { past.keep(oldValue, replacedBy: leads, at: now()) }
    }
    package internal(set) var trashed: Set<Lead.ID> = []
    package internal(set) var notes: [Note] = []
    package internal(set) var callLogs: [TimelineEntry] = []
    package var tasks: [LeadTask] = []
    package var deals: [LeadTransaction] = []
    package var dealPipelines: [TransactionPipeline] = [.sample]
    /// Every stage that was written through the service, in order.
    package internal(set) var stageWrites: [StageWrite] = []
    package var siteEntries: [TimelineEntry] = []
    /// Recorded changes, tasks, appointments and transactions of every lead.
    package var recordedEntries: [TimelineEntry] = []
    package var team: [Member]
    package var pipeline: [Stage]
    package var caller: Member
    package var rateBudget: RateBudget?
    /// Some accounts give no more than 25 leads a page.
    package var pageCap = 100
    /// Leads that are in the list in a form that cannot be read.
    package var unreadableLeads: Set<Lead.ID> = []
    /// Leads with which every page fails that holds one of them.
    package var unlistable: Set<Lead.ID> = []
    /// Every page that was asked for, in order.
    package private(set) var listRequests: [LeadListRequest] = []
    /// Leads that are listed, and answered with 404 when they are asked for by themselves.
    package var shunned: Set<Lead.ID> = []
    /// Another lead that is answered for one.
    package var impostors: [Lead.ID: Lead.ID] = [:]
    /// What the next pages say of the number of leads; after these they count.
    package var claimedTotals: [Int] = []
    /// Some servers do not know `tagsRemove`.
    package var ignoresTagRemoval = false
    /// How long a new lead, note or call log cannot be read, in seconds.
    package var visibilityDelay: TimeInterval = 0
    /// By how many seconds single readings of a lead are behind, as from a copy that follows slowly.
    package var readLag: TimeInterval = 0
    /// Leads with which every call fails, while others are served.
    package var cursed: Set<Lead.ID> = []
    /// A new lead with an address or a number of one that is there changes that one, and its own id is dead.
    package var mergesDuplicates = false
    /// Called before each operation; may wait, so that a test can act in between.
    package var hook: (@Sendable (Operation) async -> Void)?
    /// What writes wait for before they may go; `nil` lets them go at once.
    package var turns: Gate?
    /// Called after a write was executed and before it is answered.
    package var writtenHook: (@Sendable (Operation) async -> Void)?

    let now: @Sendable () -> Date
    private var faults: [Operation: [Fault?]] = [:]
    private var outage: APIError?
    private(set) var past = LeadHistory()
    var nextID: Int64 = 1_100_000_000_000_001
    var visibleFrom: [String: Date] = [:]

    package init(now: @escaping @Sendable () -> Date) {
        self.now = now
        let names = ["New Lead", "Contacted", "Qualified", "Under Contract", "Closed", "Nurture", "Archived"]
        pipeline = names.enumerated().map { Stage(id: Stage.ID(rawValue: Int64($0 + 1)), name: $1) }
        let alice = Member(
            id: Member.ID(rawValue: 100_234),
            firstName: "Alice",
            lastName: "Johnson",
            email: "alice@example.com",
            teamID: 400_000_000_000_001
        )
        let bob = Member(
            id: Member.ID(rawValue: 100_235),
            firstName: "Bob",
            lastName: "Stone",
            email: "bob@example.com",
            teamID: 400_000_000_000_001
        )
        caller = alice
        team = [alice, bob]
    }

    // MARK: Script

    /// The next calls of the operation go wrong like this, `nil` goes right; calls after that go right.
    package func script(_ operation: Operation, _ next: [Fault?]) { faults[operation, default: []] += next }

    /// Everything goes right from now on.
    package func heal() {
        faults = [:]
        outage = nil
        cursed = []
        readLag = 0
        visibilityDelay = 0
    }

    /// Every call fails like this from now on; `nil` ends it.
    package func fail(with error: APIError?) { outage = error }

    package func configure(_ body: @Sendable (isolated FakeLofty) -> Void) { body(self) }

    /// Puts a lead there, as if somebody else had made it.
    @discardableResult
    package func add(_ lead: Lead) -> Lead.ID {
        var lead = lead
        if lead.createdAt == nil { lead.createdAt = now() }
        if lead.updatedAt == nil { lead.updatedAt = now() }
        leads[lead.id] = lead
        return lead.id
    }

    /// Changes a lead, as if somebody else had done it.
    package func edit(_ id: Lead.ID, _ body: @Sendable (inout Lead) -> Void) {
        guard var lead = leads[id] else { return }
        body(&lead)
        lead.updatedAt = now()
        leads[id] = lead
    }

    package func remove(_ id: Lead.ID) { leads[id] = nil }

    /// Somebody puts the lead into the trash.
    package func throwAway(_ id: Lead.ID) { trashed.insert(id) }

    /// Has the list show a lead that was trashed.
    package func restore(_ lead: Lead) {
        trashed.remove(lead.id)
        leads[lead.id] = lead
    }

    /// Puts calls there, as if somebody else had logged them.
    package func addCalls(_ calls: [(text: String, at: Date)], to id: Lead.ID) {
        for (index, call) in calls.enumerated() {
            let kind = TimelineEntry.Kind.call(.outbound, outcome: nil)
            let record = "call x\(index)"
            let actor = String(id.rawValue)
            callLogs.append(TimelineEntry(id: record, at: call.at, kind: kind, text: call.text, actor: actor))
        }
    }

    /// A call that somebody else logged.
    package func logByColleague(_ call: LeadChange.CallLog, on id: Lead.ID) {
        let colleague = Member(id: Member.ID(rawValue: 977), firstName: "Bo", lastName: "Li", email: "bo@example.com")
        write(call, on: id, by: colleague)
    }

    package func texts(of id: Lead.ID) -> [String] { notes.filter { $0.leadID == id }.map(\.text) }

    /// How often the operation was asked for.
    package func count(_ operation: Operation) -> Int { calls.count { $0.operation == operation } }

    // MARK: Reading

    package func me() async throws(APIError) -> Member {
        let fault = try await begin(.me)
        return try finish(fault, caller)
    }

    package func members() async throws(APIError) -> [Member] {
        let fault = try await begin(.members)
        return try finish(fault, team)
    }

    package func stages() async throws(APIError) -> [Stage] {
        let fault = try await begin(.stages)
        return try finish(fault, pipeline)
    }

    package func tagNames() async throws(APIError) -> [String] {
        let fault = try await begin(.tagNames)
        return try finish(fault, Array(Set(leads.values.flatMap(\.tags))).sorted())
    }

    package func leads(_ request: LeadListRequest) async throws(APIError) -> LeadPage {
        listRequests.append(request)
        let fault = try await begin(.leads)
        let matches = leads.values.filter { isListed($0, by: request) }.sorted { isBefore($0, $1, by: request) }
        let offset =
            switch request.page {
            case .offset(let offset): offset
            case .scroll(let cursor): Int(cursor) ?? 0
            }
        let page = Array(matches.dropFirst(offset).prefix(min(request.limit, pageCap)))
        if page.contains(where: { unlistable.contains($0.id) }) { throw .serverFailure }
        let next = offset + page.count
        let unreadable = page.enumerated().filter { unreadableLeads.contains($1.id) }
        return try finish(
            fault,
            LeadPage(
                leads: page.filter { !unreadableLeads.contains($0.id) },
                total: claimedTotals.isEmpty ? matches.count : claimedTotals.removeFirst(),
                scrollID: String(next),
                unreadable: unreadable.map { "lead \($0.offset + 1): it has no readable leadId" }
            )
        )
    }

    package func lead(_ id: Lead.ID, includingTrashed: Bool) async throws(APIError) -> Lead {
        let fault = try await begin(.lead, id)
        if shunned.contains(id) { throw .gone("GET /v1.0/leads/{leadId}") }
        return try finish(fault, try late(impostors[id] ?? id))
    }

    package func previewAssignees(_ new: NewLead) async throws(APIError) -> [Assignee] {
        let fault = try await begin(.previewAssignees)
        return try finish(fault, [Assignee(id: caller.id.rawValue, name: caller.fullName)])
    }

    package func notes(of id: Lead.ID) async throws(APIError) -> [Note] {
        let fault = try await begin(.notes, id)
        _ = try visible(id)
        return try finish(fault, notes.filter { $0.leadID == id && isVisible("note \($0.id)") })
    }

    package func siteActivities(of id: Lead.ID, limit: Int) async throws(APIError) -> [TimelineEntry] {
        let fault = try await begin(.siteActivities, id)
        _ = try visible(id)
        return try finish(fault, Array(siteEntries.prefix(limit)))
    }

    package func communications(of id: Lead.ID) async throws(APIError) -> [TimelineEntry] {
        let fault = try await begin(.communications, id)
        _ = try visible(id)
        let shown = callLogs.filter { $0.actor == String(id.rawValue) && isVisible($0.id) }
        return try finish(fault, Array(shown.suffix(1_000)))
    }

    package func budget() async -> RateBudget? { rateBudget }

    // MARK: Inside

    func begin(_ operation: Operation, _ id: Lead.ID? = nil) async throws(APIError) -> Fault? {
        await hook?(operation)
        calls.append(Call(operation: operation, leadID: id))
        if let outage { throw outage }
        if let id, cursed.contains(id) { throw .serverFailure }
        guard var script = faults[operation], !script.isEmpty else { return nil }
        let fault = script.removeFirst()
        faults[operation] = script
        if case .before(let error) = fault { throw error }
        return fault
    }

    func finish<Value>(_ fault: Fault?, _ value: Value) throws(APIError) -> Value {
        if case .after(let error) = fault { throw error }
        return value
    }

    /// The lead as a copy that is ``readLag`` behind shows it.
    private func late(_ id: Lead.ID) throws(APIError) -> Lead {
        let lead = try visible(id)
        return readLag > 0 ? past.lead(id, at: now() - readLag) ?? lead : lead
    }

    func visible(_ id: Lead.ID) throws(APIError) -> Lead {
        guard let lead = leads[id], !trashed.contains(id), isVisible("lead \(id)") else {
            throw .gone("GET /v1.0/leads/{leadId}")
        }
        return lead
    }

    func isVisible(_ record: String) -> Bool { visibleFrom[record].map { $0 <= now() } ?? true }

    private func isListed(_ lead: Lead, by request: LeadListRequest) -> Bool {
        guard !trashed.contains(lead.id), isVisible("lead \(lead.id)") else { return false }
        if let stage = request.stage, lead.stage != stage { return false }
        if let email = request.email, !lead.emails.contains(email) { return false }
        if let phone = request.phone, !lead.phones.contains(where: { $0.digits == phone }) { return false }
        if let key = request.key, !lead.displayName.contains(key) { return false }
        return true
    }

    /// Lofty does not say what the orders go by; by the name, activity is a visit to the website, not a change.
    private func isBefore(_ left: Lead, _ right: Lead, by request: LeadListRequest) -> Bool {
        let key: KeyPath<Lead, Date?> = request.sort == .lastActivity ? \.lastVisitAt : \.createdAt
        let (leftDate, rightDate) = (left[keyPath: key] ?? .distantPast, right[keyPath: key] ?? .distantPast)
        let isDescending = request.isDescending ?? true
        if leftDate == rightDate { return isDescending ? left.id > right.id : left.id < right.id }
        return isDescending ? leftDate > rightDate : leftDate < rightDate
    }
}
