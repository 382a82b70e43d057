/// What the server's word on a lead's numbers means beyond the lead, and for later.
extension ContactEvidence {
    /// What the lead's own numbers say.
    ///
    /// Who asks not to be contacted asks so of every number, and a number rings for whoever else has it.
    package init(listingOf lead: Lead) {
        self.init()
        refusesContact = lead.refusesContact
        listedNumbers = Set(lead.phones.filter { $0.isListed || refusesContact }.map(\.key))
    }

    /// What went away with the numbers that a newer reading of a lead does not have any more.
    ///
    /// Lofty knows of a wish only by the number, so an edit that takes the number away would take the wish along.
    package init(takenAwayBy lead: Lead, from old: Lead?) {
        self.init()
        guard let old else { return }
        for phone in old.phones where (phone.isListed || old.refusesContact) && lead.spellings(of: phone).isEmpty {
            listedNumbers.insert(phone.key)
            if phone.status == .dncContact, !lead.refusesContact { refusesContact = true }
        }
    }

    /// Numbers of which a reading says no more that they are listed: somebody took them off the list in Lofty.
    package static func takenOff(_ lead: Lead, since old: Lead?) -> [Phone] {
        (old?.phones ?? []).filter { phone in
            guard phone.isListed else { return false }
            let spellings = lead.spellings(of: phone)
            return !spellings.isEmpty && !spellings.contains(where: \.isListed)
        }
    }
}

extension Lead {
    /// Shows that these of its numbers are on a list; each is a ``PhoneNumber/key``.
    package mutating func mark(listed keys: Set<String>) {
        guard !keys.isEmpty else { return }
        var evidence = ContactEvidence()
        evidence.listedNumbers = keys
        mark(evidence)
    }

    /// The lead's numbers at which a call to this one may ring.
    fileprivate func spellings(of phone: Phone) -> [Phone] { phones.filter { $0.rings(atOneOf: [phone.key]) } }
}
