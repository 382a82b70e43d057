package import FoundationEssentials

/// What a query needs to know beyond the lead.
package struct QueryContext: Sendable {
    /// The moment that `age<2d` counts back from.
    package var now: Date
    /// The person behind `owner:me`; `nil` makes that term match nobody.
    package var me: Member?
    /// The team, by whose addresses `owner:alice@example.com` finds the names that stand on leads.
    package var members: [Member]
    /// Where a day such as `2026-11-01` begins, in seconds east of Greenwich.
    package var secondsFromGMT: Int

    package init(now: Date, me: Member? = nil, members: [Member] = [], secondsFromGMT: Int = 0) {
        self.now = now
        self.me = me
        self.members = members
        self.secondsFromGMT = secondsFromGMT
    }
}
