import FoundationEssentials
package import Leads

/// Calls by which Lofty itself writes to leads.
extension RawCall {
    /// The channel over which the call has Lofty write to leads; `nil` for a call that reaches nobody.
    ///
    /// Source: Lofty API, `POST /v1.0/message/sms/send`, `POST /v1.0/message/email/send`, `POST /v2.0/working-leads/add`,
    /// and the switch `welcomeEmail` of `POST /v1.0/leads`.
    package var reach: ContactGuard.Channel? {
        guard method != .get else { return nil }
        switch place {
        case ["message", "sms", "send"], ["working-leads", "add"]: return .text
        case ["message", "email", "send"]: return .email
        case ["leads"]: return named.welcomeEmail == true ? .email : nil
        default: return nil
        }
    }

    /// The leads that the body names.
    package var reachedLeads: [Lead.ID] { (named.leadIds ?? [named.leadId].compactMap(\.self)).map { Lead.ID($0) } }

    /// The steps of the path behind the version, as a server reads them.
    private var place: [String] {
        var steps: [String] = []
        for step in PercentEncoding.decode(path).lowercased().split(separator: "/") {
            switch step {
            case ".": continue
            case "..": _ = steps.popLast()
            default: steps.append(String(step))
            }
        }
        return Array(steps.dropFirst())
    }

    private struct Named: Decodable {
        var leadId: Int64?
        var leadIds: [Int64]?
        var welcomeEmail: Bool?
    }

    /// What cannot be read as such names nobody; the server refuses it then.
    private var named: Named { body.flatMap { try? JSONDecoder().decode(Named.self, from: $0) } ?? Named() }
}
