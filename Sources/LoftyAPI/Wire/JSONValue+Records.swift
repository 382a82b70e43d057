import FoundationEssentials
import Leads

extension JSONValue {
    /// A quantity of a property, where -1 is unset.
    var boundedCount: Int? { bound.flatMap { Int(exactly: $0) } }

    /// A measure of a property, where -1 is unset.
    var measure: Decimal? { decimal.flatMap { $0 == -1 ? nil : $0 } }

    /// An answer to a question of qualification, where `"N/A"` is unset.
    func answer(_ key: StaticString) -> Reported<LeadQualification.YesOrNo>? {
        self[key]?.qualification == nil ? nil : Reported(self[key])
    }

    /// The lead that a record belongs to.
    var leadID: Lead.ID? { self["leadId"]?.identifier.flatMap { $0 > 0 ? Lead.ID($0) : nil } }

    /// The members of an object as text, nulls left out, lists and objects as their JSON text.
    ///
    /// Of two equal keys the first counts.
    var fields: [String: String] {
        members.reduce(into: [:]) { fields, member in
            guard !member.value.isNull, fields[member.key] == nil else { return }
            fields[member.key] = member.value.string ?? String(decoding: member.value.rawBytes, as: UTF8.self)
        }
    }
}
