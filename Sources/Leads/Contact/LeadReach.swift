package import FoundationEssentials

/// What of a lead may be used at one moment, for lists that programs are handed: all of it looked up at once, since each
/// question takes the lead's numbers apart anew.
///
/// A number that must not be called would be called by whoever finds it.
package struct LeadReach: Hashable, Sendable {
    /// Numbers that nothing but the hour keeps from being called; all in the order of the lead.
    package private(set) var numbers: [String] = []
    /// Those that may be called at the moment: none where it is night.
    package private(set) var callable: [String] = []
    /// Those that may be texted at the moment.
    package private(set) var textable: [String] = []
    /// Numbers that make every call to them wrong; one that is only dead is none of them.
    package private(set) var forbidden: [String] = []
    /// Addresses, which may be written to at any hour.
    package private(set) var addresses: [String] = []

    package init(of lead: Lead, at now: Date, in database: ZoneDatabase = .system) {
        let rules = ContactRules(lead)
        let moment = now.wholeSeconds
        for phone in lead.phones {
            let line = rules.line(phone)
            if line.call.contains(where: \.forbidsEveryCall) { forbidden.append(phone.number) }
            if line.call.isEmpty { numbers.append(phone.number) }
            guard line.call.isEmpty || line.text.isEmpty, line.clock.hour(at: moment, in: database).permits else {
                continue
            }
            if line.call.isEmpty { callable.append(phone.number) }
            if line.text.isEmpty { textable.append(phone.number) }
        }
        addresses = lead.emails.filter { rules.verdict(forAddress: $0).permits }
    }
}
