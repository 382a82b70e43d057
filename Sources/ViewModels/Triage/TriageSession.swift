package import FoundationEssentials
package import Leads

/// One queue, one lead at a time: what was done so far, and how long each lead took.
package struct TriageSession: Hashable, Sendable {
    package let startedAt: Date
    /// The lead that is up, and since when.
    package private(set) var current: Lead.ID?
    package private(set) var since: Date
    /// Everything that was done, in order; a lead may have been finished with more than once.
    private var all: [Record] = []
    /// What undos took back, for a redo and for an undo that comes to nothing.
    private var takenBack: [ChangeGroup.ID: Record] = [:]
    /// How the panes were before, which they are again afterwards.
    let before: Arrangement
    package private(set) var skipped: Set<Lead.ID> = []
    /// Leads of the view that have waited longer than three times the target; `nil` until they were counted.
    package private(set) var breached: Int?

    /// A lead that was finished with.
    package struct Record: Hashable, Sendable {
        package var lead: Lead.ID
        /// What it was called, such as `no answer`.
        package var outcome: String
        package var seconds: TimeInterval
        /// The group that an undo takes back; `nil` when nothing was changed.
        package var group: ChangeGroup.ID?
    }

    /// What triage changes of the panes.
    struct Arrangement: Hashable, Sendable {
        var isZoomed = false
        var hidesPreview = false
    }

    init(startedAt: Date, with lead: Lead.ID?, before: Arrangement = Arrangement()) {
        self.startedAt = startedAt
        self.before = before
        current = lead
        since = startedAt
    }

    /// What each lead came to last.
    package var records: [Record] {
        var seen: Set<Lead.ID> = []
        return all.reversed().filter { seen.insert($0.lead).inserted }.reversed()
    }

    /// Another lead is up.
    mutating func show(_ lead: Lead.ID?, at now: Date) {
        guard lead != current else { return }
        current = lead
        since = now
    }

    mutating func record(_ lead: Lead.ID, as outcome: String, group: ChangeGroup.ID?, at now: Date) {
        let seconds = lead == current ? max(0, now.timeIntervalSince(since)) : 0
        skipped.remove(lead)
        all.append(Record(lead: lead, outcome: outcome, seconds: seconds, group: group))
    }

    mutating func skip(_ lead: Lead.ID, at now: Date) { skipped.insert(lead) }

    /// Takes a lead back that an undo brings up again.
    mutating func takeBack(_ group: ChangeGroup.ID) -> Lead.ID? {
        guard let index = all.lastIndex(where: { $0.group == group }) else { return nil }
        let record = all.remove(at: index)
        takenBack[group] = record
        return record.lead
    }

    /// What an undo took back is done again, or was never taken back.
    ///
    /// - Parameters:
    ///   - group: that was undone.
    ///   - name: of the group that does it now.
    /// - Returns: the lead; `nil` when there is nothing to put back.
    @discardableResult
    mutating func putBack(_ group: ChangeGroup.ID, as name: ChangeGroup.ID) -> Lead.ID? {
        guard var record = takenBack[group], !all.contains(where: { $0.group == name }) else { return nil }
        record.group = name
        skipped.remove(record.lead)
        all.append(record)
        return record.lead
    }

    /// The group never came to be, or is taken back for good.
    mutating func forget(_ group: ChangeGroup.ID) { all.removeAll { $0.group == group } }

    mutating func rename(_ provisional: Lead.ID, to real: Lead.ID) {
        if current == provisional { current = real }
        if skipped.remove(provisional) != nil { skipped.insert(real) }
        for index in all.indices where all[index].lead == provisional { all[index].lead = real }
        for (group, record) in takenBack where record.lead == provisional { takenBack[group]?.lead = real }
    }

    /// Takes the number of breached leads, which is counted behind the queues.
    mutating func take(_ answer: IndexAnswer) {
        guard answer.request.countsBreaches, let count = answer.counts.last else { return }
        breached = count
    }

    /// The next second of the clock of the lead that is up.
    func nextStep(after now: Date) -> Date? { current == nil ? nil : AgeScale.nextStep(of: since, after: now) }

    package var summary: TriageSummary {
        var outcomes: [TriageSummary.Outcome] = []
        for record in records {
            if let index = outcomes.firstIndex(where: { $0.label == record.outcome }) {
                outcomes[index].count += 1
            } else {
                outcomes.append(TriageSummary.Outcome(label: record.outcome, count: 1))
            }
        }
        return TriageSummary(
            handled: records.count,
            skipped: skipped.count,
            outcomes: outcomes.sorted { ($0.count, $1.label) > ($1.count, $0.label) },
            medianSeconds: records.map(\.seconds).median
        )
    }
}

extension [TimeInterval] {
    /// `nil` for none.
    fileprivate var median: TimeInterval? {
        guard !isEmpty else { return nil }
        let sorted = sorted()
        let middle = count / 2
        return count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }
}

/// What a session of triage came to.
package struct TriageSummary: Hashable, Sendable {
    package var handled: Int
    package var skipped: Int
    /// The most frequent first.
    package var outcomes: [Outcome]
    /// `nil` when no lead was handled.
    package var medianSeconds: TimeInterval?

    package struct Outcome: Hashable, Sendable {
        package var label: String
        package var count: Int
    }

    package enum Action: Hashable, Sendable {
        case close
    }

    func reduce(_ state: inout AppState, _ action: Action) -> [Effect] {
        switch action {
        case .close: state.pop()
        }
        return []
    }
}

extension AppState {
    mutating func startTriage() -> [Effect] {
        guard triage == nil else { return [] }
        guard list.rows.count > 0 else {
            notice = .noted("Nothing is left to work on here. \(keys[.nextQueue]) opens the next queue.")
            return [.bell]
        }
        marks.endRange()
        triage = TriageSession(
            startedAt: now,
            with: list.selected,
            before: TriageSession.Arrangement(isZoomed: layout.isZoomed, hidesPreview: layout.hidesPreview)
        )
        layout.triagePanel = dispositions.count
        layout.isZoomed = false
        layout.hidesPreview = false
        focus = .list
        notice = nil
        return [askIndex()]
    }

    mutating func leaveTriage() -> [Effect] {
        guard let session = triage else { return [] }
        triage = nil
        layout.triagePanel = nil
        layout.isZoomed = session.before.isZoomed
        layout.hidesPreview = session.before.hidesPreview
        if layout.hidesPreview { focus = .list }
        if !session.records.isEmpty || !session.skipped.isEmpty { push(.summary(session.summary)) }
        notice = nil
        return [askIndex()]
    }

    /// The query of leads of the view that have waited longer than three times the target.
    var breachQuery: LeadQuery? {
        guard triage != nil else { return nil }
        let typed: LeadQuery
        do throws(QueryError) {
            typed = try LeadQuery.parse(list.filter, mode: .live)
        } catch {
            return nil
        }
        return LeadQuery(.all(of: [list.asked.queue.root, typed.root, ResponseTarget.breached]))
    }
}
