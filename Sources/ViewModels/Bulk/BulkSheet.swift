package import Leads

/// The plan of a bulk change, to be looked through before it runs and watched while it does.
///
/// The job itself is ``AppState/bulk``: it goes on when the sheet is closed.
package struct BulkSheet: Hashable, Sendable {
    package var cursor = ListCursor()
    /// Whether only leads are shown that change.
    package internal(set) var showsOnlyChanges = false
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

    package enum Action: Hashable, Sendable {
        case move(Motion)
        /// Takes the lead out of the plan, or puts it back.
        case drop
        /// Shows only the leads that change, or all of them again.
        case toggleChanges
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
        case .move(let motion): sheet.cursor.move(motion, count: rows(of: job).count)
        case .toggleChanges:
            sheet.showsOnlyChanges.toggle()
            sheet.cursor.place(at: 0, count: sheet.rows(of: job).count)
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

    /// The rows of the plan that are shown, in their order.
    package func rows(of job: BulkJob) -> [BulkPlan.Row] {
        let rows = job.plan?.rows ?? []
        return showsOnlyChanges ? rows.filter(\.isChanging) : rows
    }

    private func drop(_ state: inout AppState, _ job: BulkJob) -> [Effect] {
        let rows = rows(of: job)
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
