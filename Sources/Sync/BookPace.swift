/// How far the rolling pass is, and how old that leaves the book: a pure value.
package struct BookPace: Hashable, Sendable {
    /// When each page of the last whole pass was asked for.
    private var earlier: [Duration] = []
    /// When each page of the present pass was asked for.
    private var present: [Duration] = []
    private var lastBeganAt: Duration?
    /// Leads of the book and of a page, as the last pages had them.
    private var total = 0
    private var pageSize = 100

    package init() {}

    /// Pages that a pass takes, the overlaps counted.
    package var pagesOfAPass: Int { max(1, (total + max(1, pageSize - 1) - 1) / max(1, pageSize - 1)) }

    /// When the lead that was read longest ago was asked for; `nil` before the first whole pass.
    package var oldest: Duration? {
        guard !earlier.isEmpty else { return nil }
        // What lies behind the present page was read by it; what lies before it by the pass before.
        let rest = earlier.dropFirst(present.count)
        return (Array(rest) + present).min()
    }

    func dueAt(interval: Duration) -> Duration { lastBeganAt.map { $0 + interval } ?? .zero }

    mutating func began(at now: Duration) { lastBeganAt = now }

    /// A page of the pass that was asked for at `time` has come.
    package mutating func read(at time: Duration, total: Int, pageSize: Int) {
        present.append(time)
        self.total = total
        if pageSize > 1, pageSize < total { self.pageSize = pageSize }
    }

    /// The pass has come to its end; one with gaps leaves the book as old as it was.
    package mutating func ended(isWhole: Bool) {
        if isWhole { earlier = present }
        present = []
    }

    /// A pass was made at once by a refresh, or by another process, that began at `time`.
    package mutating func passed(at time: Duration, total: Int) {
        if total > 0 { self.total = total }
        earlier = Array(repeating: time, count: pagesOfAPass)
        // What a pass that is under way has read of it was read again.
        present = Array(repeating: time, count: present.count)
    }

    /// The pass was given up, and the next one begins anew.
    package mutating func abandoned() { present = [] }
}
