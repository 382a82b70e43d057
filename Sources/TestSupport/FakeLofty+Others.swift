import FoundationEssentials
package import Leads

/// What other people do to the account.
extension FakeLofty {
    /// Puts a note there that Foyer did not write, by the same person when no author is named.
    package func addForeignNote(_ text: String, to id: Lead.ID, by author: String? = nil) {
        write(note: text, to: id, by: author ?? caller.fullName)
    }

    /// Logs a call that Foyer did not log.
    package func addForeignCall(_ call: LeadChange.CallLog, on id: Lead.ID, by member: Member) {
        write(call, on: id, by: member)
    }

    /// The lead that a new one with the same address or number is put into.
    func survivor(of new: Lead) -> Lead.ID? {
        leads.values.filter { lead in
            lead.emails.contains(where: new.emails.contains)
                || lead.phones.contains { phone in new.phones.contains { $0.digits == phone.digits } }
        }
        .map(\.id).min()
    }

    /// Lofty gives the lead that survives the name that was typed for the new one.
    func rename(_ id: Lead.ID, as new: Lead) {
        edit(id) { lead in
            lead.firstName = new.firstName
            lead.lastName = new.lastName
        }
    }
}

/// Leads as they were.
struct LeadHistory: Sendable {
    private var versions: [Lead.ID: [(until: Date, lead: Lead)]] = [:]

    mutating func keep(_ before: [Lead.ID: Lead], replacedBy after: [Lead.ID: Lead], at now: Date) {
        for (id, lead) in before where after[id] != lead { versions[id, default: []].append((now, lead)) }
    }

    /// The version that was in force at a moment; `nil` when it is the present one.
    func lead(_ id: Lead.ID, at date: Date) -> Lead? { versions[id]?.first { $0.until > date }?.lead }
}
