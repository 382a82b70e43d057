/// What a member is in the team, and by that what the member may see and do.
///
/// | role | sees, of what is not hidden | rights |
/// |---|---|---|
/// | agent | own leads, those nobody has, those opened to the team or to the own office | none but granted ones |
/// | team lead | besides, the leads of every agent of the own office and the offices below it | export |
/// | admin, owner | every lead of the team | all |
///
/// "Own" is a lead that the member owns, or is the agent, the lender or in one of the roles of; "opened" is its ownership
/// scope (contract §7.1). A hidden lead is seen by its agent alone, whatever the role of anybody else.
enum MemberRole: String, CaseIterable, Hashable, Sendable {
    case agent
    case teamLead
    case admin
    case owner

    /// Whether every lead of the team that is not hidden can be seen.
    var seesWholeTeam: Bool {
        switch self {
        case .agent, .teamLead: false
        case .admin, .owner: true
        }
    }

    /// What the role may do without being granted anything.
    var rights: MemberRights {
        switch self {
        case .agent: []
        case .teamLead: .exportLeads
        case .admin, .owner: .all
        }
    }
}
