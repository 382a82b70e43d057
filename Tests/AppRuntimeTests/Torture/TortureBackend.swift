import FoundationEssentials
import Leads
import Synchronization
import ViewModels

@testable import AppRuntime

/// The real backend with doors that a script can shut, and a book of what was asked of the journal and what came of it.
final class TortureBackend: WorkbenchBackend {
    let index = Turnstile()
    let journal = Turnstile()
    /// What is read beside the rows.
    let shelf = Turnstile()
    private let live: LiveBackend
    private let lines = Mutex<[String]>([])

    init(_ live: LiveBackend) { self.live = live }

    /// Every order that reached the journal, with its outcome, in order.
    var record: [String] { lines.withLock(\.self) }

    func openAll() {
        index.open()
        journal.open()
        shelf.open()
    }

    func run(post: @escaping @Sendable (Event) -> Void) async { await live.run(post: post) }

    func query(_ question: IndexQuestion) async -> IndexAnswer {
        await index.pass()
        return await live.query(question)
    }

    func find(_ finding: LeadFinding) async -> Set<Lead.ID> {
        await index.pass()
        return await live.find(finding)
    }

    /// What the mirror has; the resting time of the cursor would keep every wait from ending.
    func timeline(of lead: Lead.ID, post: @escaping @Sendable (Event) -> Void) async {
        await shelf.pass()
        for (lead, timeline) in await live.knownTimelines(of: [lead]) {
            post(.timelineLoaded(lead, timeline, isFresh: false))
        }
    }

    func knownTimelines(of leads: [Lead.ID]) async -> [Lead.ID: Timeline] {
        await shelf.pass()
        return await live.knownTimelines(of: leads)
    }

    /// Nothing is read by itself: what colleagues change comes at places that the script names.
    func keep(_ look: LeadLook, of lead: Lead.ID) async {}

    func attend(_ attention: Attention, lastKeyAt: Date) async {}

    func submit(_ proposals: [Proposal]) async throws(BackendError) -> [OutboxEntry] {
        await journal.pass()
        do throws(BackendError) {
            let entries = try await live.submit(proposals)
            for entry in entries { note("submit \(Self.line(entry))") }
            return entries
        } catch {
            for proposal in proposals { note("refused \(Self.line(proposal))") }
            note("because: \(error.sentence)")
            throw error
        }
    }

    func run(_ proposals: [Proposal]) async throws(BackendError) -> BulkStart {
        await journal.pass()
        do throws(BackendError) {
            let start = try await live.run(proposals)
            for entry in start.entries { note("submit \(Self.line(entry))") }
            for lead in start.leftOut.keys.sorted() { note("left out \(lead)") }
            return start
        } catch {
            for proposal in proposals { note("refused \(Self.line(proposal))") }
            note("because: \(error.sentence)")
            throw error
        }
    }

    func create(_ new: NewLead) async throws(BackendError) -> OutboxEntry {
        await journal.pass()
        let entry = try await live.create(new)
        note("create \(Self.line(entry))")
        return entry
    }

    func assist(_ wish: AssistantWish, _ lead: Lead.ID) async -> AssistantAnswer { await live.assist(wish, lead) }

    func routing(of new: NewLead) async -> RoutingPreview { await live.routing(of: new) }

    func plan(_ request: BulkRequest) async -> BulkPlan {
        await journal.pass()
        return await live.plan(request)
    }

    func takeBack(_ entries: [OutboxEntry.ID]) async -> [OutboxEntry] {
        await journal.pass()
        let taken = await live.takeBack(entries)
        for entry in taken { note("taken back \(Self.line(entry))") }
        return taken
    }

    func undo(_ entry: OutboxEntry.ID) async -> UndoAnswer {
        await journal.pass()
        return tell(await live.undo(entry), of: entry)
    }

    func overrule(_ entry: OutboxEntry.ID) async -> UndoAnswer {
        await journal.pass()
        return tell(await live.overrule(entry), of: entry)
    }

    private func tell(_ answer: UndoAnswer, of entry: OutboxEntry.ID) -> UndoAnswer {
        let outcome =
            switch answer {
            case .cancelled(let entry): "cancelled \(Self.line(entry))"
            case .inverse(let entry): "inverse \(Self.line(entry))"
            case .contested(_, let theirs): "contested by \(theirs)"
            case .postponed(let reason), .impossible(let reason): reason
            }
        note("undo \(entry.rawValue): \(outcome)")
        return answer
    }

    func retry(_ entry: OutboxEntry.ID) async throws(BackendError) {
        await journal.pass()
        note("retry \(entry.rawValue)")
        try await live.retry(entry)
    }

    func drop(_ entry: OutboxEntry.ID) async throws(BackendError) {
        await journal.pass()
        note("drop \(entry.rawValue)")
        try await live.drop(entry)
    }

    func kin(of subject: KinSubject) async -> [Kin] {
        await shelf.pass()
        return await live.kin(of: subject)
    }

    func reach(_ lead: Lead.ID) async -> ReachReading {
        await shelf.pass()
        return await live.reach(lead)
    }

    func record(_ override: ContactOverride, on lead: Lead.ID) async throws(BackendError) {
        await journal.pass()
        note("override \(override)")
        try await live.record(override, on: lead)
    }

    func deals(of lead: Lead.ID) async -> DealReading {
        await shelf.pass()
        return await live.deals(of: lead)
    }

    func report(_ name: ReportName) async throws(BackendError) -> Report {
        await shelf.pass()
        return try await live.report(name)
    }

    func loadFollowUps() async throws(BackendError) {
        await shelf.pass()
        try await live.loadFollowUps()
    }

    func refresh(full: Bool) async throws(BackendError) -> Int { try await live.refresh(full: full) }

    private func note(_ line: String) { lines.withLock { $0.append(line) } }

    private static func line(_ entry: OutboxEntry) -> String {
        "\(entry.id.rawValue) \(entry.leadID) “\(entry.leadName)” \(withoutName(entry.change))"
    }

    private static func line(_ proposal: Proposal) -> String {
        "\(proposal.leadID) \(withoutName(proposal.change)) \(proposal.override.map { "\($0)" } ?? "")"
    }

    /// A follow-up tells the lead's name as the task was read, sooner or later; nothing of it is ever sent.
    private static func withoutName(_ change: LeadChange) -> LeadChange {
        guard case .followUp(let followUp) = change else { return change }
        func nameless(_ known: FollowUp) -> FollowUp {
            var known = known
            known.leadName = nil
            return known
        }
        return switch followUp {
        case .add: change
        case .move(let known, to: let date): .followUp(.move(nameless(known), to: date))
        case .finish(let known): .followUp(.finish(nameless(known)))
        case .reopen(let known): .followUp(.reopen(nameless(known)))
        case .remove(let known): .followUp(.remove(nameless(known)))
        }
    }
}
