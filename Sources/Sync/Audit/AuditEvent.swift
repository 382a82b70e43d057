package import FoundationEssentials
package import Leads

/// A line of the audit log: what was done to a lead, in whose name, and what came of it.
package struct AuditEvent: Hashable, Sendable, Codable {
    package var at: Date
    /// Whose key it went out with; `nil` before the server has said.
    package var by: Person?
    package var leadID: Lead.ID
    package var leadName: String
    /// The change in the journal; `nil` for what was no change of a lead.
    package var entry: OutboxEntry.ID?
    package var kind: Kind

    package init(
        at date: Date,
        by person: Person?,
        leadID: Lead.ID,
        leadName: String,
        entry: OutboxEntry.ID? = nil,
        kind: Kind
    ) {
        at = date
        by = person
        self.leadID = leadID
        self.leadName = leadName
        self.entry = entry
        self.kind = kind
    }

    package struct Person: Hashable, Sendable, Codable {
        package var id: Member.ID
        package var name: String

        package init(_ member: Member) {
            id = member.id
            name = member.fullName
        }
    }

    package enum Kind: Hashable, Sendable, Codable {
        /// The server has the change; `beside` is what others had changed of the lead since it was decided.
        case sent(AuditStep, beside: [AuditStep])
        /// It went out and was refused, or the server failed with it for good.
        case refused(AuditStep, reason: String)
        /// It went out, its answer was lost, and nobody can tell whether it arrived.
        case undecided(AuditStep, reason: String)
        /// Lofty put a new lead into this one.
        case merged(AuditStep, into: Lead.ID)
        /// It went out, and somebody else's value stands.
        case contested(AuditStep, theirs: String)
        /// A person has seen what others made of it, and had it sent or taken back all the same.
        case overruled(AuditStep, theirs: String)
        /// A person went over a rule that speaks against contacting the lead.
        case overridden(ContactOverride)
    }
}

extension AuditEvent {
    /// The event as it is written: JSON with sorted names and times in UTC, to the second.
    package func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    /// `nil` for what this Foyer did not write.
    package init?(json: String) {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        // Why it cannot be read is no help: the record is shown as it stands.
        guard let event = try? decoder.decode(AuditEvent.self, from: Data(json.utf8)) else { return nil }
        self = event
    }
}
