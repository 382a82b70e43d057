package import Leads
package import ViewModels

extension Wording {
    /// Why a lead is left out of a bulk change.
    package static func bulkObstacle(
        _ obstacle: BulkObstacle,
        lead: String,
        _ keys: KeyNames = KeyNames()
    ) -> String {
        switch obstacle {
        case .plan(.forbidden(let bar)): return "may not be called: \(bar.rule). Log it on its own, with a reason"
        case .plan(let obstacle): return obstacleBesideName(obstacle, lead: lead, keys)
        case .stuck: return "an earlier change needs you first; the outbox shows it"
        case .moved(let now): return "somebody changed it meanwhile: now \(now)"
        case .mustNotContact(let channel, let reasons):
            let words = reasons.map { $0.words(for: channel) }.joined(separator: ", ")
            let verb =
                switch channel {
                case .call: "called"
                case .text: "texted"
                case .email: "mailed"
                }
            return "must not be \(verb): \(words)"
        }
    }
}
