package import Leads

/// What is to be done to the marked leads, how far it has come, and what came of each lead.
package struct BulkJob: Hashable, Sendable {
    package var request: BulkRequest
    /// `nil` while it is being made.
    package internal(set) var plan: BulkPlan?
    /// Leads that the person took out of the plan.
    package internal(set) var dropped: Set<Lead.ID> = []
    package internal(set) var phase = Phase.planning
    /// The group that an undo takes back; `nil` before the run.
    package internal(set) var group: ChangeGroup.ID?
    /// The entries of the journal, each with its lead.
    package internal(set) var entries: [OutboxEntry.ID: Lead.ID] = [:]
    /// Entries that were taken back before they left.
    package internal(set) var takenBack: Set<OutboxEntry.ID> = []
    /// Entries that an undo found on the server, so that their opposite goes after them.
    package internal(set) var undone: Set<OutboxEntry.ID> = []
    /// Entries that a person gave up, here or in another window.
    package internal(set) var givenUp: Set<OutboxEntry.ID> = []
    /// What a pause took back, lead by lead in the order of the changes: only that goes out later.
    package internal(set) var held: [Lead.ID: [LeadChange]] = [:]
    /// The run as it is being done again after an undo, until the journal has it.
    var again: ChangeGroup?

    package enum Phase: Hashable, Sendable {
        case planning
        /// The plan waits for a yes.
        case review
        /// The changes go into the journal.
        case starting
        case running
        /// What has not left is being taken back; `isPause` keeps it for later.
        case stopping(isPause: Bool)
        /// What had not left was taken back and waits to be planned anew.
        case paused
        case finished
    }

    init(_ request: BulkRequest) { self.request = request }

    /// The leads that change, but for those that were taken out.
    package var changing: [BulkPlan.Row] { plan?.rows.filter { $0.isChanging && !dropped.contains($0.id) } ?? [] }

    /// True while changes may be on their way, so that no other plan takes the place of this one.
    package var isUnderWay: Bool {
        switch phase {
        // The run begins again as soon as the journal has it.
        case .planning, .review, .finished: again != nil
        case .starting, .running, .stopping, .paused: true
        }
    }

    // MARK: What came of it

    /// What has become of a lead of the run.
    package enum Result: Hashable, Sendable {
        case waiting
        case done
        case takenBack
        /// It was on the server; its opposite goes after it, or has gone.
        case undone
        /// A person gave it up, so the server does not have it.
        case givenUp
        /// The entry tells why.
        case failed(OutboxEntry)
    }

    /// How many leads have come how far.
    package struct Progress: Hashable, Sendable {
        package var waiting = 0
        package var done = 0
        package var failed = 0
        package var takenBack = 0
        package var givenUp = 0

        package var total: Int { waiting + done + failed + takenBack + givenUp }
    }

    /// What has become of each lead of the run; a lead is as far as the worst of its changes.
    package func results(_ unsent: [OutboxEntry]) -> [Lead.ID: Result] {
        var results: [Lead.ID: Result] = [:]
        func add(_ result: Result, to lead: Lead.ID) {
            if let known = results[lead], known.rank > result.rank { return }
            results[lead] = result
        }
        for (entry, lead) in entries { add(end(of: entry), to: lead) }
        for entry in unsent {
            guard let lead = entries[entry.id] else { continue }
            add(entry.needsPerson ? .failed(entry) : .waiting, to: lead)
        }
        return results
    }

    /// What has become of an entry that is in the outbox no more.
    private func end(of entry: OutboxEntry.ID) -> Result {
        if takenBack.contains(entry) { return .takenBack }
        if undone.contains(entry) { return .undone }
        return givenUp.contains(entry) ? .givenUp : .done
    }

    /// What has not left is being taken back.
    var isStopping: Bool { if case .stopping = phase { true } else { false } }

    package func progress(_ unsent: [OutboxEntry]) -> Progress { Progress(results(unsent)) }

    /// The run is over when nothing of it moves by itself any more.
    mutating func follow(_ unsent: [OutboxEntry]) {
        guard phase == .running || phase == .finished else { return }
        let isMoving = unsent.contains { !$0.needsPerson && entries[$0.id] != nil }
        phase = isMoving ? .running : .finished
    }

    mutating func rename(_ provisional: Lead.ID, to real: Lead.ID) {
        request.leads = Set(request.leads.map { $0 == provisional ? real : $0 })
        again = again?.renaming(provisional, to: real)
        if dropped.remove(provisional) != nil { dropped.insert(real) }
        if let changes = request.held.removeValue(forKey: provisional) { request.held[real] = changes }
        if let changes = held.removeValue(forKey: provisional) { held[real] = changes }
        for (entry, lead) in entries where lead == provisional { entries[entry] = real }
        guard let place = plan?.rows.firstIndex(where: { $0.id == provisional }) else { return }
        plan?.rows[place].lead.id = real
    }
}

/// What is asked to be planned.
package struct BulkRequest: Hashable, Sendable {
    /// Tells the plan from that of an earlier request.
    package var id: ChangeGroup.ID
    package var verb: BulkVerb
    package var leads: Set<Lead.ID>
    package var sort: LeadSort
    /// What is left of an earlier plan, lead by lead; empty for a new plan.
    ///
    /// Where there is something left, no more than that is planned.
    package var held: [Lead.ID: [LeadChange]]

    package init(
        id: ChangeGroup.ID,
        _ verb: BulkVerb,
        on leads: Set<Lead.ID>,
        sort: LeadSort,
        held: [Lead.ID: [LeadChange]] = [:]
    ) {
        self.id = id
        self.verb = verb
        self.leads = leads
        self.sort = sort
        self.held = held
    }

    /// Plans what is asked for, on leads as they stand.
    package func plan(by planner: Planner, on ground: BulkGround) -> BulkPlan {
        held.isEmpty ? planner.plan(verb, on: ground) : planner.plan(verb, resuming: held, on: ground)
    }
}

extension CallBudget {
    /// About how many seconds so many calls take: Foyer uses four fifths of the limit, at most ten calls a second.
    package func seconds(forCalls calls: Int) -> Int {
        let share = max(1, limit * 4 / 5)
        let now = max(0, remaining - (limit - share))
        let most = max(1, calls / 10)
        guard calls > now else { return most }
        return max(most, (calls - now + share - 1) / share * 60)
    }
}

extension BulkJob.Progress {
    package init(_ results: [Lead.ID: BulkJob.Result]) {
        self.init()
        for result in results.values {
            switch result {
            case .waiting: waiting += 1
            case .done: done += 1
            case .failed: failed += 1
            case .takenBack, .undone: takenBack += 1
            case .givenUp: givenUp += 1
            }
        }
    }
}

extension BulkJob.Result {
    /// The highest among the changes of a lead is that of the lead.
    fileprivate var rank: Int {
        switch self {
        case .done: 0
        case .undone: 1
        case .takenBack: 2
        case .givenUp: 3
        case .waiting: 4
        case .failed: 5
        }
    }
}
