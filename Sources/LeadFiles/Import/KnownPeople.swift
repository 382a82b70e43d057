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
    private let seed = Int.random(in: .min ... .max)

    package init() {}

    /// Adds a lead of the book, or an unsent one.
    package mutating func add(_ lead: Lead) {
        var new = NewLead(firstName: lead.firstName, lastName: lead.lastName, emails: lead.emails)
        new.phones = lead.phones.map(\.number)
        add(new, as: .lead(lead.id, name: lead.displayName))
    }

    /// Who the lead of a row is, by what is known above; from then on it is known too.
    package mutating func meet(_ lead: NewLead, line: Int) -> ImportLine.Relation {
        let relation = relation(of: lead)
        if case .same = relation { return relation }
        add(lead, as: .line(line))
        return relation
    }

    private mutating func add(_ lead: NewLead, as counterpart: ImportLine.Counterpart) {
        let number = Int32(clamping: people.count)
        let keys = LeadIdentity(lead).keys
        guard !keys.isEmpty else { return }
        people.append(Person(counterpart: counterpart, firstName: lead.firstName, lastName: lead.lastName))
        for key in keys {
            let hash = hash(of: key)
            if first[hash] == nil { first[hash] = number } else { others[hash, default: []].append(number) }
        }
    }

    /// One address is one person; one number is one person where the names agree, and a household else.
    private func relation(of lead: NewLead) -> ImportLine.Relation {
        var household: ImportLine.Counterpart?
        for key in LeadIdentity(lead).keys {
            let hash = hash(of: key)
            for number in [first[hash]].compactMap(\.self) + (others[hash] ?? []) {
                let person = people[Int(number)]
                if key.hasPrefix("e") || lead.agreesInName(with: person.firstName, person.lastName) {
                    return .same(person.counterpart)
                }
                household = household ?? person.counterpart
            }
        }
        return household.map { .household($0) } ?? .stranger
    }

    private func hash(of key: String) -> Int {
        var hasher = Hasher()
        hasher.combine(seed)
        hasher.combine(key)
        return hasher.finalize()
    }
}
