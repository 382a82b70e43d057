/// What can happen by itself while somebody watches.
enum LiveEvent: String, CaseIterable, Sendable {
    case arrival
    case visit
    case reply
    case stageMove
    case tag
    case reassignment

    static func pick(_ random: inout SplitMix64) -> LiveEvent {
        random.pick(weighted: allCases.map { ($0, $0.weight) })
    }

    /// Of a hundred events.
    private var weight: Int {
        switch self {
        case .arrival: 15
        case .visit: 42
        case .reply: 20
        case .stageMove: 9
        case .tag: 9
        case .reassignment: 5
        }
    }
}
