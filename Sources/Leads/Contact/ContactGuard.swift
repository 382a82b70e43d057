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
        let moment = now.wholeSeconds
        return ContactStanding(
            numbers: lead.phones.map { phone in
                let line = rules.line(phone)
                let hour = line.clock.hour(at: moment, in: database)
                let hours = hour.verdict(at: moment)
                return ContactStanding.Number(
                    phone: phone,
                    clock: line.clock.known(by: hour),
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
    fileprivate func known(by hour: Hour) -> LeadClock {
        hour == .unknown(.noZoneData) ? LeadClock(zones: [], basis: .unknown(.noZoneData)) : self
    }
}

extension LeadClock.Hour {
    /// What the hour alone says, and until when.
    fileprivate func verdict(at moment: Int64) -> ContactVerdict {
        switch self {
        case .unknown(let gap): .caution(.zoneUnknown(gap))
        case .open(let hours): .allowed(until: Date(wholeSeconds: hours.closes(after: moment)))
        case .closed(let hours): .outsideHours(opensAt: hours.opens(after: moment).map(Date.init(wholeSeconds:)))
        }
    }
}

extension Date {
    fileprivate init(wholeSeconds: Int64) { self.init(timeIntervalSince1970: Double(wholeSeconds)) }
}
