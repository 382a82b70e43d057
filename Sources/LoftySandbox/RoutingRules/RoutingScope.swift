/// What a rule hands out (contract §10.5).
///
/// The contract names only 4, `ASSISTANT_LEAD`; its texts speak of agents and lenders besides.
enum RoutingType: Int64, CaseIterable, Hashable, Sendable {
    case agent = 1
    case lender = 2
    case assistant = 4
}

/// Whose rules: those of the company or of one office, for one role.
struct RoutingScope: Hashable, Sendable {
    /// The group of the company, as `assignGroupId` has it.
    static let company: Int64 = -1

    var type: RoutingType
    /// ``company`` or the id of an office.
    var groupID: Int64
    /// 0 for every type but ``RoutingType/assistant``.
    var roleID: Int64

    /// Stands in for the row of a supplement that nobody has set; no stored rule has such an id.
    var builtInRuleID: Int64 { groupID == Self.company ? 0 : -groupID }
}
