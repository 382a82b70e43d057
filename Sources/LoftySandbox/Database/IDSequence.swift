import GRDB

/// Numbers that are given out once.
enum IDSequence: String, CaseIterable {
    case lead
    case leadUser
    case timeline
    case note
    case tag
    case property
    case routingRule
    case stage
    case task
    case transaction
    case memberMessage
    /// What the generator has let happen.
    case live

    /// Beyond everything that the book itself uses, and within 2^53.
    var first: Int64 {
        switch self {
        case .lead: 1_190_000_000_000_001
        case .leadUser: 1_290_000_000_000_001
        case .timeline: 1_390_000_000_000_001
        case .note: 490_000_000_001
        case .tag: 6_900_001
        case .property: 7_900_001
        case .routingRule: 8_900_001
        case .stage: 990_001
        case .task: 1_590_000_000_000_001
        case .transaction: 790_000_000_001
        case .memberMessage: 1_690_000_000_000_001
        case .live: 1
        }
    }

    func next(_ db: Database) throws -> Int64 {
        let value = try Int64.fetchOne(
            db,
            sql: """
                INSERT INTO sequence (name, next) VALUES (:name, :first + 1)
                ON CONFLICT (name) DO UPDATE SET next = next + 1
                RETURNING next - 1
                """,
            arguments: ["name": rawValue, "first": first]
        )
        return value ?? first
    }
}
