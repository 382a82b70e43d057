/// One process that spends from the record.
struct BudgetProcess: Hashable, Sendable {
    /// Chosen at random by each governor.
    var id: UInt64
    var processID: Int32
    /// Calls on the wire; the server may not have counted them yet.
    var callsInFlight = 0
    /// After this the process counts as gone, whatever its id says.
    var leaseEndsAt: Duration = .zero
    var claim: BudgetClaim?
}

/// The first call that a process has waiting.
struct BudgetClaim: Hashable, Sendable {
    var lane: CallLane
    var since: Duration
    /// A process that stopped looking after its call loses its place after ``patience``.
    var seenAt: Duration

    static let patience = Duration.seconds(2)

    func isBefore(_ other: (lane: CallLane, since: Duration)) -> Bool {
        lane == other.lane ? since < other.since : lane < other.lane
    }
}
