/// Finds the leads that may be the same person or household as another, by email, phone and home.
///
/// A value of about three dictionary entries a lead; make it when a form or an import opens.
package struct KinIndex: Sendable {
    private var identities: [Lead.ID: LeadIdentity] = [:]
    private var byKey: [String: [Lead.ID]] = [:]

    package init(_ leads: some Sequence<Lead> = []) {
        for lead in leads { put(lead) }
    }

    /// Puts a lead in, or its newer state in the place of the old one.
    package mutating func put(_ lead: Lead) {
        remove(lead.id)
        let identity = LeadIdentity(lead)
        identities[lead.id] = identity
        for key in identity.keys { byKey[key, default: []].append(lead.id) }
    }

    package mutating func remove(_ id: Lead.ID) {
        guard let identity = identities.removeValue(forKey: id) else { return }
        for key in identity.keys { byKey[key]?.removeAll { $0 == id } }
    }

    /// A lead that belongs together with the one asked about.
    package struct Match: Hashable, Sendable {
        package var id: Lead.ID
        package var kinship: Kinship
    }

    /// Duplicates before households, then by id.
    package func matches(of lead: Lead) -> [Match] { matches(of: LeadIdentity(lead), but: lead.id) }

    /// What a form or an import row would double.
    package func matches(of new: NewLead) -> [Match] { matches(of: LeadIdentity(new), but: nil) }

    private func matches(of identity: LeadIdentity, but own: Lead.ID?) -> [Match] {
        let ids = Set(identity.keys.flatMap { byKey[$0] ?? [] }).subtracting([own].compactMap(\.self))
        let matches = ids.compactMap { id in
            identities[id].flatMap { Kinship(identity, $0) }.map { Match(id: id, kinship: $0) }
        }
        return matches.sorted { left, right in
            (left.kinship.isDuplicate ? 0 : 1, left.id) < (right.kinship.isDuplicate ? 0 : 1, right.id)
        }
    }
}
