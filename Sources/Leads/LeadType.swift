/// What a lead wants to do; a lead may have several.
///
/// Source: Lofty API, `leadTypes`. A number that is not in the published table is kept as ``other(_:)``.
public enum LeadType: Hashable, Sendable, Codable {
    case seller, buyer, renter, investor, agent, homeowner, landlord
    /// `-1`, or a number that Lofty added later.
    case other(Int)

    /// The number on the wire.
    public var code: Int {
        switch self {
        case .seller: 1
        case .buyer: 2
        case .renter: 5
        case .investor: 6
        case .agent: 7
        case .homeowner: 8
        case .landlord: 9
        case .other(let code): code
        }
    }

    public init(code: Int) {
        self = Self.named.first { $0.code == code } ?? .other(code)
    }

    /// The published types in the order of Lofty's table.
    public static let named: [LeadType] = [.buyer, .seller, .renter, .investor, .agent, .homeowner, .landlord]

    /// English name as Lofty writes it.
    public var name: String {
        switch self {
        case .seller: "Seller"
        case .buyer: "Buyer"
        case .renter: "Renter"
        case .investor: "Investor"
        case .agent: "Agent"
        case .homeowner: "Homeowner"
        case .landlord: "Landlord"
        case .other: "Other"
        }
    }

    /// Finds a type by its name, whatever the case.
    public init?(name: String) {
        let wanted = name.lowercased()
        if wanted == "other" {
            self = .other(-1)
            return
        }
        guard let match = Self.named.first(where: { $0.name.lowercased() == wanted }) else { return nil }
        self = match
    }
}
