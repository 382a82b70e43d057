package import Leads
package import LoftyAPI

/// Finds the records on the server that look like a change of Foyer's.
package enum Lookup {
    /// The server stops listing communications of a lead at this many, oldest first.
    ///
    /// Source: Lofty API, `GET /v2.0/leads/{leadId}/activities`, largest `limit`. A new call may be beyond it.
    static let communicationLimit = 1_000

    /// Notes with this text.
    ///
    /// The server may have trimmed it, or cut it at its own count of characters.
    package static func notes(like text: String, by author: Author? = nil, in notes: [Note]) -> Set<String> {
        let alike = notes.filter { isSameText($0.text, text) && author?.mayHaveWritten($0) != false }
        return Set(alike.map { name(ofNote: $0.id) })
    }

    /// Outbound calls with this outcome that show this text or none; `certain` are those that show it.
    package static func calls(
        like call: LeadChange.CallLog,
        by author: Author? = nil,
        in entries: [TimelineEntry]
    ) -> (ids: Set<String>, certain: Set<String>) {
        let calls = entries.filter { entry in
            entry.kind == .call(.outbound, outcome: call.outcome.rawValue) && author?.mayHaveMade(entry) != false
        }
        let certain = calls.filter { isSameText($0.text, call.text) }
        let silent = calls.filter { trimmed($0.text).isEmpty }
        return (Set((certain + silent).map(\.id)), Set(certain.map(\.id)))
    }

    /// The requests that find a lead with the address, the numbers or else the name of a new one.
    ///
    /// Newest first, so that a lead that was just made stands on the first page.
    package static func requests(for new: NewLead) -> [LeadListRequest] {
        let emails = new.emails.map { LeadListRequest(email: $0, isPrecise: true) }
        let phones = new.phones.map { LeadListRequest(phone: Phone($0).digits, isPrecise: true) }
        let byName = [LeadListRequest(key: fullName(new.firstName, new.lastName))]
        let byReach = emails + phones
        return (byReach.isEmpty ? byName : byReach).map { request in
            var sorted = request
            sorted.sort = .createTime
            sorted.isDescending = true
            return sorted
        }
    }

    /// The requests that find whoever has one of these numbers, written with its country or without it.
    ///
    /// The server compares digits as they were stored.
    package static func requests(forOwnersOf phones: [Phone]) -> [LeadListRequest] {
        let spellings = phones.flatMap { phone -> [String] in
            guard let number = phone.parsed else { return [] }
            // A zero that is dialled only inside the country may stand there too.
            return [number.national, number.country == nil ? phone.digits : number.digits]
        }
        var seen: Set<String> = []
        return spellings.filter { seen.insert($0).inserted }.map { LeadListRequest(phone: $0, isPrecise: true) }
    }

    /// The request that finds a lead with others of its address, its number or else its name; `nil` when it has none.
    static func request(for lead: Lead) -> LeadListRequest? {
        if let email = lead.emails.first { return LeadListRequest(email: email, isPrecise: true) }
        if let phone = lead.phones.first { return LeadListRequest(phone: phone.digits, isPrecise: true) }
        let name = fullName(lead.firstName, lead.lastName)
        return name.isEmpty ? nil : LeadListRequest(key: name)
    }

    /// Leads with this name and, where the new one has them, one of its addresses or numbers.
    package static func leads(like new: NewLead, in leads: [Lead]) -> [Lead] {
        leads.filter { lead in
            let isSameName = fullName(lead.firstName, lead.lastName) == fullName(new.firstName, new.lastName)
            return isSameName && (isReachedAlike(lead, new) || (new.emails.isEmpty && new.phones.isEmpty))
        }
    }

    /// True when an address or a number of the lead is one of the new one's.
    ///
    /// The server's own filter is not trusted.
    package static func isReachedAlike(_ lead: Lead, _ new: NewLead) -> Bool {
        let emails = Set(new.emails.map { $0.lowercased() })
        let digits = Set(new.phones.map { nationalDigits($0) })
        return lead.emails.contains { emails.contains($0.lowercased()) }
            || lead.phones.contains { digits.contains(nationalDigits($0.number)) }
    }

    private static func nationalDigits(_ number: String) -> String { String(Phone(number).digits.suffix(10)) }

    private static func fullName(_ first: String, _ last: String) -> String {
        [trimmed(first), trimmed(last)].filter { !$0.isEmpty }.joined(separator: " ")
    }

    private static func isSameText(_ held: String, _ sent: String) -> Bool {
        let held = trimmed(held)
        let sent = trimmed(sent)
        if held == sent { return true }
        // Lofty cuts at 2,000; whether it counts UTF-16 units or characters is not said, and a cut may split one.
        let isCut = held.utf16.count >= LeadLimits.note - 2
        return isCut && sent.utf16.starts(with: held.utf16.dropLast(2))
    }

    private static func trimmed(_ text: String) -> String {
        let unified = text.replacing("\r\n", with: "\n")
        let start = unified.drop(while: \.isWhitespace)
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...end])
    }
}
