package import Leads

/// The plan of a bulk change, to be looked through before it runs and watched while it does.
///
/// The job itself is ``AppState/bulk``: it goes on when the sheet is closed.
package struct BulkSheet: Hashable, Sendable {
    package var cursor = ListCursor()
    /// Which leads are shown.
    package internal(set) var shown = Shown.everyLead
    /// What the keys can do now.
    package internal(set) var phase = BulkJob.Phase.planning
    /// Whether some leads of the run need the person.
    package internal(set) var hasFailures = false
    /// False until the plan was on the screen long enough to be read: keys typed before that start nothing.
    package internal(set) var isShown = false
    /// How many keys came too early.
    package internal(set) var ignoredKeys = 0
    /// The number of leads as it is being typed, where so many change that it has to be; `nil` while it is not asked.
    package var count: TextField?
    /// Whether the number that was typed is another one.
    package internal(set) var isWrongCount = false

    package init() {}

    /// A part of the plan, for a person who looks for something in it.
    package enum Shown: Hashable, Sendable {
        case everyLead
        case changes
        /// What is blocked in the plan, or has failed in the run.
        case needsPerson
    }

    package enum Action: Hashable, Sendable {
        case move(Motion)
        /// Takes the lead out of the plan, or puts it back.
        case drop
        /// Shows only the leads that change, or all of them again.
        case toggleChanges
        /// Shows only the leads that need the person, or all of them again.
        case toggleNeedsPerson
        /// Opens the outbox at what waits of the lead: it tells why and decides.
        case openOutbox
        case run
        case edit(TextField.Edit)
        case submit
        case pause
        /// Plans what was held back anew.
        case resume
        /// Takes back what has not left.
        case stop
        /// Sends what failed again.
        case retry
        case close
        case shown
        case cameTooEarly
    }

    func reduce(_ state: inout AppState, _ action: Action) -> [Effect] {
        guard let job = state.bulk else {
            state.pop()
            return []
        }
        var sheet = self
        switch action {
        case .move(let motion): sheet.cursor.move(motion, count: rows(of: job, state.unsent).count)
        case .toggleChanges: sheet.show(.changes, of: job, state.unsent)
        case .toggleNeedsPerson: sheet.show(.needsPerson, of: job, state.unsent)
        case .openOutbox: return openOutbox(&state, job)
        case .drop: return drop(&state, job)
        case .edit(let edit):
            sheet.count?.apply(edit)
            sheet.isWrongCount = false
        case .run: return run(&state, job)
        case .submit: return submit(&state, job)
        case .pause: return state.stopBulk(isPause: true)
        case .stop: return state.stopBulk(isPause: false)
        case .resume: return state.resumeBulk()
        case .retry: return state.retryBulk()
        case .shown: sheet.isShown = true
        case .cameTooEarly: sheet.ignoredKeys += 1
        case .close:
            guard count == nil else {
                sheet.count = nil
                break
            }
            state.pop()
            state.leaveBulkPlan()
            return []
        }
        state.replaceTop(with: .bulk(sheet))
        return []
    }

    /// The rows of the plan that are shown, in their order; what is in the outbox tells what has failed.
    package func rows(of job: BulkJob, _ unsent: [OutboxEntry]) -> [BulkPlan.Row] {
        let rows = job.plan?.rows ?? []
        switch shown {
        case .everyLead: return rows
        case .changes: return rows.filter(\.isChanging)
        case .needsPerson:
            let failed = Set(unsent.filter { $0.needsPerson && job.entries[$0.id] != nil }.map(\.leadID))
            return rows.filter { $0.isBlocked || failed.contains($0.id) }
        }
    }

    /// Shows that part, or everything when it is shown already.
    private mutating func show(_ part: Shown, of job: BulkJob, _ unsent: [OutboxEntry]) {
        shown = shown == part ? .everyLead : part
        cursor.place(at: 0, count: rows(of: job, unsent).count)
    }

    private func openOutbox(_ state: inout AppState, _ job: BulkJob) -> [Effect] {
        let rows = rows(of: job, state.unsent)
        let lead = rows.indices.contains(cursor.position) ? rows[cursor.position].id : nil
        let ofRun = state.unsent.filter { job.entries[$0.id] != nil }
        let own = state.unsent.filter { $0.leadID == lead }
        let first =
            own.first(where: \.needsPerson) ?? own.first ?? ofRun.first(where: \.needsPerson) ?? ofRun.first
        guard let first else { return state.refuseBulk("Nothing of this lead or of the run waits in the outbox.") }
        state.push(.outbox(OutboxSheet(selecting: .entry(first.id)).following(state.outboxItems)))
        return []
    }

    private func drop(_ state: inout AppState, _ job: BulkJob) -> [Effect] {
        let rows = rows(of: job, state.unsent)
        guard job.phase == .review, rows.indices.contains(cursor.position),
            rows[cursor.position].isChanging
        else {
            state.notice = .noted("Only a lead that will change can be taken out.")
            return [.bell]
        }
        let lead = rows[cursor.position].id
        if state.bulk?.dropped.remove(lead) == nil { state.bulk?.dropped.insert(lead) }
        var sheet = self
        sheet.cursor.move(.lines(1), count: rows.count)
        state.replaceTop(with: .bulk(sheet))
        return []
    }

    /// Starts, or asks for the number where many leads change.
    private func run(_ state: inout AppState, _ job: BulkJob) -> [Effect] {
        guard job.phase == .review else { return state.refuseBulk(state.bulkPhaseWords(for: "run")) }
        guard isShown else { return [] }
        let count = job.changing.count
        guard count > 0 else {
            state.notice = .noted("Nothing would change, so there is nothing to run.")
            return [.bell]
        }
        guard count > state.bulkCountLimit else { return state.runBulk() }
        var sheet = self
        sheet.count = TextField()
        state.replaceTop(with: .bulk(sheet))
        return []
    }

    /// Enter: the number that was typed, or else No.
    private func submit(_ state: inout AppState, _ job: BulkJob) -> [Effect] {
        guard let count else { return reduce(&state, .close) }
        guard Int(count.text.trimmed) == job.changing.count else {
            var sheet = self
            sheet.isWrongCount = true
            state.replaceTop(with: .bulk(sheet))
            return [.bell]
        }
        return state.runBulk()
    }
}
