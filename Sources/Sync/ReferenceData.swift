package import FoundationEssentials
package import Leads

/// What pickers and checks need to know of the team, as the server last said it.
package struct ReferenceData: Hashable, Sendable, Codable {
    package var me: Member?
    package var members: [Member]
    /// In the server's order; empty before the first load.
    package var stages: [Stage]
    package var tagNames: [String]
    package var loadedAt: Date?
    /// When parts were last read by themselves; `nil` in records from before that was noted.
    private(set) var partsReadAt: [Part: Date]?

    /// What a team is made of, each part with a reading of its own.
    package enum Part: String, Hashable, Sendable, Codable, CaseIterable, CodingKeyRepresentable {
        case stages, tags, members
    }

    package init(
        me: Member? = nil,
        members: [Member] = [],
        stages: [Stage] = [],
        tagNames: [String] = [],
        loadedAt: Date? = nil
    ) {
        self.me = me
        self.members = members
        self.stages = stages
        self.tagNames = tagNames
        self.loadedAt = loadedAt
    }

    /// The team as the planner and the pickers take it.
    package var team: Team { Team(stages: stages, tags: tagNames, members: members, me: me) }

    /// When the part was last read, by itself or with the others.
    func readAt(_ part: Part) -> Date? { [partsReadAt?[part], loadedAt].compactMap(\.self).max() }

    mutating func note(_ part: Part, readAt date: Date) {
        partsReadAt = (partsReadAt ?? [:]).merging([part: date]) { $1 }
    }

    /// The member a lead's assignee stands for.
    ///
    /// The ids on leads may differ from those of members (Lofty API, the user-id trap), so a unique name decides where
    /// the id does not.
    package func member(for assignee: Assignee) -> Member? {
        if let id = assignee.id, let match = members.first(where: { $0.id.rawValue == id }) { return match }
        let sameName = members.filter { $0.fullName == assignee.name }
        return sameName.count == 1 ? sameName.first : nil
    }
}
