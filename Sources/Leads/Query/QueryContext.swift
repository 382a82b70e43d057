package import FoundationEssentials

/// What a query needs to know beyond the lead.
package struct QueryContext: Sendable {
    /// The moment that `age<2d` counts back from.
    package var now: Date
    /// The person behind `owner:me`; `nil` makes that term match nobody.
    package var me: Member?
    /// The team, by whose addresses `owner:alice@example.com` finds the names that stand on leads.
    package var members: [Member]
    /// What is planned for whom; `nil` while it is not known, when `next:` matches nobody.
    package var nextSteps: NextSteps?
    /// Leads that are put aside at the moment, for `snoozed:yes`.
    package var snoozed: Set<Lead.ID>
    /// The clock of the person who asks: when a day such as `2026-11-01` begins.
    package var clock: ZoneRules

    /// On a clock that is never set; it is an hour off for days on the other side of a change.
    package init(now: Date, me: Member? = nil, members: [Member] = [], secondsFromGMT: Int = 0) {
        self.init(now: now, me: me, members: members, clock: .fixed(secondsFromGMT: secondsFromGMT))
    }

    /// On the person's clock, which ``ZoneDatabase/local`` reads.
    package init(
        now: Date,
        me: Member? = nil,
        members: [Member] = [],
        clock: ZoneRules,
        nextSteps: NextSteps? = nil,
        snoozed: Set<Lead.ID> = []
    ) {
        self.now = now
        self.me = me
        self.members = members
        self.clock = clock
        self.nextSteps = nextSteps
        self.snoozed = snoozed
    }

    /// Seconds east of Greenwich now; setting it stops the clock from ever being set.
    package var secondsFromGMT: Int {
        get { clock.offset(at: now.wholeSeconds) }
        set { clock = .fixed(secondsFromGMT: newValue) }
    }
}
