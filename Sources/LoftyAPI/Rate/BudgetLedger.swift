/// Where the budget record of a credential stands.
protocol BudgetLedger {
    /// Whether other processes may change the record.
    var isShared: Bool { get }

    /// Makes one change, exactly once, while nobody else can make any; must not be called from within itself.
    mutating func update<R>(at now: Duration, _ change: (inout BudgetRecord) -> R) -> R
}

/// A budget that this client has for itself.
struct PrivateLedger: BudgetLedger {
    private var record: BudgetRecord

    let isShared = false

    init(now: Duration) { record = BudgetRecord(now: now) }

    mutating func update<R>(at now: Duration, _ change: (inout BudgetRecord) -> R) -> R { change(&record) }
}
