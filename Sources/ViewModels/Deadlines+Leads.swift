package import FoundationEssentials
package import Leads

/// When what is told of leads next reads otherwise by itself.
extension Deadlines {
    /// The next such moment of a row of the list or of the detail, but for what the hours of contact do.
    ///
    /// - Parameters:
    ///   - lead: as it is shown.
    ///   - due: when the next thing is to be done for it; `nil` for none, or for one without a date.
    ///   - endOfToday: the next midnight, where a date is told in another way.
    ///   - now: the moment it is shown at.
    /// - Returns: `nil` when nothing of it depends on the time.
    package static func nextChange(of lead: Lead, due: Date?, endOfToday: Date, after now: Date) -> Date? {
        let ages = [lead.createdAt, lead.lastTouchAt, lead.lastVisitAt].compactMap { date in
            date.map { AgeScale.nextStep(of: $0, after: now) }
        }
        // Before its time it is told with an hour or a day, and after it as so late.
        let late = due.map { $0 > now ? $0 : AgeScale.nextStep(of: $0, after: now) }
        let other = [late, due.map { _ in endOfToday }, ResponseTarget.nextBand(of: lead, after: now)]
        return (ages + other.compactMap(\.self)).min()
    }

    /// A follow-up of my day becomes late by itself, and tomorrow's is today's at midnight.
    static func nextOfAgenda(_ state: AppState) -> Date? {
        guard case .agenda = state.overlay else { return nil }
        let dates = state.agenda.compactMap(\.item.dueAt)
        guard !dates.isEmpty else { return nil }
        return (dates.filter { $0 > state.now } + [state.endOfToday]).min()
    }
}

extension ResponseTarget {
    /// When the wait of a lead next comes into another band, or ends being one; `nil` when it does not.
    package static func nextBand(of lead: Lead, after now: Date) -> Date? {
        guard lead.lastTouchAt == nil, let created = lead.createdAt else { return nil }
        let target = Double(time.components.seconds)
        // A band holds its last second to the end.
        return [target + 1, target * 3 + 1, Double(longest.components.seconds)].map(created.addingTimeInterval)
            .first { $0 > now }
    }
}
