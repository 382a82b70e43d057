package import Leads

extension Lead.ID {
    /// Stands for all marked leads in an overlay that is about them; no lead of Lofty has it.
    package static let marked = Lead.ID(0)
}

extension AppState {
    /// Whether a verb that is pressed now is about the marked leads.
    package var isAboutMarks: Bool { !marks.isEmpty && triage == nil }

    /// Stands for the marked leads where an overlay wants a lead.
    var markedLeads: Lead {
        Lead(id: .marked, firstName: marks.count == 1 ? "1 marked lead" : "\(marks.count) marked leads")
    }

    /// Leaves what the sheet shows to a plan that is made in the background, behind what was decided before.
    ///
    /// Without `chosen` it is about the marked ones.
    mutating func planBulk(_ verb: BulkVerb, on chosen: Set<Lead.ID>? = nil) -> [Effect] {
        let leads = chosen ?? marks.leads
        guard !leads.isEmpty else { return refuseBulk(noMarksWords) }
        guard leads.count <= BulkPlan.mostLeads else {
            let most = "\(BulkPlan.mostLeads / 1_000),000"
            return refuseBulk(
                "\(leads.count) leads are marked, and a plan takes \(most). Narrow the view and mark that."
            )
        }
        guard bulk?.isUnderWay != true, pausedBulk == nil else {
            return refuseBulk("An earlier change of many leads is still on its way: \(keys[.bulk]) shows it.")
        }
        marks.endRange()
        let verb = verb.settled
        let request = BulkRequest(id: undo.makeID(), verb, on: leads, sort: list.asked.sort)
        bulk = BulkJob(request)
        push(.bulk(BulkSheet()))
        return [.write(.plan(request))]
    }

    var noMarksWords: String {
        "No lead is marked. \(keys[.mark]) marks one, \(keys[.markAll]) all of this view."
    }

    var noTrashOfMarksWords: String {
        "Leads go to the trash one at a time. \(keys[.unmark]) takes the marks off, then \(keys[.trash]) trashes this one."
    }

    mutating func refuseBulk(_ reason: String) -> [Effect] {
        notice = .noted(reason)
        return [.bell]
    }

    /// A plan has come; one that nobody waits for any more is left.
    mutating func takePlan(_ plan: BulkPlan, of request: BulkRequest) {
        guard bulk?.phase == .planning, bulk?.request.id == request.id else { return }
        bulk?.plan = plan
        bulk?.phase = .review
        followBulk()
    }

    /// Sends the plan through the door as one group, which one undo takes back.
    mutating func runBulk() -> [Effect] {
        guard let job = bulk, job.phase == .review else { return [] }
        let proposals = job.changing.flatMap { row in row.changes.map { Proposal($0, on: row.id) } }
        guard !proposals.isEmpty else { return [] }
        remember(job.request.verb)
        let verb = job.request.verb
        let effects = submit(proposals, restoring: nil, named: verb.name, leavesOut: true, asks: verb.asks)
        bulk?.group = undo.done.last?.id
        bulk?.phase = .starting
        bulk?.begin(with: [])
        // The verb that follows is about what is marked then, however late the journal is.
        marks.remove(job.changing.map(\.id))
        followBulk()
        return effects
    }

    /// The journal has the run, or has refused it.
    mutating func takeRun(_ group: ChangeGroup.ID, _ entries: [OutboxEntry]?) -> [Effect] {
        if bulk?.again?.id == group { takeRepeated(group, entries) }
        guard bulk?.group == group, bulk?.phase == .starting else { return [] }
        guard let entries else {
            bulk?.phase = .review
            marks.restore((bulk?.changing ?? []).map(\.id))
            followBulk()
            return []
        }
        let wasPaused = pausedBulk != nil
        endResuming()
        if let verb = bulk?.request.verb { dropDraft(of: verb) }
        bulk?.begin(with: entries)
        bulk?.phase = .running
        // What concerns this machine alone is over already.
        followBulk(unsent)
        return wasPaused ? [.keepRun(nil)] : []
    }

