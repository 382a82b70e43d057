package import Leads

extension LeadSort {
    /// The order by a key as one mostly wants it: names and stages from their beginning, the rest from the highest.
    package init(startingWith key: Key) { self.init(key, descending: key != .name && key != .stage) }

    /// The same order from its other end.
    package var reversed: LeadSort { LeadSort(key, descending: !isDescending) }
}
