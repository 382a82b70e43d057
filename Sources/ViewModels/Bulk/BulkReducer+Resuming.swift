import Leads

/// Going on after a pause, doing again after an undo, and what is left behind by both.
extension AppState {
    /// Plans what was held back anew, as the leads may have changed meanwhile; what has gone is not planned again.
    mutating func resumeBulk() -> [Effect] {
        guard let job = bulk, job.phase == .paused else { return refuseBulk(bulkPhaseWords(for: "go on")) }
        let request = BulkRequest(
            id: undo.makeID(),
            job.request.verb,
            on: Set(job.held.keys),
            sort: job.request.sort,
            held: job.held
        )
        pausedBulk = job
        bulk = BulkJob(request)
        replaceTop(with: .bulk(BulkSheet()))
        return [.write(.plan(request))]
    }

    /// Leaves a plan without running it; one that goes on with a paused run leaves that paused.
    mutating func leaveBulkPlan() {
        guard let job = bulk, !job.isUnderWay, job.phase != .finished else { return }
        bulk = pausedBulk
        pausedBulk = nil
    }

    /// The rest of a paused run is in the journal; what was left out of it stays marked, so that it is not forgotten.
    mutating func endResuming() {
        guard pausedBulk != nil, let job = bulk else { return }
        pausedBulk = nil
        let changing = Set(job.changing.map(\.id))
        marks.restore((job.plan?.rows ?? []).filter { $0.isOpen && !changing.contains($0.id) }.map(\.id))
    }

    /// What an undo took back of the run; the leads are marked again for what is to be done instead.
    mutating func takeBack(of group: ChangeGroup.ID, _ answers: [UndoAnswer]) {
        if pausedBulk?.group == group { pausedBulk?.take(answers) }
        guard bulk?.group == group else { return }
        bulk?.take(answers)
        guard bulk?.again == nil else { return }
        marks.restore(answers.filter(\.isTakenBack).compactMap(\.entry?.leadID))
    }

    /// A run that was taken back is done again under another name.
    mutating func repeatBulk(_ old: ChangeGroup.ID, as new: ChangeGroup) {
        guard bulk?.group == old else { return }
        bulk?.again = new
        // As with the first run, the verb that follows is about what is marked then.
        marks.remove(new.proposals.map(\.leadID))
    }

    /// The journal has the run again, or has refused it.
    mutating func takeRepeated(_ group: ChangeGroup.ID, _ entries: [OutboxEntry]?) {
        let leads = bulk?.again?.proposals.map(\.leadID) ?? []
        bulk?.again = nil
        guard let entries else {
            marks.restore(leads)
            return
        }
        bulk?.group = group
        bulk?.begin(with: entries)
        bulk?.phase = .running
        followBulk(unsent)
    }

    /// Leads that could not have their changes when the run began, told in their rows.
    mutating func takeLeftOut(_ group: ChangeGroup.ID, _ outcomes: [Lead.ID: BulkPlan.Outcome]) {
        let blocked = outcomes.filter { if case .blocked = $0.value { true } else { false } }
        if !blocked.isEmpty {
            let words = blocked.count == 1 ? "1 lead was" : "\(blocked.count) leads were"
            notice = .noted("\(words) left out of “\(undo.name(of: group) ?? "the run")”: \(keys[.bulk]) says why.")
        }
        guard bulk?.group == group else { return }
        bulk?.leaveOut(outcomes)
        if bulk?.entries.isEmpty == true { undo.forget(group) }
        marks.restore(blocked.keys)
    }

    /// Changes that were given up, here or in another window.
    mutating func takeWithdrawn(_ entries: [OutboxEntry.ID]) {
        let own = entries.filter { bulk?.entries[$0] != nil }
        if !own.isEmpty { bulk?.givenUp.formUnion(own) }
    }

    /// Drops the text that a verb on marked leads was made of, once the journal has it.
    mutating func dropDraft(of verb: BulkVerb) {
        guard let (purpose, text) = verb.draft else { return }
        dropDraft(draft(for: purpose, saying: text)?.id)
    }

    /// Why a key of the run does nothing now.
    func bulkPhaseWords(for act: String) -> String {
        switch bulk?.phase {
        case .planning, nil: "There is nothing to \(act) yet: the plan is being made."
        case .review: "There is nothing to \(act) yet: \(keys[.bulkRun]) runs the plan, \(keys[.bulkClose]) leaves it."
        case .starting: "The changes are being written down; then there is something to \(act)."
        case .running: "It is running: \(keys[.bulkPause]) pauses it, \(keys[.bulkStop]) stops it."
        case .stopping: "What has not left is being taken back."
        case .paused: "It is paused: \(keys[.bulkResume]) goes on, \(keys[.bulkStop]) leaves the rest undone."
        case .finished: "It is over; \(keys[.undo]) takes back what can be taken back."
        }
    }
}

extension BulkJob {
    /// What the journal has of the run, and nothing that became of an earlier one.
    mutating func begin(with entries: [OutboxEntry]) {
        self.entries = Dictionary(entries.map { ($0.id, $0.leadID) }, uniquingKeysWith: { first, _ in first })
        takenBack = []
        undone = []
        givenUp = []
        held = [:]
    }

    /// Answers to an undo: those that never left, and then the others, the last decided first.
    mutating func take(_ answers: [UndoAnswer]) {
        let cancelled = answers.filter { if case .cancelled = $0 { true } else { false } }
        takenBack.formUnion(cancelled.compactMap(\.entry?.id).filter { entries[$0] != nil })
        let left = entries.keys.filter { !takenBack.contains($0) && !undone.contains($0) }.sorted(by: >)
        let others = answers.filter { if case .cancelled = $0 { false } else { true } }
        for (entry, answer) in zip(left, others) { if case .inverse = answer { undone.insert(entry) } }
    }

    mutating func leaveOut(_ outcomes: [Lead.ID: BulkPlan.Outcome]) {
        for place in plan?.rows.indices ?? 0..<0 {
            guard let outcome = plan.flatMap({ outcomes[$0.rows[place].id] }) else { continue }
            plan?.rows[place].outcome = outcome
        }
    }
}

extension BulkPlan.Row {
    /// True for a lead with something still to be done, now or once it is possible.
    fileprivate var isOpen: Bool {
        switch outcome {
        case .changes, .blocked: true
        case .nothingToDo: false
        }
    }
}

extension BulkVerb {
    /// The verb for many leads: what is the other of two on one lead is one of them for all.
    var settled: BulkVerb {
        if case .intent(.setHidden(nil)) = self { .intent(.setHidden(true)) } else { self }
    }

    /// The form that its words come from, and the words.
    fileprivate var draft: (Form.Purpose, String)? {
        switch self {
        case .intent(.addNote(let text)): (.note(on: .marked), text)
        case .disposition(let disposition, let words): (.call(on: .marked, disposition), words)
        case .intent, .steps, .spread: nil
        }
    }
}
