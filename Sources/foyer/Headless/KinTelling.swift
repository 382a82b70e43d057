import Leads

/// Says before a lead is made who may be that person already, or live with them, as far as this machine knows the book.
enum KinTelling {
    /// More are not named; a shared number of an office would name a page of people.
    private static let most = 5

    static func tell(of new: NewLead, in book: LocalBook) throws(FoyerFailure) {
        let subject = KinSubject.new(new)
        guard let query = subject.query else { return }
        var candidates: [Lead] = []
        try book.forEach(matching: query) { lead throws(FoyerFailure) in candidates.append(lead) }
        let found = subject.kin(among: candidates)
        for kin in found.prefix(most) {
            let why = "\(kin.kinship.words) · \(kin.owner ?? "nobody")'s"
            StandardError.print("foyer: Lead \(kin.id), \(kin.name), \(relation(of: kin)): \(why).")
        }
        if found.contains(where: \.kinship.isDuplicate) {
            StandardError.print("foyer: Foyer makes another lead and merges nobody; in Lofty the two can be merged.")
        }
    }

    private static func relation(of kin: Kin) -> String {
        switch kin.kinship {
        case .duplicate: "is perhaps the same person"
        case .household: "perhaps lives with them"
        case .namesake: "has the same name"
        }
    }
}
