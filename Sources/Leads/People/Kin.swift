package import FoundationEssentials

/// A lead that may be the same person as another, or live with them.
package struct Kin: Hashable, Sendable {
    package var id: Lead.ID
    package var name: String
    /// The owner's name; `nil` for nobody's.
    package var owner: String?
    package var createdAt: Date?
    package var kinship: Kinship

    package init(_ lead: Lead, _ kinship: Kinship) {
        id = lead.id
        name = lead.displayName
        owner = lead.assignee?.name
        createdAt = lead.createdAt
        self.kinship = kinship
    }
}

/// Somebody whose kin is looked for in the book.
package enum KinSubject: Hashable, Sendable {
    case lead(Lead)
    /// A lead that a form is about to make.
    case new(NewLead)

    /// Who may be kin, to be looked at one by one; `nil` for somebody who has nothing to be found by.
    ///
    /// People of one home who share neither a number nor an address of mail are found by their last name, and the
    /// namesakes of a new lead by theirs.
    package var query: LeadQuery? {
        let terms = [
            patterns(emails).map { QueryTerm.text(.email, $0) }, patterns(phones).map { QueryTerm.text(.phone, $0) },
            wholeName.map { QueryTerm.text(.name, [.like($0)]) },
        ].compactMap(\.self)
        return terms.isEmpty ? nil : LeadQuery(.any(terms.map(QueryExpression.term)))
    }

    /// Those of the candidates that are kin, duplicates first.
    package func kin(among candidates: [Lead]) -> [Kin] {
        let index = KinIndex(candidates)
        let matches =
            switch self {
            case .lead(let lead): index.matches(of: lead)
            case .new(let new): index.matches(of: new)
            }
        let leads = Dictionary(candidates.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let kin = matches.compactMap { match in leads[match.id].map { Kin($0, match.kinship) } }
        return kin + namesakes(among: candidates, but: Set(kin.map(\.id)))
    }

    /// Leads with the whole name of a new one; those of a lead that is there already are nobody's business.
    private func namesakes(among candidates: [Lead], but known: Set<Lead.ID>) -> [Kin] {
        guard case .new(let new) = self else { return [] }
        let name = PersonName(new.firstName, new.lastName)
        let alike = candidates.filter { lead in
            !known.contains(lead.id) && name.isSame(as: PersonName(lead.firstName, lead.lastName))
        }
        return alike.sorted { $0.id < $1.id }.map { Kin($0, .namesake) }
    }

    private var emails: [String] {
        switch self {
        case .lead(let lead): lead.emails
        case .new(let new): new.emails
        }
    }

    private var phones: [String] {
        switch self {
        case .lead(let lead): lead.phones.map(\.number)
        case .new(let new): new.phones
        }
    }

    private var wholeName: String? {
        switch self {
        case .lead(let lead): lead.address?.street != nil && !lead.lastName.isEmpty ? lead.lastName : nil
        case .new(let new):
            new.firstName.trimmed.isEmpty || new.lastName.trimmed.isEmpty ? nil : new.lastName.trimmed
        }
    }

    private func patterns(_ texts: [String]) -> [QueryTextPattern]? {
        let texts = texts.map(\.trimmed).filter { !$0.isEmpty }
        return texts.isEmpty ? nil : texts.map(QueryTextPattern.exactly)
    }
}
