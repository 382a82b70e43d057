package import Leads

/// The people that an import can run into: those of the book, and those of the rows above.
///
/// Keeps some fifty bytes for each address and number instead of the leads, so that a long file fits. Two addresses that
/// have one hash would be taken for one: with 64 bits that does not happen to anybody.
package struct KnownPeople {
    private struct Person {
        var counterpart: ImportLine.Counterpart
        var firstName: String
        var lastName: String
    }

    private var people: [Person] = []
    /// The first person of an address or number; those who share it stand in ``others``.
    private var first: [Int: Int32] = [:]
    private var others: [Int: [Int32]] = [:]
    /// The leads of the book by their ids.
    private var ids: [Lead.ID: Int32] = [:]
    private let seed = Int.random(in: .min ... .max)
    /// Of people who share a number so many are compared by name; beyond them, as where a sheet gives every row the number of
    /// the office, only an equal name is the same person.
    private static let mostCompared = 32

    package init() {}

    /// Adds a lead of the book, or an unsent one.
    package mutating func add(_ lead: Lead) {
        var new = NewLead(firstName: lead.firstName, lastName: lead.lastName, emails: lead.emails)
        new.phones = lead.phones.map(\.number)
        // An export brings back also whom nothing but the id tells.
        ids[lead.id] = Int32(clamping: people.count)
        append(new, LeadIdentity(new).wholeKeys, as: .lead(lead.id, name: lead.displayName))
    }

    /// Who the lead of a row is, by what is known above; from then on it is known too.
    ///
    /// The `id` that the file gives it counts where the lead of the book has an agreeing name, see ``ImportedLead/id``.
    package mutating func meet(_ lead: NewLead, id: Lead.ID? = nil, line: Int) -> ImportLine.Relation {
        let identity = LeadIdentity(lead)
        if let person = id.flatMap({ ids[$0] }).map({ people[Int($0)] }),
            identity.agreesInName(with: person.firstName, person.lastName)
        {
            return .same(person.counterpart)
        }
        let keys = identity.wholeKeys
        let relation = relation(of: lead, identity, keys)
        if case .same = relation { return relation }
        if !keys.isEmpty { append(lead, keys, as: .line(line)) }
        return relation
    }

    private mutating func append(_ lead: NewLead, _ keys: [String], as counterpart: ImportLine.Counterpart) {
        let number = Int32(clamping: people.count)
        people.append(Person(counterpart: counterpart, firstName: lead.firstName, lastName: lead.lastName))
        for key in keys {
            let hash = hash(of: key)
            if first[hash] == nil {
                first[hash] = number
            } else if others[hash, default: []].count < Self.mostCompared {
                others[hash, default: []].append(number)
            } else {
                let exact = self.hash(of: key, of: lead)
                if first[exact] == nil { first[exact] = number }
            }
        }
    }

    /// One address is one person; one number is one person where the names agree, and a household else.
    private func relation(
        of lead: NewLead,
        _ identity: LeadIdentity,
        _ keys: [String]
    ) -> ImportLine.Relation {
        var household: ImportLine.Counterpart?
        for key in keys {
            let hash = hash(of: key)
            var candidates = [first[hash]].compactMap(\.self) + (others[hash] ?? [])
            if candidates.count > Self.mostCompared, let exact = first[self.hash(of: key, of: lead)] {
                candidates.append(exact)
            }
            for number in candidates {
                let person = people[Int(number)]
                if key.hasPrefix("e") || identity.agreesInName(with: person.firstName, person.lastName) {
                    return .same(person.counterpart)
                }
                household = household ?? person.counterpart
            }
        }
        return household.map { .household($0) } ?? .stranger
    }

    /// Of an address or number; with a lead, of that and the words of its name, whatever their case and accents.
    private func hash(of key: String, of lead: NewLead? = nil) -> Int {
        var hasher = Hasher()
        hasher.combine(seed)
        hasher.combine(key)
        if let lead { hasher.combine(LeadIdentity(NewLead(firstName: lead.firstName, lastName: lead.lastName))) }
        return hasher.finalize()
    }
}
