/// The part of the guard that does not depend on the hour.
struct ContactRules {
    private let permissions: ContactPermissions
    private let evidence: ContactEvidence
    private let refusesContact: Bool
    /// What the lead's address says; `nil` when there is none, or it says nothing.
    private let home: CallingZones?
    /// Where the lead looks for a home.
    private let places: CallingZones
    /// Lines that must not be called, wherever they were named.
    private let listed: [PhoneNumber]

    init(_ lead: Lead, _ evidence: ContactEvidence = ContactEvidence()) {
        permissions = lead.permissions
        self.evidence = evidence
        refusesContact = evidence.refusesContact || lead.phones.contains { $0.status == .dncContact }
        let address = lead.address.map { PlaceZones.zones(postalCode: $0.postalCode, state: $0.state) } ?? []
        home = address.isEmpty ? nil : address
        listed = Self.listed(lead, evidence)
        places = home == nil ? lead.inquiry.locations.reduce([]) { $0.union(PlaceZones.zones(of: $1)) } : []
    }

    /// A list names a line, not a spelling of it: a lead may have one line twice, and one of them without the mark.
    private static func listed(_ lead: Lead, _ evidence: ContactEvidence) -> [PhoneNumber] {
        let named = evidence.listedNumbers.compactMap { PhoneNumber($0) }
        guard lead.phones.count > 1 else { return named }
        return named + lead.phones.filter { $0.status == .dncNumber }.compactMap(\.parsed)
    }

    /// A number with what is known of it, taken apart once.
    struct Line {
        var phone: Phone
        /// What forbids a call, the weightiest first.
        var call: [ContactReason]
        /// What forbids a text.
        var text: [ContactReason]
        var clock: LeadClock
    }

    func line(_ phone: Phone) -> Line { line(phone, phone.parsed) }

    /// The same for a number that has been taken apart already.
    func line(_ phone: Phone, _ number: PhoneNumber?) -> Line {
        var line = Line(phone: phone, call: [], text: [], clock: clock(of: number))
        let common = reasons(against: number, phone)
        line.call = Self.ordered(common + flags(against: .call))
        line.text = Self.ordered(common + flags(against: .text))
        return line
    }

    // MARK: Reasons

    private func reasons(against number: PhoneNumber?, _ phone: Phone) -> [ContactReason] {
        var reasons: [ContactReason] = refusesContact ? [.dncContact] : []
        if phone.status == .dncNumber || isListed(number, phone) { reasons.append(.dncNumber) }
        if phone.status == .invalid || phone.rings(atOneOf: evidence.badNumbers) { reasons.append(.invalidNumber) }
        if number == nil { reasons.append(.unreadableNumber) }
        return reasons
    }

    /// Most leads have nothing that is listed, and looking at keys for nothing costs time in a large book.
    private func isListed(_ number: PhoneNumber?, _ phone: Phone) -> Bool {
        guard let number else { return evidence.listedNumbers.contains(phone.number) }
        return listed.contains { $0.mayRing(at: number) }
    }

    private static func ordered(_ reasons: [ContactReason]) -> [ContactReason] {
        reasons.count < 2 ? reasons : ContactReason.allCases.filter { reasons.contains($0) }
    }

    private func flags(against channel: ContactGuard.Channel) -> [ContactReason] {
        switch channel {
        case .call: permissions.cannotCall ? [.cannotCall] : []
        // Lofty keeps no book of who agreed to be texted, only of who does not want it.
        case .text: permissions.cannotText ? [.cannotText] : []
        case .email:
            (permissions.cannotEmail ? [.cannotEmail] : []) + (permissions.isUnsubscribed ? [.unsubscribed] : [])
        }
    }

    /// Mail may be sent at any hour.
    func verdict(forAddress email: String) -> ContactVerdict {
        let reasons = flags(against: .email) + (ContactFormat.isEmail(email) ? [] : [.unreadableAddress])
        if !reasons.isEmpty { return .blocked(reasons) }
        return refusesContact ? .caution(.askedNotToBeCalled) : .allowed(until: nil)
    }

    // MARK: Zones

    /// Where a number rings.
    ///
    /// The lead's own address decides. Where the lead looks for a home is no proof of where they are: with it and the
    /// area code, or the country, in disagreement the lead may be in either place.
    private func clock(of number: PhoneNumber?) -> LeadClock {
        if let home { return LeadClock(zones: home, basis: .address) }
        let (byCode, gap) = Self.zones(of: number)
        if byCode.isEmpty {
            return places.isEmpty
                ? LeadClock(zones: [], basis: .unknown(gap)) : LeadClock(zones: places, basis: .inquiry)
        }
        if places.isEmpty { return LeadClock(zones: byCode, basis: number?.country == 1 ? .areaCode : .country) }
        // A ZIP code tells which part of a split area is meant.
        if places.isSubset(of: byCode) { return LeadClock(zones: places, basis: .inquiry) }
        return LeadClock(zones: byCode.union(places), basis: .areaCodeOrInquiry)
    }

    private static func zones(of number: PhoneNumber?) -> (CallingZones, LeadClock.Gap) {
        guard let country = number?.country else { return ([], .noCountry) }
        guard country == 1, let area = number?.area else { return (CountryZones.zones(of: country), .abroad(country)) }
        switch area {
        case .geographic(let zones), .caribbean(let zones): return (zones, .placeless)
        case .tollFree: return ([], .tollFree)
        case .placeless, .unknown: return ([], .placeless)
        }
    }
}
