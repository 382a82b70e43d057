package import Leads

extension AppState {
    /// What a query about a lead on the screen is read by.
    ///
    /// - `clock`: the person's own.
    package func queryContext(on clock: ZoneRules = .home) -> QueryContext {
        QueryContext(
            now: now,
            me: account.team.me,
            members: account.team.members,
            clock: clock,
            nextSteps: followUps.nextSteps,
            snoozed: Set(snoozes.filter { !$0.value.isOver(for: lead(of: $0.key), at: now) }.keys)
        )
    }
}
