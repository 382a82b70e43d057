public import FoundationEssentials

/// Decides whether a lead may be contacted, and says why not.
///
/// Language, family and neighbourhood never count: the fair housing rules forbid it.
public enum ContactGuard {
    public enum Channel: String, Hashable, Sendable, Codable, CaseIterable {
        case call, text, email
    }

    /// How the lead may be contacted now.
    ///
    /// - `evidence`: what has been logged on the lead, sent or not.
    public static func standing(
        of lead: Lead,
        evidence: ContactEvidence = ContactEvidence(),
        at now: Date
    ) -> ContactStanding {
        standing(of: lead, evidence: evidence, at: now, in: .system)
    }

    /// The same with the zones of another database.
    package static func standing(
        of lead: Lead,
        evidence: ContactEvidence = ContactEvidence(),
        at now: Date,
        in database: ZoneDatabase
    ) -> ContactStanding {
        let rules = ContactRules(lead, evidence)
        return ContactStanding(
            numbers: lead.phones.map { phone in
                let line = rules.line(phone)
                let zones = CallingHours(line.clock.zones, in: database)
                let clock = line.clock.checked(zones)
                let hours = clock.verdict(at: now, zones)
                return ContactStanding.Number(
                    phone: phone,
                    clock: clock,
                    call: line.call.verdict ?? hours,
                    text: line.text.verdict ?? hours
                )
            },
            addresses: lead.emails.map { ContactStanding.Address(email: $0, verdict: rules.verdict(forAddress: $0)) },
            date: now
        )
    }
}

extension [ContactReason] {
    fileprivate var verdict: ContactVerdict? { isEmpty ? nil : .blocked(self) }
}

extension LeadClock {
    /// Without rules a zone is only a name.
    fileprivate func checked(_ hours: CallingHours?) -> LeadClock {
        guard !zones.isEmpty, hours == nil else { return self }
        return LeadClock(zones: [], basis: .unknown(.noZoneData))
    }

    /// What the hours alone say.
    fileprivate func verdict(at now: Date, _ hours: CallingHours?) -> ContactVerdict {
        if case .unknown(let gap) = basis { return .caution(.zoneUnknown(gap)) }
        guard let hours else { return .caution(.zoneUnknown(.noZoneData)) }
        let moment = now.wholeSeconds
        if hours.isOpen(at: moment) { return .allowed(until: Date(wholeSeconds: hours.closes(after: moment))) }
        return .outsideHours(opensAt: hours.opens(after: moment).map(Date.init(wholeSeconds:)))
    }
}

extension Date {
    fileprivate init(wholeSeconds: Int64) { self.init(timeIntervalSince1970: Double(wholeSeconds)) }
}
