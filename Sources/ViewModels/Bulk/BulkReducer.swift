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
    mutating func planBulk(_ verb: BulkVerb) -> [Effect] {
        guard !marks.isEmpty else { return refuseBulk("No lead is marked. Space marks one, *a all of this view.") }
        guard marks.count <= BulkPlan.mostLeads else {
            let most = "\(BulkPlan.mostLeads / 1_000),000"
            return refuseBulk(
                "\(marks.count) leads are marked, and a plan takes \(most). Narrow the view and mark that."
            )
        }
        guard bulk?.isUnderWay != true else {
            return refuseBulk("An earlier change of many leads is still on its way: gb shows it.")
        }
        marks.endRange()
        let request = BulkRequest(id: undo.makeID(), verb, on: marks.leads, sort: list.asked.sort)
        bulk = BulkJob(request)
        push(.bulk(BulkSheet()))
        return [.write(.plan(request))]
    }

    private mutating func refuseBulk(_ reason: String) -> [Effect] {
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
        let effects = submit(proposals, restoring: nil, named: job.request.verb.name)
        bulk?.group = undo.done.last?.id
        bulk?.phase = .starting
        bulk?.entries = [:]
        bulk?.takenBack = []
        // The verb that follows is about what is marked then, however late the journal is.
        marks.remove(job.changing.map(\.id))
        dropDraft(.note(on: .marked))
        followBulk()
        return effects
    }

    /// The journal has the run, or has refused it.
    mutating func takeRun(_ group: ChangeGroup.ID, _ entries: [OutboxEntry]?) {
        guard bulk?.group == group, bulk?.phase == .starting else { return }
        guard let entries else {
            bulk?.phase = .review
            marks.restore((bulk?.changing ?? []).map(\.id))
            return followBulk()
        }
        bulk?.entries = Dictionary(entries.map { ($0.id, $0.leadID) }, uniquingKeysWith: { first, _ in first })
        bulk?.phase = .running
        // What concerns this machine alone is over already.
        followBulk(unsent)
    }

    /// Takes back what has not left: for good, or until the person goes on.
    mutating func stopBulk(isPause: Bool) -> [Effect] {
        if bulk?.phase == .paused, !isPause {
            // What was held back stays taken back.
            bulk?.phase = .finished
            followBulk()
            return []
        }
        guard bulk?.phase == .running, let group = bulk?.group else { return [.bell] }
        bulk?.phase = .stopping(isPause: isPause)
        followBulk()
        return [.write(.takeBack(group))]
    }

    mutating func takeStopped(_ group: ChangeGroup.ID, _ entries: [OutboxEntry]) -> [Effect] {
        list.deliver(group, changesRows: true)
        guard bulk?.group == group else { return [askIndex()] }
        bulk?.takenBack.formUnion(entries.map(\.id))
        if bulk?.takenBack.count == bulk?.entries.count { undo.forget(group) }
        if case .stopping(isPause: true) = bulk?.phase, !entries.isEmpty {
            bulk?.phase = .paused
            followBulk()
        } else {
            bulk?.phase = .running
            followBulk(unsent)
        }
        return [askIndex()]
    }

    /// What an undo took back of the run, as far as it had not left.
    mutating func takeBack(of group: ChangeGroup.ID, _ answers: [UndoAnswer]) {
        guard bulk?.group == group else { return }
        let cancelled = answers.compactMap { answer in
            if case .cancelled(let entry) = answer { entry.id } else { nil }
        }
        bulk?.takenBack.formUnion(cancelled)
    }

    /// Plans what was held back anew, as the leads may have changed meanwhile.
    mutating func resumeBulk() -> [Effect] {
        guard let job = bulk, job.phase == .paused else { return [.bell] }
        let rest = Set(job.takenBack.compactMap { job.entries[$0] })
        let request = BulkRequest(id: undo.makeID(), job.request.verb, on: rest, sort: job.request.sort)
        bulk = BulkJob(request)
        replaceTop(with: .bulk(BulkSheet()))
        return [.write(.plan(request))]
    }

    /// Sends what failed again, in one order after the other.
    mutating func retryBulk() -> [Effect] {
        guard let job = bulk else { return [] }
        let failed = unsent.filter { $0.needsPerson && job.entries[$0.id] != nil }
        guard !failed.isEmpty else {
            notice = .noted("Nothing has failed.")
            return [.bell]
        }
        return failed.map { entry in order { .retry(entry.id, as: $0) } }
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

extension [UndoAnswer] {
    /// The leads that the answers are about.
    var leads: Set<Lead.ID> { Set(compactMap(\.entry?.leadID)) }
}
