package import Leads

/// What one key decided: all of it is submitted together and taken back by one undo.
package struct ChangeGroup: Hashable, Sendable, Identifiable {
    package var id: ID
    package var content: Content
    /// What the person called it, such as the name of a disposition; `nil` for a change that says it itself.
    package var name: String?
    /// True for a verb on many leads: one that cannot have it any more is left out, and the others do not wait for it.
    package var leavesOut: Bool
    /// True for what was asked about before it was done, as Lofty offers no way back: it is not done again unasked.
    package var asks: Bool

    /// Rises by one with every group of a session; a group has its id before the journal knows it.
    package struct ID: RawRepresentable, Hashable, Comparable, Sendable {
        package let rawValue: Int

        package init(rawValue: Int) { self.rawValue = rawValue }

        package static func < (left: ID, right: ID) -> Bool { left.rawValue < right.rawValue }
    }

    package enum Content: Hashable, Sendable {
        case changes([Proposal])
        case create(NewLead)
    }

    package init(id: ID, _ content: Content, name: String? = nil, leavesOut: Bool = false, asks: Bool = false) {
        self.id = id
        self.content = content
        self.name = name
        self.leavesOut = leavesOut
        self.asks = asks
    }

    /// The changes of leads that exist.
    package var proposals: [Proposal] {
        switch content {
        case .changes(let proposals): proposals
        case .create: []
        }
    }

    /// The group once the server has named a lead that was created here.
    func renaming(_ provisional: Lead.ID, to real: Lead.ID) -> ChangeGroup {
        guard case .changes(let proposals) = content else { return self }
        let renamed = proposals.map { proposal in
            Proposal(
                proposal.change,
                on: proposal.leadID == provisional ? real : proposal.leadID,
                override: proposal.override
            )
        }
        return ChangeGroup(id: id, .changes(renamed), name: name, leavesOut: leavesOut, asks: asks)
    }

    /// The group without changes that were stopped before they left.
    func removing(_ stopped: [Lead.ID: [LeadChange]]) -> ChangeGroup {
        guard case .changes(let proposals) = content else { return self }
        var group = self
        group.content = .changes(
            proposals.filter { proposal in
                !(stopped[proposal.leadID] ?? []).contains { $0.isSame(as: proposal.change) }
            }
        )
        return group
    }
}

extension LeadChange {
    /// True for the same change, also where the journal spells a tag as the lead has it, or has put the change on
    /// another value than the one it was planned from.
    fileprivate func isSame(as other: LeadChange) -> Bool {
        switch (self, other) {
        case (.removeTag(let tag), .removeTag(let spelling)): tag.lowercased() == spelling.lowercased()
        case (.setStage(from: _, to: let stage), .setStage(from: _, to: let same)): stage == same
        case (.assign(from: _, to: let member), .assign(from: _, to: let same)): member.id == same.id
        default: self == other
        }
    }
}
