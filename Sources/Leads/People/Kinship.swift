/// How two leads belong together, by what they tell of themselves.
///
/// Foyer never merges leads: Lofty does, where an agent decides.
package enum Kinship: Hashable, Sendable {
    /// Most likely one person.
    case duplicate([Likeness])
    /// Two people who share a phone or a home.
    case household([Likeness])
    /// The same whole name and nothing else: perhaps one person, so worth a look before another lead is made.
    case namesake

    /// What is alike.
    package enum Likeness: Hashable, Sendable {
        /// An address, as the first lead spells it.
        case email(String)
        /// A number, as the first lead spells it.
        case phone(String)
        case name
        case address
    }

    /// The likenesses, the most telling first.
    package var likenesses: [Likeness] {
        switch self {
        case .duplicate(let likenesses), .household(let likenesses): likenesses
        case .namesake: [.name]
        }
    }

    package var isDuplicate: Bool {
        switch self {
        case .duplicate: true
        case .household, .namesake: false
        }
    }

    /// Why, for a person: "same email jane@example.com, same name".
    package var words: String {
        likenesses.map { likeness in
            switch likeness {
            case .email(let email): "same email \(email)"
            case .phone(let number): "same phone \(number)"
            case .name: "same name"
            case .address: "same address"
            }
        }.joined(separator: ", ")
    }
}

extension Kinship {
    /// One email in common is one person.
    ///
    /// A phone or a home in common is one person when the names agree or one is
    /// missing, else a household. A name alone is nothing: there are many Jane Smiths.
    init?(_ one: LeadIdentity, _ other: LeadIdentity) {
        let emails = one.emails.filter { other.emails[$0.key] != nil }.values.sorted().map(Likeness.email)
        let phones = one.phones.filter { line, _ in other.phones.keys.contains { $0.isSameLine(as: line) } }
            .values.sorted().map(Likeness.phone)
        let home: [Likeness] = one.home != nil && one.home == other.home ? [.address] : []
        let shared = emails + phones + home
        guard !shared.isEmpty else { return nil }
        let isSameName = one.name.agrees(with: other.name)
        let likenesses = shared + (isSameName && !one.name.isEmpty && !other.name.isEmpty ? [.name] : [])
        // Without a name on both sides a home says nothing about who lives there.
        let isOne = !emails.isEmpty || (isSameName && (!phones.isEmpty || likenesses.contains(.name)))
        self = isOne ? .duplicate(likenesses) : .household(likenesses)
    }
}