    /// Takes back what has not left: for good, or until the person goes on.
    mutating func stopBulk(isPause: Bool) -> [Effect] {
        if bulk?.phase == .paused, !isPause {
            // What was held back stays taken back.
            marks.restore((bulk?.held ?? [:]).keys)
            bulk?.held = [:]
            bulk?.phase = .finished
            followBulk()
            return [.keepRun(nil)]
        }
        guard let job = bulk, job.phase == .running, let group = job.group else {
            return refuseBulk(isPause ? bulkPhaseWords(for: "pause") : bulkPhaseWords(for: "stop"))
        }
        bulk?.phase = .stopping(isPause: isPause)
        list.expect(group)
        followBulk()
        return (isPause ? [.keepRun(aboutToHold(job))] : []) + [.write(.takeBack(group))]
    }

    mutating func takeStopped(_ group: ChangeGroup.ID, _ entries: [OutboxEntry]) -> [Effect] {
        list.deliver(group, changesRows: true)
        // What follows is meant for the rows without what was taken back.
        list.awaitNextAnswer()
        guard let job = bulk, job.group == group else { return [askIndex()] }
        bulk?.takenBack.formUnion(entries.map(\.id))
        // The last decided stands first.
        let changes = Dictionary(grouping: entries.reversed(), by: \.leadID).mapValues { $0.map(\.change) }
        undo.remove(changes, from: group)
        if bulk?.takenBack.count == bulk?.entries.count { undo.forget(group) }
        if case .stopping(isPause: true) = bulk?.phase, !entries.isEmpty {
            bulk?.held = changes
            bulk?.phase = .paused
            followBulk()
            return [askIndex(), .keepRun(HeldRun(job.request, entries, pausedAt: now))]
        } else {
            marks.restore(changes.keys)
            bulk?.phase = .running
            followBulk(unsent)
        }
        return [askIndex()] + (job.phase == .stopping(isPause: true) ? [.keepRun(nil)] : [])
    }

    /// Sends what the server refused again, in one order after the other; what met somebody else's change is decided
    /// one by one, with both before one's eyes.
    mutating func retryBulk() -> [Effect] {
        guard let job = bulk else { return [] }
        let waiting = unsent.filter { $0.needsPerson && job.entries[$0.id] != nil }
        let failed = waiting.filter(\.isRefused)
        let contested = waiting.count - failed.count
        guard !failed.isEmpty else {
            return refuseBulk(
                contested == 0
                    ? "Nothing has failed." : "\(contestedWords(contested)): \(keys[.outbox]) shows both and decides."
            )
        }
        if contested > 0 {
            notice = .noted("\(contestedWords(contested)): \(keys[.outbox]) decides. The others go out again.")
        }
        return failed.map { entry in order { .retry(entry.id, as: $0) } }
    }

    private func contestedWords(_ count: Int) -> String {
        count == 1 ? "1 change waits for you to compare it" : "\(count) changes wait for you to compare them"
    }

    /// Takes in what is in the outbox now.
    mutating func followBulk(_ unsent: [OutboxEntry]) {
        bulk?.follow(unsent)
        followBulk()
    }

    /// Keeps an open sheet on the job.
    mutating func followBulk() {
        guard let job = bulk else { return }
        let hasFailures = unsent.contains { $0.needsPerson && job.entries[$0.id] != nil }
        overlays = overlays.map { overlay in
            guard case .bulk(var sheet) = overlay else { return overlay }
            sheet.hasFailures = hasFailures
            if sheet.phase != job.phase {
                sheet.phase = job.phase
                sheet.count = nil
            }
            return .bulk(sheet)
        }
    }
}

extension OutboxEntry {
    /// True for a change that was refused, and not one that met somebody else's or waited for so long.
    fileprivate var isRefused: Bool {
        if awaitsReview { return false }
        return switch status {
        case .wedged: true
        case .held, .queued, .sending, .waiting, .ambiguous, .conflicted, .settled, .cancelled: false
        }
    }
}

extension [UndoAnswer] {
    /// The leads that the answers are about.
    var leads: Set<Lead.ID> { Set(compactMap(\.entry?.leadID)) }
}
