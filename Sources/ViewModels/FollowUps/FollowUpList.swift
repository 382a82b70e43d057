package import FoundationEssentials
package import Leads

/// The person's follow-ups as they were last read.
package struct FollowUpList: Hashable, Sendable {
    package private(set) var followUps: [FollowUp]
    /// `nil` before the first reading.
    package var readAt: Date?
    /// False when Lofty has more than were read.
    package var isWhole: Bool
    /// Why the newest reading failed; what was known before stays.
    package var failure: String?
    private let index: Index

    /// What every frame asks for, and what changes with the follow-ups alone.
    private struct Index: Hashable {
        /// Places among the follow-ups.
        let byLead: [Lead.ID: [Int]]
        let nextSteps: NextSteps

        init(_ followUps: [FollowUp]) {
            byLead = Dictionary(grouping: followUps.indices) { followUps[$0].leadID }
            nextSteps = NextSteps(followUps)
        }
    }

    package init(_ followUps: [FollowUp] = [], readAt: Date? = nil, isWhole: Bool = true) {
        self.followUps = followUps
        self.readAt = readAt
        self.isWhole = isWhole
        index = Index(followUps)
    }

    /// Those of one lead, in the order of the reading.
    func of(_ lead: Lead.ID) -> [FollowUp] { (index.byLead[lead] ?? []).map { followUps[$0] } }

    /// The same with words that others may read; leads, times and order stay, and so does what is known of them.
    var masked: FollowUpList {
        var list = self
        list.followUps = followUps.map(\.masked)
        return list
    }

    /// How leads stand by them; `nil` before the first reading.
    var nextSteps: NextSteps? { readAt == nil ? nil : index.nextSteps }
}

/// A line of my day.
package struct AgendaItem: Hashable, Sendable, Identifiable {
    package var leadID: Lead.ID
    package var leadName: String
    package var content: Content
    /// `nil` for what waits for the lead.
    package var dueAt: Date?
    /// The unsent change that the line shows; `nil` for what the server has.
    package var unsent: OutboxEntry.ID?

    package enum Content: Hashable, Sendable {
        case followUp(FollowUp)
        /// Not on the server yet.
        case planned(FollowUpPlan)
        case snoozed(Snooze)
    }

    /// What stays the same when the line moves.
    package enum ID: Hashable, Sendable {
        case followUp(FollowUp.ID)
        case planned(OutboxEntry.ID?)
        case snoozed(Lead.ID)
    }

    package var id: ID {
        switch content {
        case .followUp(let followUp): .followUp(followUp.id)
        case .planned: .planned(unsent)
        case .snoozed: .snoozed(leadID)
        }
    }

    package enum Section: Int, Hashable, Sendable, CaseIterable {
        case overdue, today, next
        /// Leads that are put aside.
        case aside
    }
}

extension AppState {
    /// What is due, in the order of the sheet: overdue, today, next, then leads that are put aside.
    package var agenda: [(section: AgendaItem.Section, item: AgendaItem)] {
        let due = (known(followUps.followUps, unsent) + planned(unsent)).sorted { $0.stands(before: $1) }
        let endOfToday = endOfToday
        let dated = due.map { item -> (section: AgendaItem.Section, item: AgendaItem) in
            guard let date = item.dueAt else { return (.next, item) }
            return (date <= now ? .overdue : date < endOfToday ? .today : .next, item)
        }
        return dated + asideItems.map { (.aside, $0) }
    }

    /// The next thing to do for a lead.
    package func nextFollowUp(of lead: Lead.ID) -> AgendaItem? { nextFollowUps(of: CollectionOfOne(lead))[lead] }

    /// The next thing to do for each of some leads that has one.
    package func nextFollowUps(of leads: some Collection<Lead.ID>) -> [Lead.ID: AgendaItem] {
        let followUps = leads.flatMap(followUps.of)
        let changes = unsent.filter { leads.contains($0.leadID) }
        let all = known(followUps, changes) + planned(changes)
        // Of two at the same moment always the same one, as a row would change from one frame to the next.
        return Dictionary(all.map { ($0.leadID, $0) }) { one, other in other.stands(before: one) ? other : one }
    }

    /// The next midnight where the person sits.
    package var endOfToday: Date {
        let zone = ZoneRules.home
        let day = zone.wallTime(at: now.wholeSeconds).floored(by: 86_400) + 1
        return Date(timeIntervalSince1970: Double(zone.moment(ofWall: day * 86_400)))
    }

    /// The server's, with the unsent changes on top.
    private func known(_ followUps: [FollowUp], _ unsent: [OutboxEntry]) -> [AgendaItem] {
        guard !followUps.isEmpty else { return [] }
        var known = Dictionary(followUps.map { ($0.id, (followUp: $0, entry: OutboxEntry.ID?.none)) }) {
            first,
            _ in first
        }
        for entry in unsent {
            guard case .followUp(let change) = entry.change else { continue }
            switch change {
            case .add: continue
            case .move(let followUp, to: let date): known[followUp.id]?.followUp.dueAt = date
            case .finish(let followUp): known[followUp.id]?.followUp.isFinished = true
            case .reopen(let followUp): known[followUp.id]?.followUp.isFinished = false
            case .remove(let followUp): known[followUp.id] = nil
            }
            if let id = change.existing?.id { known[id]?.entry = entry.id }
        }
        return known.values.filter { !$0.followUp.isFinished }.map { followUp, entry in
            AgendaItem(
                leadID: followUp.leadID,
                leadName: followUp.leadName ?? list.row(of: followUp.leadID).map { shownName(of: $0.lead) }
                    ?? "lead \(followUp.leadID)",
                content: .followUp(followUp),
                dueAt: followUp.dueAt,
                unsent: entry
            )
        }
    }

    private func planned(_ unsent: [OutboxEntry]) -> [AgendaItem] {
        unsent.compactMap { entry in
            guard case .followUp(.add(let plan)) = entry.change else { return nil }
            return AgendaItem(
                leadID: entry.leadID,
                leadName: entry.leadName,
                content: .planned(plan),
                dueAt: plan.dueAt,
                unsent: entry.id
            )
        }
    }

    private var asideItems: [AgendaItem] {
        snoozes.map { lead, snooze in
            let row = list.row(of: lead)?.lead
            return AgendaItem(
                leadID: lead,
                leadName: row.map(shownName) ?? snoozeNames[lead] ?? "lead \(lead)",
                content: .snoozed(snooze),
                dueAt: snooze.until
            )
        }
        .filter { item in
            guard case .snoozed(let snooze) = item.content else { return false }
            return !snooze.isOver(for: list.row(of: item.leadID)?.lead, at: now)
        }
        .sorted { $0.stands(before: $1) }
    }
}

extension AgendaItem {
    /// The order of the sheet; what is due at the same moment always stands in the same order, as keys mean lines.
    fileprivate func stands(before other: AgendaItem) -> Bool {
        (dueAt ?? .distantFuture, leadID, number) < (other.dueAt ?? .distantFuture, other.leadID, other.number)
    }

    /// Tells items of one lead and moment apart; what is not on the server yet stands behind what is.
    private var number: Int64 {
        switch content {
        case .followUp(let followUp): followUp.id.rawValue
        case .planned: .max
        case .snoozed: .min
        }
    }
}
