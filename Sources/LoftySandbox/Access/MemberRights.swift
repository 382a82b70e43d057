/// What a member may do beyond working leads.
///
/// The numbers are stored.
struct MemberRights: OptionSet, Hashable, Sendable {
    let rawValue: Int64

    static let deleteLeads = MemberRights(rawValue: 1)
    static let exportLeads = MemberRights(rawValue: 2)
    /// The contract's MANAGE_LEAD_DISTRIBUTION.
    static let manageRouting = MemberRights(rawValue: 4)
    static let manageStages = MemberRights(rawValue: 8)
    /// Keys, apps and rights of everybody in the team.
    static let manageAccess = MemberRights(rawValue: 16)
    static let all: MemberRights = [.deleteLeads, .exportLeads, .manageRouting, .manageStages, .manageAccess]
}

extension Call {
    /// Throws ``SandboxError/permissionDenied``, 400 with code 20017, unless the caller has all of the rights.
    func requireRight(_ rights: MemberRights) throws(SandboxError) {
        guard caller.rights.isSuperset(of: rights) else { throw .permissionDenied }
    }
}
