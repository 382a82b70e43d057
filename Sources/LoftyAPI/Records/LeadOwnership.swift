/// Who of the account may see a lead.
///
/// Source: Lofty API, `ownershipScope` and `ownershipId`.
public enum LeadOwnership: Hashable, Sendable {
    /// Everybody of the account.
    case team
    /// An office, by its id.
    case office(Int64)
    /// One agent, by user id.
    case personal(Int64)
    /// A scope that Lofty added later.
    case other(scope: String, id: Int64?)

    /// The scope as on the wire.
    public var scope: String {
        switch self {
        case .team: "TEAM"
        case .office: "OFFICE"
        case .personal: "PERSONAL"
        case .other(let scope, _): scope
        }
    }

    /// Of the office or agent.
    public var id: Int64? {
        switch self {
        case .team: nil
        case .office(let id), .personal(let id): id
        case .other(_, let id): id
        }
    }
}
