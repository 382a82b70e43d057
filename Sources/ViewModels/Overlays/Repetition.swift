package import Leads

/// What was undone and is about to be done again, where one key alone must not do it.
package struct Repetition: Hashable, Sendable {
    /// The group that was undone.
    package var group: ChangeGroup.ID
    package var kind: Kind
    /// The leads it is about; of very many only the first ones.
    package var subjects: [Subject]
    package var leadCount: Int

    package enum Kind: Hashable, Sendable {
        case trash
        /// What the person called it.
        case named(String)
    }

    package struct Subject: Hashable, Sendable {
        package var lead: Lead.ID
        package var name: String
        /// Why the lead goes to the trash; `nil` for anything else.
        package var reason: String?

        package init(_ lead: Lead.ID, name: String, reason: String? = nil) {
            self.lead = lead
            self.name = name
            self.reason = reason
        }
    }

    /// More names than these nobody reads before an answer.
    package static let mostSubjects = 8

    package init(_ group: ChangeGroup.ID, _ kind: Kind, _ subjects: [Subject], leadCount: Int) {
        self.group = group
        self.kind = kind
        self.subjects = subjects
        self.leadCount = leadCount
    }

    /// The lead it is about; `nil` for several.
    package var lead: Lead.ID? { leadCount == 1 ? subjects.first?.lead : nil }

    func renaming(_ provisional: Lead.ID, to real: Lead.ID) -> Repetition {
        var repetition = self
        for index in subjects.indices where subjects[index].lead == provisional {
            repetition.subjects[index].lead = real
        }
        return repetition
    }
}

extension AppState {
    /// What has to be asked before a group is done again: what was asked the first time; `nil` for nothing.
    func repetition(of group: ChangeGroup) -> Repetition? {
        var trashed: [Repetition.Subject] = []
        var leads: [Lead.ID] = []
        var seen: Set<Lead.ID> = []
        for proposal in group.proposals {
            if case .trash(let reason) = proposal.change {
                trashed.append(
                    Repetition.Subject(proposal.leadID, name: knownName(of: proposal.leadID), reason: reason)
                )
            }
            if seen.insert(proposal.leadID).inserted { leads.append(proposal.leadID) }
        }
        guard trashed.isEmpty else {
            let shown = Array(trashed.prefix(Repetition.mostSubjects))
            return Repetition(group.id, .trash, shown, leadCount: trashed.count)
        }
        guard group.asks || leads.count > bulkCountLimit else { return nil }
        let shown = leads.prefix(Repetition.mostSubjects).map { Repetition.Subject($0, name: knownName(of: $0)) }
        return Repetition(group.id, .named(group.name ?? "the same"), shown, leadCount: leads.count)
    }

    private func knownName(of id: Lead.ID) -> String { lead(of: id)?.displayName ?? "lead \(id)" }
}
