/// Over which channels a lead may be contacted while it is within the hours in some zones.
///
/// What ``ContactGuard`` permits, with the hour left open: a lead may be called while it is within the hours in all
/// zones of one of its numbers.
package struct ContactChannels: Hashable, Sendable {
    /// For each number that nothing but the hour forbids to call, the zones it may ring in.
    package private(set) var call: [CallingZones]
    package private(set) var text: [CallingZones]
    /// Mail may be sent at any hour.
    package private(set) var email: Bool

    package static let none = ContactChannels(call: [], text: [], email: false)

    package init(call: [CallingZones], text: [CallingZones], email: Bool) {
        self.call = Self.least(call)
        self.text = Self.least(text)
        self.email = email
    }

    /// Every zone on whose hours the answer depends.
    package var zones: CallingZones { (call + text).reduce([]) { $0.union($1) } }

    /// True when one of the channels is permitted at the moment that the zones tell of.
    package func permit(anyOf channels: [QueryChannel], in zones: OpenZones) -> Bool {
        channels.contains { channel in
            switch channel {
            case .call: call.contains(where: zones.haveOpen)
            case .text: text.contains(where: zones.haveOpen)
            case .email: email
            }
        }
    }

    /// Leaves out what is open only while another one is, so that leads that may be contacted alike are equal.
    private static func least(_ zones: [CallingZones]) -> [CallingZones] {
        guard zones.count > 1 else { return zones }
        let different = Set(zones)
        return different.filter { one in !different.contains { $0 != one && $0.isSubset(of: one) } }
            .sorted { $0.words.lexicographicallyPrecedes($1.words) }
    }
}

extension ContactChannels {
    /// `numbers` are ``Phone/parsed`` of the lead's.
    init(_ lead: Lead, _ numbers: [PhoneNumber?]) {
        let rules = ContactRules(lead)
        let lines = zip(lead.phones, numbers).map(rules.line)
        self.init(
            call: lines.compactMap { $0.call.isEmpty ? $0.clock.zones : nil },
            text: lines.compactMap { $0.text.isEmpty ? $0.clock.zones : nil },
            email: lead.emails.contains { rules.verdict(forAddress: $0).permits }
        )
    }
}
