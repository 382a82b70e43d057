package import FoundationEssentials

/// What is planned: for each lead with an open follow-up, when the earliest is due.
package struct NextSteps: Hashable, Sendable {
    /// `distantFuture` for a follow-up without a time.
    private var due: [Lead.ID: Date] = [:]

    package init(_ followUps: some Sequence<FollowUp> = []) {
        for followUp in followUps where !followUp.isFinished {
            due[followUp.leadID] = min(followUp.dueAt ?? .distantFuture, due[followUp.leadID] ?? .distantFuture)
        }
    }

    /// How a lead's next step stands at a time, on the clock of the person who asks.
    package func step(of lead: Lead.ID, at now: Date, _ clock: ZoneRules) -> QueryNextStep {
        due[lead].map { Self.step($0, at: now, endOfDay: Self.endOfDay(now, clock)) } ?? .none
    }

    /// When the earliest open follow-up of a lead is due; `distantFuture` for one without a time, `nil` without any.
    package func due(of lead: Lead.ID) -> Date? { due[lead] }

    /// The leads whose next step stands in one of these ways, ``QueryNextStep/none`` aside.
    func leads(_ steps: [QueryNextStep], at now: Date, _ clock: ZoneRules) -> Set<Int64> {
        let endOfDay = Self.endOfDay(now, clock)
        return Set(due.filter { steps.contains(Self.step($0.value, at: now, endOfDay: endOfDay)) }.map(\.key.rawValue))
    }

    /// The leads for which anything is planned.
    var leads: Set<Int64> { Set(due.keys.map(\.rawValue)) }

    /// When a step next stands otherwise, though no follow-up changes.
    package func nextChange(after now: Date, _ clock: ZoneRules) -> Date {
        due.values.filter { $0 > now }.reduce(Self.endOfDay(now, clock)) { min($0, $1) }
    }

    private static func step(_ due: Date, at now: Date, endOfDay: Date) -> QueryNextStep {
        if due <= now { return .overdue }
        return due < endOfDay ? .today : .planned
    }

    /// When the next day begins where the person is.
    private static func endOfDay(_ now: Date, _ clock: ZoneRules) -> Date {
        let days = Int(clock.wallTime(at: now.wholeSeconds).floored(by: 86_400))
        // Beyond the calendar nothing is due on the same day.
        guard let today = CivilDay(daysSince1970: days) else { return now }
        return Date(timeIntervalSince1970: Double(clock.start(of: today, plusDays: 1)))
    }
}
